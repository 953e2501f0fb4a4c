// @ts-check
// `<subscribe-form>`: what is read, from where on, and how.

import { html } from "lit";
import { PageElement } from "../shared/page-element.js";
import { check, field, select } from "./field.js";
import { DEFAULTS } from "./options.js";
import { text } from "./texts.js";

class SubscribeForm extends PageElement {
  static properties = { options: { attribute: false }, flaws: { attribute: false } };

  constructor() {
    super();
    /** @type {import("./options.js").Options} */
    this.options = DEFAULTS;
    /** @type {Partial<Record<keyof import("./options.js").Options, import("./validation.js").Flaw>>} */
    this.flaws = {};
  }

  render() {
    const { options, flaws } = this;
    const { start, transport } = options;
    const isEventStream = transport === "event-source" || transport === "fetch";
    return html`<section aria-labelledby="subscribe-title">
      <h2 id="subscribe-title">${text("subscribe.title")}</h2>
      ${field({ name: "channels", options, flaws, rows: 2, hint: "hint.channels" })}
      ${select("start", options, ["now", "last", "since", "earliest", "after"])}
      ${start === "last" ? field({ name: "last", options, flaws, mode: "numeric" }) : ""}
      ${start === "since" ? field({ name: "since", options, flaws, hint: "hint.since" }) : ""}
      ${start === "after" ? field({ name: "after", options, flaws }) : ""}
      ${select("transport", options, ["event-source", "fetch", "ndjson", "long-poll", "short-poll"])}
      <p class="hint">${text(`transport-hint.${transport}`)}</p>
      ${isEventStream ? html`<p class="checks">${check("envelope", options)}</p>` : ""}
      ${transport === "event-source" ? field({ name: "types", options, flaws, hint: "hint.types" }) : ""}
      ${transport === "long-poll" ? field({ name: "wait", options, flaws, mode: "numeric" }) : ""}
      ${transport === "short-poll" ? field({ name: "every", options, flaws, mode: "decimal" }) : ""}
    </section>`;
  }
}

customElements.define("subscribe-form", SubscribeForm);
