// The script of every page: one behaviour a module, in this order.
import "./theme.js";
import "./reader.js";
import "./copy.js";
import "./language.js";
import "./filter.js";
import "./causes.js";
import "./ladder.js";
import "./print.js";
import "./toc.js";
import "./search/combobox.js";
