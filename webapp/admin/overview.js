// @ts-check
// `<overview-section>`: how the server is, at a glance.

import { html } from "lit";
import { dateAndTime, number, size, span } from "../shared/format.js";
import { api } from "../shared/hub.js";
import { Section } from "./section.js";
import { stats } from "./stats.js";
import { text } from "./texts/overview.js";
import "./chart-panel.js";

/** @typedef {{version: string, startedAt: string, uptimeSeconds: number, container: string, java: string, head: string}} Server */
/** @typedef {import("./stats.js").Figures} Figures */

/** @param {number} value */
const whole = (value) => (Number.isInteger(value) ? number(value) : "");
/** @param {number} value */
const rate = (value) => `${number(value, value < 10 ? 1 : 0)}${text("second")}`;
/** @param {number} value */
const millis = (value) => `${number(value, value < 10 ? 2 : 0)} ms`;
/** @param {number} value */
const percent = (value) => `${number(100 * value)} %`;

/** @extends {Section<Server>} */
class OverviewSection extends Section {
  /** @type {() => void} */
  #stop = () => {};
  #wasLive = true;

  connectedCallback() {
    super.connectedCallback();
    this.#stop = stats.listen(() => {
      const isLive = stats.status?.state === "live";
      // Another server may be behind the same address now.
      if (isLive && !this.#wasLive) {
        void this.refresh();
      }
      this.#wasLive = isLive;
      this.requestUpdate();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  load() {
    return /** @type {Promise<Server>} */ (api("GET", "api/admin/server"));
  }

  render() {
    return html`${this.heading(text("title"))} ${this.#warnings()} ${this.#facts()} ${this.#charts()} ${this.#counts()}`;
  }

  #warnings() {
    const now = stats.latest;
    if (now === null) {
      return "";
    }
    const failing = now.feeds.filter((feed) => feed.health === "failing").map((feed) => feed.name);
    const heap = now.java.heapUsedBytes / now.java.heapMaxBytes;
    const warnings = [
      now.log.writable ? "" : html`<li class="bad">${text("warning.log")} <a href="#log">${text("log")}</a></li>`,
      now.drain.draining ? html`<li>${text("warning.drain", { left: number(now.drain.left ?? 0) })} <a href="#drain">${text("drain")}</a></li>` : "",
      now.connections.all > 0.9 * now.connections.max ? html`<li>${text("warning.connections")} <a href="#connections">${text("connections")}</a></li>` : "",
      heap > 0.92 ? html`<li>${text("warning.heap", { share: percent(heap) })}</li>` : "",
      failing.length > 0 ? html`<li>${text("warning.feeds")} <bdi>${failing.join(", ")}</bdi> <a href="#feeds">${text("feeds")}</a></li>` : "",
    ].filter((warning) => warning !== "");
    return warnings.length === 0 ? "" : html`<ul class="warnings" role="status">${warnings}</ul>`;
  }

  #facts() {
    const now = stats.latest;
    const server = this.data;
    return html`<dl class="facts">
      ${server === null
        ? ""
        : html`<div><dt>${text("version")}</dt><dd>${server.version}</dd></div>
            <div><dt>${text("up")}</dt><dd title=${dateAndTime(server.startedAt)}>${span((Date.now() - Date.parse(server.startedAt)) / 1_000)}</dd></div>
            <div><dt>${text("container")}</dt><dd>${server.container}, Java ${server.java}</dd></div>`}
      ${now === null
        ? html`<div><dt>${text("figures")}</dt><dd>${text("waiting")}</dd></div>`
        : html`<div><dt>${text("entries")}</dt><dd>${number(now.log.entries ?? 0)} · ${size(now.log.bytes ?? 0)}</dd></div>
            ${now.log.diskFreeBytes === undefined ? "" : html`<div><dt>${text("disk")}</dt><dd>${size(now.log.diskFreeBytes)}</dd></div>`}
            <div><dt>${text("threads")}</dt><dd>${number(now.java.threads)} · ${number(now.java.processors)}</dd></div>`}
    </dl>`;
  }

  #charts() {
    return html`<div class="charts">
      <chart-panel .name=${text("chart.connections")} .format=${whole} .lines=${[
        { of: "connections", label: text("open"), colour: "--line-1" },
        { of: "blocked", label: text("blocked"), colour: "--line-2" },
      ]}></chart-panel>
      <chart-panel .name=${text("chart.deliveries")} .format=${rate} .lines=${[{ of: "events", label: text("events"), colour: "--line-1" }]}></chart-panel>
      <chart-panel .name=${text("chart.latency")} .format=${millis} .lines=${[
        { of: "publishP50", label: text("publish.p50"), colour: "--line-1" },
        { of: "publishP99", label: text("publish.p99"), colour: "--line-2" },
        { of: "commitP99", label: text("commit.p99"), colour: "--line-3" },
      ]}></chart-panel>
      <chart-panel .name=${text("chart.lag")} .format=${whole} .lines=${[
        { of: "lag", label: text("lag.all"), colour: "--line-1" },
        { of: "lagMax", label: text("lag.max"), colour: "--line-2" },
      ]}></chart-panel>
      <chart-panel .name=${text("chart.gaps")} .format=${rate} .lines=${[{ of: "gaps", label: text("gaps.told"), colour: "--line-3" }]}></chart-panel>
      <chart-panel .name=${text("chart.memory")} .binary=${true} .format=${size} .lines=${[
        { of: "heapUsed", label: text("heap.used"), colour: "--line-1" },
        { of: "heapCommitted", label: text("heap.committed"), colour: "--line-2" },
      ]}></chart-panel>
      <chart-panel .name=${text("chart.bytes")} .binary=${true} .format=${(/** @type {number} */ value) => `${size(value)}${text("second")}`} .lines=${[{ of: "bytes", label: text("sent"), colour: "--line-2" }]}></chart-panel>
      <chart-panel .name=${text("chart.cpu")} .format=${percent} .lines=${[{ of: "cpu", label: text("cpu"), colour: "--line-4" }]}></chart-panel>
    </div>`;
  }

  #counts() {
    const now = stats.latest;
    if (now === null) {
      return "";
    }
    return html`<div class="columns">
      ${counts(text("sinks"), now.connections.bySink, text("sinks.none"))}
      ${counts(text("closes"), now.closes, text("closes.none"))}
      ${counts(text("gaps"), now.gaps, text("gaps.none"))}
      ${counts(text("limits"), now.limits, text("limits.none"))}
    </div>`;
  }
}

/**
 * @param {string} title
 * @param {Record<string, number>} values
 * @param {string} none
 */
function counts(title, values, none) {
  const shown = Object.entries(values).sort((one, other) => other[1] - one[1]);
  return html`<section class="panel counts">
    <h2>${title}</h2>
    ${shown.length === 0
      ? html`<p class="hint">${none}</p>`
      : html`<dl>${shown.map(([name, count]) => html`<div><dt><code>${name}</code></dt><dd>${number(count)}</dd></div>`)}</dl>`}
  </section>`;
}

customElements.define("overview-section", OverviewSection);
