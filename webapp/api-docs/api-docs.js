// @ts-check
// The page of the API: reads openapi.json of this server and shows it.

import { language, onLanguage, speak } from "../shared/language.js";
import { Description } from "./description.js";
import { rich } from "./dom.js";
import { text } from "./texts.js";
import { contents, groups, schemas } from "./view.js";

/** @typedef {import("../shared/language.js").Language} Language */

const BASE = new URL("../", document.baseURI);
const toggle = byId("toggle");

/** @type {Description | null} */
let description = null;

/** @param {Language} spoken */
function show(spoken) {
  document.documentElement.lang = spoken;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(spoken, /** @type {HTMLElement} */ (element).dataset.text ?? "");
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.language === spoken));
  }
  byId("failure").textContent = text(spoken, "failure");
  if (description !== null) {
    const open = new Set([...document.querySelectorAll("details[open]")].map((details) => details.id));
    byId("about").replaceChildren(...rich(description.about));
    byId("contents").replaceChildren(...contents(description));
    byId("operations").replaceChildren(...groups(description, BASE));
    byId("schemas").replaceChildren(...schemas(description));
    open.forEach((id) => openOne(id));
  }
}

/** @param {string} id */
function openOne(id) {
  const found = document.getElementById(id);
  if (found instanceof HTMLDetailsElement) {
    found.open = true;
  }
  return found;
}

/** A link to an operation opens it. */
function followAddress() {
  if (location.hash.length > 1) {
    openOne(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }
}

function openOrCloseAll() {
  const open = toggle.getAttribute("aria-expanded") !== "true";
  toggle.setAttribute("aria-expanded", String(open));
  toggle.dataset.text = open ? "close.all" : "open.all";
  toggle.textContent = text(language(), toggle.dataset.text);
  for (const details of document.querySelectorAll("details")) {
    details.open = open;
  }
}

/** @param {string} id */
function byId(id) {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`no element ${id}`);
  }
  return found;
}

for (const button of document.querySelectorAll("[data-language]")) {
  const chosen = /** @type {Language} */ (/** @type {HTMLElement} */ (button).dataset.language);
  button.addEventListener("click", () => speak(chosen));
}
toggle.addEventListener("click", openOrCloseAll);
window.addEventListener("hashchange", followAddress);
onLanguage(show);

try {
  const answer = await fetch(new URL("openapi.json", BASE));
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  description = new Description(await answer.json());
  show(language());
  followAddress();
} catch (failure) {
  console.error(failure);
  byId("failure").hidden = false;
}
