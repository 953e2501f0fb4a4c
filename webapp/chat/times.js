// @ts-check
// Times and days of messages. Making a formatter takes longer than using it a hundred times, so each is made once for a language.

import { language } from "../shared/language.js";
import { text } from "./texts.js";

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} name @param {Intl.DateTimeFormatOptions} options */
function format(name, options) {
  const key = `${language()} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language(), options);
  formats.set(key, known);
  return known;
}

/** `14:05`. @param {string} time */
export function timeOf(time) {
  return format("time", { timeStyle: "short" }).format(new Date(time));
}

/** @param {string} time */
export function dateAndTimeOf(time) {
  return format("both", { dateStyle: "full", timeStyle: "medium" }).format(new Date(time));
}

/** `today`, `yesterday`, or the date. @param {string} time */
export function dayOf(time) {
  const days = Math.round((startOfDay(new Date()) - startOfDay(new Date(time))) / 86_400_000);
  return days === 0 ? text("today") : days === 1 ? text("yesterday") : format("day", { dateStyle: "full" }).format(new Date(time));
}

/** Until when something lasts: a time of today, else with its date. @param {string} time */
export function untilOf(time) {
  const sameDay = startOfDay(new Date()) === startOfDay(new Date(time));
  return sameDay ? timeOf(time) : format("until", { dateStyle: "medium", timeStyle: "short" }).format(new Date(time));
}

/** @param {Date} date */
function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
