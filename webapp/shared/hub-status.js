// @ts-check
// `<hub-status>`: whether what the page shows is live, in words, and a way to try again.

import { html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { explain } from "./problem.js";
import { ProblemError, hub } from "./hub.js";
import { PageElement } from "./page-element.js";
import { translator } from "./texts.js";

/** Of carillon.js, or of another connection. @typedef {Omit<import("../client/carillon.js").Status, "transport"> & {transport: string | null}} Status */

const text = translator({
  en: {
    connecting: "connecting",
    "catching-up": "catching up",
    gap: "catching up, with a gap",
    live: "live",
    offline: "offline",
    refused: "refused",
    closed: "disconnected",
    retry: "Try now",
    shared: "Another tab of this browser holds the connection for this one.",
    "long-poll": "Something on the way holds streams back, so events come by long polls.",
  },
  "zh-CN": {
    connecting: "正在连接",
    "catching-up": "正在补齐",
    gap: "正在补齐，有缺失",
    live: "实时",
    offline: "离线",
    refused: "被拒绝",
    closed: "已断开",
    retry: "立即重试",
    shared: "此浏览器的另一个标签页为本页保持连接。",
    "long-poll": "途中有代理缓冲了数据流，因此改用长轮询接收事件。",
  },
});

class HubStatus extends PageElement {
  static properties = { status: { attribute: false }, retry: { attribute: false } };

  /** @type {() => void} */
  #stop = () => {};

  constructor() {
    super();
    /** Of one subscription; the page's connection if nobody sets it. @type {Status | null} */
    this.status = null;
    this.retry = () => hub.retry();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = hub.onStatus(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  render() {
    const status = this.status ?? hub.status;
    return html`<span class="state" role="status" data-state=${status.state} title=${ifDefined(why(status))}
        >${text(status.state)}</span
      >${status.state === "offline" || status.state === "refused"
        ? html` <button type="button" class="quiet" @click=${() => this.retry()}>${text("retry")}</button>`
        : ""}`;
  }
}

/** @param {Status} status */
function why(status) {
  if (status.problem !== null && status.state !== "live") {
    return explain(new ProblemError(status.problem));
  }
  if (status.transport === "long-poll") {
    return text("long-poll");
  }
  return status.shared ? text("shared") : undefined;
}

customElements.define("hub-status", HubStatus);
