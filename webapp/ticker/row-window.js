// @ts-check
// A table of any length of which only the rows in sight exist, with some above and below. A row stays with its symbol while that is
// in sight, so that neither the focus nor a flash goes elsewhere.

import { QuoteRow } from "./quote-row.js";

/** @typedef {import("./quotes.js").Listing} Listing */

/** Rows beyond the edge, for the tabulator key and a quick scroll. */
const BEYOND = 6;

export class RowWindow {
  #scroller;
  #body;
  #made;
  #above = spacer();
  #below = spacer();
  /** @type {Map<string, QuoteRow>} */
  #rows = new Map();
  /** @type {QuoteRow[]} */
  #spare = [];
  /** @type {Listing[]} */
  #order = [];
  #rowHeight = 36;
  #headHeight = 36;
  #height = 600;
  #from = 0;
  #to = 0;

  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} body empty
   * @param {(row: QuoteRow) => void} made for each row that is made
   */
  constructor(scroller, body, made) {
    this.#scroller = scroller;
    this.#body = body;
    this.#made = made;
    body.append(this.#above.row, this.#below.row);
  }

  get rows() {
    return this.#rows.values();
  }

  get count() {
    return this.#rows.size;
  }

  /** @param {string} symbol */
  row(symbol) {
    return this.#rows.get(symbol);
  }

  /** Looks how much is in sight. Asks for the layout, so only when the sizes may have changed. */
  measure() {
    this.#height = this.#scroller.clientHeight;
    const row = this.#rows.values().next().value;
    this.#rowHeight = row?.element.offsetHeight || this.#rowHeight;
    this.#headHeight = this.#body.offsetTop;
  }

  /**
   * Shows these from now on.
   *
   * @param {Listing[]} order
   * @returns {QuoteRow[]} rows that show another symbol than before
   */
  show(order) {
    this.#order = order;
    return this.scrolled(true);
  }

  /**
   * Shows what is in sight.
   *
   * @param {boolean} [always] also if that is what was shown
   * @returns {QuoteRow[]} rows that show another symbol than before
   */
  scrolled(always = false) {
    const first = Math.floor(this.#scroller.scrollTop / this.#rowHeight) - BEYOND;
    const count = Math.ceil((this.#height - this.#headHeight) / this.#rowHeight) + 2 * BEYOND;
    const from = Math.max(0, Math.min(first, this.#order.length - count));
    const to = Math.min(this.#order.length, Math.max(0, first) + count);
    if (!always && from === this.#from && to === this.#to) {
      return [];
    }
    this.#from = from;
    this.#to = to;
    const shown = this.#order.slice(from, to);
    const bound = this.#bind(shown);
    this.#place(shown);
    this.#above.cell.style.height = `${from * this.#rowHeight}px`;
    this.#below.cell.style.height = `${(this.#order.length - to) * this.#rowHeight}px`;
    return bound;
  }

  /** @param {Listing[]} shown */
  #bind(shown) {
    const symbols = new Set(shown.map((listing) => listing.quote.symbol));
    for (const [symbol, row] of this.#rows) {
      if (!symbols.has(symbol)) {
        this.#rows.delete(symbol);
        this.#spare.push(row);
      }
    }
    const bound = [];
    for (const listing of shown) {
      const { symbol } = listing.quote;
      const there = this.#rows.get(symbol);
      if (there?.listing !== listing) {
        const row = there ?? this.#spare.pop() ?? this.#make();
        row.bind(listing);
        this.#rows.set(symbol, row);
        bound.push(row);
      }
    }
    this.#spare.forEach((row) => row.element.remove());
    return bound;
  }

  #make() {
    const row = new QuoteRow();
    this.#made(row);
    return row;
  }

  /** @param {Listing[]} shown */
  #place(shown) {
    const focused = document.activeElement;
    /** @type {Element | null} */
    let next = this.#above.row.nextElementSibling;
    shown.forEach((listing, index) => {
      const { element } = /** @type {QuoteRow} */ (this.#rows.get(listing.quote.symbol));
      // The head is row 1.
      element.ariaRowIndex = String(this.#from + index + 2);
      if (element === next) {
        next = element.nextElementSibling;
      } else {
        this.#body.insertBefore(element, next);
      }
    });
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.#body.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }
}

/** Takes the place of rows that are not there. */
function spacer() {
  const row = document.createElement("tr");
  const cell = document.createElement("td");
  row.className = "spacer";
  row.setAttribute("aria-hidden", "true");
  row.append(cell);
  return { row, cell };
}
