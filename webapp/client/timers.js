// @ts-check

/** @typedef {import("./environment.js").Environment} Environment */

/** Timers with names: to set one ends the one that had its name. */
export class Timers {
  #environment;
  /** @type {Map<string, any>} */
  #running = new Map();

  /** @param {Environment} environment */
  constructor(environment) {
    this.#environment = environment;
  }

  /**
   * @param {string} name
   * @param {number} milliseconds
   * @param {() => void} work
   */
  set(name, milliseconds, work) {
    this.clear(name);
    const timer = this.#environment.setTimeout(() => {
      this.#running.delete(name);
      work();
    }, milliseconds);
    this.#running.set(name, timer);
  }

  /** @param {string} name */
  has(name) {
    return this.#running.has(name);
  }

  /** @param {string} name */
  clear(name) {
    this.#environment.clearTimeout(this.#running.get(name));
    this.#running.delete(name);
  }

  clearAll() {
    for (const name of [...this.#running.keys()]) {
      this.clear(name);
    }
  }
}
