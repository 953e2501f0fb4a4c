// @ts-check
// What can be done with a message, as far as somebody's rights in the room go.

import { ask } from "../shared/dialog.js";
import { choose } from "../shared/menu.js";
import { tell, tellFailure } from "../shared/notices.js";
import { memberMenu } from "./member-acts.js";
import { linkTo } from "./model.js";
import { text } from "./texts.js";

/** @typedef {import("../shared/menu.js").MenuItem} MenuItem */
/** @typedef {import("./model.js").Message} Message */
/** @typedef {import("./room-store.js").RoomStore} RoomStore */

/** Where something is done. @typedef {{chat: import("./chat-store.js").ChatStore, room: RoomStore, screen: import("./room-screen.js").RoomScreen}} Here */

const QUICK = ["👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👀"];
const REACT = "react ";

/** The hub's limit. */
const MOST_OF_A_REASON = 200;

/** @param {HTMLElement} anchor @param {Here} here @param {Message} message */
export async function messageMenu(anchor, here, message) {
  const { room } = here;
  const quick = room.may("react") ? QUICK.map((emoji) => ({ value: REACT + emoji, label: emoji })) : [];
  const value = await choose(anchor, { label: text("act.menu", { name: message.author.name }), items: itemsFor(message, room), quick });
  if (value?.startsWith(REACT)) {
    react(room, message, value.slice(REACT.length), true);
  } else if (value !== null) {
    await perform(value, here, message).catch(tellFailure);
  }
}

/** @param {Message} message @param {RoomStore} room @returns {MenuItem[]} */
function itemsFor(message, room) {
  const own = message.author.id === room.you?.id;
  const may = (/** @type {string} */ right) => room.may(right);
  /** @type {[boolean, MenuItem][]} */
  const items = [
    [may("react"), { value: "other-emoji", label: text("act.other-emoji") }],
    [may("send"), { value: "reply", label: text("act.reply"), begins: true }],
    [true, { value: "thread", label: text("act.thread") }],
    [own && may("edit-own"), { value: "edit", label: text("act.edit") }],
    [message.editedAt !== null && (own || may("see-edits")), { value: "edits", label: text("act.edits") }],
    [true, { value: "copy", label: text("act.copy"), begins: true }],
    [true, { value: "link", label: text("act.link") }],
    [!own && room.you !== null && may("report"), { value: "report", label: text("act.report"), begins: true }],
    [own ? may("delete-own") : may("delete-any"), { value: "delete", label: text("act.delete"), danger: true }],
  ];
  return items.filter(([there]) => there).map(([, item]) => item);
}

/** @param {string} value @param {Here} here @param {Message} message */
async function perform(value, { room, screen }, message) {
  switch (value) {
    case "other-emoji":
      return reactWithAny(room, message);
    case "reply":
      return screen.answer(message);
    case "thread":
      return screen.show({ kind: "thread", root: message.thread ?? message.id });
    case "edit":
      return screen.edit(message);
    case "edits":
      return screen.show({ kind: "edits", message: message.id });
    case "copy":
      return copy(message.text);
    case "link":
      return copy(new URL(linkTo(room.id, message.id), location.href).href);
    case "report":
      return report(room, message);
    case "delete":
      return remove(room, message);
  }
}

/** @param {RoomStore} room @param {Message} message @param {string} emoji @param {boolean} added */
function react(room, message, emoji, added) {
  room.api.react(message.id, emoji, added).catch(tellFailure);
}

/** @param {RoomStore} room @param {Message} message */
async function reactWithAny(room, message) {
  const answer = await ask({
    title: text("act.other-emoji"),
    action: text("act.react"),
    fields: [{ name: "emoji", label: text("act.emoji"), required: true, maxLength: 64 }],
  });
  if (answer !== null) {
    await room.api.react(message.id, answer.emoji.trim(), true);
  }
}

/** @param {string} content */
async function copy(content) {
  try {
    await navigator.clipboard.writeText(content);
    tell("good", text("act.copied"));
  } catch {
    // Without HTTPS a browser has no clipboard for pages.
    await ask({ title: text("act.copy-yourself"), action: text("close"), fields: [{ name: "content", label: "", value: content, type: "textarea" }] });
  }
}

/** @param {RoomStore} room @param {Message} message */
async function report(room, message) {
  const answer = await ask({
    title: text("report.title"),
    text: text("report.explanation"),
    action: text("act.report"),
    fields: [{ name: "reason", label: text("reason"), maxLength: MOST_OF_A_REASON }],
  });
  if (answer !== null) {
    await room.api.report(message.id, answer.reason.trim());
    tell("good", text("report.done"));
  }
}

/** @param {RoomStore} room @param {Message} message */
async function remove(room, message) {
  const own = message.author.id === room.you?.id;
  const answer = await ask({
    title: text(own ? "delete.own" : "delete.other"),
    text: text("delete.explanation"),
    action: text("act.delete"),
    danger: true,
    fields: own ? [] : [{ name: "reason", label: text("reason"), maxLength: MOST_OF_A_REASON }],
  });
  if (answer !== null) {
    await room.api.delete(message.id, answer.reason?.trim() ?? "");
  }
}

/** What can be done with whoever said it. @param {HTMLElement} anchor @param {Here} here @param {import("./model.js").User} author */
export function authorMenu(anchor, here, author) {
  const known = here.room.people.find(author.id);
  return memberMenu(anchor, here, known ?? { ...author, role: "visitor", status: "offline", lastSeen: null, mutedUntil: null });
}
