// Work that pauses now and then, done in one go.

/** Runs what yields to its end. @template T @param {Generator<undefined, T>} steps @returns {T} */
export const finished = (steps) => {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};
