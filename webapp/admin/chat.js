// @ts-check
// `<chat-section>`: the rooms, with what waits for a moderator first.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { ago, dateAndTime, number } from "../shared/format.js";
import { api } from "../shared/hub.js";
import { audit } from "./audit-trail.js";
import { Pages, Section, withQuery, word } from "./section.js";
import { text } from "./texts/chat.js";
import "./chat-room.js";

/** @typedef {import("./chat-room.js").Room} Room */

/** @extends {Section<{rooms: Room[], next: string | null}>} */
class ChatSection extends Section {
  #pages = new Pages();
  /** The id of the room that is open. @type {string | null} */
  #open = null;
  /** @type {() => void} */
  #stop = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#stop = audit.listen((news) => news?.document.act.startsWith("chat-") && this.refreshSoon());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  load() {
    return /** @type {Promise<{rooms: Room[], next: string | null}>} */ (
      api("GET", withQuery("api/chat/rooms", { after: this.#pages.after, limit: 50 }))
    );
  }

  render() {
    return html`${this.heading(text("title"), this.refreshButton())}
      <p class="hint">${text("lead")}</p>
      ${this.loaded((page) => html`<div class="chat-rooms">
        <div>${this.#list(page.rooms)} ${this.#pages.buttons(page.next, () => void this.refresh())}</div>
        ${this.#room(page.rooms)}
      </div>`)}`;
  }

  /** @param {Room[]} rooms */
  #list(rooms) {
    const byReports = [...rooms].sort((one, other) => (other.reports ?? 0) - (one.reports ?? 0));
    return html`<ul class="rooms" aria-label=${text("rooms")}>
      ${repeat(byReports, (room) => room.id, (room) => this.#entry(room))}
    </ul>`;
  }

  /** @param {Room} room */
  #entry(room) {
    const reports = room.reports ?? 0;
    return html`<li>
      <button type="button" class="room" data-room=${room.id} aria-pressed=${room.id === this.#open ? "true" : "false"} @click=${() => this.#choose(room.id)}>
        <span class="name"><bdi>${room.name}</bdi>${reports > 0 ? html` <span class="chip bad">${text("reports.count", { count: number(reports) })}</span>` : ""}</span>
        <span class="hint">${word(text, "kind", room.kind)}${room.archived ? ` · ${text("archived")}` : ""} · ${text("online", { count: number(room.online) })}${room.lastActivity === null
          ? ""
          : html` · <span title=${dateAndTime(room.lastActivity)}>${ago(room.lastActivity)}</span>`}</span>
      </button>
    </li>`;
  }

  /** @param {string} id */
  #choose(id) {
    this.#open = id;
    this.requestUpdate();
  }

  /** @param {Room[]} rooms */
  #room(rooms) {
    const room = rooms.find((each) => each.id === this.#open);
    return room === undefined
      ? html`<p class="empty">${text("choose")}</p>`
      : repeat([room], (each) => each.id, (each) => html`<chat-room .room=${each} @changed=${() => void this.refresh()}></chat-room>`);
  }
}

customElements.define("chat-section", ChatSection);
