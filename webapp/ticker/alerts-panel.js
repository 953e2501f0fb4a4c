// @ts-check
// `<alerts-panel>`: tells somebody who is signed in when a price gets somewhere.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { onSession, root, session } from "../shared/hub.js";
import { dateAndTime } from "../shared/format.js";
import { tell, tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { explain } from "../shared/problem.js";
import { AlertFeed } from "./alert-feed.js";
import { text } from "./texts.js";

/** @typedef {import("./alert-feed.js").Alert} Alert */
/** @typedef {import("./alert-feed.js").GoneOff} GoneOff */

export class AlertsPanel extends PageElement {
  /** @type {AlertFeed | null} */
  #feed = null;
  #symbol = "";
  #isBusy = false;
  /** @type {unknown} */
  #failure = null;
  /** @type {() => void} */
  #stop = () => {};

  /** What the form begins with. @param {string} symbol */
  propose(symbol) {
    const field = this.querySelector("input[name=symbol]");
    if (field instanceof HTMLInputElement && (field.value === "" || field.value === this.#symbol)) {
      field.value = symbol;
    }
    this.#symbol = symbol;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = onSession((now) => {
      this.#feed?.close();
      this.#feed = now === null || now.subject === null ? null : new AlertFeed(() => this.requestUpdate(), (what) => this.#onWentOff(what));
      this.requestUpdate();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    this.#feed?.close();
  }

  render() {
    return html`<h2 id="alerts-title">${text("alerts")}</h2>
      ${this.#feed === null ? this.#invitation() : html`${this.#form()} ${this.#waiting(this.#feed)} ${this.#goneOff(this.#feed)}`}`;
  }

  #invitation() {
    if (session() === null) {
      return "";
    }
    return html`<p>${text("alerts.sign-in")} <a href=${new URL("sign-in/", root).href}>${text("alerts.sign-in.link")}</a></p>`;
  }

  #form() {
    return html`<form @submit=${this.#onSubmit}>
      <p class="field"><label for="alert-symbol">${text("alert.symbol")}</label>
        <input id="alert-symbol" name="symbol" required maxlength="32" autocomplete="off" autocapitalize="none" spellcheck="false" .defaultValue=${this.#symbol}></p>
      <p class="field"><label for="alert-crosses">${text("alert.crosses")}</label>
        <select id="alert-crosses" name="crosses">
          ${["up", "down", "any"].map((way) => html`<option value=${way}>${text(`alert.crosses.${way}`)}</option>`)}
        </select></p>
      <p class="field"><label for="alert-price">${text("alert.price")}</label>
        <input id="alert-price" name="price" required maxlength="40" inputmode="decimal" autocomplete="off"></p>
      <p class="field note"><label for="alert-note">${text("alert.note")}</label>
        <input id="alert-note" name="note" maxlength="200" autocomplete="off"></p>
      <button type="submit" class="primary" aria-disabled=${String(this.#isBusy)}>${text("alert.create")}</button>
      ${this.#failure === null ? "" : html`<p class="bad" role="alert"><bdi>${explain(this.#failure)}</bdi></p>`}
    </form>`;
  }

  /** @param {AlertFeed} feed */
  #waiting({ waiting }) {
    if (waiting.length === 0) {
      return html`<p class="hint">${text("alerts.none")}</p>`;
    }
    return html`<ul class="alerts" aria-label=${text("alerts.waiting")}>
      ${repeat(waiting, ({ id }) => id, (alert) => html`<li>
        <span class="what">${this.#describe(alert)}</span>
        <button type="button" class="quiet" aria-label=${text("alert.delete", { symbol: alert.symbol, price: alert.price })}
          title=${text("alert.delete", { symbol: alert.symbol, price: alert.price })} @click=${() => this.#remove(alert)}>×</button>
      </li>`)}
    </ul>`;
  }

  /** @param {AlertFeed} feed */
  #goneOff({ goneOff }) {
    if (goneOff.length === 0) {
      return "";
    }
    return html`<h3 id="gone-off">${text("alerts.gone-off")}</h3>
      <ul class="alerts gone-off" aria-labelledby="gone-off">
        ${repeat(goneOff, ({ alert }) => alert.id, (what) => html`<li data-day=${what.crossed}>
          <span class="what">${this.#describe({ ...what.alert, crosses: what.crossed })}
            <span class="hint">${text("alert.at", { price: what.quote.price, time: dateAndTime(what.quote.time) })}</span></span>
        </li>`)}
      </ul>`;
  }

  /** @param {Alert} alert */
  #describe({ symbol, price, crosses, note }) {
    return html`<strong><bdi>${symbol}</bdi></strong> <span class="crosses">${text(`alert.sign.${crosses}`)} ${price}</span>
      ${note === undefined || note === "" ? "" : html`<bdi class="note">${note}</bdi>`}`;
  }

  /** @param {GoneOff} what */
  #onWentOff({ alert, crossed, quote }) {
    const said = text(`alert.went.${crossed}`, { symbol: alert.symbol, price: alert.price, now: quote.price });
    tell("good", alert.note === undefined || alert.note === "" ? said : `${said} ${alert.note}`);
    if (document.hidden) {
      const { title } = document;
      document.title = `● ${said}`;
      document.addEventListener("visibilitychange", () => (document.title = title), { once: true });
    }
  }

  /** @param {SubmitEvent} event */
  async #onSubmit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const feed = this.#feed;
    if (this.#isBusy || feed === null) {
      return;
    }
    const fields = new FormData(form);
    const field = (/** @type {string} */ name) => String(fields.get(name) ?? "").trim();
    const note = field("note");
    this.#isBusy = true;
    this.requestUpdate();
    try {
      await feed.create({ symbol: field("symbol"), price: field("price"), crosses: field("crosses"), ...(note === "" ? {} : { note }) });
      this.#failure = null;
      for (const name of ["price", "note"]) {
        /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = "";
      }
    } catch (failure) {
      this.#failure = failure;
    }
    this.#isBusy = false;
    this.requestUpdate();
  }

  /** @param {Alert} alert */
  async #remove(alert) {
    const feed = this.#feed;
    try {
      await feed?.remove(alert);
    } catch (failure) {
      tellFailure(failure);
      await feed?.load();
    }
  }
}

customElements.define("alerts-panel", AlertsPanel);
