// @ts-check
// `<event-rows>`: events as a program gets them. One tab stop; the arrow keys go from event to event.

import { html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { repeat } from "lit/directives/repeat.js";
import { number } from "./format.js";
import { PageElement } from "./page-element.js";
import { StickyScroll, reveal } from "./scroll.js";
import { translator } from "./texts.js";

const text = translator({
  en: {
    label: "Events",
    "no-id": "volatile, no id",
    "id-unknown": "no id of its own",
    replayed: "replayed",
    latency: "{millis} ms",
    "latency-title": "From the time of the event, by the server's clock, to its arrival, by this browser's.",
    key: "key",
    "gap.trimmed": "Events are missing here: the log no longer has them.",
    "gap.unknown-epoch": "Events may be missing here: the server has a new log. The stream begins with its oldest event.",
    "gap.unknown-offset": "Events may be missing here: the server's log ends before the last event of this page.",
    "gap.slow": "Volatile events are missing here: this page read too slowly.",
    "gap.other": "Events are missing here ({reason}).",
  },
  "zh-CN": {
    label: "事件",
    "no-id": "易失，没有 id",
    "id-unknown": "没有自己的 id",
    replayed: "补发",
    latency: "{millis} 毫秒",
    "latency-title": "从事件的时间（服务器时钟）到收到它（此浏览器的时钟）。",
    key: "键",
    "gap.trimmed": "此处缺少事件：日志里已经没有了。",
    "gap.unknown-epoch": "此处可能缺少事件：服务器换了新的日志，从其中最早的事件开始。",
    "gap.unknown-offset": "此处可能缺少事件：服务器的日志到不了本页最后收到的事件。",
    "gap.slow": "此处缺少易失事件：本页读取太慢。",
    "gap.other": "此处缺少事件（{reason}）。",
  },
});

const REASONS = new Set(["trimmed", "unknown-epoch", "unknown-offset", "slow"]);

/**
 * @typedef {object} Row
 * @property {number} number
 * @property {"event" | "gap" | "mark"} kind
 * @property {number | null} piece the number of the bytes that it came from
 * @property {Date} at when it was made, or came in if that is not known
 * @property {string} [channel]
 * @property {string} [type]
 * @property {string | null} [key]
 * @property {string | null} [id] null for none; left out if the transport does not tell
 * @property {string} text the data, the reason of a gap, or what a mark says
 * @property {number | null} [latency] in milliseconds
 * @property {boolean} [replayed]
 */

class EventRows extends PageElement {
  static properties = {
    rows: { attribute: false },
    marked: { attribute: false },
    none: { type: String },
  };

  #scroll = new StickyScroll(this, ".events");
  /** @type {number | null} */
  #current = null;

  constructor() {
    super();
    /** @type {readonly Row[]} */
    this.rows = [];
    /** The number of the bytes that are lit up. @type {number | null} */
    this.marked = null;
    /** What is said while there is nothing. */
    this.none = "";
  }

  willUpdate() {
    this.#scroll.note();
  }

  updated(/** @type {Map<string, unknown>} */ changed) {
    if (changed.has("marked") && this.marked !== null && !this.matches(":hover, :focus-within")) {
      reveal(this.querySelector(".events"), this.querySelector("[data-marked]"));
    } else if (changed.has("rows")) {
      this.#scroll.follow();
    }
  }

  render() {
    const stop = this.rows.some((row) => row.number === this.#current) ? this.#current : this.rows.at(-1)?.number;
    return html`<div class="events">
      ${this.rows.length === 0 ? html`<p class="none">${this.none}</p>` : ""}
      <ol id="list" aria-label=${text("label")} @keydown=${(/** @type {KeyboardEvent} */ event) => this.#move(event)}>
        ${repeat(
          this.rows,
          (row) => row.number,
          (row) => html`<li
            class=${row.kind}
            data-row=${row.number}
            tabindex=${row.number === stop ? 0 : -1}
            data-marked=${ifDefined(row.piece !== null && row.piece === this.marked ? "" : undefined)}
            @mouseenter=${() => this.#tell(row.piece)}
            @mouseleave=${() => this.#tell(null)}
            @focus=${() => this.#focused(row)}
            @blur=${() => this.#tell(null)}
          >${row.kind === "event" ? event(row) : row.kind === "gap" ? gap(row) : html`<p><bdi>${row.text}</bdi></p>`}</li>`,
        )}
      </ol>
    </div>`;
  }

  /** @param {Row} row */
  #focused(row) {
    this.#current = row.number;
    this.#tell(row.piece);
    this.requestUpdate();
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const from = /** @type {HTMLElement} */ (event.target).closest("li");
    const to = { ArrowDown: from?.nextElementSibling, ArrowUp: from?.previousElementSibling }[event.key];
    if (to instanceof HTMLElement) {
      event.preventDefault();
      to.focus();
    }
  }

  /** @param {number | null} piece */
  #tell(piece) {
    this.dispatchEvent(new CustomEvent("mark", { detail: piece }));
  }
}

/** @param {Row} row */
function event(row) {
  return html`<div class="facts">
      ${time(row.at)}
      ${row.channel === undefined ? "" : html`<bdi class="channel">${row.channel}</bdi>`}
      <bdi class="type">${row.type}</bdi>
      ${row.key === undefined || row.key === null ? "" : html`<span class="key">${text("key")} <bdi>${row.key}</bdi></span>`}
      <span class="id">${row.id === undefined ? text("id-unknown") : (row.id ?? text("no-id"))}</span>
      ${row.replayed ? html`<span class="replayed">${text("replayed")}</span>` : latency(row.latency)}
    </div>
    <pre dir="auto">${row.text}</pre>`;
}

/** @param {Row} row */
function gap(row) {
  return html`<div class="facts">${time(row.at)} <span class="type">carillon.gap</span></div>
    <p>${text(REASONS.has(row.text) ? `gap.${row.text}` : "gap.other", { reason: row.text })}</p>`;
}

/** @param {number | null | undefined} millis */
function latency(millis) {
  return millis === undefined || millis === null
    ? ""
    : html`<span class="latency" title=${text("latency-title")}>${text("latency", { millis: number(millis, millis < 10 ? 1 : 0) })}</span>`;
}

/** @param {Date} when */
function time(when) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const clock = `${two(when.getHours())}:${two(when.getMinutes())}:${two(when.getSeconds())}`;
  return html`<time datetime=${when.toISOString()}>${clock}.${String(when.getMilliseconds()).padStart(3, "0")}</time>`;
}

/**
 * What stands for an event's data: itself if it is text, else its JSON.
 *
 * @param {unknown} data
 */
export function shown(data) {
  return typeof data === "string" ? data : JSON.stringify(data);
}

customElements.define("event-rows", EventRows);
