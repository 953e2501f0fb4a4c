// @ts-check
// What is known of all symbols. Knows nothing of a page: whoever shows it asks for what has changed when it is about to draw.

import { compare } from "./decimal.js";
import { Trend } from "./trend.js";

/**
 * As docs/ticker.md has it; the numbers are exact decimals.
 *
 * @typedef {object} Quote
 * @property {string} symbol
 * @property {string} price
 * @property {string} change
 * @property {string} volume
 * @property {string} dayVolume
 * @property {string} [bid]
 * @property {string} [ask]
 * @property {string} time
 * @property {number} sequence
 */

/** One symbol. */
export class Listing {
  /** @type {Quote} */
  quote;
  /** Where the price went when it changed last. @type {"" | "up" | "down"} */
  direction = "";
  /** How often the price has changed since the page is open. */
  moves = 0;
  trend = new Trend();

  /** @param {Quote} quote */
  constructor(quote) {
    this.quote = quote;
    this.trend.add(quote.time, quote.price);
  }

  /** @param {Quote} quote */
  take(quote) {
    const moved = quote.price === this.quote.price ? 0 : compare(quote.price, this.quote.price);
    if (moved !== 0) {
      this.direction = moved > 0 ? "up" : "down";
      this.moves++;
    }
    this.quote = quote;
    this.trend.add(quote.time, quote.price);
  }
}

export class Quotes {
  /** @type {Map<string, Listing>} */
  #listings = new Map();
  /** @type {Set<string>} */
  #changed = new Set();
  #otherSymbols = false;
  #somethingWaits;

  /** @param {() => void} somethingWaits called for the first change after {@link changes}; has to be quick */
  constructor(somethingWaits) {
    this.#somethingWaits = somethingWaits;
  }

  get size() {
    return this.#listings.size;
  }

  /** @param {string} symbol */
  get(symbol) {
    return this.#listings.get(symbol);
  }

  listings() {
    return this.#listings.values();
  }

  /**
   * A quote of the stream, which gives nobody an older one after a newer one.
   *
   * @param {Quote} quote
   */
  take(quote) {
    const listing = this.#listings.get(quote.symbol);
    if (listing === undefined) {
      this.#listings.set(quote.symbol, new Listing(quote));
      this.#otherSymbols = true;
    } else if (listing.quote.sequence !== quote.sequence) {
      listing.take(quote);
    } else {
      return;
    }
    this.#note(quote.symbol);
  }

  /**
   * All that there is of some symbols, as a poll has it: it may be older than what the stream gave, but a symbol that is not there is gone.
   *
   * @param {Quote[]} quotes
   * @param {(symbol: string) => boolean} isMeant
   */
  reconcile(quotes, isMeant) {
    const there = new Set(quotes.map((quote) => quote.symbol));
    quotes.filter((quote) => quote.sequence > (this.get(quote.symbol)?.quote.sequence ?? 0)).forEach((quote) => this.take(quote));
    for (const symbol of this.#listings.keys()) {
      if (isMeant(symbol) && !there.has(symbol)) {
        this.#listings.delete(symbol);
        this.#otherSymbols = true;
        this.#note(symbol);
      }
    }
  }

  /** What has changed since this was asked last. */
  changes() {
    const changes = { symbols: this.#changed, otherSymbols: this.#otherSymbols };
    this.#changed = new Set();
    this.#otherSymbols = false;
    return changes;
  }

  /** @param {string} symbol */
  #note(symbol) {
    this.#changed.add(symbol);
    if (this.#changed.size === 1) {
      this.#somethingWaits();
    }
  }
}
