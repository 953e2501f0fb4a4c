// @ts-check
// The alerts of whoever is signed in: those that wait, and those that have gone off.

import { api, hub } from "../shared/hub.js";

/** @typedef {import("../client/carillon.js").Subscription} Subscription */
/** @typedef {import("./quotes.js").Quote} Quote */

/**
 * @typedef {object} Alert
 * @property {string} id
 * @property {string} symbol
 * @property {string} price exact
 * @property {"up" | "down" | "any"} crosses
 * @property {string} [note]
 * @property {string} createdAt
 */

/**
 * @typedef {object} GoneOff
 * @property {Alert} alert
 * @property {"up" | "down"} crossed
 * @property {Quote} quote
 */

/** Of those that have gone off. */
const MOST = 20;

export class AlertFeed {
  /** Newest first. @type {Alert[]} */
  waiting = [];
  /** Newest first. @type {GoneOff[]} */
  goneOff = [];
  #changed;
  #wentOff;
  /** @type {Subscription} */
  #stream;
  #isHistory = true;

  /**
   * @param {() => void} changed
   * @param {(what: GoneOff) => void} wentOff one that has gone off since the page is open
   */
  constructor(changed, wentOff) {
    this.#changed = changed;
    this.#wentOff = wentOff;
    this.#stream = hub.stream(
      "api/ticker/alerts/events",
      {
        types: { alert: (event) => this.#take(/** @type {GoneOff} */ (event.data)) },
        status: ({ state }) => {
          if (state === "live") {
            this.#isHistory = false;
            void this.load();
          }
        },
      },
      { from: { last: MOST } },
    );
  }

  close() {
    this.#stream.close();
  }

  async load() {
    try {
      const { alerts } = await /** @type {Promise<{alerts: Alert[]}>} */ (api("GET", "api/ticker/alerts"));
      const gone = new Set(this.goneOff.map(({ alert }) => alert.id));
      this.waiting = alerts.filter(({ id }) => !gone.has(id)).sort((first, second) => (first.createdAt < second.createdAt ? 1 : -1));
      this.#changed();
    } catch {
      // It is tried again when the stream is live again.
    }
  }

  /**
   * @param {{symbol: string, price: string, crosses: string, note?: string}} wish
   * @throws {import("../shared/hub.js").ProblemError}
   */
  async create(wish) {
    const alert = /** @type {Alert} */ (await api("POST", "api/ticker/alerts", wish));
    if (!this.#isGone(alert.id)) {
      this.waiting = [alert, ...this.waiting.filter(({ id }) => id !== alert.id)];
      this.#changed();
    }
  }

  /**
   * @param {Alert} alert
   * @throws {import("../shared/hub.js").ProblemError} among others, if it goes off while it is removed
   */
  async remove(alert) {
    await api("DELETE", `api/ticker/alerts/${encodeURIComponent(alert.id)}`);
    this.waiting = this.waiting.filter(({ id }) => id !== alert.id);
    this.#changed();
  }

  /** @param {GoneOff} what */
  #take(what) {
    if (this.#isGone(what.alert.id)) {
      return;
    }
    this.goneOff = [what, ...this.goneOff].slice(0, MOST);
    this.waiting = this.waiting.filter(({ id }) => id !== what.alert.id);
    if (!this.#isHistory) {
      this.#wentOff(what);
    }
    this.#changed();
  }

  /** @param {string} id */
  #isGone(id) {
    return this.goneOff.some(({ alert }) => alert.id === id);
  }
}
