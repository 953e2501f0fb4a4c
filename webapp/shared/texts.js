// @ts-check
// What a page says, in the language that is spoken now.

import { language } from "./language.js";

/** @typedef {import("./language.js").Language} Language */

/**
 * @param {Record<Language, Record<string, string>>} texts with `{names}` where values go
 * @returns {(key: string, values?: Record<string, string | number>) => string}
 */
export function translator(texts) {
  return (key, values) => {
    const text = texts[language()][key];
    if (text === undefined) {
      throw new Error(`There is no text "${key}" in ${language()}.`);
    }
    return values === undefined ? text : text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  };
}
