// @ts-check
// The symbols that somebody has put on a list, kept by the browser.

import { SYMBOL } from "./selection.js";

const STORED_AS = "carillon.ticker.list";
const MOST = 1_000;

export class OwnList {
  /** @type {Set<string>} */
  #symbols = remembered();
  #changed;

  /** @param {() => void} changed here or in another tab */
  constructor(changed) {
    this.#changed = changed;
    addEventListener("storage", (event) => {
      if (event.key === STORED_AS) {
        this.#symbols = remembered();
        changed();
      }
    });
  }

  get symbols() {
    return this.#symbols;
  }

  /** @param {string} symbol */
  has(symbol) {
    return this.#symbols.has(symbol);
  }

  /** Puts it on the list, or takes it off. @param {string} symbol */
  toggle(symbol) {
    const symbols = new Set(this.#symbols);
    if (!symbols.delete(symbol)) {
      symbols.add(symbol);
    }
    this.#symbols = new Set([...symbols].slice(-MOST));
    try {
      localStorage.setItem(STORED_AS, JSON.stringify([...this.#symbols]));
    } catch {
      // A browser that stores nothing keeps the list until the page is closed.
    }
    this.#changed();
  }
}

/** @returns {Set<string>} */
function remembered() {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED_AS) ?? "[]");
    return new Set(Array.isArray(stored) ? stored.filter((each) => SYMBOL.test(each)).slice(0, MOST) : []);
  } catch {
    return new Set();
  }
}
