// @ts-check
// `<tokens-section>`: what was minted here, minting, and revoking.

import { html } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";
import { ask } from "../shared/dialog.js";
import { dateAndTime } from "../shared/format.js";
import { api } from "../shared/hub.js";
import { audit } from "./audit-trail.js";
import { Pages, Section, copy, fieldsOf, withQuery } from "./section.js";
import { text } from "./texts/tokens.js";

/** @typedef {{id: string, name: string, subject: string, publish: string[], subscribe: string[], admin: boolean, issuedAt: string,
 *   expiresAt: string, revokedAt: string | null}} Token */

/** @typedef {{items: Token[], next: string | null}} Page */

/** @typedef {{id: string, token: string, name: string, expiresAt: string}} Minted */

const PATH = "api/admin/tokens";
const PAGE = 100;

/** @extends {Section<Page>} */
class TokensSection extends Section {
  #pages = new Pages();
  /** Told once; gone when the section is left. @type {Minted | null} */
  #minted = null;
  /** @type {import("lit/directives/ref.js").Ref<HTMLElement>} */
  #secret = createRef();
  /** @type {() => void} */
  #stop = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#stop = audit.onDone(["mint-token", "revoke-token", "sign-in"], () => this.refreshSoon());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    this.#minted = null;
  }

  load() {
    return /** @type {Promise<Page>} */ (api("GET", withQuery(PATH, { after: this.#pages.after, limit: PAGE })));
  }

  render() {
    return html`${this.heading(text("title"), this.refreshButton())} ${this.#told()}
      <details class="panel" ?open=${this.#minted === null && this.data?.items.length === 0}>
        <summary>${text("mint")}</summary>
        ${this.#form()}
      </details>
      ${this.loaded((page) => this.#list(page))} ${this.#revokeOther()}`;
  }

  #told() {
    const minted = this.#minted;
    if (minted === null) {
      return "";
    }
    return html`<section class="panel secret" aria-labelledby="minted-title">
      <h2 id="minted-title">${text("minted", { name: minted.name })}</h2>
      <p>${text("minted.once")}</p>
      <pre tabindex="0" id="minted-token" aria-label=${text("token")} ${ref(this.#secret)}>${minted.token}</pre>
      <div class="actions">
        <button type="button" class="primary" @click=${() => this.#secret.value && void copy(this.#secret.value)}>${text("copy")}</button>
        <button type="button" @click=${() => ((this.#minted = null), this.requestUpdate())}>${text("have-it")}</button>
      </div>
    </section>`;
  }

  #form() {
    return html`<form @submit=${this.#mint}>
      <div class="fields">
        <p class="field"><label for="mint-name">${text("name")}</label>
          <input id="mint-name" name="name" required maxlength="200" autocomplete="off"></p>
        <p class="field"><label for="mint-subject">${text("subject")}</label>
          <input id="mint-subject" name="subject" maxlength="200" autocomplete="off" spellcheck="false" placeholder=${text("subject.default")}></p>
        <p class="field"><label for="mint-lifetime">${text("lifetime")}</label>
          <input id="mint-lifetime" name="lifetime" required value="30d" class="mono" autocomplete="off" spellcheck="false" aria-describedby="mint-lifetime-hint">
          <span class="hint" id="mint-lifetime-hint">${text("lifetime.hint")}</span></p>
      </div>
      <div class="fields">
        <p class="field"><label for="mint-subscribe">${text("subscribe")}</label>
          <textarea id="mint-subscribe" name="subscribe" rows="2" class="mono" spellcheck="false" placeholder="orders/**" aria-describedby="mint-selectors-hint"></textarea></p>
        <p class="field"><label for="mint-publish">${text("publish")}</label>
          <textarea id="mint-publish" name="publish" rows="2" class="mono" spellcheck="false" aria-describedby="mint-selectors-hint"></textarea></p>
      </div>
      <p class="hint" id="mint-selectors-hint">${text("selectors.hint")}</p>
      <div class="actions">
        <label class="check"><input type="checkbox" name="admin">${text("admin.long")}</label>
        <button type="submit" class="primary">${text("mint")}</button>
      </div>
    </form>`;
  }

  /** @param {Event} event */
  async #mint(event) {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { name, subject, lifetime, publish, subscribe, admin } = fieldsOf(event);
    const wanted = {
      name,
      ...(subject === "" ? {} : { subject }),
      lifetime,
      publish: list(publish),
      subscribe: list(subscribe),
      admin: admin !== undefined,
    };
    const minted = await this.act(
      () => /** @type {Promise<Minted>} */ (api("POST", PATH, wanted)),
      () => text("minted.done", { name }),
    );
    if (minted !== undefined) {
      this.#minted = minted;
      form.reset();
      /** @type {HTMLDetailsElement | null} */ (form.closest("details"))?.removeAttribute("open");
      this.requestUpdate();
      await this.updateComplete;
      this.#secret.value?.focus();
    }
  }

  /** @param {Page} page */
  #list(page) {
    return html`${page.items.length === 0
        ? html`<p class="empty">${text("none")}</p>`
        : html`<div class="table rows">
            <table>
              <thead>
                <tr>
                  <th>${text("name")}</th>
                  <th>${text("subject")}</th>
                  <th>${text("grants")}</th>
                  <th>${text("issued")}</th>
                  <th>${text("expires")}</th>
                  <th>${text("state")}</th>
                  <th><span class="unseen">${text("act")}</span></th>
                </tr>
              </thead>
              <tbody>
                ${repeat(page.items, (token) => token.id, (token) => this.#row(token))}
              </tbody>
            </table>
          </div>`}
      ${this.#pages.buttons(page.next, () => void this.refresh())}`;
  }

  /** @param {Token} token */
  #row(token) {
    const state = token.revokedAt !== null ? "revoked" : Date.parse(token.expiresAt) <= Date.now() ? "expired" : "valid";
    return html`<tr class=${state}>
      <td data-label=${text("name")}><bdi>${token.name}</bdi></td>
      <td data-label=${text("subject")}><bdi>${token.subject}</bdi></td>
      <td data-label=${text("grants")} class="names">
        ${token.admin ? html`<span class="chip warn">admin</span> ` : ""}
        ${grants(text("reads"), token.subscribe)} ${grants(text("publishes"), token.publish)}
      </td>
      <td data-label=${text("issued")}>${dateAndTime(token.issuedAt)}</td>
      <td data-label=${text("expires")}>${dateAndTime(token.expiresAt)}</td>
      <td data-label=${text("state")} title=${token.revokedAt === null ? token.id : dateAndTime(token.revokedAt)}>
        <span class="chip ${state === "valid" ? "good" : "off"}">${text(state)}</span></td>
      <td class="act">${state === "valid"
        ? html`<button type="button" class="danger small" @click=${() => void this.#revoke(token.id, token.name)} aria-label=${text("revoke.one", { name: token.name })}>${text("revoke")}</button>`
        : ""}</td>
    </tr>`;
  }

  #revokeOther() {
    return html`<details class="panel">
      <summary>${text("revoke.other")}</summary>
      <form class="filter" @submit=${this.#revokeNamed}>
        <label>${text("jti")}<input name="id" class="mono" required maxlength="500" autocomplete="off" spellcheck="false"></label>
        <span class="actions"><button type="submit" class="danger">${text("revoke")}</button></span>
      </form>
      <p class="hint">${text("revoke.other.hint")}</p>
    </details>`;
  }

  /** @param {Event} event */
  #revokeNamed(event) {
    const { id } = fieldsOf(event);
    void this.#revoke(id, id);
  }

  /**
   * @param {string} id
   * @param {string} name
   */
  async #revoke(id, name) {
    const sure = await ask({ title: text("revoke.one", { name }), text: text("revoke.text"), action: text("revoke"), danger: true });
    if (sure !== null) {
      await this.act(
        () => api("DELETE", `${PATH}/${id.split("/").map(encodeURIComponent).join("/")}`),
        () => text("revoked.done", { name }),
      );
    }
  }
}

/** @param {string} lines */
function list(lines) {
  return lines.split(/[\s,]+/).filter((selector) => selector !== "");
}

/**
 * @param {string} what
 * @param {string[]} selectors
 */
function grants(what, selectors) {
  return selectors.length === 0
    ? ""
    : html`<span class="grant">${what} ${selectors.map((selector) => html`<code><bdi>${selector}</bdi></code> `)}</span>`;
}

customElements.define("tokens-section", TokensSection);
