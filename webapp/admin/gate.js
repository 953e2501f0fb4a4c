// @ts-check
// `<admin-gate>`: what stands here as long as nobody may come in, and the way in.

import { html } from "lit";
import { api, hub, session } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import { explain } from "../shared/problem.js";
import { access, look } from "./access.js";
import { text } from "./texts/gate.js";

class AdminGate extends PageElement {
  static properties = { access: { type: String } };

  /** @type {unknown} */
  #failure = null;
  #busy = false;

  constructor() {
    super();
    this.access = access();
  }

  render() {
    if (this.access === "unknown") {
      return html`<p class="hint" role="status">${text("looking")}</p>`;
    }
    if (this.access === "unreachable") {
      return html`<section class="panel gate">
        <h1>${text("unreachable")}</h1>
        <p role="status">${text("unreachable.remedy")}</p>
        <div class="actions"><button type="button" @click=${() => void look()}>${text("try-now")}</button></div>
      </section>`;
    }
    return html`<section class="panel gate">
      <h1>${text(this.access)}</h1>
      <p role="status">${text(`${this.access}.remedy`, { name: session()?.name ?? session()?.subject ?? "" })}</p>
      ${this.#form()}
    </section>`;
  }

  #form() {
    return html`<form @submit=${this.#submit}>
      <p class="field">
        <label for="secret">${text("secret")}</label>
        <input id="secret" name="secret" type="password" class="mono" autocomplete="off" autocapitalize="none" spellcheck="false" required
          aria-describedby="secret-hint">
        <span class="hint" id="secret-hint">${text("hint")}</span>
      </p>
      ${this.#failure === null ? "" : html`<p class="failure" role="alert"><bdi>${explain(this.#failure)}</bdi></p>`}
      <div class="actions">
        <button type="submit" class="primary" aria-disabled=${this.#busy ? "true" : "false"}>${text("sign-in")}</button>
      </div>
    </form>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const secret = secretOf(String(new FormData(form).get("secret")));
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    this.#failure = null;
    this.requestUpdate();
    try {
      // A token has two dots, and a code has none.
      await api("POST", "api/session", secret.includes(".") ? { token: secret } : { code: secret });
      form.reset();
      await look();
      hub.renew();
    } catch (failure) {
      this.#failure = failure;
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }
}

/**
 * Whoever pastes the whole link means its code.
 *
 * @param {string} pasted
 */
function secretOf(pasted) {
  const link = /#(?:code=)?([\w-]+)$/.exec(pasted.trim());
  return link === null ? pasted.trim() : link[1];
}

customElements.define("admin-gate", AdminGate);
