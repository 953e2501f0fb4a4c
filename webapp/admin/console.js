// @ts-check
// `<admin-console>`: the sections, by the address's fragment, for whoever may come in.

import { html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { onLanguage } from "../shared/language.js";
import { PageElement } from "../shared/page-element.js";
import { access, look, onAccess } from "./access.js";
import { audit } from "./audit-trail.js";
import { stats } from "./stats.js";
import { text } from "./texts/console.js";
import "./gate.js";
import "../shared/hub-status.js";

/** Each is loaded when somebody goes there. @type {Record<string, () => Promise<unknown>>} */
const SECTIONS = {
  overview: () => import("./overview.js"),
  connections: () => import("./connections.js"),
  channels: () => import("./channels.js"),
  chat: () => import("./chat.js"),
  feeds: () => import("./feeds.js"),
  tokens: () => import("./tokens.js"),
  log: () => import("./log.js"),
  drain: () => import("./drain.js"),
  settings: () => import("./settings.js"),
  audit: () => import("./audit.js"),
};

class AdminConsole extends PageElement {
  #section = "overview";
  /** @type {(() => void)[]} */
  #stops = [];
  #moved = () => this.#move();

  connectedCallback() {
    super.connectedCallback();
    this.#stops = [
      onAccess((now) => this.#accessIs(now)),
      onLanguage(() => this.#name()),
      stats.listen(() => this.requestUpdate()),
    ];
    addEventListener("hashchange", this.#moved);
    this.#move();
    void look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stops.forEach((stop) => stop());
    removeEventListener("hashchange", this.#moved);
    this.#accessIs("unknown");
  }

  /** @param {import("./access.js").Access} now */
  #accessIs(now) {
    if (now === "admin") {
      stats.start();
      audit.start();
    } else {
      stats.stop();
      audit.stop();
    }
    this.requestUpdate();
    void this.#load(true);
  }

  /** What is no section, as the skip link, moves nothing. */
  #move() {
    const wanted = location.hash.slice(1).split("?")[0];
    const section = wanted === "" ? "overview" : wanted;
    if (Object.hasOwn(SECTIONS, section)) {
      const isFirst = !this.hasUpdated;
      this.#section = section;
      this.#name();
      this.requestUpdate();
      void this.#load(isFirst);
    }
  }

  /**
   * Whoever may not come in need not wait for it.
   *
   * @param {boolean} isFirst nobody has gone there by himself, so the focus stays where it is
   */
  async #load(isFirst) {
    const section = this.#section;
    if (access() === "admin") {
      await Promise.all([SECTIONS[section](), this.updateComplete]);
      const element = /** @type {PageElement | null} */ (this.querySelector(".section > *"));
      await element?.updateComplete;
      this.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
      if (!isFirst && this.#section === section) {
        /** @type {HTMLElement | null} */ (element?.querySelector("h1"))?.focus();
      }
    }
  }

  #name() {
    document.title = `${text(this.#section)} · ${text("title")}`;
  }

  render() {
    if (access() !== "admin") {
      return html`<admin-gate .access=${access()}></admin-gate>`;
    }
    return html`<div class="console">
      <div class="side">
        <nav aria-label=${text("sections")}>
          ${Object.keys(SECTIONS).map(
            (name) => html`<a href="#${name}" aria-current=${ifDefined(name === this.#section ? "page" : undefined)}>${text(name)}</a>`,
          )}
        </nav>
        <hub-status .status=${stats.status}></hub-status>
      </div>
      <div class="section">${this.#content()}</div>
    </div>`;
  }

  #content() {
    switch (this.#section) {
      case "connections":
        return html`<connections-section></connections-section>`;
      case "channels":
        return html`<channels-section></channels-section>`;
      case "chat":
        return html`<chat-section></chat-section>`;
      case "feeds":
        return html`<feeds-section></feeds-section>`;
      case "tokens":
        return html`<tokens-section></tokens-section>`;
      case "log":
        return html`<log-section></log-section>`;
      case "drain":
        return html`<drain-section></drain-section>`;
      case "settings":
        return html`<settings-section></settings-section>`;
      case "audit":
        return html`<audit-section></audit-section>`;
      default:
        return html`<overview-section></overview-section>`;
    }
  }
}

customElements.define("admin-console", AdminConsole);
