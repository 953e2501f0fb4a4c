// @ts-check
// `<guest-form>`: for somebody who reads and would like to speak: choose a nickname, or sign in.

import { html } from "lit";
import { explain } from "../shared/problem.js";
import { PageElement } from "../shared/page-element.js";
import { slugOf } from "./model.js";
import { text } from "./texts.js";

class GuestForm extends PageElement {
  static properties = { chat: { attribute: false }, failure: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {import("./chat-store.js").ChatStore} */
    this.chat;
    /** @type {unknown} */
    this.failure = null;
    this.busy = false;
  }

  render() {
    return html`<form class="guest" @submit=${this.#submit}>
      <label for="nickname">${text("guest.label")}</label>
      <div class="row">
        <input id="nickname" name="nickname" required maxlength="64" autocomplete="nickname" aria-describedby="nickname-hint" dir="auto">
        <button type="submit" class="primary" ?disabled=${this.busy}>${text("guest.join")}</button>
        <a class="button" href="../sign-in/">${text("guest.sign-in")}</a>
      </div>
      <p id="nickname-hint" class=${this.failure === null ? "hint" : "hint bad"} role="status">${this.#hint()}</p>
    </form>`;
  }

  #hint() {
    switch (this.failure === null ? "none" : slugOf(this.failure)) {
      case "none":
        return text("guest.hint");
      case "name-taken":
        return text("guest.taken");
      case "unauthenticated":
        return text("guest.not-here");
      default:
        return html`<bdi>${explain(this.failure)}</bdi>`;
    }
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const nickname = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("nickname")).trim();
    this.busy = true;
    try {
      await this.chat.chooseNickname(nickname);
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
  }
}

customElements.define("guest-form", GuestForm);
