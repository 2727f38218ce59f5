// What a logger puts before each line of a message: learned from what stands before its first.

/** What stands before lines of known loggers. */
const LOGGERS = [
  { format: "yealink", is: /\bsua\s+\[\d+\]/ },
  { format: "kamailio-syslog", is: /kamailio|opensips|openser/i },
  { format: "adtran", is: /SIP\.STACK MSG/ },
  { format: "opensbc", is: /\[CID=/ },
  { format: "ingate", is: /netlogger/ },
];
/** The logger that wrote what stands before a line, or nothing. @param {string} prefix */
export const loggerOf = (prefix) => LOGGERS.find(({ is }) => is.test(prefix))?.format ?? "";

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
/**
 * The pattern of what stands before each line of a message, made from what stands before its first.
 * @param {string} prefix
 */
export const patternOf = (prefix) => {
  // Expressway puts a bar before the first line, and only a space before the others
  if (prefix === " |") return /^ /;
  const bare = prefix.trimEnd();
  const gap = prefix.length - bare.length;
  const shape = bare.split(/\d+/).map(escaped).join("\\d+");
  return new RegExp(`^${shape}(?:${gap ? `[ \\t]{0,${gap}}` : ""}|\\s*$)`);
};
