// @ts-check

/** Volatile events that are remembered while one stream takes the place of another; beyond that one may come twice. */
const MOST = 1_000;

/** For how long (milliseconds) after the change the new stream may tell again what the old one has told. */
const TAIL = 5_000;

/**
 * Volatile events have no id. While a new stream opens beside the old one, both are sent them: what the old one has told is not
 * told again.
 */
export class Overlap {
  /** @type {Map<string, number> | null} */
  #told = null;
  #until = Infinity;

  begin() {
    this.#told = new Map();
    this.#until = Infinity;
  }

  /** @param {number} now */
  switched(now) {
    this.#until = now + TAIL;
  }

  end() {
    this.#told = null;
  }

  /**
   * The hub's time is in the event, so that two that are alike are one and the same.
   *
   * @param {import("./wire.js").WireEvent} event
   * @param {number} now
   */
  isRepeated(event, now) {
    const told = this.#told;
    if (told === null || event.id !== null) {
      return false;
    }
    const raw = JSON.stringify(event);
    const times = told.get(raw) ?? 0;
    if (this.#until === Infinity) {
      if (told.size < MOST) {
        told.set(raw, times + 1);
      }
      return false;
    }
    if (now > this.#until) {
      this.#told = null;
      return false;
    }
    if (times > 0) {
      told.set(raw, times - 1);
      return true;
    }
    return false;
  }
}
