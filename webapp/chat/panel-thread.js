// @ts-check
// `<panel-thread>`: a message and all answers to it, and a place to answer.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { explain } from "../shared/problem.js";
import { tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { authorMenu, messageMenu } from "./message-acts.js";
import "./message-composer.js";
import { namedIn } from "./message-look.js";
import { messageView, waitingView } from "./message-view.js";
import { Watch } from "./observable.js";
import { ScrollKeeper } from "./scroll-keeper.js";
import { text } from "./texts.js";

/** @typedef {import("./model.js").Message} Message */

class PanelThread extends PageElement {
  static properties = { chat: { attribute: false }, room: { attribute: false }, screen: { attribute: false }, active: { state: true } };

  /** @type {ScrollKeeper | null} */
  #keeper = null;
  /** @type {Set<string>} */
  #unfolded = new Set();

  constructor() {
    super();
    /** @type {import("./chat-store.js").ChatStore} */
    this.chat;
    /** @type {import("./room-store.js").RoomStore} */
    this.room;
    /** @type {import("./room-screen.js").RoomScreen} */
    this.screen;
    /** @type {string | null} */
    this.active = null;
    new Watch(this, () => this.room);
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  update(changed) {
    this.#keeper?.remember();
    super.update(changed);
  }

  updated() {
    const box = /** @type {HTMLElement | null} */ (this.querySelector(".panel-body"));
    if (this.#keeper === null && box !== null) {
      this.#keeper = new ScrollKeeper(box, ".message");
      this.#keeper.toEnd();
    }
    this.#keeper?.restore();
  }

  render() {
    const { chat, room, screen } = this;
    const { thread } = room;
    if (thread === null) {
      return "";
    }
    const waiting = room.waiting.filter((one) => one.thread === thread.id);
    return html`<div class="panel-body thread" @pointerover=${this.#pointed} @focusin=${this.#pointed} @click=${this.#pointed}>
        ${thread.failure === null ? "" : html`<p class="hint bad"><bdi>${explain(thread.failure)}</bdi></p>`}
        ${thread.root === null && thread.isLoading ? html`<p class="hint">${text("log.loading")}</p>` : ""}
        <ol class="messages">
          ${thread.root === null ? "" : this.#message(thread.root)}
          ${repeat(thread.answers, ({ id }) => id, (message) => this.#message(message))}
          ${repeat(waiting, ({ clientId }) => clientId, (one) => waitingView(one, room.outbox?.sending === one.clientId, {
            retry: () => room.outbox?.retry(one.clientId),
            remove: () => room.outbox?.remove(one.clientId),
          }))}
        </ol>
      </div>
      ${room.you !== null && room.may("send") && thread.root !== null
        ? html`<message-composer .chat=${chat} .room=${room} .screen=${screen} .thread=${thread.id}></message-composer>`
        : ""}`;
  }

  /** @param {Message} message */
  #message(message) {
    const { room, screen } = this;
    const here = { chat: this.chat, room, screen };
    const look = {
      you: room.you,
      named: namedIn(message, room),
      continues: false,
      isActive: this.active === message.id,
      isStop: true,
      isMarked: false,
      isSeen: false,
      isLong: this.#unfolded.has(message.id),
      quoted: null,
      canReact: room.may("react"),
      canSend: false,
    };
    // All of it is one thread, so nothing in it has to say so.
    const shown = { ...message, replies: 0, replyTo: null };
    return messageView(shown, look, {
      menu: (_, anchor) => void messageMenu(anchor, here, message),
      author: (_, anchor) => void authorMenu(anchor, here, message.author),
      react: (_, emoji, added) => void room.api.react(message.id, emoji, added).catch(tellFailure),
      answer: () => {},
      thread: () => {},
      goTo: (id) => void screen.goTo(id).catch(tellFailure),
      unfold: () => {
        this.#unfolded.add(message.id);
        this.requestUpdate();
      },
    });
  }

  /** @param {Event} event */
  #pointed(event) {
    const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".message[data-id]"));
    this.active = item?.dataset.id ?? this.active;
  }
}

customElements.define("panel-thread", PanelThread);
