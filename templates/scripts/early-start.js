// Before the first paint of the entrance: which of its languages the reader would rather have.
import "./early.js";

const here = [...document.querySelectorAll("link[hreflang]")].map((link) => link.getAttribute("hreflang") ?? "");
const wanted = navigator.languages.map((tag) => tag.split("-")[0].toLowerCase());
document.documentElement.dataset.speaks = wanted.find((tag) => here.includes(tag)) ?? "en";
