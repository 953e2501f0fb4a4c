// @ts-check

import { CatchUp } from "./catch-up.js";
import { isAfter } from "./cursor.js";
import { Overlap } from "./overlap.js";

/** @typedef {import("./leg.js").Leg} Leg */

/**
 * @typedef {object} ProgressListener
 * @property {() => void} caughtUp all that was missed has come
 * @property {() => void} gap some of it never will
 * @property {() => void} headway something new has come
 */

/** How far the connection that serves has come: moves its place, and tells what it brings, but not twice. */
export class Progress {
  #now;
  #listener;
  #told;
  #catchUp;
  #overlap = new Overlap();

  /**
   * @param {import("./timers.js").Timers} timers
   * @param {() => number} now
   * @param {import("./link.js").LinkListener} listener
   * @param {ProgressListener} told
   */
  constructor(timers, now, listener, told) {
    this.#now = now;
    this.#listener = listener;
    this.#told = told;
    this.#catchUp = new CatchUp(timers, told.caughtUp);
  }

  /** Something was missed. @param {Leg} leg */
  catchUp(leg) {
    this.#catchUp.begin(leg);
  }

  /** Nobody waits any more for what was missed. */
  endCatchUp() {
    this.#catchUp.end();
  }

  /** Another connection begins beside the one that serves. */
  beginOverlap() {
    this.#overlap.begin();
  }

  /** It serves now. @param {number} now */
  switched(now) {
    this.#overlap.switched(now);
  }

  endOverlap() {
    this.#overlap.end();
  }

  /**
   * @param {Leg} leg
   * @param {import("./wire.js").WireEvent} event
   */
  event(leg, event) {
    if (this.#overlap.isRepeated(event, this.#now())) {
      return;
    }
    const isPicture = event.id !== null && event.id === leg.cursor;
    if (event.id !== null && !isPicture) {
      this.#told.headway();
    }
    leg.cursor = event.id ?? leg.cursor;
    this.#listener.event(event, isPicture);
    this.#catchUp.arrived(leg);
  }

  /**
   * @param {Leg} leg
   * @param {string} id
   */
  place(leg, id) {
    leg.cursor = id;
    this.#listener.place(id);
    this.#catchUp.arrived(leg);
  }

  /**
   * Everything up to the newest event that is lost has come, so whoever comes back goes on after it and is not told again.
   *
   * @param {Leg} leg
   * @param {import("./carillon.js").Gap} gap
   */
  gap(leg, gap) {
    if (gap.resumed !== null && isAfter(gap.resumed, leg.cursor)) {
      leg.cursor = gap.resumed;
    }
    this.#told.gap();
    this.#listener.gap(gap);
    this.#catchUp.arrived(leg);
  }
}
