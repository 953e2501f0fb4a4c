// @ts-check
// `<home-watch>`: a channel as its bytes and as its events. The events come by the client, as on every page; the bytes by a stream of
// their own, which is closed while nobody looks, because a browser opens only six connections to a server without HTTP/2.

import { html } from "lit";
import "../shared/event-rows.js";
import { shown } from "../shared/event-rows.js";
import { hub } from "../shared/hub.js";
import "../shared/hub-status.js";
import { PageElement } from "../shared/page-element.js";
import "../shared/wire-bytes.js";
import { CHANNEL } from "./channel.js";
import { RawBytes } from "./raw-bytes.js";
import { text } from "./texts.js";

/** @typedef {import("../client/carillon.js").HubEvent} HubEvent */
/** @typedef {import("../client/carillon.js").Subscription} Subscription */
/** @typedef {import("../shared/event-rows.js").Row} Row */

/** More than anybody reads, and few enough for a phone. */
const MOST = 100;

const LEGEND = ["retry", "comment", "id", "event", "data", "end"];

class HomeWatch extends PageElement {
  /** @type {Row[]} */
  #rows = [];
  #count = 0;
  /** @type {Subscription | null} */
  #subscription = null;
  /** @type {string | null} */
  #position = null;
  /** @type {number | null} */
  #marked = null;
  #drawing = false;
  #bytes = new RawBytes(CHANNEL, () => this.#draw());

  connectedCallback() {
    super.connectedCallback();
    this.#connect();
    document.addEventListener("visibilitychange", this.#seen);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#seen);
    this.#disconnect();
  }

  #seen = () => {
    if (document.visibilityState === "hidden" || this.#subscription === null) {
      this.#bytes.close();
    } else {
      this.#bytes.open();
    }
  };

  #connect() {
    this.#subscription = hub.subscribe(
      CHANNEL,
      {
        event: (event) => this.#add(event),
        gap: (gap) => this.#show({ kind: "gap", piece: null, at: new Date(), text: gap.reason }),
        status: () => this.#draw(),
      },
      this.#position === null ? {} : { from: { after: this.#position } },
    );
    this.#seen();
    this.#draw();
  }

  #disconnect() {
    // Before the first event only the bytes tell where the stream is.
    this.#position = this.#subscription?.position ?? this.#position ?? this.#bytes.lastId;
    this.#subscription?.close();
    this.#subscription = null;
    this.#bytes.close();
    this.#draw();
  }

  /** @param {HubEvent} event */
  #add(event) {
    this.#count++;
    this.#show({
      kind: "event",
      piece: null,
      at: event.time,
      type: event.type,
      key: event.key,
      id: event.id,
      text: shown(event.data),
      latency: null,
    });
  }

  /** @param {Omit<Row, "number">} row */
  #show(row) {
    this.#rows = [...this.#rows, { ...row, number: (this.#rows.at(-1)?.number ?? 0) + 1 }].slice(-MOST);
    this.#draw();
  }

  /** At most once a frame, however many come in. */
  #draw() {
    if (!this.#drawing) {
      this.#drawing = true;
      requestAnimationFrame(() => {
        this.#drawing = false;
        this.requestUpdate();
      });
    }
  }

  render() {
    const rows = this.#bytes.joined(this.#rows);
    const connected = this.#subscription !== null;
    return html`<section aria-labelledby="watch-title">
      <div class="title">
        <h2 id="watch-title">${text("watch.title")}</h2>
        <hub-status id="state" .status=${this.#subscription?.status ?? CLOSED}></hub-status>
      </div>
      <p class="hint">${text("watch.listening")} <code>${this.#bytes.address.href}</code></p>
      <div class="wire">
        <div>
          <h3>${text("watch.bytes")}</h3>
          <wire-bytes .pieces=${this.#bytes.pieces} .dropped=${this.#bytes.dropped} .marked=${this.#marked}
            @mark=${(/** @type {CustomEvent} */ event) => this.#mark(event.detail)}></wire-bytes>
        </div>
        <div>
          <h3>${text("watch.events")}</h3>
          <event-rows id="events" .rows=${rows} .none=${text("watch.none")} .marked=${this.#marked}
            @mark=${(/** @type {CustomEvent} */ event) => this.#mark(event.detail)}></event-rows>
        </div>
      </div>
      <div class="actions">
        <button type="button" id="toggle" @click=${() => (connected ? this.#disconnect() : this.#connect())}>
          ${text(connected ? "watch.disconnect" : "watch.connect")}
        </button>
        <button type="button" id="clear" @click=${() => this.#clear()}>${text("watch.clear")}</button>
        <span class="hint count">${this.#count === 0 ? "" : text("watch.count", { shown: rows.length, all: this.#count })}</span>
      </div>
      <dl class="legend">
        ${LEGEND.map((part) => html`<div data-field=${part}><dt>${SIGNS[part]}</dt><dd>${text(`legend.${part}`)}</dd></div>`)}
      </dl>
    </section>`;
  }

  /** @param {number | null} piece */
  #mark(piece) {
    this.#marked = piece;
    this.#draw();
  }

  #clear() {
    this.#rows = [];
    this.#count = 0;
    this.#bytes.clear();
    this.#draw();
  }
}

/** @type {Record<string, string>} */
const SIGNS = { retry: "retry:", comment: ": …", id: "id:", event: "event:", data: "data:", end: "\\n" };

/** @type {import("../client/carillon.js").Status} */
const CLOSED = { state: "closed", transport: null, retryAt: null, problem: null, shared: false };

customElements.define("home-watch", HomeWatch);
