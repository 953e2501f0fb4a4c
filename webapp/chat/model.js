// @ts-check
// The documents of the chat (docs/chat.md), and small questions that all parts of the page ask of them.

import { ProblemError } from "../client/carillon.js";

/** @typedef {{id: string, name: string, guest: boolean}} User */

/**
 * @typedef {object} Room
 * @property {string} id
 * @property {string} name empty in a direct room
 * @property {string} topic
 * @property {"public" | "private" | "read-only" | "direct"} kind
 * @property {boolean} archived
 * @property {number} slowModeSeconds
 * @property {string} createdAt
 * @property {User} createdBy
 * @property {number} online
 * @property {string | null} lastActivity
 * @property {number} unread at most 100
 * @property {Role} role
 * @property {string[]} rights
 * @property {User} [with] the other one in a direct room
 */

/** @typedef {"visitor" | "member" | "moderator" | "owner"} Role */

/** @typedef {User & {role: Role, status: "online" | "away" | "offline", lastSeen: string | null, mutedUntil: string | null}} Member */

/** @typedef {{emoji: string, count: number, users: string[]}} Reaction of the users at most 20 */

/**
 * Never changed: what happens to a message makes another object of it, so that a view sees by identity what is new.
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {User} author
 * @property {string} text empty if it is deleted
 * @property {string} time
 * @property {string | null} replyTo
 * @property {string | null} thread the first message of the thread that it belongs to
 * @property {string[]} mentions
 * @property {string | null} editedAt
 * @property {string | null} deletedAt
 * @property {Reaction[]} reactions
 * @property {number} replies
 * @property {User | null} by
 */

/** @typedef {{room: Room, you: User | null, members: Member[], online: number, messages: Message[], earlier: string | null, resumed: boolean}} Picture */

/** @type {Role[]} */
const ROLES = ["visitor", "member", "moderator", "owner"];

/**
 * Whether one role is above another: nobody acts on somebody of the same or a higher role.
 *
 * @param {Role} one
 * @param {Role} other
 */
export function isAbove(one, other) {
  return ROLES.indexOf(one) > ROLES.indexOf(other);
}

/** Where a message stands in the log. @param {string} id */
export function offsetOf(id) {
  return Number(id.slice(id.lastIndexOf("-") + 1));
}

/**
 * The last part of a refusal's type, such as `banned`; empty if the hub did not refuse it.
 *
 * @param {unknown} failure
 */
export function slugOf(failure) {
  return failure instanceof ProblemError ? slug(failure.problem) : "";
}

/** @param {import("../client/carillon.js").Problem | null | undefined} problem */
export function slug(problem) {
  return String(problem?.type ?? "").split("/").pop() ?? "";
}

/** As unguessable as needed to tell messages apart. (`randomUUID` is not there without HTTPS.) */
export function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A path below `api/chat/`, with every part encoded.
 *
 * @param {string[]} parts
 */
export function path(...parts) {
  return `api/chat/${parts.map(encodeURIComponent).join("/")}`;
}

/** @param {string} room */
export function linkTo(room, message = "") {
  const place = new URLSearchParams({ room });
  if (message !== "") {
    place.set("message", message);
  }
  return `#${place}`;
}

/**
 * One that was just said.
 *
 * @param {string} id
 * @param {string} time
 * @param {any} said
 * @returns {Message}
 */
export function newMessage(id, time, { author, text, replyTo, thread, mentions, by }) {
  return { id, author, text, time, replyTo, thread, mentions, editedAt: null, deletedAt: null, reactions: [], replies: 0, by: by ?? null };
}
