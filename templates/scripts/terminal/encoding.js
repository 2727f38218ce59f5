// TextDecoder and TextEncoder where the engine has none: the program around it lends what it has. Bytes travel as
// texts, a sign for each, none of which is the end of a text in C.

/** @type {{lentDecode: (signs: string, label: string) => string, lentEncode: (text: string) => string}} */
const lent = /** @type {any} */ (globalThis);
/** How many arguments a call takes at once. */
const PART = 8192;
/** What is added to a byte to be a sign. */
const SHIFT = 256;

/** @param {string} signs */
export const bytesOf = (signs) => Uint8Array.from(signs, (sign) => sign.charCodeAt(0) - SHIFT);
/** @param {Uint8Array} bytes */
const signsOf = (bytes) => {
  /** @type {string[]} */
  const parts = [];
  for (let at = 0; at < bytes.length; at += PART)
    parts.push(String.fromCharCode(...Array.from(bytes.subarray(at, at + PART), (byte) => byte + SHIFT)));
  return parts.join(""); // one that was added up piece by piece is none that the engine hands on
};

class Decoder {
  constructor(label = "utf-8") {
    this.label = label;
  }
  /** @param {Uint8Array} bytes */
  decode(bytes) {
    return lent.lentDecode(signsOf(bytes), this.label);
  }
}

class Encoder {
  /** @param {string} text */
  encode(text) {
    return bytesOf(lent.lentEncode(text));
  }
}

if ("lentDecode" in globalThis) Object.assign(globalThis, { TextDecoder: Decoder, TextEncoder: Encoder });
