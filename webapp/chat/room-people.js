// @ts-check
// Who is in a room, who types there, and how far people have read.

import { offsetOf } from "./model.js";

/** @typedef {import("./model.js").Member} Member */
/** @typedef {import("./model.js").User} User */

/** More are counted and not named, as in the picture of a room. */
const MOST_NAMED = 100;

export class RoomPeople {
  /** Those who are there, in the order in which they came. @type {Map<string, Member>} */
  #present = new Map();
  /** @type {Map<string, {user: User, timer: ReturnType<typeof setTimeout>}>} */
  #typing = new Map();
  /** @type {Map<string, string>} */
  #read = new Map();
  #changed;

  /** How many are there. */
  online = 0;

  /** @param {() => void} changed when somebody has stopped to type */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {Member[]} members @param {number} online */
  show(members, online) {
    this.#present = new Map(members.map((member) => [member.id, member]));
    this.online = online;
  }

  /** @param {Member[]} members @param {number} online */
  came(members, online) {
    for (const member of members) {
      if (this.#present.size < MOST_NAMED || this.#present.has(member.id)) {
        this.#present.set(member.id, member);
      }
    }
    this.online = online;
  }

  /** @param {User[]} members @param {number} online */
  went(members, online) {
    for (const { id } of members) {
      this.#present.delete(id);
      this.stoppedTyping(id);
    }
    this.online = online;
  }

  /** Of somebody's role or what was taken from him; whether he is there does not change. @param {Member} member */
  update(member) {
    if (this.#present.has(member.id)) {
      this.#present.set(member.id, member);
    }
  }

  /** @param {User} user @param {"online" | "away"} status */
  setStatus(user, status) {
    const member = this.#present.get(user.id);
    if (member !== undefined) {
      this.#present.set(user.id, { ...member, status });
    }
  }

  get present() {
    return [...this.#present.values()];
  }

  /** @param {string} id */
  find(id) {
    return this.#present.get(id);
  }

  /** @param {User} user @param {number} seconds */
  types(user, seconds) {
    clearTimeout(this.#typing.get(user.id)?.timer);
    this.#typing.set(user.id, { user, timer: setTimeout(() => this.stoppedTyping(user.id), seconds * 1_000) });
  }

  /** @param {string} id */
  stoppedTyping(id) {
    const known = this.#typing.get(id);
    if (known !== undefined) {
      clearTimeout(known.timer);
      this.#typing.delete(id);
      this.#changed();
    }
  }

  get typing() {
    return [...this.#typing.values()].map(({ user }) => user);
  }

  /** @param {User} user @param {string} message */
  hasRead(user, message) {
    this.#read.set(user.id, message);
  }

  /** Whether somebody other than this one is known to have read so far. @param {string} message @param {string} except */
  isRead(message, except) {
    return [...this.#read].some(([user, marker]) => user !== except && offsetOf(marker) >= offsetOf(message));
  }

  close() {
    this.#typing.forEach(({ timer }) => clearTimeout(timer));
    this.#typing.clear();
  }
}
