// @ts-check

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./way.js").Way} Way */

/** Long polls in place of streams that something on the way holds back, and when a stream is tried again. */
export class Detour {
  #environment;
  #way;
  #timers;
  /** Streams in a row that fell silent although the hub could be reached. */
  #silences = 0;

  /**
   * @param {Environment} environment
   * @param {Way} way
   * @param {import("./timers.js").Timers} timers
   */
  constructor(environment, way, timers) {
    this.#environment = environment;
    this.#way = way;
    this.#timers = timers;
  }

  /** Whether the next connection polls. */
  get isTaken() {
    return this.#way.usesPolls(this.#environment.now());
  }

  /** Whether the page leaves the choice to us. */
  get isAllowed() {
    return this.#way.transport === "auto";
  }

  /** A stream has fallen silent. Once is an accident. @returns {boolean} whether streams are held back */
  silent() {
    this.#silences++;
    return this.#silences >= 2 && this.isAllowed;
  }

  /** A stream is heard. */
  heard() {
    this.#silences = 0;
  }

  /** From here on, and for a while. */
  take() {
    this.#silences = 0;
    this.#way.heldBack(this.#environment.now(), this.#environment.random());
  }

  /** The stream that was tried is held back too. */
  goOn() {
    this.#way.heldBack(this.#environment.now(), this.#environment.random());
  }

  /** Streams work. */
  end() {
    this.#way.works();
  }

  /** @param {() => void} trial opens a stream beside the polls, when it is time for that */
  plan(trial) {
    const { trialAt } = this.#way;
    if (trialAt !== null) {
      this.#timers.set("plan", Math.max(0, trialAt - this.#environment.now()), trial);
    }
  }
}
