// @ts-check
// Times of quotes and candles, as the reader's language writes them.

import { language, onLanguage } from "../shared/language.js";

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** The second that was written last: quotes come in order, so most are of the same one. */
let second = "";
let written = "";

onLanguage(() => {
  formats.clear();
  second = "";
});

/**
 * The time of day, as in `14:03:07`.
 *
 * @param {string} time RFC 3339 in UTC
 */
export function clockOf(time) {
  if (time.slice(0, 19) !== second) {
    second = time.slice(0, 19);
    written = format("clock", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(Date.parse(time));
  }
  return written;
}

/**
 * Where a candle begins, as its axis has it.
 *
 * @param {number} time milliseconds since 1970
 * @param {string} interval
 * @param {string} zone where its days begin
 */
export function shortStart(time, interval, zone) {
  switch (interval) {
    case "1d":
      return format(`short-day ${zone}`, { month: "short", day: "numeric", timeZone: zone }).format(time);
    case "1h":
      return format("short-hour", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(time);
    case "1s":
      return format("clock", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(time);
    default:
      return format("minute", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(time);
  }
}

/**
 * The same with the day.
 *
 * @param {number} time milliseconds since 1970
 * @param {string} interval
 * @param {string} zone
 */
export function longStart(time, interval, zone) {
  if (interval === "1d") {
    return format(`day ${zone}`, { dateStyle: "medium", timeZone: zone }).format(time);
  }
  const seconds = interval === "1s" ? /** @type {const} */ ({ second: "2-digit" }) : {};
  return format(`start ${interval === "1s"}`, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...seconds }).format(time);
}

/**
 * @param {string} name
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(name, options) {
  const known = formats.get(name);
  if (known !== undefined) {
    return known;
  }
  const made = new Intl.DateTimeFormat(language(), options);
  formats.set(name, made);
  return made;
}
