// The page: takes what is pasted, dropped or opened, works on it in slices, and shows what came of it. All of it
// stays in memory: nothing is sent, kept or put into the address.
import { understanding } from "../call/trace.js";
import { masked } from "../clean/masked.js";
import { asCapture, asText } from "../clean/write.js";
import { decoded, opened } from "../formats/bytes.js";
import { reading } from "../formats/read.js";
import { isCapture } from "../pcap/files.js";
import { captured } from "../pcap/read.js";
import { filled } from "../tell/tell.js";
import { callSection } from "./call.js";
import { element, folded, saver } from "./dom.js";

/**
 * @import { Reading, Trace, Words } from "../types.d.ts"
 * @import { Clean, Cleaned } from "../clean/clean.js"
 * @typedef {Clean & {trace: Trace}} Masked
 */

const LARGEST = 50_000_000;
/** Milliseconds of work between two moments in which the page can answer. */
const SLICE = 40;
/** So many calls are shown at once; the rest is opened on demand. */
const SHOWN = 30;
/** Above this many messages the masked copy is made when it is asked for, not at once. */
const MASKED_AT_ONCE = 2000;

/** @param {HTMLFormElement} form @param {HTMLElement} result @param {Words} words */
const start = (form, result, words) => {
  const { words: own } = words;
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const file = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[data-trace-status]"));
  /** What runs now; what runs before it gives up */
  let turn = 0;

  /**
   * Runs steps in slices; null when something newer has begun.
   * @template T
   * @param {Generator<undefined, T>} steps
   * @param {number} own
   * @returns {Promise<T | null>}
   */
  const run = async (steps, own) => {
    let began = performance.now();
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      if (performance.now() - began < SLICE) continue;
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
      if (own !== turn) return null;
      began = performance.now();
    }
  };

  /** @param {Uint8Array | string} given */
  const explain = async (given) => {
    const mine = ++turn;
    result.replaceChildren();
    status.textContent = own.reading;
    const size = typeof given === "string" ? given.length : given.byteLength;
    if (size > LARGEST) {
      status.textContent = filled(own.large, { size: String(Math.round(size / 1e6)) });
      return;
    }
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    const bytes = typeof given === "string" ? null : await opened(given, LARGEST);
    if (bytes && bytes.byteLength > LARGEST) {
      status.textContent = filled(own.large, { size: String(Math.round(bytes.byteLength / 1e6)) });
      return;
    }
    const steps = bytes && isCapture(bytes) ? captured(bytes) : reading(bytes ? decoded(bytes) : String(given));
    const read = await run(steps, mine);
    const trace = read && (await run(understanding(read), mine));
    if (trace) await run(show(trace, mine), mine);
  };

  /** Shows a trace; yields after each call. @param {Trace} trace @param {number} mine */
  const show = function* (trace, mine) {
    const { messages, calls } = trace;
    if (!messages.length) {
      nothing(trace.reading);
      return;
    }
    status.textContent = filled(own.found, { messages: String(messages.length), calls: String(calls.length) });
    result.append(element("p", {}, element("small", {}, remarks(trace).join(" "))));
    const clean = messages.length <= MASKED_AT_ONCE ? yield* masked(trace) : null;
    const places = calls.map((_, index) => index);
    const telling = places.filter((index) => calls[index].kind !== "options");
    const noise = places.filter((index) => calls[index].kind === "options");
    const [now, later] = telling.length ? [telling, noise] : [noise, []];
    /** @param {number} index */
    const section = (index) => callSection(trace, index, clean?.trace.calls[index], words);
    for (const [count, index] of now.slice(0, SHOWN).entries()) {
      const made = section(index);
      result.append(made);
      const title = count ? null : made.querySelector("h2");
      title?.focus({ preventScroll: true });
      title?.scrollIntoView();
      yield;
    }
    lazily(now.slice(SHOWN).length ? `+ ${now.length - SHOWN}` : "", now.slice(SHOWN), section, mine);
    lazily(later.length ? filled(own.noise, { count: String(later.length) }) : "", later, section, mine);
    result.append(copies(trace, clean, mine));
  };

  /**
   * Sections that are made when they are opened.
   * @param {string} title
   * @param {number[]} places
   * @param {(index: number) => Node} section
   * @param {number} mine
   */
  const lazily = (title, places, section, mine) => {
    if (!title) return;
    const part = folded(title, []);
    const sections = function* () {
      for (const place of places.slice(0, SHOWN * 10)) {
        part.append(section(place));
        yield;
      }
    };
    part.addEventListener("toggle", () => run(sections(), mine), { once: true });
    result.append(part);
  };

  /** @param {Reading} read */
  const nothing = (read) => {
    const [first] = read.tellings;
    status.textContent = first ? filled(own["line-only"], { code: String(first.code) }) : own.nothing;
    const codes = [...new Set(read.tellings.map(({ code }) => code))].filter((code) => words.codes[code]);
    const isSingle = document.body.dataset.page === "single";
    const lost = lacks(read);
    if (lost) result.append(element("p", {}, element("small", {}, lost)));
    result.append(
      element(
        "ul",
        {},
        ...codes.map((code) =>
          element(
            "li",
            {},
            element("a", { href: isSingle ? `#sip-${code}` : `sip-${code}.html` }, `SIP ${code}`),
            ` ${words.codes[code].meaning}`,
          ),
        ),
      ),
    );
  };

  /** @param {Record<string, number>} counts @param {Record<string, string>} [names] */
  const joined = (counts, names) =>
    Object.entries(counts)
      .map(([key, count]) => `${names?.[key] ?? key} (${count})`)
      .join(", ");
  /** What was not read, or nothing. @param {Reading} read */
  const lacks = ({ unread }) =>
    Object.keys(unread).length ? filled(own.lost, { list: joined(unread, words.unread) }) : "";

  /** What was read and what was not. @param {Trace} trace */
  const remarks = ({ reading: read, messages }) => {
    const { formats, repairs } = read;
    const said = [filled(own.formats, { list: joined(formats) })];
    if (Object.keys(repairs).length) said.push(filled(own.mended, { list: joined(repairs, words.repairs) }));
    if (lacks(read)) said.push(lacks(read));
    if (messages.some(({ cut }) => cut.text.includes("[email"))) said.push(own.hidden);
    return said;
  };

  /** A masked copy as text; yields now and then. @param {Cleaned[]} cleaned @returns {Generator<undefined, string>} */
  const written = function* (cleaned) {
    const parts = [];
    for (let at = 0; at < cleaned.length; at += MASKED_AT_ONCE) {
      parts.push(asText(cleaned.slice(at, at + MASKED_AT_ONCE)));
      yield;
    }
    return parts.join("\n");
  };

  /** The masked copy. @param {Trace} trace @param {Masked | null} ready @param {number} mine */
  const copies = (trace, ready, mine) => {
    const part = folded(own.clean, []);
    part.addEventListener(
      "toggle",
      async () => {
        const made = ready ?? (await run(masked(trace), mine));
        if (!made) return;
        const { cleaned, list: hidden } = made;
        const text = await run(written(cleaned), mine);
        if (text === null) return;
        /** @type {Record<string, number>} */
        const counts = {};
        for (const { kind } of hidden) counts[kind] = (counts[kind] ?? 0) + 1;
        const said = Object.entries(counts).map(([kind, count]) => `${words.masked[kind]} (${count})`);
        part.append(
          element("p", {}, filled(own["clean-list"], { list: said.join(", ") })),
          element(
            "p",
            { class: "copy" },
            element("button", { type: "button", "data-copy": text }, own["copy-clean"]),
            " ",
            saver(
              own["save-clean"],
              "trace.pcap",
              "application/vnd.tcpdump.pcap",
              () => /** @type {BlobPart} */ (asCapture(cleaned)),
            ),
          ),
          element("pre", { class: "trace-message", tabindex: "0", "data-clean": "" }, text.slice(0, 100_000)),
        );
      },
      { once: true },
    );
    return part;
  };

  /** @param {Promise<ArrayBuffer>} content */
  const take = async (content) => {
    try {
      await explain(new Uint8Array(await content));
    } catch {
      status.textContent = own.failed;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    explain(field.value);
  });
  form.addEventListener("reset", () => {
    turn++;
    result.replaceChildren();
    status.textContent = "";
    field.focus();
  });
  const example = /** @type {HTMLElement} */ (form.querySelector("[data-trace-example]"));
  example.addEventListener("click", () => {
    field.value = /** @type {string} */ (example.dataset.traceExample);
    explain(field.value);
  });
  field.addEventListener("paste", () => setTimeout(() => explain(field.value)));
  file.addEventListener("change", () => {
    const [one] = file.files ?? [];
    if (!one) return;
    if (one.size > LARGEST) status.textContent = filled(own.large, { size: String(Math.round(one.size / 1e6)) });
    else take(one.arrayBuffer());
    file.value = "";
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    const [one] = event.dataTransfer?.files ?? [];
    if (!one) return;
    event.preventDefault();
    if (one.size > LARGEST) status.textContent = filled(own.large, { size: String(Math.round(one.size / 1e6)) });
    else take(one.arrayBuffer());
  });
};

const form = /** @type {?HTMLFormElement} */ (document.querySelector("form[data-trace]"));
const result = /** @type {?HTMLElement} */ (document.querySelector("[data-trace-result]"));
if (form && result && window.sipTrace) start(form, result, window.sipTrace);
