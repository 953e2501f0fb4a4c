// @ts-check
// `<feed-form>`: a new feed, or another configuration of one, by the fields that its kind names.

import { html } from "lit";
import { PageElement } from "../shared/page-element.js";
import { fieldsOf } from "./section.js";
import { text } from "./texts/feeds.js";

/** @typedef {{name: string, type: string, required: boolean, default: string | null, meaning: string}} Field */

/** @typedef {{kind: string, fields: Field[]}} Kind */

/** @typedef {{isNew: boolean, name: string, kind: string, config: Record<string, unknown>}} Wanted */

class FeedForm extends PageElement {
  static properties = { kinds: { attribute: false }, feed: { attribute: false } };

  #kind = "";

  constructor() {
    super();
    /** @type {Kind[]} */
    this.kinds = [];
    /** Null for a new one. @type {{name: string, kind: string, config: Record<string, unknown>} | null} */
    this.feed = null;
  }

  firstUpdated() {
    this.scrollIntoView({ block: "nearest" });
    /** @type {HTMLElement | null} */ (this.querySelector("input, select"))?.focus();
  }

  render() {
    const feed = this.feed;
    const kind = this.kinds.find((each) => each.kind === (feed?.kind ?? this.#kind)) ?? this.kinds[0];
    return html`<section class="panel" aria-labelledby="feed-form-title">
      <h2 id="feed-form-title">${feed === null ? text("new") : text("edit.one", { name: feed.name })}</h2>
      <form @submit=${(/** @type {Event} */ event) => this.#submit(event, kind)}>
        ${feed === null
          ? html`<div class="fields">
              <p class="field"><label for="feed-name">${text("name")}</label>
                <input id="feed-name" name="~name" class="mono" required maxlength="32" pattern="[a-z0-9][a-z0-9._\\-]*" title=${text("name.hint")} autocomplete="off" spellcheck="false"></p>
              <p class="field"><label for="feed-kind">${text("kind")}</label>
                <select id="feed-kind" name="~kind" @change=${this.#choose}>
                  ${this.kinds.map((each) => html`<option value=${each.kind} ?selected=${each === kind}>${each.kind}</option>`)}
                </select></p>
            </div>`
          : ""}
        <div class="fields">${kind?.fields.map((field) => this.#field(field))}</div>
        <p class="hint">${text("form.hint")}</p>
        <div class="actions">
          <button type="submit" class="primary">${text(feed === null ? "create" : "save")}</button>
          <button type="button" @click=${() => this.dispatchEvent(new CustomEvent("cancel"))}>${text("cancel")}</button>
        </div>
      </form>
    </section>`;
  }

  /** @param {Field} field */
  #field({ name, type, required, default: preset, meaning }) {
    const id = `feed-${name}`;
    const value = this.feed?.config[name];
    const entered = value === undefined || value === null ? "" : String(value);
    return html`<p class="field">
      <label for=${id}><code>${name}</code>${required ? " *" : ""}</label>
      ${type === "flag"
        ? html`<select id=${id} name=${name} aria-describedby="${id}-hint">
            <option value="" ?selected=${entered === ""}>${preset ?? "–"}</option>
            <option value="true" ?selected=${entered === "true"}>true</option>
            <option value="false" ?selected=${entered === "false"}>false</option>
          </select>`
        : html`<input id=${id} name=${name} class="mono" ?required=${required} placeholder=${preset ?? ""} inputmode=${type === "integer" ? "numeric" : type === "decimal" ? "decimal" : "text"}
            autocomplete="off" spellcheck="false" aria-describedby="${id}-hint" .value=${entered}>`}
      <span class="hint" id="${id}-hint" lang="en">${meaning}</span>
    </p>`;
  }

  /** @param {Event} event */
  #choose(event) {
    this.#kind = /** @type {HTMLSelectElement} */ (event.target).value;
    this.requestUpdate();
  }

  /**
   * What is left empty is not sent for a new feed, and taken away from one that is there.
   *
   * @param {Event} event
   * @param {Kind} kind
   */
  #submit(event, kind) {
    const values = fieldsOf(event);
    const before = this.feed?.config ?? {};
    /** @type {Record<string, unknown>} */
    const config = {};
    kind.fields.forEach(({ name, type }) => {
      const value = values[name] ?? "";
      if (value !== "") {
        config[name] = typed(value, type);
      } else if (name in before) {
        config[name] = null;
      }
    });
    const detail = { isNew: this.feed === null, name: this.feed?.name ?? values["~name"], kind: kind.kind, config };
    this.dispatchEvent(new CustomEvent("wanted", { detail }));
  }
}

/**
 * What is no number is sent as it is: the server says what is wrong with it.
 *
 * @param {string} value
 * @param {string} type
 */
function typed(value, type) {
  if (type === "flag") {
    return value === "true";
  }
  return type === "integer" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

customElements.define("feed-form", FeedForm);
