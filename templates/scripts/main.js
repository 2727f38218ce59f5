// The script of every page: one behaviour a module, in this order.
import "./theme.js";
import "./copy.js";
import "./language.js";
import "./filter.js";
import "./print.js";
import "./search/combobox.js";
