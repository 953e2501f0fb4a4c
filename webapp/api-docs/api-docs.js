// @ts-check
// The page of the API: reads openapi.json of this server and shows it.

import { root } from "../shared/hub.js";
import { onLanguage } from "../shared/language.js";
import "../shared/page-header.js";
import { Description } from "./description.js";
import { rich } from "./dom.js";
import { text } from "./texts.js";
import { contents, groups, schemas } from "./view.js";

const toggle = byId("toggle");

/** @type {Description | null} */
let description = null;

function show() {
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(/** @type {HTMLElement} */ (element).dataset.text ?? "");
  }
  byId("failure").textContent = text("failure");
  if (description !== null) {
    const open = new Set([...document.querySelectorAll("details[open]")].map((details) => details.id));
    byId("about").replaceChildren(...rich(description.about));
    byId("contents").replaceChildren(...contents(description));
    byId("operations").replaceChildren(...groups(description, root));
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
  toggle.textContent = text(toggle.dataset.text);
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

toggle.addEventListener("click", openOrCloseAll);
window.addEventListener("hashchange", followAddress);
onLanguage(show);

try {
  const answer = await fetch(new URL("openapi.json", root));
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  description = new Description(await answer.json());
  show();
  followAddress();
} catch (failure) {
  console.error(failure);
  byId("failure").hidden = false;
}
