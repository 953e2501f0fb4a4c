// @ts-check
// Keeps the quotes up to date: one stream of what is looked for, and none while nobody can see it.

import { api, hub } from "../shared/hub.js";
import { isAsked } from "./selection.js";

/** @typedef {import("../client/carillon.js").Status} Status */
/** @typedef {import("../client/carillon.js").Subscription} Subscription */
/** @typedef {import("./quotes.js").Quote} Quote */
/** @typedef {import("./quotes.js").Quotes} Quotes */

/** Of each symbol in a second: nobody reads faster. */
const MAX_RATE = 10;

/** Typing does not open a stream for each letter. */
const SETTLED_MILLIS = 300;

export class QuoteFeed {
  #quotes;
  #told;
  /** @type {string[]} */
  #asked = [];
  /** @type {Subscription | null} */
  #stream = null;
  #wasLive = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Quotes} quotes
   * @param {(status: Status) => void} told
   */
  constructor(quotes, told) {
    this.#quotes = quotes;
    this.#told = told;
    document.addEventListener("visibilitychange", () => this.#open());
  }

  /** @param {string[]} asked names, and beginnings with a star */
  ask(asked) {
    if (asked.join() === this.#asked.join()) {
      return;
    }
    const isFirst = this.#asked.length === 0;
    this.#asked = asked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), isFirst ? 0 : SETTLED_MILLIS);
  }

  #open() {
    this.#stream?.close();
    this.#stream = null;
    this.#wasLive = false;
    if (document.hidden || this.#asked.length === 0) {
      return;
    }
    const symbols = encodeURIComponent(this.#asked.join());
    this.#stream = hub.stream(`api/ticker/events?symbols=${symbols}&maxRate=${MAX_RATE}`, {
      types: { quote: (event) => this.#quotes.take(/** @type {Quote} */ (event.data)) },
      // Of a symbol that was removed an event without data comes, and it does not say which one it was.
      event: () => void this.#reconcile(),
      status: (status) => this.#onStatus(status),
    });
  }

  /** @param {Status} status */
  #onStatus(status) {
    this.#told(status);
    if (status.state === "live" && !this.#wasLive) {
      this.#wasLive = true;
      // The stream begins with what there is, and cannot say what is gone.
      if (this.#quotes.size > 0) {
        void this.#reconcile();
      }
    } else if (status.state !== "live") {
      this.#wasLive = false;
    }
  }

  async #reconcile() {
    const asked = this.#asked;
    const symbols = encodeURIComponent(asked.join());
    const page = await /** @type {Promise<{quotes: Quote[]}>} */ (api("GET", `api/ticker?symbols=${symbols}`)).catch(() => null);
    if (page !== null) {
      this.#quotes.reconcile(page.quotes, (symbol) => isAsked(symbol, asked));
    }
  }
}
