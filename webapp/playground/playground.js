// @ts-check
// The playground: owns the options, which stand in the page's address, and the subscription that they make.

import { html } from "lit";
import { tell } from "../shared/notices.js";
import "../shared/page-header.js";
import { PageElement } from "../shared/page-element.js";
import "./code-panel.js";
import { fromFragment, listenedTypes, toFragment } from "./options.js";
import "./publish-form.js";
import "./subscribe-form.js";
import { PlaygroundSubscription } from "./subscription.js";
import { text } from "./texts.js";
import { flawsOfPublication, flawsOfSubscription } from "./validation.js";
import "./wire-view.js";

/** @typedef {import("./options.js").Options} Options */

class PlaygroundPage extends PageElement {
  #options = fromFragment(location.hash);
  /** @type {PlaygroundSubscription | null} */
  #subscription = null;
  #version = 0;
  #drawing = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#moved);
    this.#clock = setInterval(() => this.#subscription?.until && this.#draw(), 250);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#moved);
    clearInterval(this.#clock);
    this.#subscription?.close();
  }

  #moved = () => {
    // A link within the page is no link to options.
    if (location.hash === "" || location.hash.includes("=")) {
      this.#options = fromFragment(location.hash);
      this.requestUpdate();
    }
  };

  render() {
    const options = this.#options;
    const reading = flawsOfSubscription(options);
    const publishing = flawsOfPublication(options);
    return html`<div class="top">
        <div>
          <h1>${text("title")}</h1>
          <p class="hint">${text("lead")}</p>
        </div>
        <button type="button" id="link" @click=${() => this.#copyLink()}>${text("link.copy")}</button>
      </div>
      <div class="grid" @choose=${(/** @type {import("./field.js").Choice} */ event) => this.#choose(event.detail)}>
        <subscribe-form class="panel" .options=${options} .flaws=${reading}></subscribe-form>
        <wire-view class="panel" .subscription=${this.#subscription} .options=${options} .flaws=${reading} .version=${this.#version}
          @start=${() => this.#start()} @stop=${() => this.#subscription?.close()}
          @cut=${() => this.#cut()} @resume=${() => this.#resume()} @clear=${() => this.#subscription?.clear()}></wire-view>
        <publish-form class="panel" .options=${options} .flaws=${publishing}></publish-form>
        <code-panel class="panel" .options=${options}
          .wrong=${{ subscribe: Object.keys(reading).length > 0, publish: Object.keys(publishing).length > 0 }}></code-panel>
      </div>`;
  }

  updated() {
    document.title = `${text("title")} · Carillon`;
  }

  /** @param {Partial<Options>} chosen */
  #choose(chosen) {
    this.#options = { ...this.#options, ...chosen };
    history.replaceState(null, "", `${location.pathname}${location.search}#${toFragment(this.#options)}`);
    this.requestUpdate();
  }

  #start() {
    if (Object.keys(flawsOfSubscription(this.#options)).length > 0) {
      /** @type {HTMLElement | null} */ (this.querySelector("subscribe-form [aria-invalid], wire-view [aria-invalid]"))?.focus();
      return;
    }
    this.#subscription?.close();
    this.#subscription = new PlaygroundSubscription(this.#listening(), () => this.#draw());
    void this.#subscription.open();
    this.requestUpdate();
  }

  /** With the type of the publish form, so that what is published here is seen here. */
  #listening() {
    const { type } = this.#options;
    const types = [...listenedTypes(this.#options), ...(type === "" || type.includes(",") ? [] : [type])];
    return { ...this.#options, types: [...new Set(types)].join(",") };
  }

  #cut() {
    const { state } = this.#subscription ?? { state: "idle" };
    if ((state === "live" || state === "connecting") && flawsOfSubscription(this.#options).cut === undefined) {
      this.#subscription?.cut(Number(this.#options.cut));
    }
  }

  #resume() {
    if (this.#subscription?.until) {
      void this.#subscription.open();
    }
  }

  async #copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      tell("good", text("link.copied"));
    } catch {
      tell("plain", text("link.address"));
    }
  }

  /** At most once a frame, however many events come in. */
  #draw() {
    if (!this.#drawing) {
      this.#drawing = true;
      requestAnimationFrame(() => {
        this.#drawing = false;
        this.#version++;
        this.requestUpdate();
      });
    }
  }
}

customElements.define("playground-page", PlaygroundPage);
