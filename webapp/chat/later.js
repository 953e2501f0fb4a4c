// @ts-check
// What nobody needs to read a room is loaded when somebody first asks for it, or a while after the page is there: so the page is there
// soon, and has everything when the connection is gone.

import { tellFailure } from "../shared/notices.js";

/** @typedef {import("./message-acts.js").Here} Here */
/** @typedef {import("./model.js").Message} Message */
/** @typedef {import("./model.js").User} User */

const AFTER_MILLIS = 4_000;

/** Elements; they come to life where they stand. */
export const panels = once(() => import("./side-panel.js"));
export const composer = once(() => import("./message-composer.js"));

const messages = once(() => import("./message-acts.js"));
const rooms = once(() => import("./room-acts.js"));
const guests = once(() => import("./guest-acts.js"));

/** @param {HTMLElement} anchor @param {Here} here @param {Message} message */
export async function messageMenu(anchor, here, message) {
  await (await messages())?.messageMenu(anchor, here, message);
}

/** @param {HTMLElement} anchor @param {Here} here @param {User} author */
export async function authorMenu(anchor, here, author) {
  await (await messages())?.authorMenu(anchor, here, author);
}

/** @param {HTMLElement} anchor @param {Here} here */
export async function roomMenu(anchor, here) {
  await (await rooms())?.roomMenu(anchor, here);
}

/** @param {import("./chat-store.js").ChatStore} chat */
export async function makeRoom(chat) {
  await (await rooms())?.makeRoom(chat);
}

/** @param {import("./chat-store.js").ChatStore} chat */
export async function rename(chat) {
  await (await guests())?.rename(chat);
}

/** @param {import("./chat-store.js").ChatStore} chat */
export async function leave(chat) {
  await (await guests())?.leave(chat);
}

/** Everything, when nobody waits for it. */
export function loadTheRest() {
  setTimeout(() => [composer, panels, messages, rooms, guests].forEach((load) => void load()), AFTER_MILLIS);
}

/**
 * Loads a module, and tries again with the next call if that has failed.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T | null>} null if it cannot be had; somebody was told
 */
function once(load) {
  /** @type {Promise<T | null> | null} */
  let loading = null;
  return () => {
    loading ??= load().catch((failure) => {
      loading = null;
      tellFailure(failure);
      return null;
    });
    return loading;
  };
}
