// @ts-check
// `<chat-room>`: one room: its head, what was said, who types, and where one writes, or why one cannot.

import { html } from "lit";
import "../shared/hub-status.js";
import { explain } from "../shared/problem.js";
import { PageElement } from "../shared/page-element.js";
import { ProblemError } from "../shared/hub.js";
import "./guest-form.js";
import { composer, roomMenu } from "./later.js";
import "./message-log.js";
import { slug } from "./model.js";
import { nameOf, symbolOf, typingText } from "./names.js";
import { Watch } from "./observable.js";
import { untilOf } from "./times.js";
import { text } from "./texts.js";

class ChatRoom extends PageElement {
  static properties = { chat: { attribute: false }, room: { attribute: false }, screen: { attribute: false } };

  constructor() {
    super();
    /** @type {import("./chat-store.js").ChatStore} */
    this.chat;
    /** @type {import("./room-store.js").RoomStore} */
    this.room;
    /** @type {import("./room-screen.js").RoomScreen} */
    this.screen;
    new Watch(this, () => this.room);
    new Watch(this, () => this.screen);
  }

  render() {
    const { chat, room, screen } = this;
    return html`${this.#head()}
      ${room.exit === null ? "" : this.#exit(room.exit)}
      ${room.room === null
        ? room.exit === null ? html`<p class="none">${text("room.opening")}</p>` : ""
        : html`<message-log .chat=${chat} .room=${room} .screen=${screen}></message-log>
          <p class="typing">${typingText(room.people.typing)}</p>
          ${room.exit === null ? this.#foot() : ""}`}`;
  }

  #head() {
    const { room, screen } = this;
    const document = room.room === null ? this.chat.find(room.id) : { ...room.room, with: this.chat.find(room.id)?.with };
    const open = (/** @type {string} */ kind) => screen.panel?.kind === kind;
    return html`<header class="room-head">
      <a class="button quiet back" href="#" aria-label=${text("rooms.back")} title=${text("rooms.back")}>←</a>
      <div class="room-title">
        <h2>${document === null ? html`<bdi>${room.id}</bdi>` : html`${symbolOf(document)} <bdi>${nameOf(document)}</bdi>`}</h2>
        ${document === null || document.topic === "" ? "" : html`<p class="topic" title=${document.topic} dir="auto">${document.topic}</p>`}
      </div>
      <div class="room-tools">
        ${room.exit === null && room.status !== null && room.status.state !== "live" ? html`<hub-status .status=${room.status} .retry=${() => room.retry()}></hub-status>` : ""}
        ${this.#line()}
        ${document === null || room.room === null
          ? ""
          : html`<button type="button" aria-pressed=${open("members")} @click=${() => screen.toggle("members")}
                aria-label=${text("room.online", { count: room.people.online })} title=${text("room.online", { count: room.people.online })}>
                <span class="dot online" aria-hidden="true"></span> ${room.people.online}</button>
            <button type="button" aria-pressed=${open("search")} aria-label=${text("search")} title=${text("search")} @click=${() => screen.toggle("search")}><span class="glyph" aria-hidden="true">⌕</span></button>
            <button type="button" aria-haspopup="menu" aria-label=${text("room.menu")} title=${text("room.menu")}
              @click=${(/** @type {Event} */ event) => void roomMenu(/** @type {HTMLElement} */ (event.currentTarget), { chat: this.chat, room, screen })}>⋯</button>`}
      </div>
    </header>`;
  }

  /** How the room is connected; on a phone there is no room for all of it. */
  #line() {
    const { status } = this.room;
    if (status?.state !== "live" || status.transport === null) {
      return "";
    }
    const [line, ...how] = text(`line.${status.transport}`).split(" · ");
    return html`<span class="tag line" title=${text("line.what")}>${line}<span class="how">${how.map((each) => ` · ${each}`)}</span></span>`;
  }

  /** @param {import("./room-store.js").Exit} exit */
  #exit(exit) {
    const again = html`<button type="button" @click=${() => this.room.open()}>${text("exit.again")}</button>`;
    const back = html`<a class="button" href="#">${text("rooms.back")}</a>`;
    switch (exit.why) {
      case "deleted":
        return html`<div class="exit" role="alert"><p>${text("exit.deleted")}</p>${back}</div>`;
      case "kick":
      case "ban": {
        const until = exit.until === null ? text(exit.why === "ban" ? "exit.for-good" : "exit.out") : text("exit.until", { time: untilOf(exit.until) });
        const reason = exit.reason === "" ? "" : html`<p>${text("reason")}: <bdi>${exit.reason}</bdi></p>`;
        return html`<div class="exit" role="alert"><p>${until}</p>${reason}${again} ${back}</div>`;
      }
      case "refused":
        return html`<div class="exit" role="alert"><p>${refusal(exit.problem)}</p>
          ${slug(exit.problem) === "unauthenticated" || slug(exit.problem) === "token-expired" ? html`<a class="button" href="../sign-in/">${text("sign-in")}</a>` : again} ${back}</div>`;
    }
  }

  #foot() {
    const { chat, room, screen } = this;
    if (room.you === null) {
      return html`<guest-form .chat=${chat}></guest-form>`;
    }
    if (room.may("send")) {
      void composer();
      const offline = room.status !== null && room.status.state === "offline";
      return html`${offline ? html`<p class="hint offline">${text("compose.offline")}</p>` : ""}
        <message-composer .chat=${chat} .room=${room} .screen=${screen} .thread=${null}></message-composer>`;
    }
    return html`<p class="hint silent">${this.#whySilent()}</p>`;
  }

  #whySilent() {
    const { room, you, people } = this.room;
    const muted = people.find(you?.id ?? "")?.mutedUntil ?? null;
    if (room?.archived) {
      return text("silent.archived");
    }
    if (muted !== null) {
      return muted === "for-good" ? text("silent.muted-for-good") : text("silent.muted", { time: untilOf(muted) });
    }
    return text(room?.kind === "read-only" ? "silent.read-only" : "silent.other");
  }
}

/** @param {import("../client/carillon.js").Problem | null} problem */
function refusal(problem) {
  switch (slug(problem)) {
    case "no-such-room":
    case "invalid-room":
      return text("exit.no-such-room");
    case "unauthenticated":
      return text("exit.unauthenticated");
    default:
      return problem === null ? text("exit.refused") : explain(new ProblemError(problem));
  }
}

customElements.define("chat-room", ChatRoom);
