// @ts-check
// Which symbols a table shows, and in which order.

import { compare } from "./decimal.js";

/** @typedef {import("./quotes.js").Listing} Listing */
/** @typedef {"symbol" | "price" | "change" | "percent" | "bid" | "ask" | "dayVolume" | "time"} Column */

/**
 * @typedef {object} Sort
 * @property {Column} column
 * @property {boolean} descending
 */

/** @type {Record<Column, (first: Listing, second: Listing) => number>} */
const COMPARISONS = {
  symbol: () => 0,
  price: (first, second) => compare(first.quote.price, second.quote.price),
  change: (first, second) => compare(first.quote.change, second.quote.change),
  percent: (first, second) => share(first) - share(second),
  bid: (first, second) => optional(first.quote.bid, second.quote.bid),
  ask: (first, second) => optional(first.quote.ask, second.quote.ask),
  dayVolume: (first, second) => compare(first.quote.dayVolume, second.quote.dayVolume),
  time: (first, second) => text(first.quote.time, second.quote.time),
};

/**
 * @param {Iterable<Listing>} listings
 * @param {(symbol: string) => boolean} isShown
 * @param {Sort} sort
 */
export function ordered(listings, isShown, { column, descending }) {
  const shown = [...listings].filter((listing) => isShown(listing.quote.symbol));
  const comparison = COMPARISONS[column];
  const turn = descending ? -1 : 1;
  return shown.sort((first, second) => {
    const difference = comparison(first, second);
    return difference !== 0
      ? turn * difference
      : (column === "symbol" ? turn : 1) * text(first.quote.symbol, second.quote.symbol);
  });
}

/** The change as a part of what was before: near enough to sort by. @param {Listing} listing */
function share({ quote }) {
  const change = Number(quote.change);
  const before = Math.abs(Number(quote.price) - change);
  return before === 0 ? 0 : change / before;
}

/**
 * What is not there comes first.
 *
 * @param {string | undefined} first
 * @param {string | undefined} second
 */
function optional(first, second) {
  return first === undefined || second === undefined ? Number(first !== undefined) - Number(second !== undefined) : compare(first, second);
}

/**
 * @param {string} first
 * @param {string} second
 */
function text(first, second) {
  return first < second ? -1 : first > second ? 1 : 0;
}
