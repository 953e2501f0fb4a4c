// @ts-check
// Candles, drawn by uPlot's axes and a hook of our own. They stand side by side, however much time without a quote is between them.

import { colour } from "../shared/line-chart.js";
import { onLanguage } from "../shared/language.js";
import { onTheme } from "../shared/theme.js";
import { uPlot } from "../shared/uplot.js";
import { startOf } from "./candles.js";
import { shortStart } from "./times.js";

/** @typedef {import("./candles.js").Candle} Candle */
/** @typedef {import("./candles.js").Interval} Interval */
/** @typedef {import("uplot")} Plot */

/** Pixels that a candle and the room beside it take. */
const WIDTH = 9;
const LEAST_SHOWN = 10;

/** Room to the right of the newest one, in candles. */
const MARGIN = 1;

/** How near to its beginning older ones are asked for. */
const NEAR = 20;

/** A candle that grows is drawn again after this time. */
const REFRESH_MILLIS = 100;

/**
 * @typedef {object} Told
 * @property {(index: number | null) => void} pointed at this candle; null if the pointer has left
 * @property {() => void} nearBeginning
 */

export class CandleChart {
  #place;
  #told;
  /** @type {Plot | null} */
  #plot = null;
  /** @type {Candle[]} */
  #candles = [];
  /** @type {Interval} */
  #interval = "1m";
  #zone = "UTC";
  /** How many are shown; 0 for as many as have room. */
  #shown = 0;
  /** The last one that is shown; null for the newest, whichever that is. @type {number | null} */
  #last = null;
  #colours = { up: "", down: "", ink: "" };
  #stops;
  #resized;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} place empty; the style sheet gives it its height
   * @param {Told} told
   */
  constructor(place, told) {
    this.#place = place;
    this.#told = told;
    this.#stops = [onTheme(() => this.#make()), onLanguage(() => this.#make())];
    this.#resized = new ResizeObserver(() => {
      this.#plot?.setSize(this.#size());
      this.#draw();
    });
    this.#resized.observe(place);
  }

  /**
   * Others from now on, the newest in sight.
   *
   * @param {Candle[]} candles
   * @param {Interval} interval
   * @param {string} zone
   */
  begin(candles, interval, zone) {
    this.#candles = candles;
    this.#interval = interval;
    this.#zone = zone;
    this.#shown = 0;
    this.#last = null;
    this.#draw();
  }

  /**
   * The same, with older ones before them.
   *
   * @param {Candle[]} candles
   * @param {number} older
   */
  extend(candles, older) {
    this.#candles = candles;
    this.#last = this.#last === null ? null : this.#last + older;
    this.#draw();
  }

  /** Draws what has changed, soon. */
  refresh() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
    }, REFRESH_MILLIS);
  }

  /** Shows more at once, or fewer. @param {number} factor */
  zoom(factor) {
    this.#shown = Math.round(Math.min(Math.max(LEAST_SHOWN, this.#count() * factor), Math.max(this.#candles.length, this.#room())));
    this.#draw();
  }

  /** Goes on by a part of what is in sight; back if that is negative. @param {number} part */
  turn(part) {
    this.#move((this.#last ?? this.#candles.length - 1) + Math.round(part * this.#count()));
  }

  /** Points at a candle, bringing it into sight. @param {number | null} index */
  point(index) {
    const plot = this.#plot;
    if (plot === null || index === null) {
      plot?.setCursor({ left: -10, top: -10 }, false);
      return;
    }
    const last = this.#last ?? this.#candles.length - 1;
    if (index > last) {
      this.#move(index);
    } else if (index <= last - this.#count() + 1) {
      this.#move(index + this.#count() - 2);
    }
    plot.setCursor({ left: plot.valToPos(index, "x"), top: plot.valToPos(Number(this.#candles[index].close), "y") }, false);
  }

  close() {
    clearTimeout(this.#timer);
    this.#stops.forEach((stop) => stop());
    this.#resized.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  /** @param {number} last */
  #move(last) {
    const newest = this.#candles.length - 1;
    const bounded = Math.max(Math.min(this.#count(), this.#candles.length) - 1, Math.round(last));
    this.#last = bounded >= newest ? null : bounded;
    this.#draw();
    if (bounded - this.#count() < NEAR) {
      this.#told.nearBeginning();
    }
  }

  #room() {
    return Math.max(LEAST_SHOWN, Math.floor((this.#place.clientWidth - 70) / WIDTH));
  }

  #count() {
    return this.#shown === 0 ? this.#room() : this.#shown;
  }

  #draw() {
    const plot = this.#plot;
    if (plot === null) {
      return;
    }
    const last = this.#last ?? this.#candles.length - 1;
    const max = last + 0.5 + MARGIN;
    plot.batch(() => {
      plot.setData(this.#data(), false);
      plot.setScale("x", { min: max - this.#count() - MARGIN, max });
    });
  }

  /** Those in sight, for the range of the scale and the pointer; what is drawn is taken from the candles. */
  #data() {
    const last = this.#last ?? this.#candles.length - 1;
    const from = Math.max(0, last - this.#count());
    const seen = this.#candles.slice(from, last + 2);
    return /** @type {import("uplot").AlignedData} */ ([
      seen.map((_, index) => from + index),
      seen.map((candle) => Number(candle.high)),
      seen.map((candle) => Number(candle.low)),
    ]);
  }

  #size() {
    return { width: Math.max(120, this.#place.clientWidth), height: Math.max(120, this.#place.clientHeight) };
  }

  #make() {
    this.#plot?.destroy();
    this.#colours = { up: colour("--up"), down: colour("--down"), ink: colour("--quiet") };
    const axis = { stroke: this.#colours.ink, grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
    const none = { paths: () => null, points: { show: false } };
    this.#plot = new uPlot(
      {
        ...this.#size(),
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { show: false } },
        scales: { x: { time: false } },
        axes: [
          { ...axis, space: 80, size: 32, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000], values: (_, ticks) => ticks.map((tick) => this.#label(tick)) },
          { ...axis, side: 1, size: 70 },
        ],
        series: [{}, none, none],
        hooks: {
          draw: [(plot) => this.#drawCandles(plot)],
          setCursor: [({ cursor: { idx }, data }) => this.#told.pointed(idx === null || idx === undefined ? null : data[0][idx])],
          ready: [(plot) => this.#listenTo(plot.over)],
        },
      },
      this.#data(),
      this.#place,
    );
    this.#draw();
  }

  /** @param {number} tick */
  #label(tick) {
    const candle = this.#candles[tick];
    return candle === undefined ? "" : shortStart(startOf(candle), this.#interval, this.#zone);
  }

  /** @param {Plot} plot */
  #drawCandles(plot) {
    const { ctx, bbox } = plot;
    const { min, max } = plot.scales.x;
    if (min === undefined || max === undefined || min === null || max === null) {
      return;
    }
    const place = (/** @type {number} */ value, /** @type {string} */ scale) => Math.round(plot.valToPos(value, scale, true));
    const step = bbox.width / (max - min);
    const width = Math.max(1, Math.round(step * 0.7));
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (let index = Math.max(0, Math.floor(min)); index <= Math.min(max, this.#candles.length - 1); index++) {
      const candle = this.#candles[index];
      const [open, high, low, close] = [candle.open, candle.high, candle.low, candle.close].map((value) => place(Number(value), "y"));
      const x = place(index, "x");
      const moved = Math.sign(Number(candle.close) - Number(candle.open));
      const line = Math.max(1, Math.round(uPlot.pxRatio));
      ctx.fillStyle = ctx.strokeStyle = [this.#colours.down, this.#colours.ink, this.#colours.up][moved + 1];
      ctx.lineWidth = line;
      ctx.fillRect(x - Math.floor(line / 2), high, line, Math.min(open, close) - high);
      ctx.fillRect(x - Math.floor(line / 2), Math.max(open, close), line, low - Math.max(open, close));
      const box = { left: x - Math.floor(width / 2), top: Math.min(open, close), height: Math.max(line, Math.abs(close - open)) };
      // Hollow if it went up: the colour alone is not for everybody.
      if (moved > 0 && width > 3 * line && box.height > 2 * line) {
        ctx.strokeRect(box.left + line / 2, box.top + line / 2, width - line, box.height - line);
      } else {
        ctx.fillRect(box.left, box.top, width, box.height);
      }
    }
    ctx.restore();
  }

  /** Dragging moves the candles, the wheel shows more or fewer. @param {HTMLElement} over */
  #listenTo(over) {
    /** @type {{x: number, last: number} | null} */
    let held = null;
    over.addEventListener("pointerdown", (event) => {
      held = { x: event.clientX, last: this.#last ?? this.#candles.length - 1 };
      over.setPointerCapture(event.pointerId);
    });
    over.addEventListener("pointermove", (event) => {
      if (held !== null) {
        this.#move(held.last - ((event.clientX - held.x) / over.clientWidth) * this.#count());
      }
    });
    const release = () => (held = null);
    over.addEventListener("pointerup", release);
    over.addEventListener("pointercancel", release);
    over.addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) {
          event.preventDefault();
          this.zoom(event.deltaY > 0 || event.deltaX > 0 ? 1.25 : 0.8);
        }
      },
      { passive: false },
    );
  }
}
