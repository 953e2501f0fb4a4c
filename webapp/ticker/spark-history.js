// @ts-check
// What came before the page was opened, for the lines of the rows in sight. A few requests at a time, and each symbol once.

import { api } from "../shared/hub.js";

/** @typedef {import("./quotes.js").Listing} Listing */

const AT_A_TIME = 2;
const SECONDS = 60;

export class SparkHistory {
  /** @type {WeakSet<Listing>} */
  #asked = new WeakSet();
  /** @type {Listing[]} */
  #waiting = [];
  #running = 0;
  #came;

  /** @param {(symbol: string) => void} came */
  constructor(came) {
    this.#came = came;
  }

  /**
   * Of these, and of no others that still wait: they have gone out of sight.
   *
   * @param {Listing[]} listings
   */
  want(listings) {
    this.#waiting = listings.filter((listing) => !this.#asked.has(listing));
    this.#next();
  }

  #next() {
    while (this.#running < AT_A_TIME && !document.hidden) {
      const listing = this.#waiting.shift();
      if (listing === undefined) {
        return;
      }
      if (!this.#asked.has(listing)) {
        this.#asked.add(listing);
        void this.#ask(listing);
      }
    }
  }

  /** @param {Listing} listing */
  async #ask(listing) {
    this.#running++;
    const { symbol } = listing.quote;
    try {
      const path = `api/ticker/${encodeURIComponent(symbol)}/candles?interval=1s&limit=${SECONDS}`;
      const page = await /** @type {Promise<{candles: {start: string, close: string}[]}>} */ (api("GET", path));
      listing.trend.begin(page.candles);
      this.#came(symbol);
    } catch {
      // A line that begins now will do.
    }
    this.#running--;
    this.#next();
  }
}
