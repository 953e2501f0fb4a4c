// @ts-check
// Reads the same symbols in three ways at once, and asks the hub what each of them has cost.

import { ProblemError, api, hub } from "../shared/hub.js";

/** @typedef {import("../client/carillon.js").Subscription} Subscription */
/** @typedef {import("./quotes.js").Quote} Quote */
/** @typedef {"short-poll" | "long-poll" | "push"} Technique */

/**
 * @typedef {object} Figures
 * @property {number} requests
 * @property {number} bytesIn
 * @property {number} bytesOut
 * @property {number} changes
 * @property {number | null} meanAgeMillis
 */

/** @type {Technique[]} */
export const TECHNIQUES = ["short-poll", "long-poll", "push"];

const WAIT_SECONDS = 30;
const FIGURES_MILLIS = 1_000;
const AFTER_FAILURE_MILLIS = 3_000;

export class Comparison {
  /** What each way shows at the moment. @type {Record<Technique, Map<string, Quote>>} */
  shown = { "short-poll": new Map(), "long-poll": new Map(), push: new Map() };
  /** @type {Partial<Record<Technique, Figures>>} */
  figures = {};
  startedAt = Date.now();
  #symbols;
  #pause;
  #changed;
  #ended;
  #stopped = new AbortController();
  /** @type {Subscription | null} */
  #stream = null;

  /**
   * @param {string[]} symbols
   * @param {number} pauseMillis between two short polls
   * @param {() => void} changed
   * @param {() => void} ended the hub knows nothing of it any more
   */
  constructor(symbols, pauseMillis, changed, ended) {
    this.#symbols = encodeURIComponent(symbols.join());
    this.#pause = pauseMillis;
    this.#changed = changed;
    this.#ended = ended;
  }

  /** @throws {ProblemError} if the hub does not begin it */
  async start() {
    const { id } = await /** @type {Promise<{id: string}>} */ (api("POST", "api/ticker/compare"));
    if (this.#stopped.signal.aborted) {
      return;
    }
    this.startedAt = Date.now();
    this.#stream = hub.stream(`api/ticker/events?symbols=${this.#symbols}&compare=${id}`, {
      types: { quote: (event) => this.#show("push", [/** @type {Quote} */ (event.data)]) },
    });
    void this.#poll("short-poll", id, "", this.#pause);
    void this.#poll("long-poll", id, `&wait=${WAIT_SECONDS}`, 0);
    void this.#count(id);
  }

  stop() {
    this.#stopped.abort();
    this.#stream?.close();
  }

  /**
   * @param {Technique} technique
   * @param {string} id
   * @param {string} query
   * @param {number} pause
   */
  async #poll(technique, id, query, pause) {
    let version = 0;
    await this.#repeat(pause, async () => {
      const path = `api/ticker?symbols=${this.#symbols}&after=${version}${query}&compare=${id}`;
      const page = await /** @type {Promise<{version: number, quotes: Quote[]}>} */ (this.#get(path));
      version = page.version;
      this.#show(technique, page.quotes);
    });
  }

  /** @param {string} id */
  async #count(id) {
    await this.#repeat(FIGURES_MILLIS, async () => {
      const answer = await /** @type {Promise<{techniques: Partial<Record<Technique, Figures>>}>} */ (this.#get(`api/ticker/compare/${id}`));
      this.figures = answer.techniques;
      this.#changed();
    });
  }

  /** @param {string} path */
  #get(path) {
    return hub.request("GET", path, undefined, { signal: this.#stopped.signal });
  }

  /**
   * @param {number} pause
   * @param {() => Promise<void>} act
   */
  async #repeat(pause, act) {
    while (!this.#stopped.signal.aborted) {
      let wait = pause;
      try {
        await act();
      } catch (failure) {
        const status = failure instanceof ProblemError ? failure.status : 0;
        if (status === 404 && !this.#stopped.signal.aborted) {
          this.#ended();
        }
        // 304: nothing new is an answer too.
        wait = status === 304 ? pause : AFTER_FAILURE_MILLIS;
      }
      await this.#after(wait);
    }
  }

  /** @param {number} millis */
  #after(millis) {
    const { signal } = this.#stopped;
    return new Promise((resolve) => {
      if (millis === 0 || signal.aborted) {
        resolve(null);
        return;
      }
      const timer = setTimeout(resolve, millis);
      signal.addEventListener("abort", () => { clearTimeout(timer); resolve(null); }, { once: true });
    });
  }

  /**
   * @param {Technique} technique
   * @param {Quote[]} quotes
   */
  #show(technique, quotes) {
    quotes.forEach((quote) => this.shown[technique].set(quote.symbol, quote));
    this.#changed();
  }
}
