// @ts-check
// Which symbols are looked for: `ACME, B*` as the API has it, or a part of a name as one types it.

/** As docs/ticker.md has it. */
export const SYMBOL = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;

/** The beginning of symbols. */
const PATTERN = /^([A-Za-z0-9][A-Za-z0-9._-]{0,31})?\*$/;

/** As many as the API takes, `carillon.subscription.max-selectors` as it ships. */
export const MOST_PATTERNS = 64;

export class Selection {
  #parts;
  #patterns;
  #mine;

  /**
   * @param {string} text what was typed; nothing means all
   * @param {Set<string> | null} mine the own list if only that is shown
   */
  constructor(text, mine) {
    const parts = text.split(/[\s,]+/).filter((part) => part !== "");
    const isPattern = (/** @type {string} */ part) => PATTERN.test(part);
    // Upper and lower case are different symbols, and most are upper case.
    this.#patterns = [...new Set(parts.filter(isPattern).flatMap((part) => [part, part.toUpperCase()]))].sort();
    this.#parts = parts.filter((part) => !isPattern(part)).map((part) => part.toLowerCase());
    this.#mine = mine;
  }

  /** @param {string} symbol */
  has(symbol) {
    return (this.#mine === null || this.#mine.has(symbol)) && this.#isNamed(symbol);
  }

  /**
   * What the hub has to be asked for: no more than is shown, where it can be said as the API says it.
   *
   * @returns {string[]}
   */
  asked() {
    if (this.#mine !== null && this.#mine.size <= MOST_PATTERNS) {
      return [...this.#mine].sort();
    }
    return this.#patterns.length > 0 && this.#parts.length === 0 ? this.#patterns.slice(0, MOST_PATTERNS) : ["*"];
  }

  /** @param {string} symbol */
  #isNamed(symbol) {
    if (this.#patterns.length === 0 && this.#parts.length === 0) {
      return true;
    }
    const lower = symbol.toLowerCase();
    return isAsked(symbol, this.#patterns) || this.#parts.some((part) => lower.includes(part));
  }
}

/**
 * Whether the hub tells of a symbol to whoever asks so.
 *
 * @param {string} symbol
 * @param {string[]} asked names, and beginnings with a star
 */
export function isAsked(symbol, asked) {
  return asked.some((part) => (part.endsWith("*") ? symbol.startsWith(part.slice(0, -1)) : symbol === part));
}
