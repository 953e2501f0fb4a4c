// @ts-check
// Fields of the page's forms, with what is wrong with them.

import { html, nothing } from "lit";
import { text } from "./texts.js";

/** @typedef {import("./options.js").Options} Options */
/** @typedef {import("./validation.js").Flaw} Flaw */

/**
 * An option was chosen.
 *
 * @typedef {CustomEvent<Partial<Options>>} Choice
 */

/**
 * @param {Partial<Options>} chosen
 * @returns {Choice}
 */
export function choice(chosen) {
  return new CustomEvent("choose", { detail: chosen, bubbles: true });
}

/**
 * @param {object} field
 * @param {keyof Options} field.name
 * @param {Options} field.options
 * @param {Partial<Record<keyof Options, Flaw>>} field.flaws
 * @param {number} [field.rows] of a field of several lines
 * @param {string} [field.hint] a key
 * @param {string} [field.mode] of the keyboard on a phone
 */
export function field({ name, options, flaws, rows, hint, mode }) {
  const flaw = flaws[name];
  const described = [flaw === undefined ? "" : `${name}-flaw`, hint === undefined ? "" : `${name}-hint`].join(" ").trim();
  const changed = (/** @type {InputEvent} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    input.dispatchEvent(choice({ [name]: input.value }));
  };
  const invalid = flaw === undefined ? nothing : "true";
  return html`<div class="field">
    <label for=${name}>${text(`field.${name}`)}</label>
    ${rows === undefined
      ? html`<input id=${name} .value=${options[name]} inputmode=${mode ?? nothing} autocomplete="off" autocapitalize="none" spellcheck="false"
          aria-invalid=${invalid} aria-describedby=${described || nothing} @input=${changed}>`
      : html`<textarea id=${name} rows=${rows} .value=${options[name]} autocapitalize="none" spellcheck="false"
          aria-invalid=${invalid} aria-describedby=${described || nothing} @input=${changed}></textarea>`}
    ${flaw === undefined ? "" : html`<span class="flaw" id="${name}-flaw"><bdi>${text(flaw.key, flaw.values)}</bdi></span>`}
    ${hint === undefined ? "" : html`<span class="hint" id="${name}-hint">${text(hint)}</span>`}
  </div>`;
}

/**
 * @param {keyof Options} name
 * @param {Options} options
 */
export function check(name, options) {
  const changed = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    input.dispatchEvent(choice({ [name]: input.checked }));
  };
  return html`<label class="check"><input type="checkbox" id=${name} .checked=${Boolean(options[name])} @change=${changed}> ${text(`field.${name}`)}</label>`;
}

/**
 * @param {keyof Options} name
 * @param {Options} options
 * @param {readonly string[]} values
 */
export function select(name, options, values) {
  const changed = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLSelectElement} */ (event.target);
    input.dispatchEvent(choice({ [name]: input.value }));
  };
  return html`<div class="field">
    <label for=${name}>${text(`field.${name}`)}</label>
    <select id=${name} @change=${changed}>
      ${values.map((value) => html`<option value=${value} .selected=${options[name] === value}>${text(`${name}.${value}`)}</option>`)}
    </select>
  </div>`;
}
