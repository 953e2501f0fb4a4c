// @ts-check
// A menu that opens beside what was pressed, or at the lower edge of a phone. It has the focus while it is open, is used with the arrow
// keys, and closes with Escape, with Tab, and by a press elsewhere.

import { html, render } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

/**
 * @typedef {object} MenuItem
 * @property {string} value
 * @property {string} label
 * @property {boolean} [danger]
 * @property {boolean} [begins] a line above it: another group begins
 */

const NARROW = "(max-width: 40rem)";
const GAP_PIXELS = 4;

/**
 * @param {HTMLElement} anchor gets the focus back
 * @param {object} menu
 * @param {string} menu.label
 * @param {MenuItem[]} menu.items
 * @param {MenuItem[]} [menu.quick] stand in one line above the others; their labels are short, such as an emoji
 * @returns {Promise<string | null>} the value that was chosen
 */
export function choose(anchor, { label, items, quick = [] }) {
  const menu = document.createElement("div");
  menu.className = "menu";
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", label);
  menu.popover = "auto";
  /** @type {string | null} */
  let chosen = null;
  const choice = (/** @type {MenuItem} */ { value, label: text, danger, begins }) =>
    html`<button type="button" role="menuitem" tabindex="-1" class=${ifDefined(danger ? "danger" : undefined)}
      ?data-begins=${begins} @click=${() => {
        chosen = value;
        menu.hidePopover();
      }}><bdi>${text}</bdi></button>`;
  render(html`${quick.length === 0 ? "" : html`<div class="quick" role="group">${quick.map(choice)}</div>`}${items.map(choice)}`, menu);
  document.body.append(menu);
  menu.showPopover();
  place(menu, anchor);
  menu.addEventListener("keydown", (event) => move(menu, event));
  buttons(menu)[0]?.focus();
  return new Promise((resolve) => {
    menu.addEventListener("toggle", (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === "closed") {
        const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
        menu.remove();
        if (hadFocus && anchor.isConnected) {
          anchor.focus();
        }
        resolve(chosen);
      }
    });
  });
}

/** @param {HTMLElement} menu */
function buttons(menu) {
  return /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("[role=menuitem]")]);
}

/** @param {HTMLElement} menu @param {KeyboardEvent} event */
function move(menu, event) {
  const all = buttons(menu);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  /** @type {Record<string, number>} */
  const places = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 };
  if (event.key in places) {
    event.preventDefault();
    all[(places[event.key] + all.length) % all.length].focus();
  } else if (event.key === "Tab") {
    event.preventDefault();
    menu.hidePopover();
  }
}

/** @param {HTMLElement} menu @param {HTMLElement} anchor */
function place(menu, anchor) {
  if (matchMedia(NARROW).matches) {
    return;
  }
  const by = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = by.bottom + GAP_PIXELS;
  const top = below + height <= innerHeight ? below : Math.max(GAP_PIXELS, by.top - GAP_PIXELS - height);
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(GAP_PIXELS, Math.min(by.left, innerWidth - width - GAP_PIXELS))}px`;
}
