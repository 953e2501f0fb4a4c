// @ts-check

/** How long streams are left alone where they are held back, in milliseconds; twice as long each time. */
const PAUSE = 300_000;
const LONGEST = 3_600_000;

/** What is known of the way to the hub. All connections share it. */
export class Way {
  #until = -Infinity;
  #times = 0;

  /** @param {"auto" | "stream" | "long-poll"} transport what the page wants */
  constructor(transport) {
    this.transport = transport;
  }

  /** Whether something on the way holds streams back, as far as is known. @param {number} now milliseconds since 1970 */
  usesPolls(now) {
    return this.transport === "long-poll" || (this.transport === "auto" && now < this.#until);
  }

  /** When a stream is tried again, in milliseconds since 1970; null if never. */
  get trialAt() {
    return this.transport === "auto" ? this.#until : null;
  }

  /**
   * A stream was held back.
   *
   * @param {number} now
   * @param {number} random 0 to 1
   */
  heldBack(now, random) {
    this.#until = now + Math.min(LONGEST, PAUSE * 2 ** this.#times) * (0.75 + random / 2);
    this.#times = Math.min(this.#times + 1, 10);
  }

  /** A stream works. */
  works() {
    this.#until = -Infinity;
    this.#times = 0;
  }
}
