// @ts-check
// State that tells its views when it has changed, and what views use to be told.

/** @typedef {() => void} Listener */

export class Observable {
  /** @type {Set<Listener>} */
  #listeners = new Set();
  #told = true;

  /**
   * Calls the listener after changes: once for all of the same turn.
   *
   * @param {Listener} listener
   * @returns {Listener} ends it
   */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed() {
    if (this.#told) {
      this.#told = false;
      queueMicrotask(() => {
        this.#told = true;
        [...this.#listeners].forEach((listener) => listener());
      });
    }
  }
}

/** A controller of Lit that draws its element anew when what it watches has changed, also if that becomes another object. */
export class Watch {
  #host;
  #observed;
  /** @type {Observable | null} */
  #now = null;
  /** @type {Listener} */
  #stop = () => {};

  /**
   * @param {import("lit").ReactiveControllerHost} host
   * @param {() => Observable | null} observed
   */
  constructor(host, observed) {
    this.#host = host;
    this.#observed = observed;
    host.addController(this);
  }

  hostConnected() {
    this.#host.requestUpdate();
  }

  hostUpdate() {
    const observed = this.#observed();
    if (observed !== this.#now) {
      this.#stop();
      this.#now = observed;
      this.#stop = observed?.onChange(() => this.#host.requestUpdate()) ?? (() => {});
    }
  }

  hostDisconnected() {
    this.#stop();
    this.#stop = () => {};
    this.#now = null;
  }
}
