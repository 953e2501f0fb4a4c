// @ts-check
// `<chart-panel>`: a chart of the last minutes, with its newest values in words.

import { html } from "lit";
import { PageElement } from "../shared/page-element.js";
import { stats } from "./stats.js";

/** @typedef {import("./stats.js").Point} Point */
/** @typedef {import("../shared/line-chart.js").LineChart} LineChart */

/**
 * @typedef {object} ChartLine
 * @property {keyof Point} of
 * @property {string} label
 * @property {string} colour
 */

/** The figures do not wait for the library of the charts. */
const drawing = import("../shared/line-chart.js");

/** @type {typeof LineChart | null} */
let Chart = null;

class ChartPanel extends PageElement {
  static properties = { name: { type: String }, lines: { attribute: false }, format: { attribute: false }, binary: { type: Boolean } };

  /** @type {LineChart | null} */
  #chart = null;
  /** @type {() => void} */
  #stop = () => {};

  constructor() {
    super();
    this.name = "";
    /** @type {ChartLine[]} */
    this.lines = [];
    /** @type {(value: number) => string} */
    this.format = String;
    this.binary = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = stats.listen(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    this.#chart?.close();
    this.#chart = null;
  }

  render() {
    return html`<figure class="panel chart">
      <figcaption>
        <span class="name">${this.name}</span>
        ${this.lines.map((line) => html`<span class="value" data-line=${line.of}><i class="dot" data-colour=${line.colour}></i>${line.label} <b>${this.#newest(line)}</b></span>`)}
      </figcaption>
      <div class="plot" aria-hidden="true"></div>
    </figure>`;
  }

  async firstUpdated() {
    Chart = (await drawing).LineChart;
    this.requestUpdate();
  }

  updated() {
    if (Chart === null || !this.isConnected) {
      return;
    }
    const place = /** @type {HTMLElement} */ (this.querySelector(".plot"));
    this.#chart ??= new Chart(
      place,
      () => this.lines.map(({ label, colour }) => ({ label, colour, format: (value) => (value === null ? "" : this.format(value)) })),
      { fromZero: true, binary: this.binary, leastSeconds: 60 },
    );
    const points = stats.points;
    this.#chart.show(
      points.map((point) => point.time),
      this.lines.map((line) => points.map((point) => point[line.of])),
    );
  }

  /** @param {ChartLine} line */
  #newest(line) {
    const value = stats.points[stats.points.length - 1]?.[line.of] ?? null;
    return value === null ? "–" : this.format(value);
  }
}

customElements.define("chart-panel", ChartPanel);
