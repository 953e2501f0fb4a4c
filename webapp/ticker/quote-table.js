// @ts-check
// `<quote-table>`: all quotes that are looked for. It draws once in a frame at most, and only rows that are in sight and have changed.

import { html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { PageElement } from "../shared/page-element.js";
import { ordered } from "./order.js";
import { RowWindow } from "./row-window.js";
import { SparkHistory } from "./spark-history.js";
import { text } from "./texts.js";

/** @typedef {import("./order.js").Column} Column */
/** @typedef {import("./order.js").Sort} Sort */
/** @typedef {import("./own-list.js").OwnList} OwnList */
/** @typedef {import("./quote-row.js").QuoteRow} QuoteRow */
/** @typedef {import("./quotes.js").Listing} Listing */
/** @typedef {import("./quotes.js").Quotes} Quotes */
/** @typedef {import("./selection.js").Selection} Selection */

/** Rows that change places all the time cannot be read. */
const SORT_AGAIN_MILLIS = 1_000;

/** A line gets a point a second, so none has to be drawn more often: an eighth of them in each eighth of a second. */
const SPARK_TURNS = 8;

/** Symbols from the top that others are told. */
const NAMED = 3;

const COLUMNS = /** @type {Column[]} */ (["symbol", "price", "change", "percent", "bid", "ask", "dayVolume", "time"]);

export class QuoteTable extends PageElement {
  /** Set before the element is there. @type {Quotes} */
  quotes;
  /** @type {OwnList} */
  list;
  /** @type {Selection} */
  #selection;
  /** @type {Sort} */
  #sort = { column: "symbol", descending: false };
  /** @type {RowWindow | null} */
  #window = null;
  #frame = 0;
  #orderIsOld = true;
  #scrolled = false;
  #orderedAt = 0;
  #count = 0;
  #open = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #sortTimer;
  /** Symbols whose lines are to be drawn, the one that waits longest first. @type {Set<string>} */
  #sparks = new Set();
  #isSparkTurn = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #sparkTimer;
  #history = new SparkHistory((symbol) => {
    this.#sparks.add(symbol);
    this.schedule();
  });
  #resized = new ResizeObserver(() => {
    this.#window?.measure();
    this.#orderIsOld = true;
    this.schedule();
  });

  /**
   * @param {Quotes} quotes
   * @param {OwnList} list
   * @param {Selection} selection
   */
  constructor(quotes, list, selection) {
    super();
    this.quotes = quotes;
    this.list = list;
    this.#selection = selection;
  }

  /** @param {Selection} selection */
  select(selection) {
    this.#selection = selection;
    this.#orderIsOld = true;
    this.schedule();
  }

  /** Marks the row whose symbol is shown in detail. @param {string} symbol */
  mark(symbol) {
    this.#window?.row(this.#open)?.mark(false);
    this.#open = symbol;
    this.#window?.row(symbol)?.mark(true);
  }

  /** Says anew which stars are set. */
  describe() {
    for (const row of this.#window?.rows ?? []) {
      this.#describe(row);
    }
  }

  /** Draws with the next frame. Nothing is drawn, and nothing comes here, while the page is hidden. */
  schedule() {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame((now) => this.#draw(now));
    }
  }

  firstUpdated() {
    const scroller = /** @type {HTMLElement} */ (this.querySelector(".scroller"));
    const body = /** @type {HTMLElement} */ (this.querySelector("tbody"));
    this.#window = new RowWindow(scroller, body, (row) => this.#listenTo(row));
    this.#resized.observe(scroller);
    scroller.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    this.schedule();
  }

  updated() {
    this.describe();
  }

  render() {
    return html`<div class="scroller" tabindex="0" role="region" aria-label=${text("quotes")}>
      <table aria-rowcount=${this.#count + 1}>
        <caption class="unseen">${text("quotes")}</caption>
        <thead>
          <tr aria-rowindex="1">
            ${COLUMNS.map((column) => this.#head(column))}
            <th scope="col" class="spark">${text("column.trend")}</th>
          </tr>
        </thead>
        <tbody></tbody>
      </table>
    </div>`;
  }

  /** @param {Column} column */
  #head(column) {
    const { descending } = this.#sort;
    const isSorted = this.#sort.column === column;
    return html`<th scope="col" class="${column === "symbol" ? "" : "figure"} ${column}"
        aria-sort=${ifDefined(isSorted ? (descending ? "descending" : "ascending") : undefined)}>
      <button type="button" class="quiet" @click=${() => this.#sortBy(column)}
        >${text(`column.${column}`)}<span class="direction" aria-hidden="true">${isSorted ? (descending ? " ↓" : " ↑") : ""}</span></button>
    </th>`;
  }

  /** First up for names, down for figures; then the other way round. @param {Column} column */
  #sortBy(column) {
    const isSorted = this.#sort.column === column;
    this.#sort = { column, descending: isSorted ? !this.#sort.descending : column !== "symbol" };
    this.#orderIsOld = true;
    this.requestUpdate();
    this.schedule();
  }

  #onScroll() {
    this.#scrolled = true;
    this.schedule();
  }

  /** @param {number} now */
  #draw(now) {
    this.#frame = 0;
    const rows = this.#window;
    if (rows === null) {
      return;
    }
    const { symbols, otherSymbols } = this.quotes.changes();
    if (this.#sort.column !== "symbol" && symbols.size > 0) {
      this.#sortSoon(now);
    }
    if (this.#orderIsOld || otherSymbols) {
      this.#place(rows, now);
    } else if (this.#scrolled) {
      this.#took(rows, rows.scrolled());
    }
    this.#scrolled = false;
    for (const row of rows.rows) {
      if (symbols.has(row.symbol) && row.update()) {
        this.#sparks.add(row.symbol);
      }
    }
    this.#drawSparks(rows);
  }

  /** @param {number} now */
  #sortSoon(now) {
    const left = this.#orderedAt + SORT_AGAIN_MILLIS - now;
    if (left <= 0) {
      this.#orderIsOld = true;
    } else {
      this.#sortTimer ??= setTimeout(() => {
        this.#sortTimer = undefined;
        this.#orderIsOld = true;
        this.schedule();
      }, left);
    }
  }

  /**
   * @param {RowWindow} rows
   * @param {number} now
   */
  #place(rows, now) {
    this.#orderIsOld = false;
    this.#orderedAt = now;
    const order = ordered(this.quotes.listings(), (symbol) => this.#selection.has(symbol), this.#sort);
    this.#took(rows, rows.show(order));
    if (order.length !== this.#count) {
      this.#count = order.length;
      this.requestUpdate();
    }
    this.dispatchEvent(new CustomEvent("shown", { detail: { shown: order.length, symbols: order.slice(0, NAMED).map((listing) => listing.quote.symbol) } }));
  }

  /**
   * @param {RowWindow} rows
   * @param {QuoteRow[]} bound rows that show another symbol than before
   */
  #took(rows, bound) {
    bound.forEach((row) => {
      row.mark(row.symbol === this.#open);
      this.#describe(row);
    });
    if (bound.length > 0) {
      this.#history.want([...rows.rows].flatMap((row) => this.quotes.get(row.symbol) ?? []));
    }
  }

  /** @param {RowWindow} rows */
  #drawSparks(rows) {
    if (this.#isSparkTurn) {
      this.#isSparkTurn = false;
      let left = Math.ceil(rows.count / SPARK_TURNS);
      for (const symbol of this.#sparks) {
        if (left-- === 0) {
          break;
        }
        this.#sparks.delete(symbol);
        rows.row(symbol)?.drawSpark();
      }
    }
    if (this.#sparks.size > 0) {
      this.#sparkTimer ??= setTimeout(() => {
        this.#sparkTimer = undefined;
        this.#isSparkTurn = true;
        this.schedule();
      }, 1_000 / SPARK_TURNS);
    }
  }

  /** @param {QuoteRow} row */
  #listenTo(row) {
    row.star.addEventListener("click", () => this.list.toggle(row.symbol));
    row.opener.addEventListener("click", () => this.dispatchEvent(new CustomEvent("opened", { detail: row.symbol })));
    row.element.addEventListener("click", (event) => {
      if (!(event.target instanceof Element && event.target.closest("button"))) {
        this.dispatchEvent(new CustomEvent("opened", { detail: row.symbol }));
      }
    });
  }

  /** @param {QuoteRow} row */
  #describe(row) {
    const isMine = this.list.has(row.symbol);
    row.describe(text("list.star", { symbol: row.symbol }), isMine);
  }
}

customElements.define("quote-table", QuoteTable);
