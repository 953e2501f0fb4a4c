// @ts-check
// `<drain-section>`: lets connections go before the server is stopped, and takes that back. How far it has come, the figures tell.

import { html } from "lit";
import { ask } from "../shared/dialog.js";
import { number, span } from "../shared/format.js";
import { api } from "../shared/hub.js";
import { audit } from "./audit-trail.js";
import { Section, fieldsOf } from "./section.js";
import { stats } from "./stats.js";
import { text } from "./texts/drain.js";

/** @typedef {{draining: boolean, runningMillis?: number, timeMillis?: number, left?: number}} Drain */

const PATH = "api/admin/drain";
const LOOK_MILLIS = 1_000;

/** @extends {Section<Drain>} */
class DrainSection extends Section {
  /** Connections when it was first seen to run. */
  #began = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  /** @type {(() => void)[]} */
  #stops = [];

  connectedCallback() {
    super.connectedCallback();
    this.#stops = [audit.onDone(["drain", "resume"], () => this.refreshSoon()), stats.listen(() => this.requestUpdate())];
    // Of a server that drains no stream is left after a while, this page's neither.
    this.#timer = setInterval(() => this.data?.draining && void this.refresh(), LOOK_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#stops.forEach((stop) => stop());
  }

  async load() {
    const drain = /** @type {Drain} */ (await api("GET", PATH));
    this.#began = drain.draining ? Math.max(this.#began, drain.left ?? 0) : 0;
    return drain;
  }

  render() {
    return html`${this.heading(text("title"), this.refreshButton())}
      <p class="lead">${text("lead")}</p>
      ${this.loaded((drain) => (drain.draining ? this.#running(drain) : this.#idle()))}`;
  }

  #idle() {
    const open = stats.latest?.connections.all;
    return html`<section class="panel">
      <p>${open === undefined ? text("idle") : text("idle.open", { count: number(open) })}</p>
      <form class="filter" @submit=${this.#start}>
        <label>${text("time")}<input name="time" class="mono" autocomplete="off" spellcheck="false" maxlength="30" placeholder=${text("time.default")} aria-describedby="drain-time-hint"></label>
        <span class="actions"><button type="submit" class="danger">${text("start")}…</button></span>
      </form>
      <p class="hint" id="drain-time-hint">${text("time.hint")}</p>
    </section>`;
  }

  /** @param {Drain} drain */
  #running({ runningMillis = 0, timeMillis = 0, left = 0 }) {
    const gone = Math.max(0, this.#began - left);
    return html`<section class="panel" role="status">
      <p><strong>${left === 0 ? text("empty") : text("left", { count: number(left) })}</strong></p>
      <progress max=${Math.max(1, this.#began)} value=${this.#began === 0 ? 1 : gone} aria-label=${text("title")}></progress>
      <p class="hint">${text("running", { running: span(runningMillis / 1_000), time: span(timeMillis / 1_000) })}</p>
      <div class="actions"><button type="button" class="primary" @click=${() => void this.#resume()}>${text("resume")}</button></div>
      <p class="hint">${text("resume.hint")}</p>
    </section>`;
  }

  /** @param {Event} event */
  async #start(event) {
    const { time } = fieldsOf(event);
    const sure = await ask({ title: text("start"), text: text("start.text"), action: text("start"), danger: true });
    if (sure !== null) {
      await this.act(() => api("POST", PATH, time === "" ? {} : { time }), () => text("started"));
    }
  }

  #resume() {
    return this.act(() => api("DELETE", PATH), () => text("resumed"));
  }
}

customElements.define("drain-section", DrainSection);
