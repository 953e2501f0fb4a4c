// @ts-check
// What the sections have in common: they load something, show it or why not, and do something after which they load it again.

import { html } from "lit";
import { tell, tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { explain } from "../shared/problem.js";
import { lookIfRefused } from "./access.js";
import { text } from "./texts/console.js";

const SOON_MILLIS = 150;

/** @template T */
export class Section extends PageElement {
  /** What was loaded; null until then. @type {T | null} */
  data = null;

  /** @type {unknown} */
  #failure = null;
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  connectedCallback() {
    super.connectedCallback();
    void this.refresh();
  }

  /** Of an element that is gone nothing is shown any more. */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#turn++;
    clearTimeout(this.#soon);
    this.#soon = undefined;
  }

  /**
   * Asks the hub for what the section shows.
   *
   * @abstract
   * @returns {Promise<T>}
   */
  load() {
    throw new Error("a section loads something");
  }

  /** Of several answers the one that was asked for last counts. */
  async refresh() {
    const turn = ++this.#turn;
    try {
      const data = await this.load();
      if (turn !== this.#turn) {
        return;
      }
      this.data = data;
      this.#failure = null;
    } catch (failure) {
      if (turn !== this.#turn) {
        return;
      }
      this.#failure = failure;
      lookIfRefused(failure);
    }
    this.requestUpdate();
  }

  /** As several things happen at once, once after all of them. */
  refreshSoon() {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.refresh();
    }, SOON_MILLIS);
  }

  /**
   * Does something, says what came of it, and loads anew.
   *
   * @template R
   * @param {() => Promise<R>} deed
   * @param {(result: R) => string} done what is said then
   * @returns {Promise<R | undefined>} undefined if it has failed
   */
  async act(deed, done) {
    try {
      const result = await deed();
      tell("good", done(result));
      return result;
    } catch (failure) {
      tellFailure(failure);
      lookIfRefused(failure);
      return undefined;
    } finally {
      void this.refresh();
    }
  }

  /**
   * A list or what else was loaded; before that, or if that has failed, what there is to say about it.
   *
   * @param {(data: T) => unknown} content
   */
  loaded(content) {
    const failure = this.#failure;
    const trouble =
      failure === null
        ? ""
        : html`<div class="panel trouble" role="alert">
            <p><strong>${text("failed")}.</strong> <bdi>${explain(failure)}</bdi></p>
            <button type="button" @click=${() => void this.refresh()}>${text("again")}</button>
          </div>`;
    if (this.data === null) {
      return failure === null ? html`<p class="hint">${text("loading")}</p>` : trouble;
    }
    return html`${trouble}${content(this.data)}`;
  }

  /**
   * @param {string} title
   * @param {unknown} [beside] buttons at the end of the line
   */
  heading(title, beside = "") {
    return html`<div class="heading"><h1 tabindex="-1">${title}</h1><div class="actions">${beside}</div></div>`;
  }

  refreshButton() {
    return html`<button type="button" @click=${() => void this.refresh()}>${text("refresh")}</button>`;
  }
}

/** The pages of a list that the hub gives out piece by piece. */
export class Pages {
  /** Where each page begins that was seen on the way. @type {(string | null)[]} */
  #places = [null];

  /** Where the page begins that is shown; null for the first one. */
  get after() {
    return this.#places[this.#places.length - 1];
  }

  restart() {
    this.#places = [null];
  }

  /**
   * @param {string | null} next of the page that is shown
   * @param {() => void} turned is told that another one is to be loaded
   */
  buttons(next, turned) {
    const number = this.#places.length;
    if (next === null && number === 1) {
      return "";
    }
    return html`<div class="pages">
      <button type="button" ?disabled=${number === 1} @click=${() => (this.#places.pop(), turned())}>${text("previous")}</button>
      <span>${text("page", { number })}</span>
      <button type="button" ?disabled=${next === null} @click=${() => (this.#places.push(next), turned())}>${text("next")}</button>
    </div>`;
  }
}

/**
 * A path with a query of what is there.
 *
 * @param {string} path
 * @param {Record<string, string | number | boolean | null | undefined>} values
 */
export function withQuery(path, values) {
  const query = new URLSearchParams();
  Object.entries(values).forEach(([name, value]) => {
    if (value !== null && value !== undefined && value !== "") {
      query.set(name, String(value));
    }
  });
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/**
 * What a form says, without blanks at both ends.
 *
 * @param {Event} event its submission, which goes nowhere
 * @returns {Record<string, string>}
 */
export function fieldsOf(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
}

/**
 * A word of the server in the reader's language; as it is, if this page is older than the server.
 *
 * @param {(key: string) => string} texts
 * @param {string} prefix
 * @param {string} value
 */
export function word(texts, prefix, value) {
  try {
    return texts(`${prefix}.${value}`);
  } catch {
    return value;
  }
}

/** @param {HTMLElement} place whose text is copied */
export async function copy(place) {
  try {
    await navigator.clipboard.writeText(place.textContent ?? "");
    tell("plain", text("copied"));
  } catch {
    // Without HTTPS a browser has no clipboard for pages.
    getSelection()?.selectAllChildren(place);
    tell("plain", text("selected"));
  }
}
