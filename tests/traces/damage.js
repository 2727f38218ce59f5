// What pages, mail and terminals do to a trace.

const lines = (text, change) => text.split("\n").map(change).join("\n");

/** Each takes a trace as text and gives it as it is found on some page. */
export const DAMAGES = {
  numbers: (text) => lines(text, (line, index) => `${String(index + 1).padStart(4)}. ${line}`),
  arrows: (text) => lines(text, (line, index) => `${index + 1}-> ${line}`),
  dashes: (text) => lines(text, (line) => `- ${line}`),
  quotes: (text) => lines(text, (line) => `> ${line}`),
  bars: (text) => lines(text, (line) => `${line} | |`),
  doubled: (text) => text.replaceAll("\n", "\n\n"),
  fences: (text) => `\`\`\`\n${text}\n\`\`\`\n`,
  entities: (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  colours: (text) => lines(text, (line) => (line ? `\x1b[36m${line}\x1b[0m` : line)),
  "carriage-returns": (text) => text.replaceAll("\n", "\r\n"),
  mark: (text) => `\uFEFF${text}`,
  "no-blank-lines": (text) => text.replace(/\n\n+/g, "\n"),
  "hidden-addresses": (text) => text.replace(/\b[\w+.-]+@[\w.-]+/g, "[email\u00a0protected]".replace("\u00a0", " ")),
  "lost-brackets": (text) => text.replace(/<[^>\n]*>/g, ""),
  masked: (text) => text.replace(/\d{1,3}\.\d{1,3}\.(\d{1,3}\.\d{1,3})/g, "xxx.xxx.$1"),
  broken: (text) => lines(text, (line) => line.replace(/(.{80})(?=.)/g, "$1\n")),
  "half-gone": (text) => text.split("\n").filter((_, index) => index % 9 !== 4).join("\n"),
};
/** Those that leave everything there. */
export const MENDED = new Set(["numbers", "arrows", "dashes", "quotes", "bars", "doubled", "fences", "entities", "colours", "carriage-returns", "mark", "no-blank-lines"]);
