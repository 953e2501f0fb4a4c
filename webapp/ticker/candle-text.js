// @ts-check
// What candles say, in words and figures.

import { html } from "lit";
import { startOf } from "./candles.js";
import { grouped } from "./decimal.js";
import { text } from "./texts.js";
import { longStart } from "./times.js";

/** @typedef {import("./candles.js").Candle} Candle */
/** @typedef {import("./candles.js").Interval} Interval */

const PRICES = /** @type {const} */ (["open", "high", "low", "close"]);

/**
 * @param {Candle | undefined} candle
 * @param {Interval} interval
 * @param {string} zone where days begin
 */
export function readOut(candle, interval, zone) {
  const parts = candle === undefined ? [] : [["start", longStart(startOf(candle), interval, zone)], ...figures(candle)];
  return html`<dl class="read-out">
    ${parts.map(([name, value]) => html`<div data-part=${name}><dt>${text(`candle.${name}`)}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

/**
 * The same for whoever cannot see the chart.
 *
 * @param {Candle | undefined} candle
 * @param {Interval} interval
 * @param {string} zone
 */
export function spoken(candle, interval, zone) {
  if (candle === undefined) {
    return text("candles.none");
  }
  const said = figures(candle).map(([name, value]) => `${text(`candle.${name}`)} ${value}`);
  return [longStart(startOf(candle), interval, zone), ...said].join(", ");
}

/**
 * @param {Candle[]} candles newest first
 * @param {string} caption
 * @param {Interval} interval
 * @param {string} zone
 */
export function candleTable(candles, caption, interval, zone) {
  return html`<div class="table" tabindex="0" role="region" aria-label=${caption}><table>
    <caption class="unseen">${caption}</caption>
    <thead><tr>
      <th scope="col">${text("candle.start")}</th>
      ${[...PRICES, "volume"].map((name) => html`<th scope="col" class="figure">${text(`candle.${name}`)}</th>`)}
    </tr></thead>
    <tbody>${candles.map(
      (candle) => html`<tr>
        <th scope="row">${longStart(startOf(candle), interval, zone)}${candle.closed ? "" : html` <span class="hint">${text("candle.growing")}</span>`}</th>
        ${figures(candle).map(([, value]) => html`<td class="figure">${value}</td>`)}
      </tr>`,
    )}</tbody>
  </table></div>`;
}

/** @param {Candle} candle */
function figures(candle) {
  return [...PRICES.map((name) => [name, candle[name]]), ["volume", candle.volume === null ? "—" : grouped(candle.volume)]];
}
