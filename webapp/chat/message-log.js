// @ts-check
// `<message-log>`: what was said in a room. Older messages come in at the top without a jump, new ones at the end.

import { html } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { language } from "../shared/language.js";
import { tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { followKey, goTo } from "./log-keys.js";
import { LogSpeech } from "./log-speech.js";
import { authorMenu, messageMenu } from "./later.js";
import { linesOf } from "./message-lines.js";
import { lookOf, partsOf, seenIn } from "./message-look.js";
import { messageView, waitingView } from "./message-view.js";
import { Watch } from "./observable.js";
import { ScrollKeeper } from "./scroll-keeper.js";
import { dayOf } from "./times.js";
import { text } from "./texts.js";

/** @typedef {import("./model.js").Message} Message */
/** @typedef {import("./room-store.js").RoomStore} RoomStore */
/** @typedef {import("./message-view.js").Acts} Acts */

/** So far from an end of what is loaded more is loaded. */
const NEAR_PIXELS = 800;

const MARKED_MILLIS = 2_500;

class MessageLog extends PageElement {
  static properties = { chat: { attribute: false }, room: { attribute: false }, screen: { attribute: false } };

  /** @type {ScrollKeeper | null} */
  #keeper = null;
  /** @type {ResizeObserver | null} */
  #resized = null;
  /** @type {RoomStore | null} */
  #shown = null;
  /** @type {() => void} */
  #stopNews = () => {};
  #speech = new LogSpeech(() => this.requestUpdate());
  /** Long messages that somebody has unfolded. @type {Set<string>} */
  #unfolded = new Set();
  #lastWaiting = "";
  #look = () => this.#attend();

  constructor() {
    super();
    /** @type {import("./chat-store.js").ChatStore} */
    this.chat;
    /** @type {RoomStore} */
    this.room;
    /** @type {import("./room-screen.js").RoomScreen} */
    this.screen;
    new Watch(this, () => this.room);
    new Watch(this, () => this.screen);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#look);
    window.addEventListener("focus", this.#look);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#look);
    window.removeEventListener("focus", this.#look);
    this.#resized?.disconnect();
    this.#stopNews();
    this.#shown?.attend(false);
    this.#shown = null;
  }

  // --- scrolling ---

  /** @param {Map<PropertyKey, unknown>} changed */
  update(changed) {
    this.#keeper?.remember();
    super.update(changed);
  }

  updated() {
    const box = /** @type {HTMLElement} */ (this.querySelector(".log"));
    if (this.#keeper === null) {
      this.#keeper = new ScrollKeeper(box, ".message");
      this.#resized = new ResizeObserver(() => {
        this.#keeper?.restore();
        this.#keeper?.remember();
      });
      this.#resized.observe(box);
    }
    if (this.#shown !== this.room) {
      this.#begin();
    }
    const waiting = this.room.waiting.at(-1)?.clientId ?? "";
    if (waiting !== this.#lastWaiting && waiting !== "") {
      // Who says something looks at it.
      void this.#toNewest();
    } else {
      this.#keeper.restore();
    }
    this.#lastWaiting = waiting;
    // If the list ends with the newest message now, somebody at its end sees what comes next.
    this.#keeper.follows = !this.room.timeline.hasLater;
    this.#goToWanted();
    this.#loadMore(box);
    this.#attend();
  }

  #begin() {
    this.#stopNews();
    this.#shown?.attend(false);
    this.#shown = this.room;
    this.#stopNews = this.room.onNews((message) => this.#speech.add(message));
    this.#unfolded.clear();
    this.#speech.forget();
    this.#lastWaiting = this.room.waiting.at(-1)?.clientId ?? "";
    this.#keeper?.toEnd();
  }

  #goToWanted() {
    const { wanted } = this.screen;
    const item = wanted === null ? null : this.#itemOf(wanted);
    if (item !== null) {
      this.screen.wanted = null;
      this.#keeper?.toMiddle(item);
      goTo(item);
      setTimeout(() => {
        this.screen.marked = null;
        this.screen.changed();
      }, MARKED_MILLIS);
    }
  }

  /** @param {string} id */
  #itemOf(id) {
    return /** @type {HTMLElement | null} */ (this.querySelector(`.message[data-id="${CSS.escape(id)}"]`));
  }

  #scrolled() {
    const box = /** @type {HTMLElement} */ (this.querySelector(".log"));
    this.#keeper?.remember();
    this.#loadMore(box);
    this.#attend();
  }

  /** Loads before somebody gets there. @param {HTMLElement} box */
  #loadMore(box) {
    const { history } = this.room;
    if (box.scrollTop < NEAR_PIXELS && !history.hasFailed("earlier")) {
      void history.loadEarlier();
    }
    if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PIXELS && !history.hasFailed("later")) {
      void history.loadLater();
    }
  }

  /** Tells the room whether its newest messages are seen. */
  #attend() {
    const atEnd = (this.#keeper?.isAtEnd ?? false) && !this.room.timeline.hasLater;
    const attentive = atEnd && !document.hidden && this.room.room !== null && this.offsetParent !== null;
    this.#shown?.attend(attentive);
    if (attentive && this.room.timeline.forgetOld()) {
      this.requestUpdate();
    }
    this.toggleAttribute("data-away-from-end", !atEnd);
  }

  async #toNewest() {
    await this.room.history.goToNewest().catch(tellFailure);
    await this.updateComplete;
    this.#keeper?.toEnd();
    this.#attend();
  }

  // --- drawing ---

  render() {
    const { room } = this;
    const { messages, hasEarlier } = room.timeline;
    const shared = { acts: this.#acts(), stop: this.#stop(messages), seen: seenIn(room) };
    return html`<div class="log" role="log" aria-live="off" aria-label=${text("log")} @scroll=${this.#scrolled}
        @keydown=${this.#key} @focusin=${this.#activate} @pointerover=${this.#pointed} @pointerleave=${this.#left} @click=${this.#activate}>
        ${room.room === null ? "" : this.#edge(hasEarlier)}
        <ol class="messages">
          ${repeat(linesOf(messages, room.unreadFrom), ({ key }) => key, (line) => this.#line(line, shared))}
          ${repeat(
            room.waiting,
            ({ clientId }) => clientId,
            (waiting) => waitingView(waiting, room.outbox?.sending === waiting.clientId, {
              retry: () => room.outbox?.retry(waiting.clientId),
              remove: () => room.outbox?.remove(waiting.clientId),
            }),
          )}
        </ol>
      </div>
      <button type="button" class="newest" @click=${this.#toNewest}>↓ ${room.unread === 0
          ? text("log.newest")
          : text(room.unread === 1 ? "log.new-one" : "log.new", { count: room.unread >= 100 ? "99+" : room.unread })}</button>
      <p class="unseen" role="status" aria-live="polite">${this.#speech.spoken}</p>`;
  }

  /** @param {boolean} hasEarlier */
  #edge(hasEarlier) {
    const { history, timeline } = this.room;
    if (history.hasFailed("earlier")) {
      return html`<p class="edge">${text("log.failed")} <button type="button" @click=${() => history.loadEarlier()}>${text("delivery.retry")}</button></p>`;
    }
    if (hasEarlier) {
      return html`<p class="edge">${text("log.loading")}</p>`;
    }
    return html`<p class="edge">${text(timeline.messages.length === 0 && this.room.waiting.length === 0 ? "log.none" : "log.beginning")}</p>`;
  }

  /** @param {import("./message-lines.js").Line} line @param {{acts: Acts, stop: string, seen: string}} shared */
  #line(line, shared) {
    switch (line.kind) {
      case "day":
        return html`<li class="divider day"><span>${dayOf(line.message.time)}</span></li>`;
      case "unread":
        return html`<li class="divider unread"><span>${text("log.unread")}</span></li>`;
      case "message":
        return this.#message(line, shared);
    }
  }

  /** @param {import("./message-lines.js").Line} line @param {{acts: Acts, stop: string, seen: string}} shared */
  #message({ message, continues }, { acts, stop, seen }) {
    const { room, screen } = this;
    const look = lookOf(message, room, {
      continues,
      isActive: screen.active === message.id,
      isStop: message.id === stop,
      isMarked: screen.marked === message.id,
      isSeen: message.id === seen,
      isLong: this.#unfolded.has(message.id),
    });
    return guard([message, room, language(), ...partsOf(look)], () => messageView(message, look, acts));
  }

  /** Where the Tab key comes in: the message somebody was at, else the newest. @param {Message[]} messages */
  #stop(messages) {
    const active = messages.find(({ id }) => id === this.screen.active);
    return (active ?? messages.at(-1))?.id ?? "";
  }

  /** @returns {Acts} */
  #acts() {
    const { chat, room, screen } = this;
    const here = { chat, room, screen };
    return {
      menu: (message, anchor) => void messageMenu(anchor, here, message),
      author: (message, anchor) => void authorMenu(anchor, here, message.author),
      react: (message, emoji, added) => void room.api.react(message.id, emoji, added).catch(tellFailure),
      answer: (message) => screen.answer(message),
      thread: (message) => screen.show({ kind: "thread", root: message.thread ?? message.id }),
      goTo: (id) => void screen.goTo(id).catch(tellFailure),
      unfold: (message) => {
        this.#unfolded.add(message.id);
        this.requestUpdate();
      },
    };
  }

  // --- keys, pointers, fingers ---

  /** @param {KeyboardEvent} event */
  #key(event) {
    followKey(event, this, (item) => {
      const message = this.room.timeline.find(item.dataset.id ?? "");
      if (message !== undefined && message.deletedAt === null) {
        this.#acts().menu(message, item);
      }
    });
  }

  /** @param {PointerEvent} event */
  #pointed(event) {
    if (event.pointerType === "mouse") {
      this.#activate(event);
    }
  }

  /** @param {PointerEvent} event */
  #left(event) {
    if (event.pointerType === "mouse" && !this.querySelector(".log")?.contains(document.activeElement)) {
      this.screen.activate(null);
    }
  }

  /** By the focus, and by a tap where there is no pointer that hovers. @param {Event} event */
  #activate(event) {
    const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".message[data-id]"));
    if (item !== null) {
      this.screen.activate(item.dataset.id ?? null);
    }
  }
}

customElements.define("message-log", MessageLog);
