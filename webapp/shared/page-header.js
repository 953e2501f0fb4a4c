// @ts-check
// `<page-header current="chat">`: the way to the other pages, the languages, the theme, and who is signed in.

import { html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { lookForSession, onSession, root, session, signOut } from "./hub.js";
import { language, speak } from "./language.js";
import { tellFailure } from "./notices.js";
import { PageElement } from "./page-element.js";
import { translator } from "./texts.js";
import { theme, wear } from "./theme.js";

/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("./theme.js").Theme} Theme */

const text = translator({
  en: {
    skip: "Skip to the content",
    pages: "Pages",
    home: "Home",
    chat: "Chat",
    ticker: "Ticker",
    playground: "Playground",
    socketio: "Socket.IO",
    admin: "Console",
    "api-docs": "API",
    theme: "Colours",
    auto: "System",
    light: "Light",
    dark: "Dark",
    language: "Language",
    "sign-in": "Sign in",
    "sign-out": "Sign out",
  },
  "zh-CN": {
    skip: "跳到内容",
    pages: "页面",
    home: "首页",
    chat: "聊天",
    ticker: "行情",
    playground: "试验场",
    socketio: "Socket.IO",
    admin: "控制台",
    "api-docs": "API",
    theme: "颜色",
    auto: "跟随系统",
    light: "浅色",
    dark: "深色",
    language: "语言",
    "sign-in": "登录",
    "sign-out": "退出",
  },
});

const PAGES = ["home", "chat", "ticker", "playground", "socketio", "admin", "api-docs"];

class PageHeader extends PageElement {
  static properties = { current: { type: String } };

  /** @type {() => void} */
  #stop = () => {};
  #resized = new ResizeObserver(() => this.#showWhereWeAre());

  constructor() {
    super();
    this.current = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = onSession(() => this.requestUpdate());
    if (session() === null) {
      lookForSession().catch(() => {
        // The page's own state says that the hub cannot be reached.
      });
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  render() {
    return html`<a class="skip" href="#main">${text("skip")}</a>
      <header class="page-header">
        <a class="brand" href=${root.href}><img src=${new URL("shared/icon.svg", root).href} alt="" width="28" height="28"> Carillon</a>
        <nav aria-label=${text("pages")}>
          ${PAGES.map((page) => html`<a href=${address(page)} aria-current=${ifDefined(page === this.current ? "page" : undefined)}>${text(page)}</a>`)}
        </nav>
        <div class="choices">
          <label><span class="unseen">${text("language")}</span>
            <select @change=${(/** @type {Event} */ event) => speak(/** @type {Language} */ (chosen(event)))}>
              <option value="en" lang="en" ?selected=${language() === "en"}>English</option>
              <option value="zh-CN" lang="zh-CN" ?selected=${language() === "zh-CN"}>中文</option>
            </select></label>
          <label><span class="unseen">${text("theme")}</span>
            <select @change=${(/** @type {Event} */ event) => wear(/** @type {Theme} */ (chosen(event)))}>
              ${["auto", "light", "dark"].map((each) => html`<option value=${each} ?selected=${theme() === each}>${text(each)}</option>`)}
            </select></label>
          ${this.#person()}
        </div>
      </header>`;
  }

  firstUpdated() {
    this.#resized.observe(/** @type {HTMLElement} */ (this.querySelector("nav")));
  }

  updated() {
    this.#showWhereWeAre();
  }

  /** A phone has no room for all pages: the one that is there is in sight. */
  #showWhereWeAre() {
    const pages = /** @type {HTMLElement} */ (this.querySelector("nav"));
    const here = pages.querySelector("[aria-current]");
    if (here instanceof HTMLElement && pages.scrollWidth > pages.clientWidth) {
      pages.scrollLeft = here.offsetLeft - pages.offsetLeft - (pages.clientWidth - here.offsetWidth) / 2;
    }
  }

  #person() {
    const now = session();
    if (now === null || now.subject === null) {
      return html`<a class="button" href=${address("sign-in")}>${text("sign-in")}</a>`;
    }
    return html`<span class="person"><bdi>${now.name ?? now.subject}</bdi>
      <button type="button" class="quiet" @click=${() => signOut().catch(tellFailure)}>${text("sign-out")}</button></span>`;
  }
}

/** @param {string} page */
function address(page) {
  return page === "home" ? root.href : new URL(`${page}/`, root).href;
}

/** @param {Event} event */
function chosen(event) {
  return /** @type {HTMLSelectElement} */ (event.target).value;
}

customElements.define("page-header", PageHeader);
