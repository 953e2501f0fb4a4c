// @ts-check
// Decimals as the hub writes them: strings, exact, of up to 34 digits. Nothing here goes through floating point but what says so.

/**
 * Negative if the first is less, 0 if they are the same number.
 *
 * @param {string} first
 * @param {string} second
 */
export function compare(first, second) {
  // Rounding keeps the order, so only what rounds to the same number has to be looked at digit by digit.
  const rounded = Number(first) - Number(second);
  if (rounded !== 0) {
    return rounded;
  }
  const scale = Math.max(places(first), places(second));
  const difference = units(first, scale) - units(second, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * The sign of a number: -1, 0 or 1.
 *
 * @param {string} value
 */
export function sign(value) {
  return Math.sign(Number(value));
}

/**
 * With its sign, also if it is positive.
 *
 * @param {string} value
 */
export function signed(value) {
  return sign(value) > 0 ? `+${value}` : value;
}

/**
 * What a change comes to in hundredths of what was there before, with two places; null where nothing was there.
 *
 * @param {string} change
 * @param {string} value after the change
 */
export function percent(change, value) {
  const scale = Math.max(places(change), places(value));
  const by = units(change, scale);
  const before = units(value, scale) - by;
  if (before === 0n) {
    return null;
  }
  const size = before < 0n ? -before : before;
  const twice = (by < 0n ? -by : by) * 20_000n + size;
  const hundredths = twice / (2n * size);
  const digits = String(hundredths).padStart(3, "0");
  const mark = hundredths === 0n ? "" : by < 0n ? "-" : "+";
  return `${mark}${digits.slice(0, -2)}.${digits.slice(-2)}%`;
}

/**
 * With a comma between thousands, as English and Chinese have them.
 *
 * @param {string} value
 */
export function grouped(value) {
  const point = value.indexOf(".");
  const whole = point < 0 ? value : value.slice(0, point);
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (point < 0 ? "" : value.slice(point));
}

/** @param {string} value */
function places(value) {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
}

/**
 * @param {string} value
 * @param {number} scale at least as many places as the value has
 */
function units(value, scale) {
  return BigInt(value.replace(".", "") + "0".repeat(scale - places(value)));
}
