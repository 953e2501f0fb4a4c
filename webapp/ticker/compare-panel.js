// @ts-check
// `<compare-panel>`: short poll, long poll and push beside each other, with what each has cost.

import { html } from "lit";
import { number, size } from "../shared/format.js";
import { tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { Comparison, TECHNIQUES } from "./comparison.js";
import { text } from "./texts.js";

/** @typedef {import("./comparison.js").Figures} Figures */
/** @typedef {import("./comparison.js").Technique} Technique */

const PAUSES = [1_000, 2_000, 5_000];
const DRAW_MILLIS = 100;
const MOST_SYMBOLS = 3;

/** @type {[string, (figures: Figures) => string][]} */
const MEASURES = [
  ["requests", ({ requests }) => number(requests)],
  ["bytesOut", ({ bytesOut }) => size(bytesOut)],
  ["bytesIn", ({ bytesIn }) => size(bytesIn)],
  ["changes", ({ changes }) => number(changes)],
  ["perChange", ({ bytesIn, bytesOut, changes }) => (changes === 0 ? "—" : size((bytesIn + bytesOut) / changes))],
  ["meanAge", ({ meanAgeMillis }) => (meanAgeMillis === null ? "—" : text("compare.millis", { count: number(meanAgeMillis, meanAgeMillis < 10 ? 1 : 0) }))],
];

export class ComparePanel extends PageElement {
  /** @type {string[]} */
  #proposed = [];
  /** @type {string[]} */
  #symbols = [];
  #pause = 2_000;
  /** @type {Comparison | null} */
  #comparison = null;
  #isRunning = false;
  #wasHidden = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #onVisibility = () => {
    if (document.hidden && this.#isRunning) {
      this.#wasHidden = true;
      this.#stop();
    }
  };

  /** What is compared when it begins. @param {string[]} symbols */
  propose(symbols) {
    this.#proposed = symbols.slice(0, MOST_SYMBOLS);
    if (!this.#isRunning && this.#comparison === null) {
      this.requestUpdate();
    }
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#onVisibility);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#stop();
  }

  render() {
    return html`<div class="panel-head"><h2>${text("compare")}</h2>
        <div class="actions">
          <label class="pause">${text("compare.pause")}
            <select ?disabled=${this.#isRunning} @change=${this.#onPause}>
              ${PAUSES.map((pause) => html`<option value=${pause} ?selected=${pause === this.#pause}>${text("compare.seconds", { count: pause / 1_000 })}</option>`)}
            </select></label>
          <button type="button" class=${this.#isRunning ? "" : "primary"} aria-disabled=${String(this.#proposed.length === 0 && !this.#isRunning)}
            @click=${() => (this.#isRunning ? this.#stop() : this.#start())}>${text(this.#isRunning ? "compare.stop" : "compare.start")}</button>
        </div></div>
      <p class="hint">${text("compare.what")}</p>
      ${this.#comparison === null ? "" : this.#table(this.#comparison)}
      <p class="summary" role="status">${this.#summary()}</p>`;
  }

  /** @param {Comparison} comparison */
  #table({ shown, figures }) {
    const cells = (/** @type {(technique: Technique) => string} */ value) =>
      TECHNIQUES.map((technique) => html`<td class="figure" data-technique=${technique}>${value(technique)}</td>`);
    return html`<div class="table"><table class="comparison">
      <caption class="unseen">${text("compare")}</caption>
      <thead><tr><td></td>${TECHNIQUES.map((technique) => html`<th scope="col" class="figure">${text(`compare.${technique}`)}</th>`)}</tr></thead>
      <tbody>
        ${this.#symbols.map((symbol) => html`<tr data-symbol=${symbol}><th scope="row"><bdi>${symbol}</bdi></th>
          ${cells((technique) => shown[technique].get(symbol)?.price ?? "")}</tr>`)}
        ${MEASURES.map(([name, value]) => html`<tr data-measure=${name}><th scope="row" title=${text(`compare.${name}.meaning`)}>${text(`compare.${name}`)}</th>
          ${cells((technique) => { const found = figures[technique]; return found === undefined ? "" : value(found); })}</tr>`)}
      </tbody>
    </table></div>`;
  }

  /** Written once, when it is over: a screen reader would read it each second. */
  #summary() {
    const comparison = this.#comparison;
    if (comparison === null || this.#isRunning) {
      return "";
    }
    const { "short-poll": short, push } = comparison.figures;
    if (short === undefined || push === undefined || short.meanAgeMillis === null || push.meanAgeMillis === null) {
      return text("compare.too-short");
    }
    const said = text("compare.summary", {
      pause: this.#pause / 1_000,
      requests: number(short.requests),
      shortAge: number(short.meanAgeMillis),
      shortChanges: number(short.changes),
      pushRequests: number(push.requests),
      pushAge: number(push.meanAgeMillis, 1),
      pushChanges: number(push.changes),
    });
    return this.#wasHidden ? `${text("compare.hidden")} ${said}` : said;
  }

  async #start() {
    if (this.#proposed.length === 0) {
      return;
    }
    this.#symbols = this.#proposed;
    this.#wasHidden = false;
    this.#isRunning = true;
    const comparison = new Comparison(this.#symbols, this.#pause, () => this.#drawSoon(), () => this.#stop());
    this.#comparison = comparison;
    this.requestUpdate();
    try {
      await comparison.start();
    } catch (failure) {
      this.#stop();
      this.#comparison = null;
      tellFailure(failure);
    }
  }

  #stop() {
    this.#comparison?.stop();
    this.#isRunning = false;
    this.requestUpdate();
  }

  #drawSoon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.requestUpdate();
    }, DRAW_MILLIS);
  }

  /** @param {Event} event */
  #onPause(event) {
    this.#pause = Number(/** @type {HTMLSelectElement} */ (event.target).value);
  }
}

customElements.define("compare-panel", ComparePanel);
