// @ts-check
// What a script adds to the pages that the server writes itself (problems, errors): the language and the colours that were chosen on
// other pages, and the choice of others. Such a page has both languages in it, one of them hidden, and needs nothing else.

import { language, onLanguage, speak } from "./language.js";
import { theme, wear } from "./theme.js";

/** @type {HTMLElement[]} */
const parts = [...document.querySelectorAll("[data-language]")].map((part) => /** @type {HTMLElement} */ (part));

for (const choices of document.querySelectorAll(".choices")) {
  /** @type {HTMLElement} */ (choices).hidden = false;
}

for (const select of selects("language")) {
  select.addEventListener("change", () => {
    speak(select.value === "zh-CN" ? "zh-CN" : "en");
    // The one that was used is hidden now.
    selects("language").find((other) => other.checkVisibility())?.focus();
  });
}

for (const select of selects("theme")) {
  select.addEventListener("change", () => {
    wear(select.value === "light" || select.value === "dark" ? select.value : "auto");
    show();
  });
}

onLanguage(show);

function show() {
  for (const part of parts) {
    part.hidden = part.dataset.language !== language();
    if (!part.hidden) {
      document.title = part.dataset.title ?? document.title;
    }
  }
  for (const select of selects("language")) {
    select.value = language();
  }
  for (const select of selects("theme")) {
    select.value = theme();
  }
}

/** @param {string} name */
function selects(name) {
  return [...document.querySelectorAll(`select[name="${name}"]`)].map((select) => /** @type {HTMLSelectElement} */ (select));
}
