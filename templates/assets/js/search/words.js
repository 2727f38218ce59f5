// Words: how what is typed and what is known are compared. sipcodes/search_terms.py splits texts the same way.
window.sipSearch = {};
{
  const APOSTROPHES = /['\u2018\u2019\u02bc`\u00b4\uff07]/g;
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

  /** The words of a text: lower case, without accents, camelCase split. @param {string} text @returns {string[]} */
  const words = (text) =>
    text
      .replace(APOSTROPHES, "")
      .replace(INVISIBLE, "")
      .normalize("NFKC")
      .replace(/([a-z])(?=[A-Z][a-z])/g, "$1 ")
      .replace(/([A-Z]{2})(?=[A-Z][a-z]{2})/g, "$1 ")
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? [];

  /** What the forms of a word share, in Dutch and in English: rings, ringing; geweigerd, weigert. Numbers have no forms. */
  const stem = (word) => {
    if (word.length < 4 || /\d/.test(word)) return word;
    const cut = (part, ending, least) => part.replace(ending, (end) => (part.length - end.length >= least ? "" : end));
    let part = word
      .replace(/^(door|op|aan|af|uit|over|weg|mee|terug|om|na|voor|in)ge(?=.{4})/, "$1")
      .replace(/^ge(?=.{4,}(?:[dt]|en)$)/, "");
    part = cut(part, /(?:ingen|ings|ing)$/, 4);
    part = cut(part, /(?:en|ed|es|e|s)$/, 3);
    part = cut(part, /[dt]e?$/, 4);
    return part.replace(/([aeou])\1/g, "$1").replace(/([bcdfgklmnprstz])\1$/, "$1");
  };

  /** How a word sounds: what Dutch and English writers mix up is the same. */
  const sound = (word) =>
    word
      .replace(/ij|y/g, "ei")
      .replace(/ou/g, "au")
      .replace(/ch/g, "g")
      .replace(/ph|v/g, "f")
      .replace(/z/g, "s")
      .replace(/ck|q|c(?![eiy])/g, "k")
      .replace(/c/g, "s")
      .replace(/(.)\1+/g, "$1")
      .replace(/dt?$/, "t");

  /**
   * How many typing errors lie between two words: a letter too many, missing, wrong, or two exchanged (optimal string
   * alignment). More than `most` counts as `most + 1`.
   */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const row = new Array(b.length + 1).fill(most + 1);
      const from = Math.max(1, i - most);
      const to = Math.min(b.length, i + most); // further from the diagonal there are more errors than matter
      if (from === 1) row[0] = i;
      let least = row[0];
      for (let j = from; j <= to; j++) {
        let errors = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) errors = Math.min(errors, before[j - 2] + 1);
        row[j] = errors;
        if (errors < least) least = errors;
      }
      if (least > most) return most + 1;
      before = last;
      last = row;
    }
    return Math.min(last[b.length], most + 1);
  };
  /** In short words an error makes another word, so none is forgiven. */
  const errorsAllowed = (length) => (length < 5 ? 0 : length < 9 ? 1 : 2);

  Object.assign(window.sipSearch, { words, stem, sound, distance, errorsAllowed, INVISIBLE });
}
