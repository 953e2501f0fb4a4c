// @ts-check
// `<panel-edits>`: what a message was before, for its author and for moderators.

import { html } from "lit";
import { explain } from "../shared/problem.js";
import { PageElement } from "../shared/page-element.js";
import { personName } from "./names.js";
import { dateAndTimeOf } from "./times.js";
import { text } from "./texts.js";

class PanelEdits extends PageElement {
  static properties = { room: { attribute: false }, message: { attribute: false }, edits: { state: true } };

  /** @type {unknown} */
  #failure = null;

  constructor() {
    super();
    /** @type {import("./room-store.js").RoomStore} */
    this.room;
    /** @type {string} */
    this.message;
    /** @type {import("./room-api.js").Edit[]} */
    this.edits = [];
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (changed.has("message")) {
      void this.#look();
    }
  }

  async #look() {
    try {
      this.edits = (await this.room.api.edits(this.message)).edits;
      this.#failure = null;
    } catch (failure) {
      this.#failure = failure;
      this.requestUpdate();
    }
  }

  render() {
    return html`<div class="panel-body">
      ${this.#failure === null ? "" : html`<p class="hint bad"><bdi>${explain(this.#failure)}</bdi></p>`}
      <p class="hint">${text("edits.order")}</p>
      <ol class="edits">${this.edits.map((edit) => html`<li>
        <p class="head">${personName(edit.editor)} <time datetime=${edit.time}>${dateAndTimeOf(edit.time)}</time></p>
        <p class="plain" dir="auto">${edit.text}</p></li>`)}</ol>
    </div>`;
  }
}

customElements.define("panel-edits", PanelEdits);
