// @ts-check
// `<settings-section>`: what is in effect, and where it comes from.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api } from "../shared/hub.js";
import { Section, withQuery, word } from "./section.js";
import { text } from "./texts/settings.js";

/** @typedef {{name: string, value: string, source: string, secret: boolean}} Setting */
/** @typedef {{items: Setting[], next: string | null, unknown: {name: string, source: string}[]}} Page */

/** @extends {Section<{settings: Setting[], unknown: {name: string, source: string}[]}>} */
class SettingsSection extends Section {
  #wanted = "";
  #changedOnly = false;

  /** There are some hundred, so all of them. */
  async load() {
    /** @type {Setting[]} */
    const settings = [];
    /** @type {string | null} */
    let after = null;
    let page;
    do {
      page = /** @type {Page} */ (await api("GET", withQuery("api/admin/settings", { after, limit: 1_000 })));
      settings.push(...page.items);
      after = page.next;
    } while (after !== null);
    return { settings, unknown: page.unknown };
  }

  render() {
    return html`${this.heading(text("title"), this.refreshButton())}
      <form class="filter" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        <label>${text("search")}<input type="search" name="search" autocomplete="off" spellcheck="false" @input=${this.#search}></label>
        <label class="check"><input type="checkbox" name="changed" @change=${this.#choose}>${text("changed")}</label>
      </form>
      ${this.loaded(({ settings, unknown }) => html`${this.#unknown(unknown)} ${this.#list(settings)}`)}`;
  }

  /** @param {Event} event */
  #search(event) {
    this.#wanted = /** @type {HTMLInputElement} */ (event.target).value.trim().toLowerCase();
    this.requestUpdate();
  }

  /** @param {Event} event */
  #choose(event) {
    this.#changedOnly = /** @type {HTMLInputElement} */ (event.target).checked;
    this.requestUpdate();
  }

  /** @param {{name: string, source: string}[]} unknown */
  #unknown(unknown) {
    return unknown.length === 0
      ? ""
      : html`<section class="panel trouble" aria-labelledby="unknown-title">
          <h2 id="unknown-title">${text("unknown")}</h2>
          <p>${text("unknown.text")}</p>
          <ul>${unknown.map(({ name, source }) => html`<li><code><bdi>${name}</bdi></code> <span class="hint">${word(text, "source", source)}</span></li>`)}</ul>
        </section>`;
  }

  /** @param {Setting[]} settings */
  #list(settings) {
    const shown = settings.filter(
      ({ name, value, source }) =>
        (!this.#changedOnly || source !== "default") &&
        (name.toLowerCase().includes(this.#wanted) || value.toLowerCase().includes(this.#wanted)),
    );
    if (shown.length === 0) {
      return html`<p class="empty">${text("none")}</p>`;
    }
    return html`<div class="table rows" tabindex="0" role="region" aria-label=${text("title")}>
      <table>
        <thead>
          <tr><th>${text("name")}</th><th>${text("value")}</th><th>${text("source")}</th></tr>
        </thead>
        <tbody>
          ${repeat(
            shown,
            (setting) => setting.name,
            ({ name, value, source, secret }) => html`<tr>
              <td data-label=${text("name")} class="names"><code><bdi>${name}</bdi></code></td>
              <td data-label=${text("value")} class="names">${secret
                ? html`<span class="chip off">${text("secret")}</span> <bdi>${value}</bdi>`
                : value === ""
                  ? html`<span class="hint">${text("empty")}</span>`
                  : html`<code><bdi>${value}</bdi></code>`}</td>
              <td data-label=${text("source")}><span class="chip ${source === "default" ? "off" : "good"}">${word(text, "source", source)}</span></td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

customElements.define("settings-section", SettingsSection);
