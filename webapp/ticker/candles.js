// @ts-check
// The candles of one symbol and interval: what the hub has told, and the open one as quotes make it.

import { compare } from "./decimal.js";

/** @typedef {import("./quotes.js").Quote} Quote */
/** @typedef {"1s" | "1m" | "5m" | "1h" | "1d"} Interval */

/**
 * As docs/ticker.md has it; the numbers are exact decimals. Volume and count of an open one are what the hub
 * said last; null before it has.
 *
 * @typedef {object} Candle
 * @property {string} start
 * @property {string} end
 * @property {string} open
 * @property {string} high
 * @property {string} low
 * @property {string} close
 * @property {string | null} volume
 * @property {number | null} quotes
 * @property {boolean} closed
 */

/**
 * @typedef {object} Page
 * @property {Candle[]} candles oldest first
 * @property {string} [next] the `to` of the page before
 * @property {string} zone where days begin
 * @property {number} late
 */

/** In the order of their length. @type {Interval[]} */
export const INTERVALS = ["1s", "1m", "5m", "1h", "1d"];

/** Milliseconds. A day has 23 or 25 hours at times, and only the hub knows. @type {Record<Interval, number | null>} */
const LENGTHS = { "1s": 1_000, "1m": 60_000, "5m": 300_000, "1h": 3_600_000, "1d": null };

/** As many as a page keeps; older ones are left out. */
const MOST = 20_000;

export class Candles {
  #length;
  /** @type {Candle[]} */
  #list = [];

  /** @param {Interval} interval */
  constructor(interval) {
    this.#length = LENGTHS[interval];
  }

  /** Oldest first; another array only after {@link load} and {@link before}. */
  get list() {
    return this.#list;
  }

  /** The newest, instead of what there was. @param {Candle[]} candles */
  load(candles) {
    this.#list = [...candles];
  }

  /**
   * The newest, after a moment in which some may have been missed. Older ones stay, unless there may be a hole between.
   *
   * @param {Candle[]} candles
   * @returns {number | null} how many stay before them; null if they are other ones now
   */
  refresh(candles) {
    const [first] = candles;
    const ours = this.#list[0];
    const last = this.#list[this.#list.length - 1];
    if (first === undefined || ours === undefined || startOf(first) < startOf(ours) || startOf(first) > startOf(last)) {
      this.load(candles);
      return null;
    }
    const older = this.#list.filter((candle) => startOf(candle) < startOf(first)).length;
    this.#list.splice(older, this.#list.length, ...candles);
    return older;
  }

  /** Puts older ones before those that are there. @param {Candle[]} candles */
  before(candles) {
    const first = this.#list[0];
    const older = first === undefined ? candles : candles.filter((candle) => startOf(candle) < startOf(first));
    this.#list = [...older, ...this.#list].slice(-MOST);
    return this.#list.length > older.length ? older.length : 0;
  }

  /** One that the hub tells: that it has closed, or how it is. @param {Candle} candle */
  take(candle) {
    const start = startOf(candle);
    let index = this.#list.length;
    while (index > 0 && startOf(this.#list[index - 1]) > start) {
      index--;
    }
    const known = this.#list[index - 1];
    if (known === undefined || startOf(known) !== start) {
      this.#list.splice(index, 0, candle);
    } else if (candle.closed) {
      this.#list[index - 1] = candle;
    } else if (!known.closed) {
      this.#list[index - 1] = { ...candle, high: higher(candle.high, known.high), low: lower(candle.low, known.low), close: known.close };
    }
  }

  /**
   * A new quote.
   *
   * @param {Quote} quote
   * @returns {"taken" | "not-ours" | "ask"} `ask` if only the hub knows which candle that is
   */
  quote(quote) {
    const time = Date.parse(quote.time);
    const last = this.#list[this.#list.length - 1];
    if (last !== undefined && time < Date.parse(last.end)) {
      if (last.closed || time < startOf(last)) {
        return "not-ours";
      }
      const { price } = quote;
      this.#list[this.#list.length - 1] = { ...last, high: higher(last.high, price), low: lower(last.low, price), close: price };
      return "taken";
    }
    if (this.#length === null) {
      return "ask";
    }
    this.#list.push(begun(quote.price, Math.floor(time / this.#length) * this.#length, this.#length));
    return "taken";
  }
}

/** Milliseconds since 1970. @param {Candle} candle */
export function startOf(candle) {
  return Date.parse(candle.start);
}

/**
 * @param {string} price
 * @param {number} start
 * @param {number} length
 * @returns {Candle}
 */
function begun(price, start, length) {
  return {
    start: new Date(start).toISOString(),
    end: new Date(start + length).toISOString(),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: null,
    quotes: null,
    closed: false,
  };
}

/**
 * @param {string} first
 * @param {string} second
 */
function higher(first, second) {
  return compare(first, second) >= 0 ? first : second;
}

/**
 * @param {string} first
 * @param {string} second
 */
function lower(first, second) {
  return compare(first, second) <= 0 ? first : second;
}
