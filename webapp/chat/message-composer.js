// @ts-check
// `<message-composer>`: where somebody writes, in a room or in a thread of it. What he has begun is kept for each of both.

import { html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { tell, tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { MentionChoice } from "./mention-choice.js";
import { excerpt } from "./message-view.js";
import { Watch } from "./observable.js";
import { MOST_WAITING } from "./outbox.js";
import { text } from "./texts.js";

/** The hub's limit, and from where on it is told how much is left. */
const MOST_CHARACTERS = 4_000;
const TOLD_FROM = 3_500;

const TALLEST_PIXELS = 240;
const KEPT_AFTER_MILLIS = 300;

class MessageComposer extends PageElement {
  static properties = { chat: { attribute: false }, room: { attribute: false }, screen: { attribute: false }, thread: { attribute: false } };

  /** Whose text is in the field, and for which place. */
  #place = "";
  /** Under what the text in the field is kept. */
  #key = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #keeping;
  /** @type {import("./model.js").Message | null} */
  #editing = null;
  /** @type {import("./model.js").Message | null} */
  #answered = null;
  #length = 0;
  #mentions = new MentionChoice(this);
  #leaving = () => this.#keep();

  constructor() {
    super();
    /** @type {import("./chat-store.js").ChatStore} */
    this.chat;
    /** @type {import("./room-store.js").RoomStore} */
    this.room;
    /** @type {import("./room-screen.js").RoomScreen} */
    this.screen;
    /** The first message of the thread; null for the room itself. @type {string | null} */
    this.thread = null;
    new Watch(this, () => this.room);
    new Watch(this, () => this.screen);
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("pagehide", this.#leaving);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("pagehide", this.#leaving);
    this.#keep();
  }

  /** @returns {HTMLTextAreaElement | null} */
  get #field() {
    return this.querySelector("textarea");
  }

  get #draftKey() {
    return this.thread === null ? this.room.id : `${this.room.id}#${this.thread}`;
  }

  render() {
    const { screen } = this;
    const editing = this.thread === null ? screen.editing : null;
    const answering = this.thread === null ? screen.answering : null;
    const label = text(editing !== null ? "compose.edit" : this.thread === null ? "compose.label" : "compose.thread");
    const left = MOST_CHARACTERS - this.#length;
    return html`<form class="composer" @submit=${this.#submit}>
      ${editing !== null ? banner(text("compose.editing"), editing.text, () => this.#stopEditing()) : ""}
      ${answering !== null ? banner(text("compose.answering", { name: answering.author.name }), answering.text, () => this.#answerNobody()) : ""}
      ${this.#mentions.render()}
      <div class="row">
        <textarea rows="1" aria-label=${label} placeholder=${label} dir="auto" @input=${this.#typed} @keydown=${this.#pressed}
          @blur=${() => this.#mentions.close()} aria-autocomplete="list"
          aria-controls=${ifDefined(this.#mentions.isOpen ? this.#mentions.listId : undefined)}
          aria-activedescendant=${ifDefined(this.#mentions.activeId)}></textarea>
        <button type="submit" class="primary" aria-label=${text("compose.send")} title=${text("compose.send")}>➤</button>
      </div>
      ${this.#length > TOLD_FROM ? html`<p class="hint" role="status">${text(left < 0 ? "compose.too-long" : "compose.left", { count: Math.abs(left) })}</p>` : ""}
    </form>`;
  }

  updated() {
    const field = this.#field;
    const place = `${this.room.you?.id ?? ""} ${this.#draftKey}`;
    if (field === null) {
      return;
    }
    if (place !== this.#place) {
      this.#keep();
      this.#place = place;
      this.#key = this.#draftKey;
      this.#restore(field);
    }
    if (this.thread === null && this.screen.editing !== this.#editing) {
      this.#showEdited(field);
    }
    if (this.thread === null && this.screen.answering !== null && this.screen.answering !== this.#answered) {
      field.focus();
    }
    this.#answered = this.thread === null ? this.screen.answering : null;
    if (this.thread === null && this.screen.insertion !== "") {
      this.#insert(field, this.screen.insertion);
      this.screen.insertion = "";
    }
  }

  // --- drafts ---

  /** @param {HTMLTextAreaElement} field */
  #restore(field) {
    const draft = this.chat.drafts.of(this.#draftKey);
    this.#editing = null;
    this.#write(field, draft.text);
    if (this.thread === null && draft.replyTo !== null) {
      const answered = this.room.history.quoted(draft.replyTo);
      this.screen.answering = answered !== null && answered !== "gone" ? answered : null;
      this.screen.changed();
    }
    // Who comes back to a draft is not taken to it.
    this.#answered = this.thread === null ? this.screen.answering : null;
  }

  #keep() {
    clearTimeout(this.#keeping);
    const field = this.#field;
    if (field !== null && this.#editing === null && this.#key !== "") {
      this.chat.drafts.keep(this.#key, { text: field.value, replyTo: this.thread === null ? (this.#answered?.id ?? null) : null });
    }
  }

  /** @param {HTMLTextAreaElement} field @param {string} content */
  #write(field, content) {
    field.value = content;
    this.#fit(field);
    this.#count(content);
  }

  /** @param {HTMLTextAreaElement} field */
  #fit(field) {
    field.style.height = "auto";
    field.style.height = `${Math.min(TALLEST_PIXELS, field.scrollHeight + 2)}px`;
  }

  /** @param {string} content */
  #count(content) {
    const before = this.#length;
    // Counting what a person counts takes time; a short text cannot have more characters than it has units.
    this.#length = content.length > TOLD_FROM && "Segmenter" in Intl ? [...new Intl.Segmenter().segment(content)].length : content.length;
    if ((before > TOLD_FROM) !== (this.#length > TOLD_FROM) || this.#length > TOLD_FROM) {
      this.requestUpdate();
    }
  }

  // --- writing ---

  #typed() {
    const field = /** @type {HTMLTextAreaElement} */ (this.#field);
    this.#fit(field);
    this.#count(field.value);
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.#keep(), KEPT_AFTER_MILLIS);
    this.#mentions.look(field, this.room);
    if (field.value !== "" && this.#editing === null) {
      this.room.typed();
    }
  }

  /** @param {HTMLTextAreaElement} field @param {string} content */
  #insert(field, content) {
    const space = field.value === "" || /\s$/.test(field.value) ? "" : " ";
    this.#write(field, field.value + space + content);
    field.focus();
    this.#keep();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    // While an input method is at work, Enter chooses a character.
    if (event.isComposing || event.keyCode === 229 || this.#mentions.takes(event)) {
      return;
    }
    const field = /** @type {HTMLTextAreaElement} */ (event.target);
    const hasKeyboard = !matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && hasKeyboard) {
      event.preventDefault();
      void this.#submit(event);
    } else if (event.key === "Escape") {
      this.#stopEditing();
      this.#answerNobody();
    } else if (event.key === "ArrowUp" && field.value === "" && this.thread === null) {
      this.#editLast(event);
    }
  }

  /** @param {Event} event */
  #editLast(event) {
    const { you, timeline } = this.room;
    const last = timeline.messages.filter((one) => one.author.id === you?.id && one.deletedAt === null).at(-1);
    if (last !== undefined && this.room.may("edit-own")) {
      event.preventDefault();
      this.screen.edit(last);
    }
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (this.#field);
    const content = field.value.trimEnd();
    if (content.trim() === "" || this.#length > MOST_CHARACTERS) {
      return;
    }
    if (this.#editing !== null) {
      await this.#saveEdited(content);
      return;
    }
    if (this.room.outbox?.isFull) {
      tell("bad", text("compose.full", { count: MOST_WAITING }));
      return;
    }
    const { answering } = this.screen;
    const replyTo = this.thread ?? answering?.id ?? null;
    this.room.send(content, replyTo, this.thread ?? answering?.thread ?? answering?.id ?? null);
    this.#write(field, "");
    if (this.thread === null) {
      this.screen.answer(null);
      this.#answered = null;
    }
    this.#keep();
    field.focus();
  }

  // --- editing and answering ---

  /** @param {HTMLTextAreaElement} field */
  #showEdited(field) {
    if (this.#editing === null) {
      this.#keep();
    }
    this.#editing = this.screen.editing;
    this.#write(field, this.#editing?.text ?? this.chat.drafts.of(this.#draftKey).text);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  /** @param {string} content */
  async #saveEdited(content) {
    const message = this.#editing;
    if (message !== null && content !== message.text) {
      try {
        await this.room.api.edit(message.id, content);
      } catch (failure) {
        tellFailure(failure);
        return;
      }
    }
    this.#stopEditing();
  }

  #stopEditing() {
    if (this.thread === null && this.screen.editing !== null) {
      this.screen.edit(null);
    }
  }

  #answerNobody() {
    if (this.thread === null && this.screen.answering !== null) {
      this.screen.answer(null);
      this.#answered = null;
      this.#keep();
    }
  }
}

/** @param {string} what @param {string} content @param {() => void} cancel */
function banner(what, content, cancel) {
  return html`<p class="banner"><span><bdi>${what}</bdi> <bdi class="excerpt">${excerpt(content)}</bdi></span>
    <button type="button" class="quiet" aria-label=${text("cancel")} title=${text("cancel")} @click=${cancel}>×</button></p>`;
}

customElements.define("message-composer", MessageComposer);
