// @ts-check
// `<publish-form>`: publishes with every option, and shows what was sent and answered.

import { html, nothing } from "lit";
import { number } from "../shared/format.js";
import { root } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import { explain } from "../shared/problem.js";
import { check, choice, field } from "./field.js";
import { DEFAULTS } from "./options.js";
import { fitsHeader, headOf, headOfResponse, publication } from "./request.js";
import { text } from "./texts.js";

/** @typedef {{request: string, response: string, body: string, status: number, millis: number}} Answer */

class PublishForm extends PageElement {
  static properties = { options: { attribute: false }, flaws: { attribute: false } };

  /** @type {Answer | {failure: unknown} | null} */
  #answer = null;
  #sending = false;

  constructor() {
    super();
    /** @type {import("./options.js").Options} */
    this.options = DEFAULTS;
    /** @type {Partial<Record<keyof import("./options.js").Options, import("./validation.js").Flaw>>} */
    this.flaws = {};
  }

  render() {
    const { options, flaws } = this;
    const wrong = Object.keys(flaws).length > 0;
    return html`<section aria-labelledby="publish-title">
      <h2 id="publish-title">${text("publish.title")}</h2>
      <form id="publish" novalidate @submit=${(/** @type {SubmitEvent} */ event) => this.#submit(event)}>
        <fieldset class="tabs">
          <legend class="unseen">${text("field.form")}</legend>
          ${["one", "batch"].map((form) => html`<label><input type="radio" name="form" value=${form} .checked=${options.form === form}
              @change=${() => this.dispatchEvent(choice({ form: /** @type {"one" | "batch"} */ (form) }))}> ${text(`form.${form}`)}</label>`)}
        </fieldset>
        ${options.form === "batch" ? field({ name: "batch", options, flaws, rows: 7, hint: "hint.batch" }) : this.#one()}
        <div class="with-button">
          ${field({ name: "idempotency", options, flaws })}
          <button type="button" id="new-key" @click=${() => this.dispatchEvent(choice({ idempotency: newKey() }))}>${text("publish.new-key")}</button>
        </div>
        <div class="actions">
          <button class="primary" id="send" aria-disabled=${wrong || this.#sending ? "true" : nothing}>${text("publish.send")}</button>
          ${wrong ? html`<span class="flaw">${text("publish.wrong")}</span>` : ""}
        </div>
      </form>
      <div id="answer" role="status">${this.#told()}</div>
    </section>`;
  }

  #one() {
    const { options, flaws } = this;
    const moved = !fitsHeader(options.type) || !fitsHeader(options.key);
    return html`${field({ name: "to", options, flaws })}
      <div class="pair">${field({ name: "type", options, flaws })} ${field({ name: "key", options, flaws })}</div>
      ${moved ? html`<p class="hint">${text("hint.moved")}</p>` : ""}
      ${field({ name: "data", options, flaws, rows: 3 })}
      <p class="checks">${check("json", options)} ${check("volatile", options)}</p>`;
  }

  #told() {
    const answer = this.#answer;
    if (answer === null) {
      return "";
    }
    if ("failure" in answer) {
      return html`<p class="flaw">${explain(answer.failure)}</p>`;
    }
    const good = answer.status < 300;
    const slug = good ? undefined : /"type":"\/problems\/([a-z-]+)"/.exec(answer.body)?.[1];
    return html`<p class=${good ? "good" : "flaw"}>${text("publish.answered", { status: answer.status, millis: number(answer.millis, 1) })}
        ${slug === undefined ? "" : html`<a href=${new URL(`problems/${slug}`, root).href}>${text("publish.explanation")}</a>`}</p>
      <pre class="exchange" tabindex="0" role="group" aria-label=${text("publish.exchange")}><bdi>${answer.request}</bdi>

<bdi>${answer.response}

${answer.body}</bdi></pre>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.#sending || Object.keys(this.flaws).length > 0) {
      /** @type {HTMLElement | null} */ (this.querySelector("[aria-invalid]"))?.focus();
      return;
    }
    this.#sending = true;
    this.requestUpdate();
    this.#answer = await send(publication(this.options));
    this.#sending = false;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("published", { bubbles: true }));
  }
}

/**
 * @param {import("./request.js").Request} request
 * @returns {Promise<Answer | {failure: unknown}>}
 */
async function send(request) {
  const { method, address, headers, body } = request;
  const began = performance.now();
  try {
    const response = await fetch(address, { method, headers, body });
    return {
      request: `${headOf(request)}\n\n${body}`,
      response: headOfResponse(response),
      body: await response.text(),
      status: response.status,
      millis: performance.now() - began,
    };
  } catch (failure) {
    return { failure };
  }
}

/** `crypto.randomUUID` is there on secure pages alone. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

customElements.define("publish-form", PublishForm);
