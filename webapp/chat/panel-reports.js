// @ts-check
// `<panel-reports>`: what people have reported in the room, for its moderators.

import { html } from "lit";
import { explain } from "../shared/problem.js";
import { tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { excerpt } from "./message-view.js";
import { personName } from "./names.js";
import { Watch } from "./observable.js";
import { untilOf } from "./times.js";
import { text } from "./texts.js";

/** @typedef {import("./room-api.js").Report} Report */

class PanelReports extends PageElement {
  static properties = { chat: { attribute: false }, room: { attribute: false }, screen: { attribute: false } };

  /** @type {Report[] | null} */
  #reports = null;
  /** @type {unknown} */
  #failure = null;

  constructor() {
    super();
    /** @type {import("./room-store.js").RoomStore} */
    this.room;
    /** @type {import("./room-screen.js").RoomScreen} */
    this.screen;
    new Watch(this, () => this.room);
  }

  firstUpdated() {
    void this.#look();
  }

  async #look() {
    try {
      this.#reports = (await this.room.api.reports()).reports;
      this.#failure = null;
    } catch (failure) {
      this.#failure = failure;
    }
    this.requestUpdate();
  }

  render() {
    const reports = this.#reports;
    return html`<div class="panel-body">
      ${this.#failure === null ? "" : html`<p class="hint bad"><bdi>${explain(this.#failure)}</bdi></p>`}
      ${reports === null ? "" : reports.length === 0 ? html`<p class="hint">${text("reports.none")}</p>` : html`<ul class="reports">${reports.map((one) => this.#report(one))}</ul>`}
      <button type="button" @click=${() => void this.#look()}>${text("reports.again")}</button>
    </div>`;
  }

  /** @param {Report} report */
  #report(report) {
    const message = this.room.history.quoted(report.message);
    return html`<li>
      <p class="head">${personName(report.reporter)} <time datetime=${report.time}>${untilOf(report.time)}</time></p>
      ${report.reason === "" ? "" : html`<p dir="auto">${report.reason}</p>`}
      ${message === null || message === "gone" || message.deletedAt !== null
        ? html`<p class="quote">${text(message === null ? "message.quote-loading" : "message.quote-gone")}</p>`
        : html`<p class="quote"><bdi class="person-name">${message.author.name}</bdi> <bdi>${excerpt(message.text, 200)}</bdi></p>`}
      <div class="actions">
        ${typeof message === "object" && message !== null && message.deletedAt === null
          ? html`<button type="button" @click=${() => this.screen.goTo(report.message).catch(tellFailure)}>${text("reports.show")}</button>`
          : ""}
        <button type="button" @click=${() => this.#close(report)}>${text("reports.done")}</button>
      </div>
    </li>`;
  }

  /** @param {Report} report */
  #close(report) {
    this.room.api.closeReport(report.id).then(() => this.#look()).catch(tellFailure);
  }
}

customElements.define("panel-reports", PanelReports);
