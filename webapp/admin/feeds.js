// @ts-check
// `<feeds-section>`: what produces the ticker's quotes: making, changing, starting, stopping and removing it, and how it is.

import { html } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import { ask } from "../shared/dialog.js";
import { ago, dateAndTime, number } from "../shared/format.js";
import { api } from "../shared/hub.js";
import { audit } from "./audit-trail.js";
import { Section, word } from "./section.js";
import { stats } from "./stats.js";
import { text } from "./texts/feeds.js";
import "./feed-form.js";

/** @typedef {import("./feed-form.js").Kind} Kind */
/** @typedef {import("./feed-form.js").Wanted} Wanted */

/** @typedef {{name: string, kind: string, origin: string, running: boolean, config: Record<string, unknown>, health: string, since: string,
 *   quotes: number, refused: number, perSecond: number, lastQuoteAt: string | null, failures: number, lastError: string | null,
 *   nextTryAt: string | null}} Feed */

const PATH = "api/admin/feeds";

/** @extends {Section<{feeds: Feed[], kinds: Kind[]}>} */
class FeedsSection extends Section {
  /** The name of the feed that is changed; empty for a new one, null for none. @type {string | null} */
  #edited = null;
  /** What the figures have told of the feeds that are shown. */
  #known = "";
  /** @type {(() => void)[]} */
  #stops = [];

  connectedCallback() {
    super.connectedCallback();
    this.#stops = [
      audit.onDone(["create-feed", "change-feed", "delete-feed"], () => this.refreshSoon()),
      stats.listen(() => this.#look()),
    ];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stops.forEach((stop) => stop());
  }

  /** The figures tell that something has changed, and the list tells what. */
  #look() {
    const now = (stats.latest?.feeds ?? []).map((feed) => `${feed.name} ${feed.health} ${feed.failures}`).join("\n");
    if (now !== this.#known) {
      this.#known = now;
      void this.refresh();
    }
    this.requestUpdate();
  }

  async load() {
    const [{ feeds }, { kinds }] = await Promise.all([
      /** @type {Promise<{feeds: Feed[]}>} */ (api("GET", PATH)),
      /** @type {Promise<{kinds: Kind[]}>} */ (api("GET", `${PATH}/kinds`)),
    ]);
    return { feeds, kinds };
  }

  render() {
    return html`${this.heading(
        text("title"),
        html`<button type="button" class="primary" ?disabled=${this.data === null} @click=${() => this.#edit("")}>${text("new")}</button>
          ${this.refreshButton()}`,
      )}
      ${this.loaded(
        ({ feeds, kinds }) => html`${this.#edited === null
            ? ""
            : keyed(
                this.#edited,
                html`<feed-form
                  .kinds=${kinds}
                  .feed=${feeds.find((feed) => feed.name === this.#edited) ?? null}
                  @wanted=${(/** @type {CustomEvent<Wanted>} */ event) => void this.#save(event.detail)}
                  @cancel=${() => this.#edit(null)}
                ></feed-form>`,
              )}
          ${feeds.length === 0 ? html`<p class="empty">${text("none")}</p>` : html`<ul class="cards">${repeat(feeds, (feed) => feed.name, (feed) => this.#card(feed))}</ul>`}`,
      )}`;
  }

  /** @param {string | null} name */
  #edit(name) {
    this.#edited = name;
    this.requestUpdate();
  }

  /** @param {Feed} feed */
  #card(feed) {
    const { name, kind, origin, running, health, config } = feed;
    const perSecond = stats.latest?.feeds.find((each) => each.name === name)?.perSecond ?? feed.perSecond;
    return html`<li class="panel feed" data-feed=${name}>
      <div class="heading">
        <h2><bdi>${name}</bdi></h2>
        <span class="chip ${health === "up" ? "good" : health === "failing" ? "bad" : "off"}">${word(text, "health", health)}</span>
        <span class="hint"><code>${kind}</code>${origin === "settings" ? ` · ${text("from-settings")}` : ""}</span>
        <div class="actions">
          <button type="button" class="small" @click=${() => void this.#run(name, !running)} aria-label=${text(running ? "stop.one" : "start.one", { name })}>${text(running ? "stop" : "start")}</button>
          <button type="button" class="small" @click=${() => this.#edit(name)} aria-label=${text("edit.one", { name })}>${text("edit")}</button>
          ${origin === "settings"
            ? ""
            : html`<button type="button" class="danger small" @click=${() => void this.#delete(name)} aria-label=${text("delete.one", { name })}>${text("delete")}</button>`}
        </div>
      </div>
      ${feed.lastError === null
        ? ""
        : html`<p class=${health === "failing" ? "failure" : "hint"}>${text("error")}: <bdi>${feed.lastError}</bdi>${feed.nextTryAt === null
            ? ""
            : html` <span class="hint" title=${dateAndTime(feed.nextTryAt)}>${text("next-try", { when: ago(feed.nextTryAt) })}</span>`}</p>`}
      <dl class="facts">
        <div><dt>${text("quotes")}</dt><dd>${number(feed.quotes)}</dd></div>
        <div><dt>${text("now")}</dt><dd>${number(perSecond, 1)}${text("second")}</dd></div>
        <div><dt>${text("refused")}</dt><dd>${number(feed.refused)}</dd></div>
        <div><dt>${text("failures")}</dt><dd>${number(feed.failures)}</dd></div>
        <div><dt>${text("last-quote")}</dt><dd>${feed.lastQuoteAt === null ? "–" : html`<span title=${dateAndTime(feed.lastQuoteAt)}>${ago(feed.lastQuoteAt)}</span>`}</dd></div>
        <div><dt>${text("since")}</dt><dd title=${dateAndTime(feed.since)}>${ago(feed.since)}</dd></div>
      </dl>
      <p class="names">${Object.entries(config).map(([field, value]) => html`<span class="grant">${field} <code><bdi>${String(value)}</bdi></code></span> `)}</p>
    </li>`;
  }

  /** @param {Wanted} wanted */
  async #save({ isNew, name, kind, config }) {
    const path = `${PATH}/${encodeURIComponent(name)}`;
    const saved = await this.act(
      () => (isNew ? api("POST", PATH, { name, kind, config }) : api("PATCH", path, { config })),
      () => text(isNew ? "created" : "changed", { name }),
    );
    if (saved !== undefined) {
      this.#edit(null);
    }
  }

  /**
   * @param {string} name
   * @param {boolean} running
   */
  #run(name, running) {
    return this.act(
      () => api("PATCH", `${PATH}/${encodeURIComponent(name)}`, { running }),
      () => text(running ? "started" : "stopped", { name }),
    );
  }

  /** @param {string} name */
  async #delete(name) {
    const sure = await ask({ title: text("delete.one", { name }), text: text("delete.text"), action: text("delete"), danger: true });
    if (sure !== null) {
      await this.act(() => api("DELETE", `${PATH}/${encodeURIComponent(name)}`), () => text("deleted", { name }));
    }
  }
}

customElements.define("feeds-section", FeedsSection);
