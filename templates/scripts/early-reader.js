// Before the first paint of a page for two readers: who reads is what the link says, else what was chosen. Who comes
// for another section gets all, and a telephone is likeliest a caller's.
import { kept } from "./early.js";

const { hash } = location;
const asked = /(?:^#|-)(caller|admin)$/.exec(hash)?.[1];
const isSection = hash && !hash.startsWith("#q=");
const usual = matchMedia("(max-width: 47.99rem)").matches ? "caller" : "admin";
document.documentElement.dataset.reader = asked ?? (isSection ? "admin" : (kept("reader") ?? usual));
