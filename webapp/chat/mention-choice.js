// @ts-check
// The names that fit what stands behind an `@`, while somebody writes: chosen with the arrow keys and Enter or Tab, or by a press.

import { html } from "lit";

/** @typedef {import("./model.js").User} User */

const MOST = 6;

export class MentionChoice {
  #host;
  /** @type {HTMLTextAreaElement | null} */
  #field = null;
  /** @type {User[]} */
  #fitting = [];
  #active = 0;
  /** Where the `@` stands. */
  #at = 0;

  /** @param {import("lit").LitElement} host */
  constructor(host) {
    this.#host = host;
    this.listId = `mentions-${Math.random().toString(36).slice(2)}`;
  }

  get isOpen() {
    return this.#fitting.length > 0;
  }

  get activeId() {
    return this.isOpen ? `${this.listId}-${this.#active}` : undefined;
  }

  /** @param {HTMLTextAreaElement} field @param {import("./room-store.js").RoomStore} room */
  look(field, room) {
    const begun = /(?:^|[\s(（])[@＠]([^@＠\n]{0,32})$/u.exec(field.value.slice(0, field.selectionStart));
    const was = this.isOpen;
    this.#field = field;
    this.#active = 0;
    this.#at = field.selectionStart - (begun?.[1].length ?? 0) - 1;
    this.#fitting = begun === null ? [] : fitting(begun[1].toLowerCase(), room);
    if (was || this.isOpen) {
      this.#host.requestUpdate();
    }
  }

  close() {
    if (this.isOpen) {
      this.#fitting = [];
      this.#host.requestUpdate();
    }
  }

  /** Whether a key was for the list. @param {KeyboardEvent} event */
  takes(event) {
    if (!this.isOpen) {
      return false;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      this.#active = (this.#active + step + this.#fitting.length) % this.#fitting.length;
      this.#host.requestUpdate();
    } else if (event.key === "Enter" || event.key === "Tab") {
      this.#choose(this.#fitting[this.#active]);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  /** @param {User} user */
  #choose(user) {
    const field = this.#field;
    if (field !== null) {
      field.setRangeText(`@${user.name} `, this.#at, field.selectionStart, "end");
      field.focus();
      this.#fitting = [];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.#host.requestUpdate();
  }

  render() {
    return this.isOpen
      ? html`<ul class="mentions" role="listbox" id=${this.listId} aria-label="@">
          ${this.#fitting.map(
            (user, index) => html`<li role="option" id="${this.listId}-${index}" aria-selected=${index === this.#active}
              @mousedown=${(/** @type {Event} */ event) => {
                // The field keeps the focus.
                event.preventDefault();
                this.#choose(user);
              }}><bdi>${user.name}</bdi></li>`,
          )}
        </ul>`
      : "";
  }
}

/** Those who are there, and whoever has said something. @param {string} begun @param {import("./room-store.js").RoomStore} room */
function fitting(begun, { you, people, timeline }) {
  /** @type {Map<string, User>} */
  const known = new Map(people.present.map((member) => [member.id, member]));
  timeline.messages.forEach(({ author }) => known.has(author.id) || known.set(author.id, author));
  return [...known.values()]
    .filter(({ id, name }) => id !== you?.id && name.toLowerCase().startsWith(begun) && name.toLowerCase() !== begun.trim())
    .slice(0, MOST);
}
