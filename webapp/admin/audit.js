// @ts-check
// `<audit-section>`: who has done what, as it is done, and back to the beginning of the trail.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { dateAndTime, number } from "../shared/format.js";
import { tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { lookIfRefused } from "./access.js";
import { audit } from "./audit-trail.js";
import { word } from "./section.js";
import { text } from "./texts/audit.js";

/** @typedef {import("./audit-trail.js").Entry} Entry */

class AuditSection extends PageElement {
  #wanted = "";
  #outcome = "";
  #busy = false;
  /** @type {() => void} */
  #stop = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#stop = audit.listen(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  render() {
    const shown = this.#shown();
    return html`<div class="heading"><h1 tabindex="-1">${text("title")}</h1></div>
      <p class="hint">${text("lead")}</p>
      <form class="filter" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        <label>${text("search")}<input type="search" name="search" autocomplete="off" spellcheck="false" @input=${this.#search}></label>
        <label>${text("outcome")}<select name="outcome" @change=${this.#choose}>
          <option value="">${text("outcome.all")}</option>
          <option value="done">${text("outcome.done")}</option>
          <option value="failed">${text("outcome.failed")}</option>
          <option value="accepted">${text("outcome.accepted")}</option>
        </select></label>
      </form>
      ${audit.hasGap ? html`<p class="failure" role="alert">${text("gap")}</p>` : ""}
      ${shown.length === 0 ? html`<p class="empty">${text(audit.entries.length === 0 ? "none" : "none.filtered")}</p>` : this.#table(shown)}
      <div class="pages">
        <span class="hint">${text("count", { shown: number(shown.length), all: number(audit.entries.length) })}</span>
        <button type="button" ?disabled=${!audit.hasOlder} aria-disabled=${this.#busy ? "true" : "false"} @click=${() => void this.#loadOlder()}>${text(audit.hasOlder ? "older" : "beginning")}</button>
      </div>`;
  }

  /** @returns {Entry[]} */
  #shown() {
    const ended = new Set(audit.entries.filter(({ document }) => document.outcome !== "accepted").map(({ key }) => key));
    return audit.entries.filter(
      ({ key, document }) =>
        (document.outcome !== "accepted" || !ended.has(key)) &&
        (this.#outcome === "" || document.outcome === this.#outcome) &&
        (this.#wanted === "" || JSON.stringify(document).toLowerCase().includes(this.#wanted)),
    );
  }

  /** @param {Entry[]} shown */
  #table(shown) {
    return html`<div class="table rows" tabindex="0" role="region" aria-label=${text("title")}>
      <table>
        <thead>
          <tr>
            <th>${text("time")}</th>
            <th>${text("who")}</th>
            <th>${text("act")}</th>
            <th>${text("what")}</th>
            <th>${text("outcome")}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(shown, (entry) => entry.id, (entry) => row(entry))}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {Event} event */
  #search(event) {
    this.#wanted = /** @type {HTMLInputElement} */ (event.target).value.trim().toLowerCase();
    this.requestUpdate();
  }

  /** @param {Event} event */
  #choose(event) {
    this.#outcome = /** @type {HTMLSelectElement} */ (event.target).value;
    this.requestUpdate();
  }

  async #loadOlder() {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    this.requestUpdate();
    try {
      await audit.loadOlder();
    } catch (failure) {
      tellFailure(failure);
      lookIfRefused(failure);
    }
    this.#busy = false;
    this.requestUpdate();
  }
}

/** @param {Entry} entry */
function row({ id, time, document }) {
  const { act, outcome, by, address, what, result, problem } = document;
  const chip = outcome === "done" ? "good" : outcome === "failed" ? "bad" : "warn";
  return html`<tr>
    <td data-label=${text("time")} title=${id}>${dateAndTime(time)}</td>
    <td data-label=${text("who")} class="names"><bdi>${by.name === "" ? by.subject : by.name}</bdi> <span class="hint mono">${address}</span></td>
    <td data-label=${text("act")}><code>${act}</code></td>
    <td data-label=${text("what")} class="names">${pairs(what)} ${pairs(result ?? {})}</td>
    <td data-label=${text("outcome")}><span class="chip ${chip}">${word(text, "outcome", outcome)}</span>${problem === undefined ? "" : html` <code>${problem}</code>`}</td>
  </tr>`;
}

/** @param {Record<string, unknown>} values */
function pairs(values) {
  return Object.entries(values)
    .filter(([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => html`<span class="grant">${name} <code><bdi>${Array.isArray(value) ? value.join(", ") : String(value)}</bdi></code></span> `);
}

customElements.define("audit-section", AuditSection);
