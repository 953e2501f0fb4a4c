// @ts-check
// One row of the table. Its cells are made once; what changes is written into their text nodes, and nothing that was not changed.

import { grouped, percent, sign, signed } from "./decimal.js";
import { clockOf } from "./times.js";

/** @typedef {import("./quotes.js").Listing} Listing */

export const SPARK_WIDTH = 80;
export const SPARK_HEIGHT = 22;

const SVG = "http://www.w3.org/2000/svg";

/** The columns with figures, as page and texts name them. */
const FIGURES = /** @type {const} */ (["price", "change", "percent", "bid", "ask", "dayVolume", "time"]);

export class QuoteRow {
  element = document.createElement("tr");
  /** Shows its quotes. */
  opener = document.createElement("button");
  /** Puts it on the own list, or takes it off. */
  star = document.createElement("button");

  #name = new Text();
  /** @type {Map<string, {cell: HTMLElement, text: Text}>} */
  #figures = new Map();
  #spark = document.createElementNS(SVG, "path");
  /** @type {Listing | null} */
  #listing = null;
  #moves = 0;
  #sequence = 0;

  constructor() {
    const head = document.createElement("th");
    head.scope = "row";
    const name = document.createElement("bdi");
    name.append(this.#name);
    this.opener.append(name);
    this.opener.type = this.star.type = "button";
    this.opener.className = "opener";
    this.star.className = "star";
    head.append(this.star, this.opener);
    this.element.append(head, ...FIGURES.map((column) => this.#figure(column)), this.#sparkCell());
  }

  get listing() {
    return this.#listing;
  }

  get symbol() {
    return this.#listing?.quote.symbol ?? "";
  }

  /** Shows another symbol from now on. @param {Listing} listing */
  bind(listing) {
    this.#listing = listing;
    this.#moves = listing.moves;
    this.#name.data = listing.quote.symbol;
    delete this.#cell("price").dataset.move;
    this.#write();
    this.drawSpark();
  }

  /** Shows what has changed; whether anything has. */
  update() {
    const listing = this.#listing;
    if (listing === null || listing.quote.sequence === this.#sequence) {
      return false;
    }
    this.#write();
    if (listing.moves !== this.#moves) {
      this.#moves = listing.moves;
      // Two animations that look the same take turns: another name starts it again, and the layout need not be asked for that.
      this.#cell("price").dataset.move = `${listing.direction}-${listing.moves % 2}`;
    }
    return true;
  }

  drawSpark() {
    this.#spark.setAttribute("d", this.#listing?.trend.path(SPARK_WIDTH, SPARK_HEIGHT) ?? "");
  }

  /**
   * @param {string} label what the star does
   * @param {boolean} isMine
   */
  describe(label, isMine) {
    this.star.textContent = isMine ? "★" : "☆";
    this.star.setAttribute("aria-label", label);
    this.star.setAttribute("aria-pressed", String(isMine));
  }

  /** @param {boolean} isOpen */
  mark(isOpen) {
    this.element.classList.toggle("open", isOpen);
    if (isOpen) {
      this.opener.setAttribute("aria-current", "true");
    } else {
      this.opener.removeAttribute("aria-current");
    }
  }

  #write() {
    const { quote } = /** @type {Listing} */ (this.#listing);
    this.#sequence = quote.sequence;
    this.#put("price", quote.price);
    this.#put("change", signed(quote.change));
    this.#put("percent", percent(quote.change, quote.price) ?? "");
    this.#put("bid", quote.bid ?? "");
    this.#put("ask", quote.ask ?? "");
    this.#put("dayVolume", grouped(quote.dayVolume));
    this.#put("time", clockOf(quote.time));
    const trend = ["down", "", "up"][sign(quote.change) + 1];
    if (this.element.dataset.day !== trend) {
      this.element.dataset.day = trend;
    }
  }

  /**
   * @param {string} column
   * @param {string} value
   */
  #put(column, value) {
    const { text } = /** @type {{text: Text}} */ (this.#figures.get(column));
    if (text.data !== value) {
      text.data = value;
    }
  }

  /** @param {string} column */
  #cell(column) {
    return /** @type {{cell: HTMLElement}} */ (this.#figures.get(column)).cell;
  }

  /** @param {string} column */
  #figure(column) {
    const cell = document.createElement("td");
    cell.className = `figure ${column}`;
    // The page's style sheet contains the layout of this one, so that a text that changes is no matter of the table's.
    const box = document.createElement("span");
    const text = new Text();
    box.append(text);
    cell.append(box);
    this.#figures.set(column, { cell, text });
    return cell;
  }

  #sparkCell() {
    const cell = document.createElement("td");
    cell.className = "spark";
    const image = document.createElementNS(SVG, "svg");
    image.setAttribute("viewBox", `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`);
    image.setAttribute("width", String(SPARK_WIDTH));
    image.setAttribute("height", String(SPARK_HEIGHT));
    image.setAttribute("aria-hidden", "true");
    image.append(this.#spark);
    cell.append(image);
    return cell;
  }
}
