// @ts-check
// `<publish-form>`: publishes one event where no grant reaches.

import { html } from "lit";
import { hub } from "../shared/hub.js";
import { tell, tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { lookIfRefused } from "./access.js";
import { fieldsOf } from "./section.js";
import { text } from "./texts/channels.js";

/** What a header can say (RFC 9110, 5.5), as Tomcat reads it. */
const HEADER = /^[\x20-\x7e\xa0-\xff]*$/;

export class PublishForm extends PageElement {
  #busy = false;

  /**
   * Names the channel, and waits for what is to be said there.
   *
   * @param {string} channel
   */
  aim(channel) {
    /** @type {HTMLInputElement} */ (this.querySelector("[name=channel]")).value = channel;
    /** @type {HTMLElement} */ (this.querySelector("textarea")).focus();
  }

  render() {
    return html`<section class="panel" aria-labelledby="publish-title">
      <h2 id="publish-title">${text("publish")}</h2>
      <form @submit=${this.#submit}>
        <div class="fields">
          <p class="field"><label for="publish-channel">${text("channel")}</label>
            <input id="publish-channel" name="channel" class="mono" required maxlength="128" autocomplete="off" spellcheck="false"></p>
          <p class="field"><label for="publish-type">${text("type")}</label>
            <input id="publish-type" name="type" maxlength="128" autocomplete="off" spellcheck="false"></p>
          <p class="field"><label for="publish-key">${text("key")}</label>
            <input id="publish-key" name="key" maxlength="128" autocomplete="off" spellcheck="false"></p>
        </div>
        <p class="field"><label for="publish-data">${text("data")}</label>
          <textarea id="publish-data" name="data" rows="3" class="mono" spellcheck="false"></textarea></p>
        <div class="actions">
          <label class="check"><input type="checkbox" name="json">${text("json")}</label>
          <label class="check"><input type="checkbox" name="volatile">${text("volatile.long")}</label>
          <button type="submit" class="primary" aria-disabled=${this.#busy ? "true" : "false"}>${text("publish")}</button>
        </div>
        <p class="hint">${text("publish.hint")}</p>
      </form>
    </section>`;
  }

  /** @param {Event} event */
  async #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { channel, type, key, json, volatile } = fieldsOf(event);
    // Blanks at the ends of a text are part of it.
    const data = String(new FormData(form).get("data"));
    if (this.#busy) {
      return;
    }
    if (!HEADER.test(type + key)) {
      tell("bad", text("publish.header"));
      return;
    }
    this.#busy = true;
    this.requestUpdate();
    const headers = new Headers({ "Content-Type": json === undefined ? "text/plain;charset=UTF-8" : "application/json" });
    try {
      if (type !== "") headers.set("Event-Type", type);
      if (key !== "") headers.set("Event-Key", key);
      if (volatile !== undefined) headers.set("Event-Volatile", "true");
      const path = `api/admin/channels/${channel.split("/").map(encodeURIComponent).join("/")}/events`;
      const answer = /** @type {{id: string | null}} */ (await hub.request("POST", path, data, { headers }));
      tell("good", answer.id === null ? text("publish.delivered") : text("publish.kept", { id: answer.id }));
      this.dispatchEvent(new CustomEvent("done"));
    } catch (failure) {
      tellFailure(failure);
      lookIfRefused(failure);
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }
}

customElements.define("publish-form", PublishForm);
