// @ts-check
// `<home-health>`: how the server is, as far as one may know, and how this page is connected to it.

import { html } from "lit";
import { dateAndTime, span } from "../shared/format.js";
import { api, hub, onSession, root, session } from "../shared/hub.js";
import "../shared/hub-status.js";
import { PageElement } from "../shared/page-element.js";
import { text } from "./texts.js";

/** @typedef {{status: string, checks: {name: string, status: string, data?: Record<string, unknown>}[]}} Health */
/** @typedef {{version: string, uptimeSeconds: number, container: string, connections: {all: number}}} Server */

/** As often as a balancer asks. */
const EVERY_MILLIS = 10_000;

class HomeHealth extends PageElement {
  /** Null before it is known. @type {Health | "unreachable" | null} */
  #health = null;
  /** @type {Server | null} */
  #server = null;
  #at = new Date();
  /** @type {(() => void)[]} */
  #stops = [];

  connectedCallback() {
    super.connectedCallback();
    const timer = setInterval(() => document.visibilityState === "visible" && this.#look(), EVERY_MILLIS);
    const seen = () => document.visibilityState === "visible" && this.#look();
    document.addEventListener("visibilitychange", seen);
    this.#stops = [
      () => clearInterval(timer),
      () => document.removeEventListener("visibilitychange", seen),
      hub.onStatus(() => this.requestUpdate()),
      onSession(() => void this.#look()),
    ];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stops.forEach((stop) => stop());
  }

  async #look() {
    this.#health = await health();
    this.#server = session()?.grants.admin ? await server() : null;
    this.#at = new Date();
    this.requestUpdate();
  }

  render() {
    const status = hub.status;
    return html`<dl class="health" title=${text("health.at", { time: dateAndTime(this.#at) })}>
      <div>
        <dt>${text("health.server")}</dt>
        <dd id="ready" data-good=${this.#health !== null && this.#health !== "unreachable" && this.#health.status === "UP"}>
          ${this.#ready()}
        </dd>
      </div>
      ${this.#facts()}
      <div>
        <dt>${text("health.connection")}</dt>
        <dd><hub-status></hub-status>${status.transport === null ? "" : html` <span class="how">${text(`health.transport.${status.transport}`)}${status.shared ? `, ${text("health.shared")}` : ""}</span>`}</dd>
      </div>
      <div>
        <dt>${text("health.you")}</dt>
        <dd>${session()?.subject ? html`<bdi>${session()?.name ?? session()?.subject}</bdi>` : text("health.nobody")}</dd>
      </div>
    </dl>`;
  }

  #ready() {
    if (this.#health === null) {
      return text("health.looking");
    }
    if (this.#health === "unreachable") {
      return text("health.unreachable");
    }
    const bad = this.#health.checks.filter((check) => check.status !== "UP");
    return bad.length === 0
      ? text("health.ready")
      : text("health.not-ready", { checks: bad.map((check) => [check.name, check.data?.state].filter(Boolean).join(": ")).join(", ") });
  }

  #facts() {
    const facts = this.#server;
    return facts === null
      ? ""
      : html`<div>
            <dt>${text("health.version")}</dt>
            <dd id="version"><bdi>${facts.version}</bdi> · <bdi>${facts.container}</bdi></dd>
          </div>
          <div>
            <dt>${text("health.uptime")}</dt>
            <dd id="uptime">${span(facts.uptimeSeconds)}</dd>
          </div>`;
  }
}

/** @returns {Promise<Health | "unreachable">} */
async function health() {
  try {
    // A server that is not ready says so with 503 and the same document.
    return await (await fetch(new URL("health/ready", root), { cache: "no-store" })).json();
  } catch {
    return "unreachable";
  }
}

/** @returns {Promise<Server | null>} */
async function server() {
  try {
    return await api("GET", "api/admin/server");
  } catch {
    // The session may have ended meanwhile.
    return null;
  }
}

customElements.define("home-health", HomeHealth);
