// @ts-check
// `<chat-page>`: the rooms, the open one and what stands beside it. The part of the address behind the # says which room is open.

import { html } from "lit";
import { PageElement } from "../shared/page-element.js";
import { tellFailure } from "../shared/notices.js";
import "./chat-room.js";
import { panels } from "./later.js";
import { linkTo } from "./model.js";
import { nameOf } from "./names.js";
import { Watch } from "./observable.js";
import "./room-list.js";
import { RoomScreen } from "./room-screen.js";
import { storage } from "./storage.js";
import { text } from "./texts.js";

const LAST_ROOM_KEY = "carillon.chat.room";
const LOBBY = "lobby";

/** Where the header's link for skipping it leads. */
const SKIP = "#main";

/** Where rooms and the open room stand beside each other. */
const WIDE = "(min-width: 48.01rem)";

class ChatPage extends PageElement {
  static properties = { chat: { attribute: false } };

  /** @type {RoomScreen | null} */
  #screen = null;
  /** Whether the address was looked at since it is known who reads. */
  #isRouted = false;
  #route = () => this.#follow();

  constructor() {
    super();
    /** @type {import("./chat-store.js").ChatStore} */
    this.chat;
    new Watch(this, () => this.chat);
    new Watch(this, () => this.#screen);
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#route);
    matchMedia(WIDE).addEventListener("change", this.#route);
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#route);
    matchMedia(WIDE).removeEventListener("change", this.#route);
  }

  willUpdate() {
    if (this.chat.isKnown && !this.#isRouted) {
      this.#isRouted = true;
      this.#follow();
    }
  }

  /** Opens what the address names; without a name the last one, where there is place for it. */
  #follow() {
    if (location.hash === SKIP) {
      const open = this.chat.current;
      history.replaceState(null, "", open === null ? location.pathname : linkTo(open.id));
      return;
    }
    const place = new URLSearchParams(location.hash.slice(1));
    const named = place.get("room");
    if (named === null && !matchMedia(WIDE).matches) {
      this.chat.close();
      return;
    }
    if (named === null) {
      history.replaceState(null, "", linkTo(storage.getItem(LAST_ROOM_KEY) ?? LOBBY));
      this.#follow();
      return;
    }
    if (this.chat.isKnown) {
      this.chat.open(named);
    }
    this.#wantMessage(place.get("message"));
    this.requestUpdate();
  }

  /** @param {string | null} message */
  #wantMessage(message) {
    const room = this.chat.current;
    if (message === null || room === null) {
      return;
    }
    // Before its picture is there, the room would show the newest again.
    const stop = room.onChange(() => {
      if (room.room !== null) {
        stop();
        this.#screenOf(room).goTo(message).catch(tellFailure);
      }
    });
    room.changed();
  }

  /** @param {import("./room-store.js").RoomStore} room */
  #screenOf(room) {
    if (this.#screen?.room !== room) {
      this.#screen = new RoomScreen(room);
    }
    return this.#screen;
  }

  render() {
    const { chat } = this;
    const room = chat.current;
    const screen = room === null ? null : this.#screenOf(room);
    if (screen !== null && screen.panel !== null) {
      void panels();
    }
    const view = screen === null ? "list" : screen.panel === null ? "room" : "panel";
    this.dataset.view = view;
    return html`<room-list .chat=${chat}></room-list>
      <section class="room" aria-label=${text("room")}>
        ${room === null || screen === null
          ? html`<p class="none">${text(chat.isKnown ? "room.choose" : "room.opening")}</p>`
          : html`<chat-room .chat=${chat} .room=${room} .screen=${screen}></chat-room>`}
      </section>
      ${room === null || screen === null || screen.panel === null ? "" : html`<side-panel .chat=${chat} .room=${room} .screen=${screen}></side-panel>`}`;
  }

  updated() {
    const { current } = this.chat;
    if (current !== null && current.exit !== null) {
      storage.removeItem(LAST_ROOM_KEY);
    } else if (current !== null && current.room !== null) {
      storage.setItem(LAST_ROOM_KEY, current.id);
    }
    const document = current === null ? null : (this.chat.find(current.id) ?? current.room);
    const loud = [...this.chat.mentions.values()].reduce((sum, count) => sum + count, 0) + this.chat.directs.reduce((sum, room) => sum + this.chat.unreadOf(room), 0);
    const name = document === null ? text("chat") : `${nameOf(document)} · ${text("chat")}`;
    window.document.title = `${loud === 0 ? "" : `(${loud}) `}${name} · Carillon`;
  }
}

customElements.define("chat-page", ChatPage);
