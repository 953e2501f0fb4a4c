// @ts-check

/** The longest wait, in milliseconds: somebody who looks at the page has not yet given up. */
const LONGEST = 30_000;

/** Until the hub has said something else with `retry:`, in milliseconds. */
const FIRST = 3_000;

/** No hub means this; whoever sends it would have every client knock without an end. In milliseconds. */
const SHORTEST = 100;

/** No hub means this either: whoever is told it is gone for good. In milliseconds. */
const LONGEST_RETRY = 600_000;

/**
 * How long to wait before the next try. The first one comes after what the hub has asked for, which is different for each client;
 * the others after that and anything up to twice as much each time (full jitter), so that many clients spread out ever more.
 */
export class Backoff {
  #random;
  #retry = FIRST;
  #failures = 0;

  /** @param {() => number} random 0 to 1 */
  constructor(random) {
    this.#random = random;
  }

  /** How many tries in a row have failed. */
  get failures() {
    return this.#failures;
  }

  /**
   * What the hub has said with `retry:`.
   *
   * @param {number} milliseconds
   */
  set retry(milliseconds) {
    this.#retry = Math.min(LONGEST_RETRY, Math.max(SHORTEST, milliseconds));
  }

  /** It worked. */
  reset() {
    this.#failures = 0;
  }

  /**
   * The wait before the next try, in milliseconds.
   *
   * @param {number | null} [atLeast] what a `Retry-After` has asked for
   */
  next(atLeast = null) {
    const jitter = this.#failures === 0 ? 0 : this.#random() * Math.min(LONGEST, this.#retry * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 20);
    return Math.max(this.#retry, atLeast ?? 0) + jitter;
  }
}
