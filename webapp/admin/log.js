// @ts-check
// `<log-section>`: what the log holds, removing some of it before its time, and copies.

import { html } from "lit";
import { ask } from "../shared/dialog.js";
import { number, size } from "../shared/format.js";
import { api } from "../shared/hub.js";
import { audit } from "./audit-trail.js";
import { Section, fieldsOf, word } from "./section.js";
import { stats } from "./stats.js";
import { text } from "./texts/log.js";

/** @typedef {{kind: string, epoch: string, head: string, oldest: string, entries: number, bytes: number, fileBytes: number,
 *   retention: {rule: string, entries: number, bytes: number}[]}} Log */

const PATH = "api/admin/log";
const REFRESH_MILLIS = 10_000;

/** @extends {Section<Log>} */
class LogSection extends Section {
  #by = "before";
  #copying = false;
  /** The copy that was made last. @type {{file: string, bytes: number} | null} */
  #copy = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  /** @type {(() => void)[]} */
  #stops = [];

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => document.hidden || void this.refresh(), REFRESH_MILLIS);
    this.#stops = [audit.onDone(["trim-log", "back-up-log"], () => this.refreshSoon()), stats.listen(() => this.requestUpdate())];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#stops.forEach((stop) => stop());
  }

  load() {
    return /** @type {Promise<Log>} */ (api("GET", PATH));
  }

  render() {
    return html`${this.heading(text("title"), this.refreshButton())}
      ${this.loaded((log) => html`${this.#facts(log)} ${this.#rules(log)}`)}
      <div class="pair">${this.#trim()} ${this.#backUp()}</div>`;
  }

  /** @param {Log} log */
  #facts(log) {
    const now = stats.latest?.log;
    return html`${now !== undefined && !now.writable ? html`<p class="failure" role="alert">${text("unwritable")}</p>` : ""}
      <dl class="facts">
        <div><dt>${text("kind")}</dt><dd>${word(text, "kind", log.kind)}</dd></div>
        <div><dt>${text("entries")}</dt><dd>${number(now?.entries ?? log.entries)}</dd></div>
        <div><dt>${text("bytes")}</dt><dd>${size(now?.bytes ?? log.bytes)}</dd></div>
        <div><dt>${text("file")}</dt><dd>${size(now?.fileBytes ?? log.fileBytes)}</dd></div>
        ${now?.diskFreeBytes === undefined ? "" : html`<div><dt>${text("free")}</dt><dd>${size(now.diskFreeBytes)}</dd></div>`}
        <div><dt>${text("head")}</dt><dd class="mono">${now?.head ?? log.head}</dd></div>
        <div><dt>${text("oldest")}</dt><dd class="mono">${now?.oldest ?? log.oldest}</dd></div>
      </dl>`;
  }

  /** @param {Log} log */
  #rules(log) {
    return html`<h2>${text("retention")}</h2>
      <p class="hint">${text("retention.hint")}</p>
      <div class="table rows" tabindex="0" role="region" aria-label=${text("retention")}>
        <table>
          <thead>
            <tr><th>${text("rule")}</th><th class="figure">${text("entries")}</th><th class="figure">${text("bytes")}</th></tr>
          </thead>
          <tbody>
            ${log.retention.map(
              ({ rule, entries, bytes }) => html`<tr>
                <td data-label=${text("rule")} class="names"><code><bdi>${rule}</bdi></code></td>
                <td data-label=${text("entries")} class="figure">${number(entries)}</td>
                <td data-label=${text("bytes")} class="figure">${size(bytes)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #trim() {
    const byPlace = this.#by === "before";
    return html`<section class="panel" aria-labelledby="trim-title">
      <h2 id="trim-title">${text("trim")}</h2>
      <form @submit=${this.#askToTrim}>
        <div class="fields">
          <p class="field"><label for="trim-channel">${text("channel")}</label>
            <input id="trim-channel" name="channel" class="mono" required maxlength="200" autocomplete="off" spellcheck="false" placeholder="orders/**"></p>
          <p class="field"><label for="trim-by">${text("by")}</label>
            <select id="trim-by" name="by" @change=${this.#choose}>
              <option value="before" ?selected=${byPlace}>${text("by.before")}</option>
              <option value="keep" ?selected=${!byPlace}>${text("by.keep")}</option>
            </select></p>
          <p class="field"><label for="trim-value">${text(byPlace ? "before" : "keep")}</label>
            ${byPlace
              ? html`<input id="trim-value" name="value" class="mono" required maxlength="64" autocomplete="off" spellcheck="false" placeholder="2026-01-31T12:00:00Z">`
              : html`<input id="trim-value" name="value" type="number" min="0" max="1000000" required>`}</p>
        </div>
        <div class="actions"><button type="submit" class="danger">${text("trim")}…</button></div>
        <p class="hint">${text("trim.hint")}</p>
      </form>
    </section>`;
  }

  /** @param {Event} event */
  #choose(event) {
    this.#by = /** @type {HTMLSelectElement} */ (event.target).value;
    this.requestUpdate();
  }

  /** @param {Event} event */
  async #askToTrim(event) {
    const { channel, by, value } = fieldsOf(event);
    const sure = await ask({
      title: text("trim"),
      text: text(by === "before" ? "trim.before" : "trim.keep", { channel, value }),
      action: text("trim"),
      danger: true,
    });
    if (sure !== null) {
      await this.act(
        () =>
          /** @type {Promise<{removed: number}>} */ (
            api("POST", `${PATH}/trim`, by === "before" ? { channel, before: value } : { channel, keep: Number(value) })
          ),
        ({ removed }) => text("trimmed", { count: number(removed) }),
      );
    }
  }

  #backUp() {
    return html`<section class="panel" aria-labelledby="backup-title">
      <h2 id="backup-title">${text("backup")}</h2>
      <p>${text("backup.text")}</p>
      <div class="actions">
        <button type="button" class="primary" aria-disabled=${this.#copying ? "true" : "false"} @click=${() => void this.#makeCopy()}>${text(this.#copying ? "backup.running" : "backup.now")}</button>
      </div>
      ${this.#copy === null ? "" : html`<p role="status">${text("backup.done", { size: size(this.#copy.bytes) })}<br><code class="names"><bdi>${this.#copy.file}</bdi></code></p>`}
    </section>`;
  }

  async #makeCopy() {
    if (this.#copying) {
      return;
    }
    this.#copying = true;
    this.requestUpdate();
    const copy = await this.act(
      () => /** @type {Promise<{file: string, bytes: number}>} */ (api("POST", `${PATH}/backup`)),
      ({ bytes }) => text("backup.done", { size: size(bytes) }),
    );
    this.#copying = false;
    this.#copy = copy ?? this.#copy;
    this.requestUpdate();
  }
}

customElements.define("log-section", LogSection);
