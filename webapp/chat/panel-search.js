// @ts-check
// `<panel-search>`: looks for words in what was said in the room.

import { html } from "lit";
import { explain } from "../shared/problem.js";
import { PageElement } from "../shared/page-element.js";
import { tellFailure } from "../shared/notices.js";
import { excerpt } from "./message-view.js";
import { personName } from "./names.js";
import { dateAndTimeOf, untilOf } from "./times.js";
import { text } from "./texts.js";

/** @typedef {import("./model.js").Message} Message */

class PanelSearch extends PageElement {
  static properties = { room: { attribute: false }, screen: { attribute: false }, found: { state: true }, state: { state: true } };

  #words = "";
  #searches = 0;
  /** @type {string | null} */
  #earlier = null;
  /** @type {unknown} */
  #failure = null;

  constructor() {
    super();
    /** @type {import("./room-store.js").RoomStore} */
    this.room;
    /** @type {import("./room-screen.js").RoomScreen} */
    this.screen;
    /** @type {Message[]} */
    this.found = [];
    /** @type {"idle" | "busy" | "done" | "failed"} */
    this.state = "idle";
  }

  render() {
    return html`<div class="panel-body">
      <form role="search" class="row" @submit=${(/** @type {SubmitEvent} */ event) => this.#submit(event)}>
        <input type="search" name="words" aria-label=${text("search.label")} placeholder=${text("search.label")} required dir="auto">
        <button type="submit">${text("search")}</button>
      </form>
      <p class="hint" role="status">${this.#said()}</p>
      <ul class="found">
        ${this.found.map((message) => html`<li><button type="button" class="quiet" @click=${() => this.#goTo(message)}>
          <span class="head">${personName(message.author)} <time datetime=${message.time} title=${dateAndTimeOf(message.time)}>${untilOf(message.time)}</time></span>
          <bdi class="excerpt">${excerpt(message.text, 200)}</bdi></button></li>`)}
      </ul>
      ${this.#earlier === null ? "" : html`<button type="button" ?disabled=${this.state === "busy"} @click=${() => this.#search(this.#earlier ?? "")}>${text("search.more")}</button>`}
    </div>`;
  }

  #said() {
    switch (this.state) {
      case "idle":
        return text("search.hint");
      case "busy":
        return text("search.busy");
      case "failed":
        return html`<bdi>${explain(this.#failure)}</bdi>`;
      case "done":
        return this.found.length === 0 ? text("search.none") : text(this.#earlier === null ? "search.found" : "search.found-more", { count: this.found.length });
    }
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    this.#words = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("words")).trim();
    this.found = [];
    this.#earlier = null;
    void this.#search("");
  }

  /** @param {string} before */
  async #search(before) {
    const search = ++this.#searches;
    this.state = "busy";
    try {
      const { messages, earlier } = await this.room.api.search(this.#words, before);
      if (search === this.#searches) {
        this.found = [...this.found, ...messages];
        this.#earlier = earlier ?? null;
        this.state = "done";
      }
    } catch (failure) {
      this.#failure = failure;
      this.state = "failed";
    }
  }

  /** @param {Message} message */
  async #goTo(message) {
    try {
      await this.screen.goTo(message.id);
      // On a phone the panel covers the room.
      if (matchMedia("(max-width: 48rem)").matches) {
        this.screen.show(null);
      }
    } catch (failure) {
      tellFailure(failure);
    }
  }
}

customElements.define("panel-search", PanelSearch);
