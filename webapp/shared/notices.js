// @ts-check
// Short notices at the edge of the page, read aloud by screen readers. They stay until they were there for long enough to be read.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "./page-element.js";
import { explain } from "./problem.js";
import { translator } from "./texts.js";

/** @typedef {"good" | "bad" | "plain"} Kind */

const SHOWN_MILLIS = 8_000;
const MOST = 4;

const text = translator({ en: { dismiss: "Dismiss" }, "zh-CN": { dismiss: "关闭" } });

class Notices extends PageElement {
  /** @type {{id: number, kind: Kind, text: string}[]} */
  #shown = [];
  #lastId = 0;

  /**
   * @param {Kind} kind
   * @param {string} message
   */
  add(kind, message) {
    const id = ++this.#lastId;
    this.#shown = [...this.#shown, { id, kind, text: message }].slice(-MOST);
    this.requestUpdate();
    setTimeout(() => this.#remove(id), kind === "bad" ? 2 * SHOWN_MILLIS : SHOWN_MILLIS);
  }

  /** @param {number} id */
  #remove(id) {
    this.#shown = this.#shown.filter((notice) => notice.id !== id);
    this.requestUpdate();
  }

  render() {
    return html`<div class="notices" role="status" aria-live="polite">
      ${repeat(
        this.#shown,
        (notice) => notice.id,
        (notice) => html`<p class="notice ${notice.kind}">
          <bdi>${notice.text}</bdi>
          <button type="button" class="quiet" aria-label=${text("dismiss")} @click=${() => this.#remove(notice.id)}>×</button>
        </p>`,
      )}
    </div>`;
  }
}

customElements.define("carillon-notices", Notices);

/**
 * @param {Kind} kind
 * @param {string} message
 */
export function tell(kind, message) {
  place().add(kind, message);
}

/** @param {unknown} failure */
export function tellFailure(failure) {
  tell("bad", explain(failure));
}

/** @returns {Notices} */
function place() {
  const there = document.querySelector("carillon-notices");
  if (there instanceof Notices) {
    return there;
  }
  const made = new Notices();
  document.body.append(made);
  return made;
}
