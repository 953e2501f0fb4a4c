// @ts-check
// Draws one message. What stands in it was written by anybody: it is text, or what rich-text.js makes of it.

import { html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { personName } from "./names.js";
import { richText } from "./rich-text.js";
import { dateAndTimeOf, timeOf } from "./times.js";
import { text } from "./texts.js";

/** @typedef {import("./model.js").Message} Message */
/** @typedef {import("./model.js").User} User */

/**
 * @typedef {object} Look
 * @property {User | null} you
 * @property {import("./rich-text.js").Named} named
 * @property {boolean} continues whether the same author said the one above, just before
 * @property {boolean} isActive whether its tools are shown
 * @property {boolean} isStop whether the Tab key gets to it
 * @property {boolean} isMarked
 * @property {boolean} isSeen
 * @property {boolean} isLong whether all of a long text is shown
 * @property {Message | "gone" | null} quoted the message that it answers, if it answers one; null while that is not known
 * @property {boolean} canReact
 * @property {boolean} canSend
 */

/**
 * @typedef {object} Acts
 * @property {(message: Message, anchor: HTMLElement) => void} menu
 * @property {(message: Message, emoji: string, added: boolean) => void} react
 * @property {(message: Message) => void} answer
 * @property {(message: Message) => void} thread
 * @property {(id: string) => void} goTo
 * @property {(message: Message) => void} unfold
 * @property {(message: Message, anchor: HTMLElement) => void} author
 */

/** Longer ones are folded. */
const MOST_CHARACTERS = 2_500;
const MOST_LINES = 30;

/** @param {Message} message @param {Look} look @param {Acts} acts */
export function messageView(message, look, acts) {
  const own = message.author.id === look.you?.id;
  const named = look.you !== null && message.mentions.includes(look.you.id);
  const classes = ["message", look.continues ? "continues" : "", own ? "own" : "", named ? "names-you" : "", look.isMarked ? "marked" : ""];
  return html`<li class=${classes.filter(Boolean).join(" ")} data-id=${message.id} tabindex=${look.isStop ? 0 : -1}>
    ${look.continues ? html`<span class="unseen">${message.author.name}</span>` : head(message, look, acts)}
    <div class="body">
      ${message.replyTo === null ? "" : quote(message.replyTo, look.quoted, acts)}
      ${message.deletedAt === null ? textOf(message, look, acts) : html`<p class="deleted">${text("message.deleted")}</p>`}
      ${message.reactions.length === 0 ? "" : reactions(message, look, acts)}
      ${message.replies === 0
        ? ""
        : html`<button type="button" class="quiet thread-link" tabindex=${look.isStop ? 0 : -1} @click=${() => acts.thread(message)}>
            ${text(message.replies === 1 ? "message.reply-one" : "message.replies", { count: message.replies })}</button>`}
      ${look.isSeen ? html`<p class="seen">${text("message.seen")}</p>` : ""}
    </div>
    ${look.isActive && message.deletedAt === null ? tools(message, look, acts) : ""}
  </li>`;
}

/** @param {Message} message @param {Look} look @param {Acts} acts */
function head(message, look, acts) {
  return html`<div class="head">
    <button type="button" class="author" tabindex=${look.isStop ? 0 : -1}
      @click=${(/** @type {Event} */ event) => acts.author(message, /** @type {HTMLElement} */ (event.currentTarget))}>${personName(message.author)}</button>
    ${message.by === null ? "" : html`<span class="tag">${text("message.by")} <bdi>${message.by.name}</bdi></span>`}
    ${timeView(message.time)}
  </div>`;
}

/** @param {string} time */
export function timeView(time) {
  return html`<time datetime=${time} title=${dateAndTimeOf(time)}>${timeOf(time)}</time>`;
}

/** @param {Message} message @param {Look} look @param {Acts} acts */
function textOf(message, look, acts) {
  const folded = look.isLong ? null : fold(message.text);
  return html`<div class="text">${richText(folded ?? message.text, look.named)}</div>
    ${folded === null ? "" : html`<button type="button" class="quiet" @click=${() => acts.unfold(message)}>${text("message.unfold")}</button>`}
    ${message.editedAt === null
      ? ""
      : html`<span class="edited" title=${dateAndTimeOf(message.editedAt)}>${text("message.edited")}</span>`}`;
}

/** The beginning of a text; null if it is short. @param {string} whole */
function fold(whole) {
  let end = 0;
  for (let line = 0; line < MOST_LINES && end >= 0; line++) {
    end = whole.indexOf("\n", end + 1);
  }
  const cut = Math.min(end < 0 ? whole.length : end, MOST_CHARACTERS);
  // Never between the halves of a character.
  return cut >= whole.length ? null : `${whole.slice(0, /[\uD800-\uDBFF]/.test(whole[cut - 1]) ? cut - 1 : cut)} …`;
}

/** @param {string} id @param {Message | "gone" | null} quoted @param {Acts} acts */
function quote(id, quoted, acts) {
  if (quoted === null || quoted === "gone" || quoted.deletedAt !== null) {
    return html`<p class="quote">↩ ${text(quoted === null ? "message.quote-loading" : "message.quote-gone")}</p>`;
  }
  return html`<button type="button" class="quote" tabindex="-1" @click=${() => acts.goTo(id)} aria-label=${text("message.quote", {
    name: quoted.author.name,
  })}>↩ <bdi class="person-name">${quoted.author.name}</bdi> <bdi>${excerpt(quoted.text)}</bdi></button>`;
}

/** The first characters of a text, in one line. @param {string} whole */
export function excerpt(whole, most = 120) {
  const line = whole.slice(0, 4 * most).replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : line;
}

/** @param {Message} message @param {Look} look @param {Acts} acts */
function reactions(message, { you, canReact, isStop }, acts) {
  return html`<div class="reactions" role="group" aria-label=${text("message.reactions")}>
    ${message.reactions.map(({ emoji, count, users }) => {
      const mine = you !== null && users.includes(you.id);
      return html`<button type="button" aria-pressed=${mine} ?disabled=${!canReact} tabindex=${isStop ? 0 : -1}
        aria-label=${text(count === 1 ? "reaction.one" : "reaction.several", { emoji, count })}
        @click=${() => acts.react(message, emoji, !mine)}><span class="emoji">${emoji}</span> ${count}</button>`;
    })}
  </div>`;
}

/** @param {Message} message @param {Look} look @param {Acts} acts */
function tools(message, { canReact, canSend }, acts) {
  return html`<div class="tools" role="group" aria-label=${text("message.tools")}>
    ${canReact ? html`<button type="button" class="quiet" title=${text("act.like")} aria-label=${text("act.like")} @click=${() => acts.react(message, "👍", true)}>👍</button>` : ""}
    ${canSend ? html`<button type="button" class="quiet" title=${text("act.reply")} aria-label=${text("act.reply")} @click=${() => acts.answer(message)}>↩</button>` : ""}
    <button type="button" class="quiet" title=${text("act.more")} aria-label=${text("act.more")} aria-haspopup="menu"
      @click=${(/** @type {Event} */ event) => acts.menu(message, /** @type {HTMLElement} */ (event.currentTarget))}>⋯</button>
  </div>`;
}

/**
 * One of your own that is not acknowledged yet.
 *
 * @param {import("./outbox.js").Waiting} waiting
 * @param {boolean} isSending
 * @param {{retry: () => void, remove: () => void}} acts
 */
export function waitingView(waiting, isSending, { retry, remove }) {
  const state = waiting.refusal !== null ? "failed" : isSending ? "sending" : "queued";
  return html`<li class="message own waiting ${state}" data-client-id=${waiting.clientId}>
    <div class="body">
      <div class="text">${richText(waiting.text, [])}</div>
      <p class="delivery"><span class="delivery-state">${text(`delivery.${state}`)}</span>
        ${ifDefined(waiting.refusal === null ? undefined : waiting.refusal)}
        ${state === "failed" ? html`<button type="button" @click=${retry}>${text("delivery.retry")}</button>` : ""}
        ${state === "sending" ? "" : html`<button type="button" class="quiet" @click=${remove}>${text("delivery.remove")}</button>`}</p>
    </div>
  </li>`;
}
