// @ts-check
// The ticker: quotes that change, one of them in detail, alerts, and what the three ways to read quotes cost.

import { html } from "lit";
import "../shared/hub-status.js";
import "../shared/page-header.js";
import { number } from "../shared/format.js";
import { root } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import { AlertsPanel } from "./alerts-panel.js";
import { INTERVALS } from "./candles.js";
import { ComparePanel } from "./compare-panel.js";
import { OwnList } from "./own-list.js";
import { QuoteFeed } from "./quote-feed.js";
import { QuoteTable } from "./quote-table.js";
import { Quotes } from "./quotes.js";
import { SYMBOL, Selection } from "./selection.js";
import { SymbolDetail } from "./symbol-detail.js";
import { text } from "./texts.js";

/** @typedef {import("../client/carillon.js").Status} Status */
/** @typedef {import("./candles.js").Interval} Interval */

/** What the address names behind the #: `ACME`, `ACME/5m`. */
const PLACE = /^#([^/]+)(?:\/(\w+))?$/;

/** After the first quotes the first symbol is shown in detail, if the address names none. */
const FIRST_MILLIS = 200;

class TickerPage extends PageElement {
  #search = "";
  #onlyMine = false;
  #list = new OwnList(() => this.#onListChanged());
  #quotes = new Quotes(() => this.#table.schedule());
  #table = new QuoteTable(this.#quotes, this.#list, new Selection("", null));
  #detail = new SymbolDetail();
  #alerts = new AlertsPanel();
  #compare = new ComparePanel();
  /** @type {Status | null} */
  #status = null;
  #shown = 0;
  /** The first ones of the table. @type {string[]} */
  #top = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #feed = new QuoteFeed(this.#quotes, (status) => this.#onStatus(status));

  constructor() {
    super();
    this.#detail.className = "panel detail";
    this.#alerts.className = "panel alerts-panel";
    this.#compare.className = "panel compare-panel";
    this.#table.addEventListener("opened", (event) => this.#open(/** @type {CustomEvent<string>} */ (event).detail, this.#detail.interval));
    this.#table.addEventListener("shown", (event) => this.#onShown(/** @type {CustomEvent} */ (event).detail));
    this.#detail.addEventListener("interval", (event) =>
      this.#open(this.#detail.symbol, /** @type {CustomEvent<Interval>} */ (event).detail));
    addEventListener("hashchange", () => this.#follow());
    this.#select();
    this.#follow();
  }

  render() {
    return html`<h1 class="unseen">${text("title")}</h1>
      <section class="panel quotes" aria-label=${text("quotes")}>
        <form class="choose" role="search" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
          <label class="search"><span class="unseen">${text("search")}</span>
            <input type="search" placeholder=${text("search.hint")} maxlength="500" autocomplete="off" autocapitalize="none" spellcheck="false"
              @input=${this.#onSearch}></label>
          <div class="lists" role="group" aria-label=${text("list")}>
            ${[false, true].map((mine) => html`<button type="button" aria-pressed=${mine === this.#onlyMine} @click=${() => this.#choose(mine)}
              >${text(mine ? "list.mine" : "list.all")}</button>`)}
          </div>
          <span class="count hint">${this.#count()}</span>
          <hub-status .status=${this.#status}></hub-status>
        </form>
        ${this.#table}
        ${this.#empty()}
      </section>
      ${this.#detail} ${this.#alerts} ${this.#compare}`;
  }

  updated() {
    if (!document.hidden) {
      document.title = text("title.page");
    }
    this.#detail.hidden = this.#detail.symbol === "";
  }

  #count() {
    return this.#shown === 0 ? "" : text("count", { count: number(this.#shown) });
  }

  #empty() {
    if (this.#shown > 0) {
      return "";
    }
    if (this.#onlyMine && this.#list.symbols.size === 0) {
      return html`<p class="empty">${text("empty.mine")}</p>`;
    }
    if (this.#status?.state !== "live") {
      return "";
    }
    if (this.#search.trim() !== "" || this.#onlyMine) {
      return html`<p class="empty">${text("empty.search")}</p>`;
    }
    return html`<div class="empty"><p>${text("empty.all")}</p>
      <pre tabindex="0"><code>curl -H "Authorization: Bearer $TOKEN" -d 189.30 ${new URL("api/ticker/ACME", root).href}</code></pre></div>`;
  }

  /** @param {Status} status */
  #onStatus(status) {
    this.#status = status;
    this.requestUpdate();
  }

  /** @param {{shown: number, symbols: string[]}} what */
  #onShown({ shown, symbols }) {
    this.#top = symbols;
    this.#propose();
    if (this.#detail.symbol === "" && symbols.length > 0) {
      // Quotes come in several pieces; then it is known which is the first.
      this.#timer ??= setTimeout(() => this.#showFirst(), FIRST_MILLIS);
    }
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.requestUpdate();
    }
  }

  #showFirst() {
    this.#timer = undefined;
    if (this.#detail.symbol === "" && this.#top.length > 0) {
      this.#show(this.#top[0], "1m");
    }
  }

  #onListChanged() {
    this.#table.describe();
    if (this.#onlyMine) {
      this.#select();
    }
    this.requestUpdate();
  }

  /** @param {InputEvent} event */
  #onSearch(event) {
    this.#search = /** @type {HTMLInputElement} */ (event.target).value;
    this.#select();
  }

  /** @param {boolean} onlyMine */
  #choose(onlyMine) {
    this.#onlyMine = onlyMine;
    this.#select();
    this.requestUpdate();
  }

  #select() {
    const selection = new Selection(this.#search, this.#onlyMine ? this.#list.symbols : null);
    this.#table.select(selection);
    this.#feed.ask(selection.asked());
  }

  /** Goes where the address says. */
  #follow() {
    const place = PLACE.exec(location.hash);
    if (place !== null && SYMBOL.test(place[1])) {
      this.#show(place[1], INTERVALS.find((interval) => interval === place[2]) ?? "1m");
    }
  }

  /**
   * @param {string} symbol
   * @param {Interval} interval
   */
  #open(symbol, interval) {
    history.replaceState(null, "", interval === "1m" ? `#${symbol}` : `#${symbol}/${interval}`);
    this.#show(symbol, interval);
  }

  /**
   * @param {string} symbol
   * @param {Interval} interval
   */
  #show(symbol, interval) {
    this.#detail.open(symbol, interval, this.#quotes.get(symbol)?.quote ?? null);
    this.#table.mark(symbol);
    this.#alerts.propose(symbol);
    this.#propose();
    this.requestUpdate();
  }

  #propose() {
    this.#compare.propose([...new Set([this.#detail.symbol, ...this.#top])].filter((symbol) => symbol !== ""));
  }
}

customElements.define("ticker-page", TickerPage);
