// @ts-check
// The way that a price went lately: for each second with a quote the last price, as a line without axes.

const MOST = 60;

export class Trend {
  /** Floating point: a line of 24 pixels shows no cent. @type {number[]} */
  #values = [];
  #second = "";
  #first = "";

  /**
   * @param {string} time RFC 3339 in UTC
   * @param {string} price
   */
  add(time, price) {
    const second = time.slice(0, 19);
    if (second === this.#second) {
      this.#values[this.#values.length - 1] = Number(price);
      return;
    }
    this.#second = second;
    this.#first ||= second;
    this.#values.push(Number(price));
    if (this.#values.length > MOST) {
      this.#values.shift();
    }
  }

  /**
   * What was before the first quote that came.
   *
   * @param {{start: string, close: string}[]} candles of a second each, oldest first
   */
  begin(candles) {
    const before = candles.filter((candle) => candle.start.slice(0, 19) < this.#first).map((candle) => Number(candle.close));
    this.#values = [...before, ...this.#values].slice(-MOST);
  }

  /**
   * The line as an SVG path; nothing before there are two points.
   *
   * @param {number} width
   * @param {number} height
   */
  path(width, height) {
    const count = this.#values.length;
    if (count < 2) {
      return "";
    }
    const low = Math.min(...this.#values);
    const range = Math.max(...this.#values) - low;
    const step = width / (count - 1);
    const points = this.#values.map((value, index) => {
      const y = range === 0 ? height / 2 : 1 + (height - 2) * (1 - (value - low) / range);
      return `${(index * step).toFixed(1)} ${y.toFixed(1)}`;
    });
    return `M${points.join("L")}`;
  }
}
