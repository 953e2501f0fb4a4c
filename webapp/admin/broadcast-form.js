// @ts-check
// `<broadcast-form>`: tells open streams something, whatever they listen to.

import { html } from "lit";
import { ask } from "../shared/dialog.js";
import { number } from "../shared/format.js";
import { api } from "../shared/hub.js";
import { tell, tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { lookIfRefused } from "./access.js";
import { fieldsOf } from "./section.js";
import { text } from "./texts/channels.js";

class BroadcastForm extends PageElement {
  render() {
    return html`<section class="panel" aria-labelledby="broadcast-title">
      <h2 id="broadcast-title">${text("broadcast")}</h2>
      <form @submit=${this.#submit}>
        <div class="fields">
          <p class="field"><label for="broadcast-type">${text("type")}</label>
            <input id="broadcast-type" name="type" maxlength="128" autocomplete="off" spellcheck="false" value="notice"></p>
          <p class="field"><label for="broadcast-channel">${text("only.channel")}</label>
            <input id="broadcast-channel" name="channel" class="mono" maxlength="200" autocomplete="off" spellcheck="false"></p>
          <p class="field"><label for="broadcast-subject">${text("only.subject")}</label>
            <input id="broadcast-subject" name="subject" maxlength="255" autocomplete="off" spellcheck="false"></p>
        </div>
        <p class="field"><label for="broadcast-data">${text("broadcast.data")}</label>
          <textarea id="broadcast-data" name="data" rows="2" required spellcheck="false"></textarea></p>
        <div class="actions"><button type="submit">${text("broadcast")}…</button></div>
        <p class="hint">${text("broadcast.hint")}</p>
      </form>
    </section>`;
  }

  /** @param {Event} event */
  async #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { type, channel, subject, data } = fieldsOf(event);
    const filter = Object.fromEntries(Object.entries({ channel, subject }).filter(([, value]) => value !== ""));
    const conditions = Object.entries(filter).map(([name, value]) => `${text(`only.${name}`)}: ${value}`);
    const sure = await ask({
      title: text("broadcast"),
      text: conditions.length === 0 ? text("broadcast.all") : conditions.join(", "),
      action: text("broadcast"),
    });
    if (sure === null) {
      return;
    }
    try {
      const { told } = /** @type {{told: number}} */ (
        await api("POST", "api/admin/broadcast", { ...(type === "" ? {} : { type }), data, filter })
      );
      tell("good", text("broadcast.told", { count: number(told) }));
      form.reset();
    } catch (failure) {
      tellFailure(failure);
      lookIfRefused(failure);
    }
  }
}

customElements.define("broadcast-form", BroadcastForm);
