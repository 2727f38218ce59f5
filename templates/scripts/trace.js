// The script of the page that explains traces.
import "./trace/view/page.js";
