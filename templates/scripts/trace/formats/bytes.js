// From bytes to text: compressed files, UTF-16 of Windows logs, and whatever is not UTF-8.

/** @param {Uint8Array} bytes @param {number} most  more than this is not unpacked @returns {Promise<Uint8Array>} */
export const opened = async (bytes, most) => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const reader = stream.getReader();
  /** @type {Uint8Array[]} */
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    // a small file may unpack into one without end
    if (size > most) {
      await reader.cancel();
      break;
    }
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** @param {Uint8Array} bytes */
export const decoded = (bytes) => {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (isLittle || isBig || (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0))
    return new TextDecoder(isBig ? "utf-16be" : "utf-16le").decode(bytes);
  return new TextDecoder().decode(bytes);
};
