// Signs: what has the form of a code, a cause or a section, in whatever somebody types or pastes.
//
// Rules run in the order below. Each takes what it understands out of the text, so that no later rule reads it again; a rule
// without codes takes out numbers that are no codes. The strongest sign wins, whatever stands first.
/**
 * @typedef {{kind: string, text: string}} Why
 * @typedef {{strength: number, place: number, codes: string[], why?: Why}} Sign
 * @typedef {{pattern: RegExp, strength?: number, codes?: (...groups: string[]) => string[] | {codes: string[], why?: Why} | null}} Rule
 *   `codes` gets what the pattern has caught and tells the codes; null leaves the text as it is
 */
{
  const { words, INVISIBLE } = window.sipSearch;
  const STATUS_LINE = 8.5; // from here on: what was really sent, not what somebody says of it
  const SAID_TO_BE_A_CODE = 5;
  const BARE = 2;
  const MERELY_A_NAME = 1;
  const MOST_OF_A_SECTION = 10;

  const SECTION = "(?:#|,|;|\\(|§+|sections?|sectie|sec\\.?|paragraaf|paragraph|par\\.?|hoofdstuk|chapter|artikel|article|clause|appendix)";
  const CONTEXT =
    "(?:sip|fout|error|err|code|foutcode|foutmelding|melding|status|statuscode|response|responscode|respons|reply|antwoord|http|got|received|kreeg|ontvangen|returned|result|resultaat|rc|with|met|failed|failure|mislukt|nummer|reason)";
  const COUNTED =
    "(?:ms|msec|s|sec|secs|seconds?|seconden?|min|mins|minutes?|minuten|minuut|uur|hours?|dagen|days?|kb|mb|bytes?|kbit\\/s|kbps|hz|khz|euro|x|keer|times|meter|m|km|stuks|%)";
  const METHODS = "INVITE|REGISTER|ACK|BYE|CANCEL|OPTIONS|SUBSCRIBE|NOTIFY|REFER|UPDATE|INFO|PRACK|MESSAGE|PUBLISH";
  const code = (found) => [found];
  const classOf = (first) => [`${first}xx`];

  /** Places in RFCs. */
  const sections = (known) => {
    const cited = (rfc, part) => {
      const whole = part && `${rfc} ${part.replace(/\.$/, "")}`;
      const key = [whole, rfc].find((key) => known.sections.has(key) || known.mentions.has(key)) ?? rfc;
      const defined = known.sections.get(key) ?? [];
      const rank = (found) => (defined.includes(found) ? 2 : 0) + (known.common.get(found) ?? 0);
      const found = [...new Set([...defined, ...(known.mentions.get(key) ?? known.obsolete.get(key) ?? [])])];
      return { codes: found.sort((a, b) => rank(b) - rank(a)).slice(0, MOST_OF_A_SECTION), why: { kind: "rfc", text: key === whole ? `RFC ${rfc} §${part}` : `RFC ${rfc}` } };
    };
    const ofTheCore = (part) => cited("3261", part); // who names no RFC means the one of SIP itself
    return [
      { pattern: new RegExp(`\\brfc[\\s_-]*(\\d{3,5})(?:[\\s:-]*${SECTION})*[\\s:-]*(\\d+(?:\\.\\d+)+|(?<=[#§\\s-])\\d{1,2}(?![\\d.]))?`, "gi"), strength: 7, codes: cited },
      { pattern: new RegExp(`(?:§+|\\b(?:sections?|sectie|sec\\.?|paragraaf|paragraph|par\\.?|hoofdstuk|chapter|artikel|article|clause))[\\s:-]*(\\d+(?:\\.\\d+)+)`, "gi"), strength: 7, codes: ofTheCore },
      { pattern: /^\s*(2[01]\.[1-6](?:\.\d{1,2})?)\s*$/g, strength: 7, codes: ofTheCore },
    ];
  };

  /** Status lines, and what logs print for one. */
  const statusLines = (known) => [
    { pattern: /\bsip\/[23]\.\d\s+([1-6]\d\d)\b/gi, strength: 9, codes: code },
    { pattern: /\bstatus(?:[ _-]?code)?\s*[=:]\s*["']?([1-6]\d\d)\b/gi, strength: 8.8, codes: code },
    { pattern: /\b[a-z]+(?:_[a-z]+)*_(?:status|code|cause|reason)\s*[=:]\s*["']?([1-6]\d\d)\b/gi, strength: 8.6, codes: code },
    { pattern: /\bgot sip response ([1-6]\d\d)\b/gi, strength: 8.6, codes: code },
    { pattern: /\bsip\s*;\s*(?:[^;\n]*;\s*)?cause\s*=\s*["']?(\d{3})\b/gi, strength: 8, codes: (found) => (known.isCode(found) ? [found] : []) },
    { pattern: /\bq\.?\s?850\s*;\s*(?:[^;\n]*;\s*)?cause\s*=\s*["']?(0x[\da-f]+|\d+)/gi, strength: 7.5, codes: causeIn(known) },
    // FreeSWITCH says which code it sends instead of which
    { pattern: /\bcause\s+[1-6]\d\d\s+with\s+([1-6]\d\d)\b/gi, strength: 7.2, codes: code },
    // Asterisk counts the phones it tried: busy, congested, without a channel
    { pattern: /\bbusy\/congested at this time \(\d+:(\d+)\/(\d+)\/\d+\)/gi, strength: 7.2, codes: (busy, congested) => (Number(busy) ? ["486"] : Number(congested) ? ["503"] : ["480"]) },
  ];

  /** Addresses, channels, places in programs, times: everything else in which a number is no code. */
  const noise = () =>
    [
      new RegExp(`\\b(?:${METHODS})\\s+sips?:\\S+\\s+SIP/2\\.0`, "g"), // a request tells nothing of its response
      /["'][^"']*["']\s*<?(?=sips?:)/gi,
      /\bsips?:[^\s@<>"]+@[^\s;>,"]+/gi,
      /\b(?:https?:\/\/|tel:)\S+/gi,
      /[^\s<>"]+@[\w.-]+(?::\d+)?/g,
      /\b(?:pj)?sip\/(?!\d\.\d)[\w.+-]+|\b(?:sofia|local|iax2?|dahdi|loopback|opensips|kamailio)\/[\w./+@:-]+/gi,
      /\b(?:notice|warning|error|verbose|debug|info)\[\d+\](?:\[[\w-]+\])?:?/gi,
      /\bsip\/[23]\.\d(?:\/\w+)?/gi,
      /\[[a-z]-[\da-f]{6,}\]|\b[\da-f]{8}-[\da-f]{4}-[\da-f-]+/gi,
      /\b[\w-]+\.(?:c|cc|cpp|h|py|go|js|lua|java|rs)\b(?::\d+)?/gi,
      /\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/]\d{1,2}[-/]\d{4}\b/g,
      /\b(?:jan|feb|mar|mrt|apr|may|mei|jun|jul|aug|sep|oct|okt|nov|dec)[a-z]*\.?\s+\d{1,2}\b/gi,
      /\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\b/g,
      /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:\/\d+)?/g,
      /(?:\b[\da-f]{1,4}:){3,}[\da-f:]*/gi,
      /\b(?:toestel|endpoint|aor|user|peer)\s+'[^']*'/gi,
    ].map((pattern) => ({ pattern }));

  const causeIn = (known) => (text) => {
    let number = Number(text);
    if (/^0x/i.test(text)) number &= 127; // Cisco prints the octet with its extension bit, and the one before it
    if (known.causes.has(String(number))) return { codes: known.causes.get(String(number)), why: { kind: "cause", text: String(number) } };
    return number > 127 && known.isCode(text) ? [text] : [];
  };

  /** Causes of the telephone network by number and by name, and the numbers of other systems. */
  const causes = (known) => {
    const cause = causeIn(known);
    const named = (name) => {
      const codes = known.named.get(name.toLowerCase()) ?? known.named.get(name.toLowerCase().replace(/^(?:ast_cause|switch_cause)_/, ""));
      if (!codes) return null;
      const phrase = known.texts[known.phrases.get(words(name).join(" "))]?.owners.find(({ kind }) => kind === "phrase");
      return { codes: phrase ? [known.entries[phrase.entry].code, ...codes] : codes, why: { kind: "name", text: name.toUpperCase() } };
    };
    const ofTeams = (withCode, other) => {
      if (withCode) return [withCode];
      return known.numbers.has(other) ? { codes: known.numbers.get(other), why: { kind: "name", text: `Teams ${other}` } } : null;
    };
    return [
      { pattern: /\b(?:(?:hangup|isdn|isup|release|disconnect|ss7|pri|q\.?\s?850|q\.?931)[\s_-]*)*(?:cause|oorzaak)(?:[\s_-]*(?:code|nr|number|nummer|value|i))*[\s:="'#(-]*(?:is\s)?\s*(0x[\da-f]{1,4}|\d{1,3})\b/gi, strength: 6.5, codes: cause },
      { pattern: /\bq\.?\s?(?:850|931)[\s:#-]*(?:code)?\s*(0x[\da-f]{1,4}|\d{1,3})?\b/gi, strength: 6.5, codes: (text) => (text ? cause(text) : []) },
      { pattern: /\b(?:isdn|isup|ss7|pri|hangup|release)[\s_:-]+(\d{1,3})\b/gi, strength: 6.5, codes: (text) => (known.causes.has(text) ? cause(text) : null) },
      { pattern: /\b(0x8[\da-f][89a-f][\da-f])\b/gi, strength: 6.5, codes: cause },
      { pattern: /\b([a-z][a-z\d]*(?:_[a-z\d]+)+)\b/gi, strength: 6, codes: named },
      { pattern: /\b(?:560([1-6]\d\d)|(5\d{5}|1\d{3,4}))\b/g, strength: 6.2, codes: ofTeams },
      { pattern: /\b0x(3[134])\b/gi, strength: 5.5, codes: (found) => [`0x${found}`] }, // of Gigaset
      { pattern: /\b0x([1-6]\d\d)\b/gi, strength: 5.5, codes: (found) => [found, "0x486"] },
      { pattern: /\b603\s?\+/g, strength: 5.5, codes: () => ["603-plus", "603"] },
    ];
  };

  /** Header fields and option tags: their numbers are no codes, some of their names lead to one. */
  const headerFields = (known) => {
    const byName = new Map([...known.deciding].map(([name, codes]) => [name.toLowerCase(), codes]));
    const field = (name) => byName.has(name.toLowerCase()) && { codes: byName.get(name.toLowerCase()), why: { kind: "header", text: name } };
    const names = [...known.deciding.keys(), ...known.passing].filter((name) => /^[A-Z]/.test(name) && name !== "PRACK");
    const tags = [...known.deciding.keys()].filter((name) => /^\d+[a-z]/i.test(name));
    const isWarning = (number) => number >= known.lowestWarning && number <= known.highestWarning;
    return [
      { pattern: /\bwarning\s*:?\s*(3\d\d)\b/gi, strength: 4.5, codes: (number) => (isWarning(number) ? { codes: known.warned, why: { kind: "header", text: `Warning: ${number}` } } : []) },
      { pattern: /\bsupported\s*:\s*([\w-]+)/gi, strength: 3.5, codes: (tag) => field(tag) || null },
      { pattern: new RegExp(`(?:^|[\\s"'(⏎|>-])(${names.sort((a, b) => b.length - a.length).join("|")})\\s*:\\s*(?:"?\\d+(?:\\.\\d+)?)?`, "gi"), strength: 3, codes: (name) => field(name) || [] },
      { pattern: new RegExp(`\\b(${tags.join("|")})\\b`, "gi"), strength: 3.5, codes: (tag) => field(tag) || [] },
    ];
  };

  const classes = () => [
    { pattern: /\b([1-6])[\s-]?(?:xx|[x*?.]{2})(?![\w.])/gi, strength: 7, codes: classOf },
    { pattern: /\b([1-6])00\s*(?:-|\.\.+|t\/m|tot(?: en met)?|to|through|until|till)\s*\1(?:99|xx)\b/gi, strength: 7, codes: classOf },
    { pattern: /\b([1-6])00(?:'?s\b|-?[\s-]?(?:er |)(?:series?|reeks|range|klasse|class|familie|family|groep|group|level|categorie|category)\b)/gi, strength: 7, codes: classOf },
    { pattern: /\b(?:class|klasse|categorie|category|reeks|series?)\s+([1-6])(?:00)?\b(?!\d)/gi, strength: 7, codes: classOf },
  ];

  /** Codes in so many words, after numbers with a unit, ports, counters and telephone numbers. */
  const numbers = (known) => {
    const isTelephone = (text) => (text.replace(/\D/g, "").length > 8 ? [] : null);
    return [
      { pattern: /\b([4-6]\d\d)'?s\b/g, strength: SAID_TO_BE_A_CODE, codes: code }, // "getting 607s"
      { pattern: /\berr?(?:or)?[.-]\s?([1-6]\d\d)\b|\be-?([1-6]\d\d)\b/gi, strength: SAID_TO_BE_A_CODE, codes: (named, short) => [named ?? short] },
      { pattern: /\b(?:port|poort|cseq|line|regel|thread|pid|timeout|ttl|expires|length|size|rtt|ptime|tag|branch|nonce|id)\s*[=:#]?\s*\d+\b/gi },
      { pattern: new RegExp(`\\b\\d+\\s+(?=(?:${METHODS})\\b)`, "g") },
      { pattern: new RegExp(`\\b\\d+\\s?${COUNTED}(?!\\w|\\s*\\d)`, "gi") },
      { pattern: /\d+[.,]\d+\b|[.,]\d+\b|:\d{4,}\b|(?<=\w\.\w+):\d+|\b[a-z]\.\d+\b|\battempt #?\d+/gi },
      { pattern: /(\+?\d[\d\s().-]{7,}\d)/g, codes: isTelephone },
      { pattern: /\+\d+|\b\d{2,4}-\d{5,8}\b/g },
      { pattern: /\b(?:ext(?:ension|ensie)?|toestel(?:nummer)?|user|gebruiker|kanaal|channel|kamer|room|from|van)\.?\s+["'<]?([1-6]\d\d)\b/gi, strength: MERELY_A_NAME, codes: code },
      { pattern: new RegExp(`(?:\\b|_)${CONTEXT}[\\s:=#"'(/_-]*([1-6]\\d\\d)(?![\\d.]|-\\d)`, "gi"), strength: SAID_TO_BE_A_CODE, codes: code },
      { pattern: /(?<![\d.,\w+-])#?([1-6]\d\d)(?=[a-z]{2,}|e\b)(?!x)/gi, strength: 4, codes: code },
      { pattern: /(?<![\d.,\w+]|\w-)([1-6]\d\d)(?![\d\w+]|[.,-]\d)/g, strength: BARE, codes: code },
      { pattern: /(?<![\d.,\w+])(7\d\d)(?![\d\w+]|[.,-]\d)/g, strength: BARE, codes: (found) => (known.places.has(found) ? [found] : []) },
    ];
  };

  /** Of several failures the last decides; challenges are answered, and what is provisional has passed. */
  const finality = (found) => (/^40[17]$/.test(found) ? 0.02 : found >= "300" ? 0.03 : found >= "200" ? 0.01 : 0);

  /**
   * Makes the reader of signs.
   * @param {any} known  the Knowledge
   * @returns {(query: string) => {signs: Sign[], rest: string}}  the strongest first, and the text without them
   */
  const reader = (known) => {
    /** @type {Rule[]} */
    const rules = [sections, statusLines, noise, causes, headerFields, classes, numbers].flatMap((make) => make(known));
    return (query) => {
      const text = query
        .normalize("NFKC")
        .replace(/[\u2010-\u2015\u2212]/g, "-")
        .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"')
        .replace(INVISIBLE, "")
        .replace(/^\s*([1-6])\s(\d)\s(\d)\s*$/, "$1$2$3");
      if (!/[\d:_@.§]/.test(text)) return { signs: [], rest: text };
      /** @type {Sign[]} */
      const signs = [];
      let rest = text;
      for (const { pattern, strength, codes } of rules)
        rest = rest.replace(pattern, (match, ...groups) => {
          const at = groups.findIndex((group) => typeof group === "number");
          const found = codes ? codes(...groups.slice(0, at)) : [];
          if (!found) return match;
          const sign = Array.isArray(found) ? { codes: found } : found;
          if (sign.codes.length) signs.push({ ...sign, strength, place: groups[at] });
          return " ".repeat(match.length);
        });
      const tidy = query.replace(/\s+/g, " ").toLowerCase();
      for (const sign of signs) {
        if (sign.strength >= STATUS_LINE) sign.strength += finality(sign.codes[0]);
        const phrase = known.entryOf(sign.codes[0])?.phrase;
        if (sign.strength === BARE && phrase && tidy.includes(phrase.toLowerCase())) sign.strength = 4;
      }
      signs.sort((a, b) => b.strength - a.strength || (a.strength >= STATUS_LINE ? b.place - a.place : a.place - b.place));
      return { signs, rest };
    };
  };

  Object.assign(window.sipSearch, { reader, STATUS_LINE, BARE, MERELY_A_NAME });
}
