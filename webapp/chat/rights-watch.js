// @ts-check
// Says when to ask again what somebody may do in a room.

/** Several changes together make one look. */
const SOON_MILLIS = 250;

/** After the end of a penalty, since clocks differ. */
const LATER_MILLIS = 1_500;

export class RightsWatch {
  #look;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #end;

  /** @param {() => void} look */
  constructor(look) {
    this.#look = look;
  }

  /** Something has changed. */
  lookSoon() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(this.#look, SOON_MILLIS);
  }

  /** At the end of a mute one may say something again. @param {string | null} until null if there is none */
  lookAfter(until) {
    clearTimeout(this.#end);
    const rest = Date.parse(until ?? "") - Date.now() + LATER_MILLIS;
    // Timers know no longer time.
    if (rest > 0 && rest < 2 ** 31) {
      this.#end = setTimeout(this.#look, rest);
    }
  }

  close() {
    clearTimeout(this.#soon);
    clearTimeout(this.#end);
  }
}
