// @ts-check
// Light or dark: as the system has it, until somebody chooses.

/** @typedef {"auto" | "light" | "dark"} Theme */

const STORED_AS = "carillon.theme";

/** @type {Set<() => void>} */
const listeners = new Set();

/** @type {Theme} */
let current = remembered();

const system = matchMedia("(prefers-color-scheme: dark)");
system.addEventListener("change", tell);
apply();

/** @returns {Theme} */
export function theme() {
  return current;
}

export function isDark() {
  return current === "dark" || (current === "auto" && system.matches);
}

/** @param {Theme} chosen */
export function wear(chosen) {
  current = chosen;
  try {
    localStorage.setItem(STORED_AS, chosen);
  } catch {
    // A browser that stores nothing goes back to the system's theme next time.
  }
  apply();
  tell();
}

/**
 * Calls the listener after every change of the colours, for what is not drawn by style sheets.
 *
 * @param {() => void} listener
 * @returns {() => void} ends it
 */
export function onTheme(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell() {
  listeners.forEach((listener) => listener());
}

function apply() {
  if (current === "auto") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = current;
  }
}

/** @returns {Theme} */
function remembered() {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return stored === "light" || stored === "dark" ? stored : "auto";
  } catch {
    return "auto";
  }
}
