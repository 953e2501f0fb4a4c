// @ts-check
// `<code-panel>`: the chosen options as code to take along.

import { html } from "lit";
import "../shared/code-block.js";
import { PageElement } from "../shared/page-element.js";
import { check, choice } from "./field.js";
import { DEFAULTS } from "./options.js";
import { curlToPublish, curlToSubscribe } from "./snippets/curl.js";
import { javaToPublish, javaToSubscribe } from "./snippets/java.js";
import { javascriptToPublish, javascriptToSubscribe } from "./snippets/javascript.js";
import { pythonToPublish, pythonToSubscribe } from "./snippets/python.js";
import { text } from "./texts.js";

/** @typedef {import("./options.js").Options} Options */

/** @type {Record<Options["code"], Record<Options["language"], (options: Options) => string>>} */
const WRITERS = {
  subscribe: { curl: curlToSubscribe, javascript: javascriptToSubscribe, java: javaToSubscribe, python: pythonToSubscribe },
  publish: { curl: curlToPublish, javascript: javascriptToPublish, java: javaToPublish, python: pythonToPublish },
};

/** @type {Record<Options["language"], string>} */
const NAMES = { curl: "curl", javascript: "JavaScript", java: "Java", python: "Python" };

class CodePanel extends PageElement {
  static properties = { options: { attribute: false }, wrong: { attribute: false } };

  constructor() {
    super();
    /** @type {Options} */
    this.options = DEFAULTS;
    /** Whether something that the code would need is wrong, by what it does. @type {Record<Options["code"], boolean>} */
    this.wrong = { subscribe: false, publish: false };
  }

  render() {
    const { code, language } = this.options;
    return html`<section aria-labelledby="code-title">
      <h2 id="code-title">${text("code.title")}</h2>
      <div class="choices">
        ${this.#tabs("code", ["subscribe", "publish"], (value) => text(`code.${value}`))}
        ${this.#tabs("language", ["curl", "javascript", "java", "python"], (value) => NAMES[/** @type {Options["language"]} */ (value)])}
        ${check("token", this.options)}
      </div>
      ${this.wrong[code]
        ? html`<p class="flaw">${text("code.wrong")}</p>`
        : html`<code-block id="code" class=${language} .code=${WRITERS[code][language](this.options)} .label=${`${text(`code.${code}`)}, ${NAMES[language]}`}></code-block>`}
    </section>`;
  }

  /**
   * @param {"code" | "language"} name
   * @param {string[]} values
   * @param {(value: string) => string} label
   */
  #tabs(name, values, label) {
    return html`<fieldset class="tabs">
      <legend class="unseen">${text(`field.${name}`)}</legend>
      ${values.map((value) => html`<label><input type="radio" name=${name} value=${value} .checked=${this.options[name] === value}
          @change=${() => this.dispatchEvent(choice({ [name]: value }))}> ${label(value)}</label>`)}
    </fieldset>`;
  }
}

customElements.define("code-panel", CodePanel);
