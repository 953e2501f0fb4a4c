// @ts-check
// What the hub would refuse, said before it is asked. It looks again anyway, and its word counts.

import { listenedTypes, selectors } from "./options.js";

/** @typedef {import("./options.js").Options} Options */

/**
 * Something that is wrong: a key of texts.js, and what goes into the text.
 *
 * @typedef {{key: string, values?: Record<string, string | number>}} Flaw
 */

const MOST_CHARACTERS = 128;
const MOST_SELECTORS = 64;
const MOST_LAST = 10_000;
const MOST_WAIT = 60;
const MOST_BATCH = 1_000;
const DURATION = /^[+-]?p(?=.)(?:[+-]?\d+d)?(?:t(?=.)(?:[+-]?\d+h)?(?:[+-]?\d+m)?(?:[+-]?\d+(?:\.\d{0,9})?s)?)?$/i;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i;
const EVENT_ID = /^[0-9a-z]{1,13}-(?:0|[1-9]\d{0,18})$/;
const BATCH_FIELDS = new Set(["channel", "type", "key", "data", "volatile"]);
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * @param {Options} options
 * @returns {Partial<Record<keyof Options, Flaw>>} by the field
 */
export function flawsOfSubscription(options) {
  const numeric = (/** @type {string} */ text, /** @type {number} */ most, /** @type {RegExp} */ form) =>
    form.test(text) && Number(text) <= most ? null : { key: "flaw.number", values: { most } };
  return present({
    channels: flawOfSelectors(selectors(options)),
    last: options.start === "last" ? numeric(options.last, MOST_LAST, /^\d{1,5}$/) : null,
    since: options.start === "since" && !isTime(options.since) ? { key: "flaw.since" } : null,
    after: options.start === "after" && !EVENT_ID.test(options.after) ? { key: "flaw.id" } : null,
    wait: options.transport === "long-poll" ? numeric(options.wait, MOST_WAIT, /^\d{1,2}$/) : null,
    every: options.transport === "short-poll" ? numeric(options.every, 3_600, /^(?=.*[1-9])\d{1,4}(\.\d{1,3})?$/) : null,
    cut: numeric(options.cut, 3_600, /^\d{1,4}(\.\d{1,3})?$/),
    types:
      options.transport === "event-source"
        ? (listenedTypes(options).map(flawOfLabel).find((flaw) => flaw !== null) ?? null)
        : null,
  });
}

/**
 * @param {Options} options
 * @returns {Partial<Record<keyof Options, Flaw>>}
 */
export function flawsOfPublication(options) {
  const key = options.idempotency;
  const idempotency = key === "" || /^[!-~]{1,128}$/.test(key) ? null : { key: "flaw.idempotency" };
  if (options.form === "batch") {
    return present({ batch: flawOfBatch(options.batch), idempotency });
  }
  return present({
    to: flawOfName(options.to.trim(), false),
    type: options.type === "" ? null : flawOfType(options.type),
    key: options.key === "" ? null : flawOfLabel(options.key),
    data: options.json ? flawOfJson(options.data) : null,
    idempotency,
  });
}

/** @param {string[]} all */
function flawOfSelectors(all) {
  if (all.length === 0) {
    return { key: "flaw.no-selector" };
  }
  if (all.length > MOST_SELECTORS) {
    return { key: "flaw.many-selectors", values: { most: MOST_SELECTORS } };
  }
  return all.map((one) => flawOfName(one, true)).find((flaw) => flaw !== null) ?? null;
}

/**
 * The grammar of channels and selectors.
 *
 * @param {string} name
 * @param {boolean} patterns whether it may be a pattern
 * @returns {Flaw | null}
 */
export function flawOfName(name, patterns) {
  const flaw = (/** @type {string} */ key, /** @type {string} */ part = "") => ({ key: `flaw.${key}`, values: { name, part } });
  if (name === "") {
    return flaw("empty");
  }
  if (name.length > MOST_CHARACTERS) {
    return { key: "flaw.long", values: { most: MOST_CHARACTERS } };
  }
  if (name.startsWith("~")) {
    return flaw("internal");
  }
  const segments = name.split("/");
  for (const [index, segment] of segments.entries()) {
    if (segment === "") {
      return flaw("empty-segment");
    }
    if (segment === "." || segment === "..") {
      return flaw("dots");
    }
    if (patterns && (segment === "*" || segment === "**")) {
      if (segment === "**" && index < segments.length - 1) {
        return flaw("rest-not-last");
      }
      continue;
    }
    const stranger = /[^A-Za-z0-9._~@-]/u.exec(segment)?.[0];
    if (stranger !== undefined) {
      return stranger === "*" ? flaw(patterns ? "part-of-segment" : "pattern") : flaw("character", printable(stranger));
    }
  }
  return null;
}

/** @param {string} character */
function printable(character) {
  const code = character.codePointAt(0) ?? 0;
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? character : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** @param {string} text */
function flawOfLabel(text) {
  if (text.length > MOST_CHARACTERS) {
    return { key: "flaw.long", values: { most: MOST_CHARACTERS } };
  }
  return CONTROL.test(text) ? { key: "flaw.control" } : null;
}

/** @param {string} type */
function flawOfType(type) {
  return type.startsWith("carillon.") ? { key: "flaw.reserved-type" } : flawOfLabel(type);
}

/** @param {string} text */
function flawOfJson(text) {
  try {
    JSON.parse(text);
    return null;
  } catch (failure) {
    return { key: "flaw.json", values: { message: failure instanceof Error ? failure.message : String(failure) } };
  }
}

/**
 * @param {string} text
 * @returns {Flaw | null}
 */
function flawOfBatch(text) {
  const syntax = flawOfJson(text);
  if (syntax !== null) {
    return syntax;
  }
  const events = JSON.parse(text);
  if (!Array.isArray(events) || events.length === 0 || events.length > MOST_BATCH) {
    return { key: "flaw.batch", values: { most: MOST_BATCH } };
  }
  for (const [index, event] of events.entries()) {
    const wrong = partOfEvent(event);
    if (wrong !== null) {
      return { key: "flaw.batch-event", values: { number: index + 1, part: wrong } };
    }
  }
  return null;
}

/**
 * @param {any} event
 * @returns {string | null} the part that is wrong
 */
function partOfEvent(event) {
  if (typeof event !== "object" || event === null || Array.isArray(event)) {
    return "{…}";
  }
  if (typeof event.channel !== "string" || flawOfName(event.channel, false) !== null) {
    return "channel";
  }
  if (!("data" in event)) {
    return "data";
  }
  const isText = (/** @type {unknown} */ part) => part === undefined || part === null || typeof part === "string";
  if (!isText(event.type) || (event.type && flawOfType(event.type) !== null)) {
    return "type";
  }
  if (!isText(event.key) || (event.key && flawOfLabel(event.key) !== null)) {
    return "key";
  }
  if (!["undefined", "boolean"].includes(typeof event.volatile)) {
    return "volatile";
  }
  return Object.keys(event).find((name) => !BATCH_FIELDS.has(name)) ?? null;
}

/** @param {string} text */
function isTime(text) {
  return (DURATION.test(text) && /\d/.test(text)) || (TIME.test(text) && !Number.isNaN(Date.parse(text)));
}

/**
 * @param {Partial<Record<keyof Options, Flaw | null>>} flaws
 * @returns {Partial<Record<keyof Options, Flaw>>}
 */
function present(flaws) {
  return Object.fromEntries(Object.entries(flaws).filter(([, flaw]) => flaw !== null));
}
