// @ts-check
// `<wire-view>`: a subscription at work: its request, what was answered, the bytes and the events.

import { html, nothing } from "lit";
import "../shared/event-rows.js";
import { number } from "../shared/format.js";
import { root } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import "../shared/wire-bytes.js";
import { field } from "./field.js";
import { DEFAULTS } from "./options.js";
import { text } from "./texts.js";

/** @typedef {import("./subscription.js").PlaygroundSubscription} PlaygroundSubscription */
/** @typedef {import("./subscription.js").State} State */

/** The looks that page.css has for these. @type {Record<State, string>} */
const LOOKS = { idle: "closed", connecting: "connecting", live: "live", lost: "offline", cut: "offline", refused: "refused" };

class WireView extends PageElement {
  static properties = {
    subscription: { attribute: false },
    options: { attribute: false },
    flaws: { attribute: false },
    version: { attribute: false },
  };

  /** @type {number | null} */
  #marked = null;

  constructor() {
    super();
    /** @type {PlaygroundSubscription | null} */
    this.subscription = null;
    this.options = DEFAULTS;
    /** @type {Partial<Record<keyof import("./options.js").Options, import("./validation.js").Flaw>>} */
    this.flaws = {};
    /** Changes whenever the subscription does. */
    this.version = 0;
  }

  render() {
    const subscription = this.subscription;
    const said = (/** @type {any} */ kept) => (kept.kind === "mark" ? { ...kept, text: text(kept.text, kept.values) } : kept);
    const rows = (subscription?.rows ?? []).map(said);
    return html`<section aria-labelledby="wire-title">
      <div class="title">
        <h2 id="wire-title">${text("wire.title")}</h2>
        ${this.#state()}
      </div>
      ${this.#buttons()} ${this.#refusal()}
      <div class="wire">
        <div class="heads">
          <h3>${text("wire.request")}</h3>
          ${head("request", subscription?.request ?? "", "wire.no-request")}
          <h3>${text("wire.response")}</h3>
          ${head("response", subscription?.response ?? "", subscription?.response === null ? "wire.hidden" : "wire.no-response")}
        </div>
        <div>
          <h3>${text("wire.bytes")}</h3>
          <wire-bytes id="bytes" .pieces=${(subscription?.pieces ?? []).map(said)} .dropped=${subscription?.droppedBytes ?? 0}
            .marked=${this.#marked} @mark=${(/** @type {CustomEvent} */ event) => this.#mark(event.detail)}></wire-bytes>
        </div>
        <div>
          <h3>${text("wire.events")} <span class="hint" id="figures">${figures(rows, subscription?.count ?? 0)}</span></h3>
          <event-rows id="events" .rows=${rows} .none=${text("wire.none")} .marked=${this.#marked}
            @mark=${(/** @type {CustomEvent} */ event) => this.#mark(event.detail)}></event-rows>
        </div>
      </div>
    </section>`;
  }

  #state() {
    const subscription = this.subscription;
    const state = subscription?.state ?? "idle";
    const seconds = subscription?.until ? Math.max(0, (subscription.until.getTime() - Date.now()) / 1_000) : 0;
    return html`<span class="countdown hint">${subscription?.until ? text("state.in", { seconds: number(Math.ceil(seconds)) }) : ""}</span>
      <span id="state" class="state" role="status" data-state=${LOOKS[state]} data-is=${state}>${text(`state.${state}`)}</span>`;
  }

  #buttons() {
    const { subscription, options, flaws } = this;
    const isOpen = subscription?.isOpen ?? false;
    const cuttable = subscription?.state === "live" || subscription?.state === "connecting";
    const told = (/** @type {string} */ name) => () => this.dispatchEvent(new CustomEvent(name));
    return html`<div class="actions">
      ${isOpen
        ? html`<button type="button" id="stop" @click=${told("stop")}>${text("wire.stop")}</button>`
        : html`<button type="button" id="start-reading" class="primary" @click=${told("start")}>${text("wire.start")}</button>`}
      <button type="button" id="cut-now" aria-disabled=${cuttable && flaws.cut === undefined ? nothing : "true"} @click=${told("cut")}>${text("wire.cut")}</button>
      <span class="inline">${field({ name: "cut", options, flaws, mode: "decimal" })}</span>
      <button type="button" id="resume" aria-disabled=${subscription?.until ? nothing : "true"} @click=${told("resume")}>${text("wire.resume")}</button>
      <button type="button" id="clear" class="quiet" @click=${told("clear")}>${text("wire.clear")}</button>
    </div>`;
  }

  #refusal() {
    const subscription = this.subscription;
    if (subscription?.state !== "refused") {
      return "";
    }
    if (subscription.refusal === "") {
      return html`<p class="flaw" role="alert">${text("wire.refused-silently")}</p>`;
    }
    const problem = parsed(subscription.refusal);
    const slug = /^\/problems\/([a-z-]+)$/.exec(String(problem.type))?.[1];
    return html`<p class="flaw" role="alert"><bdi lang="en">${[problem.title, problem.finding, problem.remedy].filter(Boolean).join(" — ")}</bdi>
      ${slug === undefined ? "" : html`<a href=${new URL(`problems/${slug}`, root).href}>${text("publish.explanation")}</a>`}</p>`;
  }

  /** @param {number | null} piece */
  #mark(piece) {
    this.#marked = piece;
    this.requestUpdate();
  }
}

/**
 * @param {string} name
 * @param {string} content
 * @param {string} none a key
 */
function head(name, content, none) {
  return content === ""
    ? html`<p class="none" id=${name}>${text(none)}</p>`
    : html`<pre id=${name} class="exchange" tabindex="0" role="group" aria-label=${text(`wire.${name}`)}><bdi>${content}</bdi></pre>`;
}

/**
 * @param {import("../shared/event-rows.js").Row[]} rows
 * @param {number} count
 */
function figures(rows, count) {
  const latencies = rows.flatMap((row) => (typeof row.latency === "number" ? [row.latency] : [])).sort((a, b) => a - b);
  if (count === 0) {
    return "";
  }
  const median = latencies[Math.floor(latencies.length / 2)];
  return latencies.length === 0
    ? text("wire.count", { count: number(count) })
    : text("wire.figures", { count: number(count), median: number(median, 1), most: number(latencies[latencies.length - 1], 1) });
}

/** @param {string} body */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return { title: body.slice(0, 200) };
  }
}

customElements.define("wire-view", WireView);
