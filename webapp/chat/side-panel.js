// @ts-check
// `<side-panel>`: what stands beside a room: its people, a search, a thread, what was reported, what a message was before.

import { html } from "lit";
import { PageElement } from "../shared/page-element.js";
import "./panel-edits.js";
import "./panel-members.js";
import "./panel-reports.js";
import "./panel-search.js";
import "./panel-thread.js";
import { Watch } from "./observable.js";
import { text } from "./texts.js";

class SidePanel extends PageElement {
  static properties = { chat: { attribute: false }, room: { attribute: false }, screen: { attribute: false } };

  /** @type {unknown} */
  #shown = null;

  constructor() {
    super();
    /** @type {import("./chat-store.js").ChatStore} */
    this.chat;
    /** @type {import("./room-store.js").RoomStore} */
    this.room;
    /** @type {import("./room-screen.js").RoomScreen} */
    this.screen;
    new Watch(this, () => this.screen);
  }

  render() {
    const { panel } = this.screen;
    if (panel === null) {
      return "";
    }
    return html`<aside aria-labelledby="panel-title" @keydown=${this.#key}>
      <header class="panel-head">
        <h2 id="panel-title" tabindex="-1">${text(`panel.${panel.kind}`)}</h2>
        <button type="button" class="quiet" aria-label=${text("close")} title=${text("close")} @click=${() => this.#close()}>×</button>
      </header>
      ${this.#content(panel)}
    </aside>`;
  }

  /** The focus follows what was opened; where somebody writes, there. */
  updated() {
    const { panel } = this.screen;
    const shown = panel === null ? null : JSON.stringify(panel);
    if (shown !== this.#shown) {
      this.#shown = shown;
      /** @type {HTMLElement | null} */ (this.querySelector("input[type=search]") ?? this.querySelector("#panel-title"))?.focus();
    }
  }

  /** @param {import("./room-screen.js").Panel} panel */
  #content(panel) {
    const { chat, room, screen } = this;
    switch (panel.kind) {
      case "members":
        return html`<panel-members .chat=${chat} .room=${room} .screen=${screen}></panel-members>`;
      case "search":
        return html`<panel-search .room=${room} .screen=${screen}></panel-search>`;
      case "thread":
        return html`<panel-thread .chat=${chat} .room=${room} .screen=${screen}></panel-thread>`;
      case "reports":
        return html`<panel-reports .chat=${chat} .room=${room} .screen=${screen}></panel-reports>`;
      case "edits":
        return html`<panel-edits .room=${room} .message=${panel.message}></panel-edits>`;
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape" && !event.defaultPrevented) {
      this.#close();
    }
  }

  #close() {
    this.screen.show(null);
    /** @type {HTMLElement | null} */ (document.querySelector("message-composer textarea"))?.focus();
  }
}

customElements.define("side-panel", SidePanel);
