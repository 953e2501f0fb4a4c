// @ts-check
// `<sign-in-page>`: signs in with a token, or with the one-time code that stands behind the # of the link in the server's log. What
// stands behind the # is sent to no server and kept in no log.

import { html, nothing } from "lit";
import { dateAndTime } from "../shared/format.js";
import { ProblemError, api, lookForSession, onSession, root, session } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import "../shared/page-header.js";
import { explain } from "../shared/problem.js";
import { text } from "./texts.js";

/** @typedef {import("../shared/hub.js").Session} Session */

/** Problems for which this page knows better what to do. */
const KNOWN = new Set(["invalid-code", "invalid-token", "token-expired", "token-revoked"]);

class SignInPage extends PageElement {
  /** @type {{kind: "good" | "bad", key: string} | {kind: "failure", failure: unknown} | null} */
  #told = null;
  /** @type {() => void} */
  #stop = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#stop = onSession(() => this.requestUpdate());
    const code = /^#(?:code=)?([\w-]+)$/.exec(location.hash)?.[1];
    if (code !== undefined && code !== "main") {
      // The code is used up now: nobody needs it in the history.
      history.replaceState(null, "", location.pathname);
      void this.#signIn(code);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  render() {
    const now = session();
    const signedIn = now !== null && now.subject !== null;
    return html`<h1>${text("title")}</h1>
      <p id="message" role="status" data-kind=${this.#told === null ? nothing : this.#told.kind === "good" ? "good" : "bad"}>${this.#message()}</p>
      <form id="form" class="panel" ?hidden=${signedIn} @submit=${(/** @type {SubmitEvent} */ event) => this.#submit(event)}>
        <p class="field">
          <label for="secret">${text("secret")}</label>
          <input id="secret" name="secret" type="password" autocomplete="off" autocapitalize="none" spellcheck="false" required
            aria-describedby="hint">
        </p>
        <p class="hint" id="hint">${text("hint")}</p>
        <button type="submit" class="primary">${text("submit")}</button>
      </form>
      <section id="session" class="panel" ?hidden=${!signedIn} aria-labelledby="name">${now === null ? "" : this.#session(now)}</section>`;
  }

  updated() {
    document.title = `${text("title")} · Carillon`;
  }

  /** @param {Session} now */
  #session({ name, subject, expiresAt, grants }) {
    const list = (/** @type {string[]} */ granted) =>
      granted.length === 0 ? text("nothing") : granted.map((selector) => html`<code><bdi>${selector}</bdi></code> `);
    return html`<h2><bdi id="name">${name ?? subject ?? ""}</bdi></h2>
      <dl>
        <dt>${text("until")}</dt>
        <dd id="until">${expiresAt === null ? text("until.never") : dateAndTime(expiresAt)}</dd>
        <dt>${text("subscribe")}</dt>
        <dd id="subscribe">${list(grants.subscribe)}</dd>
        <dt>${text("publish")}</dt>
        <dd id="publish">${list(grants.publish)}</dd>
        <dt>${text("admin")}</dt>
        <dd id="admin">${text(grants.admin ? "yes" : "no")}</dd>
      </dl>
      <div class="actions">
        <button type="button" id="out" @click=${() => this.#signOut()}>${text("out")}</button>
        <a href=${root.href}>${text("home")}</a>
        ${grants.admin ? html`<a href=${new URL("admin/", root).href}>${text("console")}</a>` : ""}
      </div>`;
  }

  #message() {
    if (this.#told === null) {
      return "";
    }
    return this.#told.kind === "failure" ? reason(this.#told.failure) : text(this.#told.key);
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    const secret = /** @type {HTMLInputElement} */ (this.querySelector("#secret"));
    if (await this.#signIn(secret.value.trim())) {
      secret.value = "";
    }
  }

  /** A token has two dots, and a code has none. @param {string} value */
  #signIn(value) {
    return this.#try("signed-in", () => api("POST", "api/session", value.includes(".") ? { token: value } : { code: value }));
  }

  #signOut() {
    return this.#try("signed-out", () => api("DELETE", "api/session"));
  }

  /**
   * @param {string} done what is said then
   * @param {() => Promise<unknown>} act
   * @returns {Promise<boolean>}
   */
  async #try(done, act) {
    try {
      await act();
      await lookForSession();
      this.#told = { kind: "good", key: done };
    } catch (failure) {
      this.#told = { kind: "failure", failure };
    }
    this.requestUpdate();
    return this.#told.kind === "good";
  }
}

/** @param {unknown} failure */
function reason(failure) {
  const slug = failure instanceof ProblemError ? failure.problem.type.replace(/^\/problems\//, "") : "";
  return KNOWN.has(slug) ? text(slug) : explain(failure);
}

customElements.define("sign-in-page", SignInPage);
