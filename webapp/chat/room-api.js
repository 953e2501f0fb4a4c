// @ts-check
// The requests about one room and what was said in it, as docs/chat.md has them.

import { path } from "./model.js";

/** @typedef {import("./model.js").Member} Member */
/** @typedef {import("./model.js").Message} Message */
/** @typedef {import("./model.js").Room} Room */
/** @typedef {import("./model.js").User} User */
/** @typedef {<T>(method: string, path: string, body?: unknown) => Promise<T>} Api */

/** @typedef {{messages: Message[], earlier?: string | null, later?: string | null}} MessagePage */
/** @typedef {{id: string, message: string, reporter: User, reason: string, time: string}} Report */
/** @typedef {{id: string, name: string, guest: boolean, bannedUntil: string | null, reason: string}} Banned */
/** @typedef {{text: string, time: string, editor: User}} Edit */

/** @typedef {import("./line.js").Talk} Talk */

const PAGE = 50;

export class RoomApi {
  #api;
  #room;
  #talk;

  /**
   * @param {Api} api
   * @param {string} room
   * @param {() => Talk | null} [talk] what goes over the room's own connection; null if it only listens
   */
  constructor(api, room, talk = () => null) {
    this.#api = api;
    this.#room = room;
    this.#talk = talk;
  }

  /** @returns {Promise<Room>} */
  look() {
    return this.#api("GET", this.#path());
  }

  /** @param {Partial<Pick<Room, "name" | "topic" | "kind" | "archived" | "slowModeSeconds">>} change @returns {Promise<Room>} */
  change(change) {
    return this.#api("PATCH", this.#path(), change);
  }

  remove() {
    return this.#api("DELETE", this.#path());
  }

  /** @param {string} message @returns {Promise<MessagePage>} */
  before(message) {
    return this.#api("GET", `${this.#path("messages")}?limit=${PAGE}&before=${message}`);
  }

  /** @param {string} message @returns {Promise<MessagePage>} */
  after(message) {
    return this.#api("GET", `${this.#path("messages")}?limit=${PAGE}&after=${message}`);
  }

  /** @returns {Promise<MessagePage>} */
  newest() {
    return this.#api("GET", `${this.#path("messages")}?limit=${PAGE}`);
  }

  /** @param {string} root @param {string} [after] @returns {Promise<MessagePage>} */
  answers(root, after = "") {
    return this.#api("GET", `${this.#path("messages")}?limit=200&thread=${root}${after && `&after=${after}`}`);
  }

  /** @param {string} message @returns {Promise<Message>} */
  message(message) {
    return this.#api("GET", this.#path("messages", message));
  }

  /** @param {string} words @param {string} [before] @returns {Promise<MessagePage>} */
  search(words, before = "") {
    const query = new URLSearchParams({ q: words, limit: "30", ...(before === "" ? {} : { before }) });
    return this.#api("GET", `${this.#path("search")}?${query}`);
  }

  /** @param {import("./line.js").Said} message @returns {Promise<{id: string}>} */
  send(message) {
    return this.#talk()?.send(message) ?? this.#api("POST", this.#path("messages"), message);
  }

  /** @param {string} message @param {string} text @returns {Promise<Message>} */
  edit(message, text) {
    return this.#talk()?.edit(message, text) ?? this.#api("PATCH", this.#path("messages", message), { text });
  }

  /** @param {string} message @param {string} [reason] */
  delete(message, reason = "") {
    const query = reason && `?reason=${encodeURIComponent(reason)}`;
    return this.#talk()?.delete(message, reason) ?? this.#api("DELETE", `${this.#path("messages", message)}${query}`);
  }

  /** @param {string} message @returns {Promise<{edits: Edit[]}>} */
  edits(message) {
    return this.#api("GET", this.#path("messages", message, "edits"));
  }

  /** @param {string} message @param {string} emoji @param {boolean} added */
  react(message, emoji, added) {
    return this.#talk()?.react(message, emoji, added) ?? this.#api(added ? "PUT" : "DELETE", this.#path("messages", message, "reactions", emoji));
  }

  /** @param {string} message @param {string} reason */
  report(message, reason) {
    return this.#api("POST", this.#path("messages", message, "report"), { reason });
  }

  typing() {
    return this.#talk()?.typing() ?? this.#api("POST", this.#path("typing"));
  }

  /** @param {string} message */
  read(message) {
    return this.#talk()?.read(message) ?? this.#api("PUT", this.#path("read"), { message });
  }

  /** @param {string} [after] @returns {Promise<{members: Member[], next: string | null}>} */
  members(after = "") {
    return this.#api("GET", `${this.#path("members")}?limit=200${after && `&after=${encodeURIComponent(after)}`}`);
  }

  /** @param {string} user @param {string} role @returns {Promise<Member>} */
  setRole(user, role) {
    return this.#api("PUT", this.#path("members", user), { role });
  }

  /** @param {string} user */
  removeRole(user) {
    return this.#api("DELETE", this.#path("members", user));
  }

  /** @param {string} user @param {{reason: string, seconds?: number}} penalty */
  kick(user, penalty) {
    return this.#api("POST", this.#path("members", user, "kick"), penalty);
  }

  /** @param {"ban" | "mute"} what @param {string} user @param {{reason: string, seconds?: number}} penalty */
  punish(what, user, penalty) {
    return this.#api("PUT", this.#path("members", user, what), penalty);
  }

  /** @param {"ban" | "mute"} what @param {string} user */
  forgive(what, user) {
    return this.#api("DELETE", this.#path("members", user, what));
  }

  /** @returns {Promise<{members: Banned[], next: string | null}>} */
  bans() {
    return this.#api("GET", `${this.#path("bans")}?limit=200`);
  }

  /** @returns {Promise<{reports: Report[], next: string | null}>} */
  reports() {
    return this.#api("GET", `${this.#path("reports")}?limit=200`);
  }

  /** @param {string} report */
  closeReport(report) {
    return this.#api("DELETE", this.#path("reports", report));
  }

  /** @param {string[]} parts */
  #path(...parts) {
    return path("rooms", this.#room, ...parts);
  }
}
