// @ts-check
// `<home-publish>`: a form that publishes one event.

import { html, nothing } from "lit";
import { ProblemError, hub, root } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import { explain } from "../shared/problem.js";
import { CHANNEL } from "./channel.js";
import { text } from "./texts.js";

/** After this, somebody who waits is told why. */
const SLOW_MILLIS = 2_000;

/** @typedef {{kind: "kept", id: string, channel: string} | {kind: "delivered", channel: string} | {kind: "json", message: string}
 *   | {kind: "failed", failure: unknown}} Outcome */

class HomePublish extends PageElement {
  /** @type {Outcome | null} */
  #outcome = null;
  /** Ends the sending; null while nothing is sent. @type {AbortController | null} */
  #sending = null;
  #slow = false;

  render() {
    return html`<section aria-labelledby="publish-title">
      <h2 id="publish-title">${text("publish.title")}</h2>
      <form id="publish" @submit=${(/** @type {SubmitEvent} */ event) => this.#submit(event)}>
        <div class="pair">
          <p class="field">
            <label for="channel">${text("publish.channel")}</label>
            <input id="channel" name="channel" value=${CHANNEL} autocomplete="off" autocapitalize="none" spellcheck="false" required>
          </p>
          <p class="field">
            <label for="type">${text("publish.type")}</label>
            <input id="type" name="type" autocomplete="off" autocapitalize="none" spellcheck="false">
          </p>
        </div>
        <p class="field">
          <label for="data">${text("publish.data")}</label>
          <textarea id="data" name="data" rows="3" spellcheck="false">hello</textarea>
        </p>
        <p class="options">
          <label><input type="checkbox" id="json" name="json"> ${text("publish.json")}</label>
          <label><input type="checkbox" id="volatile" name="volatile"> ${text("publish.volatile")}</label>
        </p>
        <div class="actions">
          <button class="primary" aria-disabled=${this.#sending === null ? nothing : "true"}>${text("publish.send")}</button>
          <a href=${new URL("playground/", root).href}>${text("publish.more")}</a>
        </div>
        <div id="answer" role="status">${this.#answer()}</div>
      </form>
    </section>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.#sending !== null) {
      return;
    }
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const sending = new AbortController();
    this.#sending = sending;
    const timer = setTimeout(() => {
      this.#slow = true;
      this.requestUpdate();
    }, SLOW_MILLIS);
    this.requestUpdate();
    this.#outcome = await publish(fields, sending.signal);
    clearTimeout(timer);
    this.#sending = null;
    this.#slow = false;
    this.requestUpdate();
  }

  #answer() {
    const outcome = this.#outcome;
    if (this.#slow) {
      return html`<p>${text("publish.waiting")}
        <button type="button" class="quiet" @click=${() => this.#sending?.abort()}>${text("publish.give-up")}</button></p>`;
    }
    if (outcome === null) {
      return "";
    }
    if (outcome.kind === "failed") {
      return html`<p class="refused" lang=${outcome.failure instanceof ProblemError ? "en" : nothing}>${explain(outcome.failure)}</p>
        ${meaning(outcome.failure)}`;
    }
    if (outcome.kind === "json") {
      return html`<p class="refused">${text("publish.no-json", { message: outcome.message })}</p>`;
    }
    return html`<p>${text(`publish.${outcome.kind}`, { id: outcome.kind === "kept" ? outcome.id : "" })}</p>
      ${outcome.channel === CHANNEL ? "" : html`<p>${text("publish.elsewhere", { watched: CHANNEL })}</p>`}`;
  }
}

/**
 * @param {FormData} fields
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome | null>} null if it was given up
 */
async function publish(fields, signal) {
  const channel = String(fields.get("channel")).trim();
  const type = String(fields.get("type")).trim();
  /** @type {unknown} */
  let data = String(fields.get("data"));
  if (fields.has("json")) {
    try {
      data = JSON.parse(String(data));
    } catch (failure) {
      return { kind: "json", message: String(failure instanceof Error ? failure.message : failure) };
    }
  }
  try {
    const { id } = await hub.publish(channel, data, { type: type === "" ? undefined : type, volatile: fields.has("volatile"), signal });
    return id === null ? { kind: "delivered", channel } : { kind: "kept", id, channel };
  } catch (failure) {
    return signal.aborted ? null : { kind: "failed", failure };
  }
}

/** @param {unknown} failure */
function meaning(failure) {
  const slug = failure instanceof ProblemError ? /^\/problems\/([a-z-]+)$/.exec(failure.problem.type)?.[1] : undefined;
  return slug === undefined
    ? ""
    : html`<p><a href=${new URL(`problems/${slug}`, root).href}>${text("publish.explanation")}</a></p>`;
}

customElements.define("home-publish", HomePublish);
