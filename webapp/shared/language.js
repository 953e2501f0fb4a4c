// @ts-check
// Which language a page speaks: the one that was chosen before, else the first of the browser's that we have.

/** @typedef {"en" | "zh-CN"} Language */

const STORED_AS = "carillon.language";

/** @type {Set<(language: Language) => void>} */
const listeners = new Set();

/** @type {Language} */
let current = remembered() ?? preferred();
document.documentElement.lang = current;

/** @returns {Language} */
export function language() {
  return current;
}

/**
 * Speaks another language from now on, and after the next visit too.
 *
 * @param {Language} chosen
 */
export function speak(chosen) {
  current = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(STORED_AS, chosen);
  } catch {
    // A browser that stores nothing asks its own settings again next time.
  }
  listeners.forEach((listener) => listener(chosen));
}

/**
 * Calls the listener now and after every change.
 *
 * @param {(language: Language) => void} listener
 * @returns {() => void} ends it
 */
export function onLanguage(listener) {
  listeners.add(listener);
  listener(current);
  return () => listeners.delete(listener);
}

/** @returns {Language | null} */
function remembered() {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return stored === "en" || stored === "zh-CN" ? stored : null;
  } catch {
    return null;
  }
}

/** @returns {Language} */
function preferred() {
  for (const tag of navigator.languages) {
    if (/^zh\b/i.test(tag)) {
      return "zh-CN";
    }
    if (/^en\b/i.test(tag)) {
      return "en";
    }
  }
  return "en";
}
