// @ts-check
// Keeps the candles of one symbol up to date, and its quote: first what there was, then each candle as it closes, and the open one by
// the quotes. A reader that is too slow is not sent all of them, so the hub is asked from time to time how the open one really is.

import { ProblemError, api, hub } from "../shared/hub.js";
import { Candles } from "./candles.js";

/** @typedef {import("../client/carillon.js").Status} Status */
/** @typedef {import("../client/carillon.js").Subscription} Subscription */
/** @typedef {import("./candles.js").Candle} Candle */
/** @typedef {import("./candles.js").Interval} Interval */
/** @typedef {import("./candles.js").Page} Page */
/** @typedef {import("./quotes.js").Quote} Quote */

const PAGE = 500;
const CHECK_MILLIS = 2_000;

/**
 * @typedef {object} Told
 * @property {(quote: Quote) => void} quote
 * @property {() => void} candles some have changed
 * @property {(older: number | null) => void} loaded there are more: `older` of them before those that were there; null if all are other ones
 * @property {(failure: unknown) => void} failed
 */

export class CandleFeed {
  zone = "UTC";
  /** Quotes that belonged to a candle before the newest and changed none. */
  late = 0;
  candles;
  #symbol;
  #interval;
  #told;
  /** @type {Subscription | null} */
  #subscription = null;
  #isClosed = false;
  /** What comes while the history is on its way; null when it is there. @type {(Candle | Quote)[] | null} */
  #waiting = [];
  /** @type {string | null} */
  #next = null;
  #asksForOlder = false;
  #wasLive = false;
  #isStale = false;
  #timer;

  /**
   * @param {string} symbol
   * @param {Interval} interval
   * @param {Told} told
   */
  constructor(symbol, interval, told) {
    this.#symbol = symbol;
    this.#interval = interval;
    this.#told = told;
    this.candles = new Candles(interval);
    this.#timer = setInterval(() => void this.#check(), CHECK_MILLIS);
    this.#subscription = hub.subscribe([`ticker/${symbol}`, `ticker/${symbol}/candles/${interval}`], {
      types: {
        quote: (event) => this.#take(/** @type {Quote} */ (event.data)),
        candle: (event) => this.#take(/** @type {Candle} */ (event.data)),
      },
      status: (status) => this.#onStatus(status),
      // Of a symbol that was removed: an event without data.
      event: () => void this.#load(),
    });
    void this.#load();
  }

  close() {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#subscription?.close();
  }

  /** Gets the page before the oldest candle, if there is one. */
  async older() {
    if (this.#next === null || this.#asksForOlder) {
      return;
    }
    this.#asksForOlder = true;
    const page = await this.#page(`limit=${PAGE}&to=${encodeURIComponent(this.#next)}`);
    this.#asksForOlder = false;
    if (page !== null) {
      this.#next = page.next ?? null;
      this.#told.loaded(this.candles.before(page.candles));
    }
  }

  /** @param {Status} status */
  #onStatus({ state }) {
    if (state === "live" && !this.#wasLive && this.#waiting === null) {
      void this.#load({ keepsOlder: true });
    }
    this.#wasLive = state === "live";
  }

  /** Whoever looks at older ones goes on looking at them, if only some new ones were missed. */
  async #load({ keepsOlder = false } = {}) {
    this.#waiting ??= [];
    const page = await this.#page(`limit=${PAGE}`);
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    if (page === null) {
      return;
    }
    this.zone = page.zone;
    this.late = page.late;
    const older = keepsOlder ? this.candles.refresh(page.candles) : null;
    if (!keepsOlder) {
      this.candles.load(page.candles);
    }
    if (!older) {
      this.#next = page.next ?? null;
    }
    waiting.forEach((each) => this.#apply(each));
    if (older === null) {
      this.#told.loaded(null);
    } else {
      this.#told.candles();
    }
  }

  /** @param {Candle | Quote} what */
  #take(what) {
    if ("price" in what) {
      this.#told.quote(what);
    }
    if (this.#waiting !== null) {
      this.#waiting.push(what);
      return;
    }
    this.#apply(what);
    this.#told.candles();
  }

  /** @param {Candle | Quote} what */
  #apply(what) {
    if ("open" in what) {
      this.candles.take(what);
      return;
    }
    this.#isStale = true;
    if (this.candles.quote(what) === "ask") {
      void this.#check();
    }
  }

  /** How the newest ones really are. Those of a second close before an answer were there. */
  async #check() {
    if (!this.#isStale || this.#interval === "1s" || this.#waiting !== null || document.hidden) {
      return;
    }
    this.#isStale = false;
    const page = await this.#page("limit=2");
    if (page !== null) {
      this.late = page.late;
      page.candles.forEach((candle) => this.candles.take(candle));
      this.#told.candles();
    }
  }

  /**
   * @param {string} query
   * @returns {Promise<Page | null>} null if it is of no use any more
   */
  async #page(query) {
    const path = `api/ticker/${encodeURIComponent(this.#symbol)}/candles?interval=${this.#interval}&${query}`;
    try {
      const page = /** @type {Page} */ (await api("GET", path));
      return this.#isClosed ? null : page;
    } catch (failure) {
      if (this.#isClosed) {
        return null;
      }
      if (failure instanceof ProblemError && failure.status === 404) {
        // Nobody has told of this symbol yet, or it was removed.
        return { candles: [], zone: this.zone, late: 0 };
      }
      this.#told.failed(failure);
      return null;
    }
  }
}
