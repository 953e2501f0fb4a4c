// @ts-check
// How people and rooms are called on the page.

import { html } from "lit";
import { text } from "./texts.js";

/** @typedef {import("./model.js").Room} Room */
/** @typedef {import("./model.js").User} User */

/** @param {Room} room */
export function nameOf(room) {
  return room.kind === "direct" ? (room.with?.name ?? text("room.direct")) : room.name;
}

/** Somebody's name, and that he is a guest: anybody can be one. @param {User} user */
export function personName(user) {
  return html`<bdi class="person-name">${user.name}</bdi>${user.guest ? html` <span class="tag">${text("guest")}</span>` : ""}`;
}

/** What kind of room it is, for the eye; the words are beside it. @param {Room} room */
export function symbolOf(room) {
  const symbols = { public: "#", private: "◆", "read-only": "▤", direct: "@" };
  return html`<span class="symbol" aria-hidden="true">${room.archived ? "▣" : symbols[room.kind]}</span>`;
}

/** `Ann is typing`, `Ann and Ben are typing`. @param {User[]} users */
export function typingText(users) {
  const names = users.map(({ name }) => `\u2068${name}\u2069`).join(text("and"));
  return users.length === 0 ? "" : users.length > 2 ? text("typing.many") : text(users.length === 1 ? "typing.one" : "typing.some", { names });
}
