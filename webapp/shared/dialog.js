// @ts-check
// Questions that have to be answered before something is done. The browser's own dialog keeps the focus inside, and closes with Escape.

import { html, render } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { translator } from "./texts.js";

const text = translator({ en: { cancel: "Cancel" }, "zh-CN": { cancel: "取消" } });

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} [value]
 * @property {string} [hint]
 * @property {"text" | "password" | "number" | "textarea" | "select"} [type]
 * @property {{value: string, label: string}[]} [options] of a select
 * @property {boolean} [required]
 * @property {number} [maxLength]
 */

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string} [question.text]
 * @param {string} question.action what the button says that does it
 * @param {boolean} [question.danger]
 * @param {Field[]} [question.fields]
 * @returns {Promise<Record<string, string> | null>} the fields' values; null if nothing is to be done
 */
export function ask({ title, text: explanation, action, danger, fields = [] }) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-labelledby", "ask-title");
  render(
    html`<form method="dialog">
      <h2 id="ask-title">${title}</h2>
      ${explanation === undefined ? "" : html`<p><bdi>${explanation}</bdi></p>`}
      ${fields.map((field) => fieldOf(field))}
      <div class="actions">
        <button type="button" @click=${() => dialog.close("")}>${text("cancel")}</button>
        <button type="submit" value="do" class=${danger ? "danger" : "primary"}>${action}</button>
      </div>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
      const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
      dialog.remove();
      resolve(dialog.returnValue === "do" ? values : null);
    });
  });
}

/** @param {Field} field */
function fieldOf(field) {
  const { name, label, hint } = field;
  return html`<p class="field">
    <label for="ask-${name}">${label}</label>
    ${inputOf(field, ifDefined(hint === undefined ? undefined : `ask-${name}-hint`))}
    ${hint === undefined ? "" : html`<span class="hint" id="ask-${name}-hint">${hint}</span>`}
  </p>`;
}

/** @param {Field} field @param {unknown} described */
function inputOf({ name, value = "", type = "text", options = [], required = false, maxLength = 10_000 }, described) {
  switch (type) {
    case "textarea":
      return html`<textarea id="ask-${name}" name=${name} rows="4" maxlength=${maxLength} ?required=${required}
        aria-describedby=${described} .value=${value}></textarea>`;
    case "select":
      return html`<select id="ask-${name}" name=${name} ?required=${required} aria-describedby=${described}>
        ${options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
      </select>`;
    default:
      return html`<input id="ask-${name}" name=${name} type=${type} maxlength=${maxLength} ?required=${required}
        autocomplete="off" aria-describedby=${described} .value=${value}>`;
  }
}
