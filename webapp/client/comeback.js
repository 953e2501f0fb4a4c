// @ts-check

import { Backoff } from "./backoff.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./leg.js").Leg} Leg */
/** @typedef {import("./link.js").LinkStatus} LinkStatus */
/** @typedef {import("./request.js").Requests} Requests */

/** Who lived that long (milliseconds) was no failure, and is heard again. */
const SOUND = 10_000;

/** A stream ends with its token, so a new one is asked for no more often than this, in milliseconds. */
const RENEWAL = 30_000;

/** What follows when a connection has ended: the next one at once, after a while, or never; and who needs a new token for it. */
export class Comeback {
  #environment;
  #requests;
  #backoff;
  #renewedAt = -Infinity;

  /**
   * @param {Environment} environment
   * @param {Requests} requests
   */
  constructor(environment, requests) {
    this.#environment = environment;
    this.#requests = requests;
    this.#backoff = new Backoff(environment.random);
  }

  /** What the hub has said with `retry:`. @param {number} milliseconds */
  set retry(milliseconds) {
    this.#backoff.retry = milliseconds;
  }

  /** It makes headway, however often it breaks. */
  headway() {
    this.#backoff.reset();
  }

  /** Whether it has lived for long enough to be no failure. @param {Leg} leg */
  isSound(leg) {
    return leg.openedAt !== null && this.#environment.now() - leg.openedAt > SOUND;
  }

  /**
   * Whether there is to be a stream with a new token beside the one that ends soon. The page may have no newer one: then it is asked again
   * when the old one has ended.
   */
  renewsInTime() {
    const now = this.#environment.now();
    if (!this.#requests.usesToken || now - this.#renewedAt <= RENEWAL) {
      return false;
    }
    this.#renewedAt = now;
    this.#requests.renewToken();
    return true;
  }

  /**
   * Waits, or gives up.
   *
   * @param {import("./wire.js").Ending} ending
   * @param {boolean} wasOpen
   * @returns {LinkStatus} `refused`, or with the time of the next try
   */
  after({ refused, reason, problem, wait }, wasOpen) {
    if (refused && problem !== null) {
      return { state: "refused", transport: null, retryAt: null, problem };
    }
    const now = this.#environment.now();
    if (reason === "token-expired") {
      this.#requests.renewToken();
    }
    const isRenewal = reason === "token-expired" && this.#requests.usesToken && now - this.#renewedAt > SOUND;
    if (isRenewal) {
      this.#renewedAt = now;
    }
    const pause = isRenewal ? 0 : this.#backoff.next(wait);
    const state = wasOpen && this.#backoff.failures <= 1 ? "connecting" : "offline";
    return { state, transport: null, retryAt: now + pause, problem: problem ?? said(reason) };
  }
}

/** The hub's last words are names of problems. @param {string | null} reason */
function said(reason) {
  return reason === null ? null : { type: `/problems/${reason}`, title: `The hub has closed the stream: ${reason}`, status: 200 };
}
