// How much processor time the explainer takes as traces grow, and its longest piece of work without a pause: node bench/trace.mjs
import process from "node:process";
import { understanding } from "../templates/scripts/trace/call/trace.js";
import { asCapture } from "../templates/scripts/trace/clean/write.js";
import { reading } from "../templates/scripts/trace/formats/read.js";
import { captured } from "../templates/scripts/trace/pcap/read.js";
import { rendered } from "../tests/traces/render.js";
import { explained, traces } from "../tests/traces/traces.js";

const { bytes } = traces().find(({ name }) => name.startsWith("no-answer.pcap"));
const { messages } = explained(bytes);
/** As many copies of a call as make a size, each with a Call-ID of its own. */
const grown = (form, size) => {
  const one = rendered(form, messages, "192.0.2.10");
  const id = messages[0].callId;
  const parts = [];
  for (let total = 0, count = 0; total < size; count++, total += one.length) parts.push(one.replaceAll(id, `${id}-${count}`));
  return parts.join("");
};
const captureOf = (size) => {
  const all = [];
  for (let total = 0, count = 0; total < size; count++) {
    for (const { cut } of messages) {
      all.push({ text: cut.text.replaceAll(messages[0].callId, `${messages[0].callId}-${count}`), from: cut.from, to: cut.to, message: { cut, time: cut.time + count, index: 0 } });
      total += cut.text.length + 60;
    }
  }
  return asCapture(all);
};

/** Milliseconds of the processor that this program has used: others do not count. */
const used = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Runs steps; returns all milliseconds and those of the longest step. */
const timed = (make) => {
  const start = used();
  let longest = 0;
  let last = start;
  const run = (steps) => {
    for (;;) {
      const { done, value } = steps.next();
      const now = used();
      longest = Math.max(longest, now - last);
      last = now;
      if (done) return value;
    }
  };
  const trace = run(understanding(run(make())));
  return { all: used() - start, longest, calls: trace.calls.length };
};
const shown = (name, megabytes, { all, longest, calls }) => console.log(`${name} ${megabytes} MB: ${Math.round(all)} ms, longest step ${Math.round(longest)} ms, ${calls} calls`);

timed(() => reading(grown("sngrep", 500_000)));
for (const form of ["sngrep", "asterisk-pjsip-file"]) {
  const times = [2.5, 5, 10].map((size) => {
    const text = grown(form, size * 1e6);
    const found = timed(() => reading(text));
    shown(form, size, found);
    return found.all;
  });
  console.log(`${form}: four times the text takes ${(times[2] / times[0]).toFixed(1)} times as long`);
}
for (const size of [12.5, 50]) {
  const capture = captureOf(size * 1e6);
  shown("pcap", Math.round(capture.length / 1e5) / 10, timed(() => captured(capture)));
}
