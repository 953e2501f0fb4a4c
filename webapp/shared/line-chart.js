// @ts-check
// Lines over time, drawn by uPlot in the page's colours.

import { language, onLanguage } from "./language.js";
import { onTheme } from "./theme.js";
import { uPlot } from "./uplot.js";

/** @typedef {import("uplot")} Plot */
/** @typedef {import("uplot").AlignedData} AlignedData */

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {string} colour a custom property of page.css, such as `--accent`
 * @property {(value: number | null) => string} [format]
 */

/**
 * @typedef {object} Axes
 * @property {boolean} [fromZero] the values begin at zero, however far above it they are
 * @property {boolean} [binary] they are marked at powers of two, as sizes are
 * @property {number} [leastSeconds] so much time is shown, even if there are values for less of it
 */

const POWERS_OF_TWO = Array.from({ length: 50 }, (_, power) => 2 ** power);

/** A chart that is as wide as its place. The page's style sheet gives the place its height. */
export class LineChart {
  #place;
  #lines;
  /** @type {Plot | null} */
  #plot = null;
  /** @type {(number | null)[][]} */
  #data;
  #stops;
  #resized;
  #axes;

  /**
   * @param {HTMLElement} place empty
   * @param {() => Line[]} lines asked again after a change of the language; the first one writes the numbers of the axis
   * @param {Axes} [axes]
   */
  constructor(place, lines, axes = {}) {
    this.#place = place;
    this.#axes = axes;
    this.#lines = lines;
    this.#data = [[], ...lines().map(() => [])];
    this.#resized = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.#resized.observe(place);
    this.#stops = [onTheme(() => this.#draw()), onLanguage(() => this.#draw())];
  }

  /**
   * @param {number[]} times in seconds since 1970, in order
   * @param {(number | null)[][]} values of each line, at these times
   */
  show(times, values) {
    this.#data = [times, ...values];
    this.#plot?.setData(/** @type {AlignedData} */ (this.#data));
  }

  close() {
    this.#stops.forEach((stop) => stop());
    this.#resized.disconnect();
    this.#plot?.destroy();
  }

  #size() {
    return { width: Math.max(120, this.#place.clientWidth), height: Math.max(80, this.#place.clientHeight) };
  }

  #draw() {
    this.#plot?.destroy();
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
    const time = new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    const [{ format = String }] = this.#lines();
    const { fromZero = false, binary = false, leastSeconds = 0 } = this.#axes;
    this.#plot = new uPlot(
      {
        ...this.#size(),
        cursor: { y: false },
        legend: { live: false, show: this.#lines().length > 1 },
        axes: [
          { ...axis, size: 28, space: 80, values: (_, ticks) => ticks.map((tick) => time.format(tick * 1_000)) },
          { ...axis, size: 64, values: (_, ticks) => ticks.map((tick) => format(tick)), ...(binary ? { incrs: POWERS_OF_TWO } : {}) },
        ],
        scales: {
          ...(leastSeconds > 0 ? { x: { range: (_, from, to) => [Math.min(from, to - leastSeconds), to] } } : {}),
          ...(fromZero ? { y: { range: (_, from, to) => [0, to > 0 ? 1.1 * to : 1] } } : {}),
        },
        series: [
          {},
          ...this.#lines().map((line) => ({ label: line.label, stroke: colour(line.colour), width: 1.5, points: { show: false } })),
        ],
      },
      /** @type {AlignedData} */ (this.#data),
      this.#place,
    );
  }
}

/**
 * The value of a colour of page.css as it is at the moment.
 *
 * @param {string} property
 */
export function colour(property) {
  // A canvas does not know light-dark(), so an element has to say what it comes to.
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
