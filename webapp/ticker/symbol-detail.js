// @ts-check
// `<symbol-detail>`: the price of one symbol, its candles, and what the one under the pointer says.

import { html } from "lit";
import { PageElement } from "../shared/page-element.js";
import { explain } from "../shared/problem.js";
import { CandleFeed } from "./candle-feed.js";
import { candleTable, readOut, spoken } from "./candle-text.js";
import { INTERVALS } from "./candles.js";
import { percent, sign, signed } from "./decimal.js";
import { text } from "./texts.js";
import { clockOf } from "./times.js";

/** @typedef {import("./candles.js").Candle} Candle */
/** @typedef {import("./candles.js").Interval} Interval */
/** @typedef {import("./candle-chart.js").CandleChart} CandleChart */
/** @typedef {import("./quotes.js").Quote} Quote */

/** Rows of the table that says what the chart shows. */
const LISTED = 20;

/** What stands beside a candle that grows is written again after this time. */
const WRITE_MILLIS = 200;

export class SymbolDetail extends PageElement {
  #symbol = "";
  /** @type {Interval} */
  #interval = "1m";
  /** @type {CandleFeed | null} */
  #feed = null;
  /** @type {CandleChart | null} */
  #chart = null;
  /** @type {Quote | null} */
  #quote = null;
  /** @type {unknown} */
  #failure = null;
  #isLoading = false;
  /** The candle that is pointed at; null for the newest. @type {number | null} */
  #pointed = null;
  #isListed = false;
  /** What was said of a candle last. */
  #said = { index: -1, text: "" };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #onVisibility = () => (document.hidden ? this.#stop() : this.#start());

  get symbol() {
    return this.#symbol;
  }

  get interval() {
    return this.#interval;
  }

  /**
   * @param {string} symbol
   * @param {Interval} interval
   * @param {Quote | null} quote what is known already
   */
  open(symbol, interval, quote) {
    if (symbol === this.#symbol && interval === this.#interval) {
      return;
    }
    this.#quote = symbol === this.#symbol ? this.#quote : quote;
    this.#symbol = symbol;
    this.#interval = interval;
    this.#start();
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#onVisibility);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#stop();
    this.#chart?.close();
  }

  /** The table of quotes does not wait for the chart and its library. */
  async firstUpdated() {
    const { CandleChart } = await import("./candle-chart.js");
    if (!this.isConnected) {
      return;
    }
    this.#chart = new CandleChart(/** @type {HTMLElement} */ (this.querySelector(".chart")), {
      pointed: (index) => this.#pointAt(index),
      nearBeginning: () => void this.#feed?.older(),
    });
    this.#begin();
  }

  render() {
    const interval = text(`interval.${this.#interval}`);
    const candles = this.#candles;
    return html`<div class="detail-head">
        <h2><bdi>${this.#symbol}</bdi></h2>
        ${this.#price()}
        <div class="intervals" role="group" aria-label=${text("interval")}>
          ${INTERVALS.map((each) => html`<button type="button" aria-pressed=${each === this.#interval} title=${text(`interval.${each}`)}
            @click=${() => this.dispatchEvent(new CustomEvent("interval", { detail: each }))}>${each}</button>`)}
        </div>
      </div>
      ${readOut(candles[this.#index], this.#interval, this.#zone)}
      <div class="chart" role="slider" tabindex="0" aria-label=${text("chart", { symbol: this.#symbol, interval })}
        aria-valuemin="0" aria-valuemax=${Math.max(0, candles.length - 1)} aria-valuenow=${Math.max(0, this.#index)}
        aria-valuetext=${this.#spoken()} @keydown=${this.#onKey} @blur=${() => this.#pointAt(null)}></div>
      <div class="chart-foot">
        <p class="hint" role="status">${this.#notice()}</p>
        <div class="actions">
          ${this.#button("earlier", "←", (chart) => chart.turn(-0.5))} ${this.#button("later", "→", (chart) => chart.turn(0.5))}
          ${this.#button("zoom-out", "−", (chart) => chart.zoom(1.5))} ${this.#button("zoom-in", "+", (chart) => chart.zoom(1 / 1.5))}
        </div>
      </div>
      <details @toggle=${this.#onToggle}>
        <summary>${text("candles.table")}</summary>
        ${this.#isListed ? this.#list(candles.slice(-LISTED).reverse()) : ""}
      </details>`;
  }

  /** A screen reader reads it when it changes, so while it is read a candle that grows changes nothing. */
  #spoken() {
    const index = this.#index;
    if (index !== this.#said.index || !document.activeElement?.classList.contains("chart")) {
      this.#said = { index, text: spoken(this.#candles[index], this.#interval, this.#zone) };
    }
    return this.#said.text;
  }

  #price() {
    const quote = this.#quote;
    if (quote === null) {
      return html`<p class="now"></p>`;
    }
    const share = percent(quote.change, quote.price);
    return html`<p class="now" data-day=${["down", "", "up"][sign(quote.change) + 1]}>
      <strong>${quote.price}</strong> <span class="change">${signed(quote.change)}${share === null ? "" : ` (${share})`}</span>
      <span class="hint">${clockOf(quote.time)}</span>
    </p>`;
  }

  /** @param {Candle[]} newest */
  #list(newest) {
    return candleTable(newest, text("candles.caption", { symbol: this.#symbol, count: newest.length }), this.#interval, this.#zone);
  }

  #notice() {
    if (this.#failure !== null) {
      return explain(this.#failure);
    }
    if (this.#isLoading) {
      return text("candles.loading");
    }
    if (this.#candles.length === 0) {
      return text("candles.none");
    }
    const late = this.#feed?.late ?? 0;
    const days = this.#interval === "1d" ? [text("candles.zone", { zone: this.#zone })] : [];
    return [...days, ...(late > 0 ? [text("candles.late", { count: late })] : [])].join(" ");
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {(chart: CandleChart) => void} action
   */
  #button(name, label, action) {
    const meaning = text(`chart.${name}`);
    return html`<button type="button" aria-label=${meaning} title=${meaning} @click=${() => this.#chart && action(this.#chart)}>${label}</button>`;
  }

  get #candles() {
    return this.#feed?.candles.list ?? [];
  }

  get #zone() {
    return this.#feed?.zone ?? "UTC";
  }

  get #index() {
    return Math.min(this.#pointed ?? Infinity, this.#candles.length - 1);
  }

  #stop() {
    this.#feed?.close();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #start() {
    this.#stop();
    this.#failure = null;
    this.#pointed = null;
    this.#isLoading = true;
    if (this.#symbol === "" || document.hidden) {
      return;
    }
    const feed = new CandleFeed(this.#symbol, this.#interval, {
      quote: (quote) => {
        this.#quote = quote;
        this.#writeSoon();
      },
      candles: () => {
        this.#chart?.refresh();
        this.#writeSoon();
      },
      loaded: (older) => this.#onLoaded(older),
      failed: (failure) => {
        this.#isLoading = false;
        this.#failure = failure;
        this.requestUpdate();
      },
    });
    this.#feed = feed;
    this.#begin();
    this.requestUpdate();
  }

  #begin() {
    this.#chart?.begin(this.#candles, this.#interval, this.#zone);
  }

  /** @param {number | null} older null if these are not the ones that were there */
  #onLoaded(older) {
    this.#isLoading = false;
    this.#failure = null;
    if (older === null) {
      this.#pointed = null;
      this.#quote = this.#candles.length === 0 ? null : this.#quote;
      this.#begin();
    } else {
      this.#pointed = this.#pointed === null ? null : this.#pointed + older;
      this.#chart?.extend(this.#candles, older);
    }
    this.requestUpdate();
  }

  /** @param {number | null} index */
  #pointAt(index) {
    if (index !== this.#pointed) {
      this.#pointed = index;
      this.requestUpdate();
    }
  }

  #writeSoon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.requestUpdate();
    }, WRITE_MILLIS);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const newest = this.#candles.length - 1;
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: -20, PageDown: 20, Home: -Infinity, End: Infinity };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step === undefined || newest < 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const index = Math.max(0, Math.min(newest, this.#index + step));
    this.#chart?.point(index);
    this.#pointAt(index);
  }

  /** @param {Event} event */
  #onToggle(event) {
    this.#isListed = /** @type {HTMLDetailsElement} */ (event.target).open;
    this.requestUpdate();
  }
}

customElements.define("symbol-detail", SymbolDetail);
