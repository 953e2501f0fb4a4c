// @ts-check

import { isAfter } from "./cursor.js";

/** @typedef {import("./leg.js").Leg} Leg */

/** How long (milliseconds) the answer may take, and after what time it is asked for anew. */
const PATIENCE = 10_000;

/**
 * Finds out when a stream that goes on from somewhere has brought all that was missed. It asks by an ordinary request what there is, and waits
 * for the last of it.
 */
export class CatchUp {
  #timers;
  #done;
  /** @type {Leg | null} */
  #leg = null;
  /** @type {{ cursor: string | null, isAll: boolean } | null} */
  #target = null;

  /**
   * @param {import("./timers.js").Timers} timers
   * @param {() => void} done all is here
   */
  constructor(timers, done) {
    this.#timers = timers;
    this.#done = done;
  }

  /** @param {Leg} leg */
  begin(leg) {
    this.#leg = leg;
    this.#target = null;
    this.#look(leg);
  }

  end() {
    this.#leg = null;
    this.#timers.clear("look");
  }

  /** The place has moved. @param {Leg} leg */
  arrived(leg) {
    const target = this.#target;
    if (leg !== this.#leg || target === null || (target.cursor !== null && isAfter(target.cursor, leg.cursor))) {
      return;
    }
    if (target.isAll) {
      this.#finish();
    } else {
      this.begin(leg);
    }
  }

  /** @param {Leg} leg */
  async #look(leg) {
    const answer = await leg.ask(PATIENCE);
    if (leg !== this.#leg) {
      return;
    }
    // It cannot be read by polls (406), or there are too many who do: nobody knows, so the stream is believed.
    const isAll = "ending" in answer || answer.page === null || answer.page.isComplete;
    const cursor = leg.missing(answer);
    if (cursor === null && isAll) {
      this.#finish();
      return;
    }
    this.#target = { cursor: cursor ?? leg.cursor, isAll };
    // What was there may have been removed meanwhile.
    this.#timers.set("look", PATIENCE, () => this.#look(leg));
    this.arrived(leg);
  }

  #finish() {
    this.end();
    this.#done();
  }
}
