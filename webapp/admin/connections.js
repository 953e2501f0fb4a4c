// @ts-check
// `<connections-section>`: who listens to what, from where and how far behind; and the end of it.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { ask } from "../shared/dialog.js";
import { ago, dateAndTime, number, span } from "../shared/format.js";
import { api } from "../shared/hub.js";
import { Pages, Section, fieldsOf, withQuery } from "./section.js";
import { stats } from "./stats.js";
import { text } from "./texts/connections.js";

/** @typedef {{id: string, subject: string, address: string, sink: string, format: string, channels: string[], since: string, lag: number,
 *   replaying: boolean, blockedMillis: number | null}} Connection */

/** @typedef {{items: Connection[], next: string | null}} Page */

const PATH = "api/admin/connections";
const REFRESH_MILLIS = 5_000;
const PAGE = 100;

/** A stream of events may name hundreds of channels. */
const MOST_CHANNELS = 6;

/** @extends {Section<Page>} */
class ConnectionsSection extends Section {
  /** @type {Record<string, string>} */
  #filter = {};
  #pages = new Pages();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  /** @type {() => void} */
  #stop = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => document.hidden || void this.refresh(), REFRESH_MILLIS);
    this.#stop = stats.listen(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#stop();
  }

  load() {
    return /** @type {Promise<Page>} */ (api("GET", withQuery(PATH, { ...this.#filter, after: this.#pages.after, limit: PAGE })));
  }

  render() {
    return html`${this.heading(text("title"), this.refreshButton())}
      ${this.#summary()} ${this.#form()} ${this.loaded((page) => this.#list(page))}`;
  }

  #summary() {
    const now = stats.latest?.connections;
    return now === undefined
      ? ""
      : html`<p class="hint">${text("summary", { all: number(now.all), max: number(now.max), blocked: number(now.blocked), addresses: number(now.addresses) })}</p>`;
  }

  #form() {
    return html`<form class="filter" @submit=${this.#choose} @reset=${this.#clear}>
      <label>${text("channel")}<input name="channel" class="mono" autocomplete="off" spellcheck="false" maxlength="200" placeholder="orders/**"></label>
      <label>${text("subject")}<input name="subject" autocomplete="off" spellcheck="false" maxlength="255"></label>
      <label>${text("address")}<input name="address" class="mono" autocomplete="off" spellcheck="false" maxlength="64" placeholder="192.0.2.1"></label>
      <label>${text("lag.least")}<input name="lag" type="number" min="0" inputmode="numeric"></label>
      <span class="actions">
        <button type="submit" class="primary">${text("filter")}</button>
        <button type="reset">${text("clear")}</button>
        <button type="button" class="danger" @click=${this.#closeAll}>${text(this.#isFiltered ? "close.these" : "close.all")}</button>
      </span>
    </form>`;
  }

  get #isFiltered() {
    return Object.values(this.#filter).some((value) => value !== "");
  }

  /** @param {Event} event */
  #choose(event) {
    this.#filter = fieldsOf(event);
    this.#restart();
  }

  #clear() {
    this.#filter = {};
    this.#restart();
  }

  #restart() {
    this.#pages.restart();
    void this.refresh();
  }

  /** @param {Page} page */
  #list(page) {
    if (page.items.length === 0) {
      return html`<p class="empty">${text(this.#isFiltered ? "none.filtered" : "none")}</p>${this.#pages.buttons(page.next, () => void this.refresh())}`;
    }
    return html`<div class="table rows">
        <table>
          <thead>
            <tr>
              <th>${text("id")}</th>
              <th>${text("subject")}</th>
              <th>${text("address")}</th>
              <th>${text("channels")}</th>
              <th>${text("how")}</th>
              <th>${text("since")}</th>
              <th class="figure">${text("lag")}</th>
              <th><span class="unseen">${text("act")}</span></th>
            </tr>
          </thead>
          <tbody>
            ${repeat(page.items, (connection) => connection.id, (connection) => this.#row(connection))}
          </tbody>
        </table>
      </div>
      ${this.#pages.buttons(page.next, () => void this.refresh())}`;
  }

  /** @param {Connection} connection */
  #row(connection) {
    const { id, subject, address, channels, sink, format, since, lag, replaying, blockedMillis } = connection;
    const shown = [...channels].sort().slice(0, MOST_CHANNELS);
    const more = channels.length - shown.length;
    return html`<tr>
      <td data-label=${text("id")} class="mono">${id}</td>
      <td data-label=${text("subject")}>${subject === "" ? html`<span class="hint">${text("anonymous")}</span>` : html`<bdi>${subject}</bdi>`}</td>
      <td data-label=${text("address")} class="mono">${address}</td>
      <td data-label=${text("channels")} class="names">${shown.map((channel) => html`<code><bdi>${channel}</bdi></code> `)}${more > 0
        ? html`<span class="hint">${text("more", { count: number(more) })}</span>`
        : ""}${channels.length === 0 ? html`<span class="hint">${text("no-channels")}</span>` : ""}</td>
      <td data-label=${text("how")}>${sink} <span class="hint">${format}</span></td>
      <td data-label=${text("since")} title=${dateAndTime(since)}>${ago(since)}</td>
      <td data-label=${text("lag")} class="figure">${number(lag)}${replaying
        ? html` <span class="chip">${text("replaying")}</span>`
        : ""}${blockedMillis === null ? "" : html` <span class="chip warn">${text("blocked", { time: span(blockedMillis / 1_000) })}</span>`}</td>
      <td class="act"><button type="button" class="danger small" @click=${() => void this.#close(connection)} aria-label=${text("close.one", { id })}>${text("close")}</button></td>
    </tr>`;
  }

  /** @param {Connection} connection */
  async #close({ id, subject, address }) {
    const sure = await ask({
      title: text("close.one", { id }),
      text: text("close.one.text", { subject: subject === "" ? text("anonymous") : subject, address }),
      action: text("close"),
      danger: true,
    });
    if (sure !== null) {
      await this.act(() => api("DELETE", `${PATH}/${id}`), () => text("closed.one", { id }));
    }
  }

  async #closeAll() {
    const filter = { ...this.#filter };
    const conditions = Object.entries(filter)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `${text(name === "lag" ? "lag.least" : name)}: ${value}`);
    const sure = await ask({
      title: text(conditions.length > 0 ? "close.these" : "close.all"),
      text: conditions.length > 0 ? text("close.these.text", { conditions: conditions.join(", ") }) : text("close.all.text"),
      action: text("close"),
      danger: true,
    });
    if (sure !== null) {
      const query = conditions.length > 0 ? filter : { all: true };
      await this.act(
        () => /** @type {Promise<{closed: number}>} */ (api("DELETE", withQuery(PATH, query))),
        ({ closed }) => text("closed", { count: number(closed) }),
      );
    }
  }
}

customElements.define("connections-section", ConnectionsSection);
