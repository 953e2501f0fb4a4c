// @ts-check
// `<channels-section>`: what is published where, watching it, and publishing where no grant reaches.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { number } from "../shared/format.js";
import { api } from "../shared/hub.js";
import { ChannelTail } from "./channel-tail.js";
import { PublishForm } from "./publish-form.js";
import { Pages, Section, fieldsOf, withQuery } from "./section.js";
import { text } from "./texts/channels.js";
import "./broadcast-form.js";

/** @typedef {{channel: string, published: number, perSecond: number, last: string | null}} Channel */

/** @typedef {{items: Channel[], next: string | null, uncounted: number}} Page */

const REFRESH_MILLIS = 5_000;
const PAGE = 25;

/** @extends {Section<Page>} */
class ChannelsSection extends Section {
  /** @type {Record<string, string>} */
  #query = { selector: "", sort: "rate" };
  #pages = new Pages();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => document.hidden || void this.refresh(), REFRESH_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  load() {
    return /** @type {Promise<Page>} */ (
      api("GET", withQuery("api/admin/channels", { ...this.#query, after: this.#pages.after, limit: PAGE }))
    );
  }

  render() {
    return html`${this.heading(text("title"), this.refreshButton())}
      <form class="filter" @submit=${this.#choose}>
        <label>${text("selector")}<input name="selector" class="mono" autocomplete="off" spellcheck="false" maxlength="200" placeholder="orders/**"></label>
        <label>${text("sort")}<select name="sort">
          <option value="rate">${text("sort.rate")}</option>
          <option value="name">${text("sort.name")}</option>
        </select></label>
        <span class="actions"><button type="submit" class="primary">${text("filter")}</button></span>
      </form>
      <div class="split">
        <div>${this.loaded((page) => this.#list(page))}</div>
        <div>
          <channel-tail></channel-tail>
          <publish-form @done=${() => void this.refresh()}></publish-form>
          <broadcast-form></broadcast-form>
        </div>
      </div>`;
  }

  /** @param {Event} event */
  #choose(event) {
    this.#query = fieldsOf(event);
    this.#pages.restart();
    void this.refresh();
  }

  /** @param {Page} page */
  #list(page) {
    return html`${page.items.length === 0
        ? html`<p class="empty">${text("none")}</p>`
        : html`<div class="table rows">
            <table>
              <thead>
                <tr>
                  <th>${text("channel")}</th>
                  <th class="figure">${text("rate")}</th>
                  <th class="figure">${text("published")}</th>
                  <th>${text("last")}</th>
                  <th><span class="unseen">${text("act")}</span></th>
                </tr>
              </thead>
              <tbody>
                ${repeat(page.items, (channel) => channel.channel, (channel) => this.#row(channel))}
              </tbody>
            </table>
          </div>`}
      ${page.uncounted > 0 ? html`<p class="hint">${text("uncounted", { count: number(page.uncounted) })}</p>` : ""}
      ${this.#pages.buttons(page.next, () => void this.refresh())}`;
  }

  /** @param {Channel} channel */
  #row({ channel, published, perSecond, last }) {
    return html`<tr>
      <td data-label=${text("channel")} class="names"><code><bdi>${channel}</bdi></code></td>
      <td data-label=${text("rate")} class="figure">${number(perSecond, 1)}${text("second")}</td>
      <td data-label=${text("published")} class="figure">${number(published)}</td>
      <td data-label=${text("last")} class="mono">${last ?? html`<span class="hint">${text("unkept")}</span>`}</td>
      <td class="act">
        <button type="button" class="small" @click=${() => this.#watch(channel)} aria-label=${text("watch.one", { channel })}>${text("watch")}</button>
        <button type="button" class="small" @click=${() => this.#publishTo(channel)} aria-label=${text("publish.one", { channel })}>${text("publish")}</button>
      </td>
    </tr>`;
  }

  /** @param {string} channel */
  #watch(channel) {
    const tail = this.querySelector("channel-tail");
    if (tail instanceof ChannelTail) {
      tail.watch(channel);
      tail.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {string} channel */
  #publishTo(channel) {
    const form = this.querySelector("publish-form");
    if (form instanceof PublishForm) {
      form.aim(channel);
    }
  }
}

customElements.define("channels-section", ChannelsSection);
