// @ts-check
// Numbers, sizes and times, as the reader's language writes them.

import { language } from "./language.js";

const SIZES = ["B", "KiB", "MiB", "GiB", "TiB"];

/**
 * @param {number} value
 * @param {number} [decimals] at most
 */
export function number(value, decimals = 0) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: decimals }).format(value);
}

/** @param {number} bytes */
export function size(bytes) {
  const step = Math.min(SIZES.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${number(bytes / 1024 ** step, step === 0 ? 0 : 1)} ${SIZES[step]}`;
}

/** @param {Date | string} time */
export function clock(time) {
  return new Intl.DateTimeFormat(language(), { timeStyle: "medium" }).format(new Date(time));
}

/** @param {Date | string} time */
export function dateAndTime(time) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "medium" }).format(new Date(time));
}

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/**
 * `5 minutes ago`.
 *
 * @param {Date | string} time
 * @param {Date} [now]
 */
export function ago(time, now = new Date()) {
  const seconds = (new Date(time).getTime() - now.getTime()) / 1_000;
  const [unit, length] = UNITS.find((each) => Math.abs(seconds) >= each[1]) ?? UNITS[UNITS.length - 1];
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

/**
 * `2 d 3 h`, for how long something runs.
 *
 * @param {number} seconds
 */
export function span(seconds) {
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [Math.floor(seconds) % 60, "s"],
  ];
  const first = Math.max(0, parts.findIndex(([count]) => count !== 0));
  const shown = seconds < 1 ? [parts[3]] : parts.slice(first, first + 2).filter(([count]) => count !== 0);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(" ");
}
