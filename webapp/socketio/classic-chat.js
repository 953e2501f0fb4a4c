// @ts-check
// `<classic-chat>`: the chat that every tutorial of Socket.IO builds, with the official client, and how its connection is.

import { html } from "lit";
import { root } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import { io } from "../socket.io/socket.io.esm.min.js";
import { text } from "./texts.js";

/** @typedef {import("../client/carillon.js").Problem} Problem */
/** @typedef {{kind: "said" | "told", text: string}} Line */

const MOST_LINES = 200;
const ACK_MILLIS = 10_000;

class ClassicChat extends PageElement {
  /** @type {Line[]} */
  #lines = [];
  /** What went wrong last, as a sentence. */
  #failure = "";
  #connections = 0;
  /** @type {any} */
  #socket = null;

  connectedCallback() {
    super.connectedCallback();
    const socket = io(root.origin, { path: `${root.pathname}socket.io/`, forceNew: true });
    this.#socket = socket;
    socket.on("data", (/** @type {unknown} */ data) => this.#add({ kind: "said", text: typeof data === "string" ? data : JSON.stringify(data) }));
    socket.on("gap", () => this.#add({ kind: "told", text: "chat.gap" }));
    socket.on("closed", () => this.#add({ kind: "told", text: "chat.closed" }));
    socket.on("connect", () => this.#connected());
    socket.on("disconnect", () => this.requestUpdate());
    socket.on("connect_error", (/** @type {{message: string, data?: Problem}} */ failure) => this.#fail(sentence(failure.data) || text("chat.unreachable")));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#socket.disconnect();
  }

  #connected() {
    this.#failure = "";
    if (this.#connections++ > 0) {
      this.#add({ kind: "told", text: this.#socket.recovered ? "chat.recovered" : "chat.anew" });
    }
    this.#socket.io.engine.on("upgrade", () => this.requestUpdate());
    this.requestUpdate();
  }

  /** @param {string} failure */
  #fail(failure) {
    this.#failure = failure;
    this.requestUpdate();
  }

  /** @param {Line} line */
  #add(line) {
    this.#lines = [...this.#lines, line].slice(-MOST_LINES);
    this.requestUpdate();
  }

  render() {
    const { connected } = this.#socket;
    return html`<section aria-labelledby="chat-title">
      <div class="heading">
        <h2 id="chat-title">${text("chat.title")}</h2>
        <p class="state" role="status" data-state=${connected ? "live" : "connecting"}>${this.#state()}</p>
      </div>
      <ul class="lines" tabindex="0" aria-label=${text("chat.lines")} aria-live="polite">
        ${this.#lines.length === 0 ? html`<li class="told">${text("chat.none")}</li>` : ""}
        ${this.#lines.map((line) => html`<li class=${line.kind}>${line.kind === "told" ? text(line.text) : html`<bdi>${line.text}</bdi>`}</li>`)}
      </ul>
      <form @submit=${this.#say}>
        <input autocomplete="off" maxlength="2000" required aria-label=${text("chat.message")} placeholder=${text("chat.message")}>
        <button class="primary" ?disabled=${!connected}>${text("chat.send")}</button>
      </form>
      <p class="flaw" role="alert"><bdi>${this.#failure}</bdi></p>
      <div class="actions">
        <button type="button" id="cut" ?disabled=${!connected} @click=${() => this.#socket.io.engine.close()}>${text("chat.cut")}</button>
        <span class="hint">${text("chat.cut-hint")}</span>
      </div>
    </section>`;
  }

  #state() {
    if (!this.#socket.connected) {
      return text("chat.connecting");
    }
    return text(this.#socket.io.engine.transport.name === "websocket" ? "chat.by-websocket" : "chat.by-polling");
  }

  /** @param {SubmitEvent} event */
  async #say(event) {
    event.preventDefault();
    const input = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    const said = input.value;
    input.value = "";
    this.#fail("");
    try {
      const { error } = await this.#socket.timeout(ACK_MILLIS).emitWithAck("event", said);
      this.#fail(sentence(error));
    } catch {
      this.#fail(text("chat.no-answer"));
    }
  }

  updated() {
    const lines = this.querySelector(".lines");
    if (lines !== null) {
      lines.scrollTop = lines.scrollHeight;
    }
  }
}

/** @param {Problem | undefined} problem */
function sentence(problem) {
  return problem === undefined ? "" : [problem.title, problem.finding ?? problem.detail, problem.remedy].filter(Boolean).join(" — ");
}

customElements.define("classic-chat", ClassicChat);
