// @ts-check
// `<channel-tail>`: what happens in a channel or in all of a pattern, as it happens.

import { html } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { clock, number } from "../shared/format.js";
import { hub, session } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import { mayRead } from "./grants.js";
import { fieldsOf } from "./section.js";
import { text } from "./texts/channels.js";
import "../shared/hub-status.js";

/** @typedef {import("../client/carillon.js").HubEvent} HubEvent */
/** @typedef {import("../client/carillon.js").Gap} Gap */

/** @typedef {{number: number, event: HubEvent} | {number: number, gap: Gap}} Line */

const MOST = 200;

/** More of an event is not for looking at. */
const MOST_CHARACTERS = 2_000;

export class ChannelTail extends PageElement {
  /** The newest first. @type {Line[]} */
  #lines = [];
  #seen = 0;
  #refused = false;
  #selector = "";
  /** @type {import("../client/carillon.js").Subscription | null} */
  #subscription = null;

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  render() {
    const isOn = this.#subscription !== null;
    return html`<section class="panel tail" aria-labelledby="tail-title">
      <div class="heading">
        <h2 id="tail-title">${text("tail")}</h2>
        ${isOn ? html`<hub-status .status=${this.#subscription?.status ?? null}></hub-status>` : ""}
      </div>
      <form class="filter" @submit=${this.#submit}>
        <label>${text("tail.selector")}<input name="selector" class="mono" autocomplete="off" spellcheck="false" maxlength="200" required
          placeholder="demo/**" .value=${live(this.#selector)}></label>
        <span class="actions">
          <button type="submit" class="primary">${text("watch")}</button>
          <button type="button" ?disabled=${!isOn} @click=${() => this.#stop()}>${text("stop")}</button>
          <button type="button" class="quiet" ?disabled=${this.#lines.length === 0} @click=${() => this.#clear()}>${text("clear")}</button>
        </span>
      </form>
      ${this.#refused
        ? html`<p class="failure" role="alert">${text("tail.refused")} <a href="#tokens">${text("tokens")}</a></p>`
        : html`<div class="events" tabindex="0" role="log" aria-live="off" aria-labelledby="tail-title">
            ${this.#lines.length === 0
              ? html`<p class="hint">${text(isOn ? "tail.quiet" : "tail.off")}</p>`
              : html`<ol>${repeat(this.#lines, (line) => line.number, (line) => this.#line(line))}</ol>`}
          </div>`}
      ${this.#seen > 0 ? html`<p class="hint">${text("tail.count", { shown: number(this.#lines.length), all: number(this.#seen) })}</p>` : ""}
    </section>`;
  }

  /** @param {Line} line */
  #line(line) {
    if ("gap" in line) {
      return html`<li class="gap">${text("tail.gap", { reason: line.gap.reason })}</li>`;
    }
    const { event } = line;
    const data = typeof event.data === "string" ? event.data : JSON.stringify(event.data);
    return html`<li>
      <div class="about">
        <time>${clock(event.time)}</time>
        <code><bdi>${event.channel}</bdi></code>
        <bdi class="type">${event.type}</bdi>
        ${event.key === null ? "" : html`<span>${text("key")} <bdi>${event.key}</bdi></span>`}
        <span class="mono">${event.id ?? text("volatile")}</span>
      </div>
      <pre tabindex="-1"><bdi>${data.length > MOST_CHARACTERS ? `${data.slice(0, MOST_CHARACTERS)}…` : data}</bdi></pre>
    </li>`;
  }

  /** @param {Event} event */
  #submit(event) {
    this.watch(fieldsOf(event).selector);
  }

  /** @param {string} selector */
  watch(selector) {
    this.#selector = selector;
    this.#stop();
    this.#clear();
    const grants = session()?.grants;
    // Asked here, because a selector that is refused would take the page's other subscriptions along.
    this.#refused = grants === undefined || !mayRead(grants, selector);
    if (!this.#refused) {
      this.#subscription = hub.subscribe(selector, {
        event: (event) => this.#add({ number: ++this.#seen, event }),
        gap: (gap) => this.#add({ number: ++this.#seen, gap }),
        status: () => this.requestUpdate(),
      });
    }
    this.requestUpdate();
  }

  #stop() {
    this.#subscription?.close();
    this.#subscription = null;
    this.requestUpdate();
  }

  #clear() {
    this.#lines = [];
    this.#seen = 0;
    this.requestUpdate();
  }

  /** @param {Line} line */
  #add(line) {
    this.#lines = [line, ...this.#lines].slice(0, MOST);
    this.requestUpdate();
  }
}

customElements.define("channel-tail", ChannelTail);
