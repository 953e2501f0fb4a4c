// @ts-check
// What the chat's page says.

import { translator } from "../shared/texts.js";
import { english } from "./texts-en.js";
import { chinese } from "./texts-zh.js";

const translate = translator({ en: english, "zh-CN": chinese });

/**
 * Names within a sentence turn nothing but themselves round: they are isolated (U+2068, U+2069), whichever way they are written.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function text(key, values) {
  if (values === undefined) {
    return translate(key);
  }
  const isolated = Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? `\u2068${value}\u2069` : value]);
  return translate(key, Object.fromEntries(isolated));
}
