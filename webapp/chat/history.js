// @ts-check
// Pages through what was said in a room. What happens to messages while a page is on its way happens to those of the page too.

import { Timeline } from "./timeline.js";

/** @typedef {import("./model.js").Message} Message */

/** @typedef {"earlier" | "later" | "place"} Direction */

/** Quoted messages that are kept beside the window. */
const MOST_QUOTED = 200;

export class History {
  #api;
  #changed;
  /** @type {Set<Direction>} */
  #loading = new Set();
  /** @type {Set<Direction>} */
  #failed = new Set();
  /** @type {[string, (message: Message) => Message][]} */
  #meanwhile = [];
  /** @type {Map<string, Message | "gone" | "asked">} */
  #quoted = new Map();
  /** Counts what is shown afresh: a page for what was shown before does not belong to it. */
  #shown = 0;

  timeline = new Timeline();

  /**
   * @param {import("./room-api.js").RoomApi} api
   * @param {() => void} changed
   */
  constructor(api, changed) {
    this.#api = api;
    this.#changed = changed;
  }

  /** @param {Direction} direction */
  isLoading(direction) {
    return this.#loading.has(direction);
  }

  /** Whether the last try failed; nobody but a person tries again. @param {"earlier" | "later"} direction */
  hasFailed(direction) {
    return this.#failed.has(direction);
  }

  /** The connection is back: it may be tried again without being asked. */
  forgetFailures() {
    this.#failed.clear();
  }

  /** What a room shows when it is opened. @param {Message[]} messages @param {boolean} hasEarlier */
  show(messages, hasEarlier) {
    this.#shown++;
    this.timeline.show(messages, hasEarlier);
    this.#quoted.clear();
    this.#failed.clear();
  }

  /** @param {string} id @param {(message: Message) => Message} change */
  change(id, change) {
    this.timeline.change(id, change);
    const quoted = this.#quoted.get(id);
    if (typeof quoted === "object") {
      this.#quoted.set(id, change(quoted));
    }
    if (this.#loading.size > 0) {
      this.#meanwhile.push([id, change]);
    }
  }

  async loadEarlier() {
    const first = this.timeline.messages[0];
    if (this.timeline.hasEarlier && first !== undefined) {
      await this.#load("earlier", async () => {
        const { messages, earlier } = await this.#api.before(first.id);
        return () => this.timeline.addEarlier(messages, Boolean(earlier));
      });
    }
  }

  async loadLater() {
    const last = this.timeline.messages.at(-1);
    if (this.timeline.hasLater && last !== undefined) {
      await this.#load("later", async () => {
        const { messages, later } = await this.#api.after(last.id);
        return () => this.timeline.addLater(messages, Boolean(later));
      });
    }
  }

  /** Shows a message and what stands around it. @param {string} id @throws {unknown} if it is not there */
  async goTo(id) {
    if (this.timeline.find(id) === undefined) {
      await this.#load("place", async () => {
        this.timeline.leaveEnd();
        const [before, one, after] = await Promise.all([this.#api.before(id), this.#api.message(id), this.#api.after(id)]);
        return () => this.timeline.showAround([...before.messages, one, ...after.messages], Boolean(before.earlier), Boolean(after.later));
      });
    }
  }

  async goToNewest() {
    if (this.timeline.hasLater) {
      await this.#load("place", async () => {
        const { messages, earlier } = await this.#api.newest();
        return () => this.timeline.showAround(messages, Boolean(earlier), false);
      });
    }
  }

  /**
   * A message that another one answers; null while it is not known yet.
   *
   * @param {string} id
   * @returns {Message | "gone" | null}
   */
  quoted(id) {
    const known = this.timeline.find(id) ?? this.#quoted.get(id);
    if (known === undefined) {
      void this.#ask(id);
      return null;
    }
    return known === "asked" ? null : known;
  }

  /** @param {string} id */
  async #ask(id) {
    this.#quoted.set(id, "asked");
    if (this.#quoted.size > MOST_QUOTED) {
      this.#quoted.delete(this.#quoted.keys().next().value ?? "");
    }
    try {
      this.#quoted.set(id, await this.#api.message(id));
    } catch {
      this.#quoted.set(id, "gone");
    }
    this.#changed();
  }

  /**
   * @param {Direction} direction
   * @param {() => Promise<() => void>} request gives what is to be done with the answer
   */
  async #load(direction, request) {
    if (this.#loading.has(direction) || this.#loading.has("place")) {
      return;
    }
    if (direction === "place") {
      // Pages that are on their way belong to what is shown no more.
      this.#shown++;
    }
    const shown = this.#shown;
    this.#loading.add(direction);
    this.#failed.delete(direction);
    this.#changed();
    try {
      const apply = await request();
      if (shown === this.#shown) {
        apply();
        this.#meanwhile.forEach(([id, change]) => this.timeline.change(id, change));
      }
    } catch (failure) {
      if (direction === "place") {
        this.timeline.returnToEnd();
        throw failure;
      }
      this.#failed.add(direction);
    } finally {
      this.#loading.delete(direction);
      this.#meanwhile = this.#loading.size === 0 ? [] : this.#meanwhile;
      this.#changed();
    }
  }
}
