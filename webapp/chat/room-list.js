// @ts-check
// `<room-list>`: the rooms and direct conversations, what is new in them, and who you are.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { language } from "../shared/language.js";
import { explain } from "../shared/problem.js";
import { PageElement } from "../shared/page-element.js";
import { leave, makeRoom, rename } from "./later.js";
import { linkTo, slugOf } from "./model.js";
import { nameOf, personName, symbolOf } from "./names.js";
import { notifications, stopNotifications, wantNotifications } from "./notifier.js";
import { Watch } from "./observable.js";
import { text } from "./texts.js";

/** @typedef {import("./model.js").Room} Room */

/** With more rooms than this one looks for a name. */
const FILTERED_FROM = 10;

class RoomList extends PageElement {
  static properties = { chat: { attribute: false }, filter: { state: true } };

  constructor() {
    super();
    /** @type {import("./chat-store.js").ChatStore} */
    this.chat;
    this.filter = "";
    new Watch(this, () => this.chat);
  }

  render() {
    const { chat } = this;
    const rooms = chat.rooms.filter((room) => this.#fits(room)).sort(byName);
    const archived = rooms.filter((room) => room.archived);
    return html`<nav aria-label=${text("rooms")}>
        <div class="list-head">
          <h1>${text("chat")}</h1>
          ${chat.you !== null && !chat.you.guest
            ? html`<button type="button" aria-label=${text("room.make")} title=${text("room.make")} @click=${() => void makeRoom(chat)}>+</button>`
            : ""}
        </div>
        ${chat.rooms.length > FILTERED_FROM
          ? html`<input type="search" class="filter" aria-label=${text("rooms.filter")} placeholder=${text("rooms.filter")}
              .value=${this.filter} @input=${(/** @type {InputEvent} */ event) => (this.filter = /** @type {HTMLInputElement} */ (event.target).value)}>`
          : ""}
        <div class="lists">
          ${chat.lists.areThere ? "" : this.#notListed()}
          ${this.#list(rooms.filter((room) => !room.archived), "rooms")}
          ${chat.lists.areThere && rooms.length === 0 ? html`<p class="hint">${text(this.filter === "" ? "rooms.none" : "rooms.none-fits")}</p>` : ""}
          ${chat.directs.length === 0 ? "" : html`<h2>${text("directs")}</h2>${this.#list(chat.directs.filter((room) => this.#fits(room)).sort(byActivity), "directs")}`}
          ${archived.length === 0 ? "" : html`<details><summary>${text("rooms.archived", { count: archived.length })}</summary>${this.#list(archived, "rooms.archived-label")}</details>`}
          ${chat.lists.hasMore ? html`<p class="hint">${text("rooms.more", { count: chat.rooms.length })}</p>` : ""}
        </div>
      </nav>
      ${this.#you()}`;
  }

  #notListed() {
    const { failure } = this.chat.lists;
    if (failure === null) {
      return html`<p class="hint">${text("rooms.loading")}</p>`;
    }
    return slugOf(failure) === "unauthenticated"
      ? html`<p class="hint">${text("exit.unauthenticated")}</p><a class="button" href="../sign-in/">${text("sign-in")}</a>`
      : html`<p class="hint bad"><bdi>${explain(failure)}</bdi></p><button type="button" @click=${() => void this.chat.look()}>${text("delivery.retry")}</button>`;
  }

  /** @param {Room[]} rooms @param {string} label */
  #list(rooms, label) {
    return html`<ul class="rooms" aria-label=${text(label, { count: rooms.length })}>
      ${repeat(rooms, ({ id }) => id, (room) => this.#item(room))}
    </ul>`;
  }

  /** @param {Room} room */
  #item(room) {
    const { chat } = this;
    const unread = chat.unreadOf(room);
    const mentions = room.kind === "direct" ? unread : (chat.mentions.get(room.id) ?? 0);
    const current = chat.current?.id === room.id;
    return html`<li><a href=${linkTo(room.id)} class=${unread > 0 ? "fresh" : ""} aria-current=${current ? "page" : "false"}>
      ${symbolOf(room)} <bdi class="room-name">${nameOf(room)}</bdi>
      ${mentions > 0
        ? html`<span class="badge loud">${room.kind === "direct" ? "" : "@"}${shown(mentions)}<span class="unseen"> ${text(room.kind === "direct" ? "rooms.unread" : "rooms.mentions")}</span></span>`
        : unread > 0 ? html`<span class="badge">${shown(unread)}<span class="unseen"> ${text("rooms.unread")}</span></span>` : ""}
    </a></li>`;
  }

  #you() {
    const { you, isKnown } = this.chat;
    if (!isKnown) {
      return "";
    }
    return html`<footer class="you">
      <label class="line">${text("line")}
        <select @change=${(/** @type {Event} */ event) => this.#useLine(/** @type {HTMLSelectElement} */ (event.target).value)}>
          ${["sse", "socketio"].map((name) => html`<option value=${name} ?selected=${this.chat.line === name}>${text(`line.${name}`)}</option>`)}
        </select></label>
      ${you === null ? html`<p class="hint">${text("you.reader")}</p>` : html`<p>${text("you")} ${personName(you)}</p>`}
      <div class="actions">
        ${you?.guest
          ? html`<button type="button" class="quiet" @click=${() => void rename(this.chat)}>${text("guest.rename")}</button>
            <button type="button" class="quiet" @click=${() => void leave(this.chat)}>${text("guest.leave")}</button>`
          : ""}
        ${you === null ? "" : this.#notifications()}
      </div>
    </footer>`;
  }

  /** @param {string} name */
  #useLine(name) {
    this.chat.useLine(name === "socketio" ? "socketio" : "sse");
  }

  #notifications() {
    switch (notifications()) {
      case "unknown":
        return "";
      case "denied":
        return html`<p class="hint">${text("notify.denied")}</p>`;
      case "on":
        return html`<button type="button" class="quiet" aria-pressed="true" title=${text("notify.what")} @click=${this.#silence}>${text("notify.on")}</button>`;
      case "off":
        return html`<button type="button" class="quiet" aria-pressed="false" title=${text("notify.what")} @click=${this.#wake}>${text("notify.off")}</button>`;
    }
  }

  async #wake() {
    await wantNotifications();
    this.requestUpdate();
  }

  #silence() {
    stopNotifications();
    this.requestUpdate();
  }

  /** @param {Room} room */
  #fits(room) {
    return nameOf(room).toLocaleLowerCase(language()).includes(this.filter.trim().toLocaleLowerCase(language()));
  }
}

/** @param {number} count */
function shown(count) {
  return count >= 100 ? "99+" : String(count);
}

/** The lobby first, where everybody begins. @param {Room} one @param {Room} other */
function byName(one, other) {
  return Number(other.id === "lobby") - Number(one.id === "lobby") || one.name.localeCompare(other.name, language());
}

/** @param {Room} one @param {Room} other */
function byActivity(one, other) {
  return (other.lastActivity ?? "").localeCompare(one.lastActivity ?? "") || nameOf(one).localeCompare(nameOf(other), language());
}

customElements.define("room-list", RoomList);
