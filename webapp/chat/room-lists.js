// @ts-check
// The lists of rooms and of direct conversations, looked at again every now and then for what is unread.

import { path } from "./model.js";

/** @typedef {import("./model.js").Room} Room */

const PAGE = 200;

/** Rooms that are listed; there may be ten thousand. */
const MOST_ROOMS = 1_000;

/** How often the numbers of unread messages are asked for. What concerns somebody alone comes at once. */
const LOOK_EACH_MILLIS = 15_000;

/** Several notices together make one look. */
const LOOK_SOON_MILLIS = 400;

export class RoomLists {
  #api;
  #isVisible;
  #changed;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Promise<void> | null} */
  #looking = null;

  /** @type {Room[]} */
  rooms = [];
  /** @type {Room[]} */
  directs = [];
  /** Whether the lists have come. */
  areThere = false;
  /** There are more rooms than are listed. */
  hasMore = false;
  /** Why there is no list. @type {unknown} */
  failure = null;

  /**
   * @param {object} needs
   * @param {import("./room-api.js").Api} needs.api
   * @param {() => boolean} needs.isVisible nobody asks for a page that nobody sees
   * @param {() => void} needs.changed
   */
  constructor({ api, isVisible, changed }) {
    this.#api = api;
    this.#isVisible = isVisible;
    this.#changed = changed;
  }

  /**
   * Gets the lists anew.
   *
   * @param {boolean} hasDirects whether somebody asks who can have conversations
   */
  async look(hasDirects) {
    clearTimeout(this.#timer);
    // One that has begun before may not show what has changed since.
    await this.#looking;
    this.#looking = this.#lookNow(hasDirects);
    await this.#looking;
    this.#looking = null;
    this.#lookIn(LOOK_EACH_MILLIS, hasDirects);
  }

  /** @param {boolean} hasDirects */
  lookSoon(hasDirects) {
    this.#lookIn(LOOK_SOON_MILLIS, hasDirects);
  }

  /** @param {boolean} hasDirects */
  async #lookNow(hasDirects) {
    try {
      [this.rooms, this.directs] = await Promise.all([this.#allRooms(), hasDirects ? this.#allDirects() : []]);
      this.areThere = true;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.#changed();
  }

  async #allRooms() {
    /** @type {Room[]} */
    const all = [];
    let after = "";
    do {
      const query = new URLSearchParams({ limit: String(PAGE), ...(after === "" ? {} : { after }) });
      const page = /** @type {{rooms: Room[], next: string | null}} */ (await this.#api("GET", `${path("rooms")}?${query}`));
      all.push(...page.rooms);
      after = page.next ?? "";
    } while (after !== "" && all.length < MOST_ROOMS);
    this.hasMore = after !== "";
    return all;
  }

  async #allDirects() {
    return /** @type {{rooms: Room[]}} */ (await this.#api("GET", path("direct"))).rooms;
  }

  /** @param {number} millis @param {boolean} hasDirects */
  #lookIn(millis, hasDirects) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#isVisible() ? void this.look(hasDirects) : this.#lookIn(LOOK_EACH_MILLIS, hasDirects)), millis);
  }

  /** What is known of a room; it may not be open. @param {string} id */
  find(id) {
    return this.rooms.find((room) => room.id === id) ?? this.directs.find((room) => room.id === id) ?? null;
  }

  /** What a room's own stream says is newer. @param {Room} room */
  update(room) {
    const newer = (/** @type {Room} */ one) => (one.id === room.id ? { ...one, ...room } : one);
    this.rooms = this.rooms.map(newer);
    this.directs = this.directs.map(newer);
  }

  /** @param {string} id */
  remove(id) {
    this.rooms = this.rooms.filter((room) => room.id !== id);
  }
}
