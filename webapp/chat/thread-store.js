// @ts-check
// A thread: the message that began it, and all answers to it.

import { Timeline } from "./timeline.js";

/** @typedef {import("./model.js").Message} Message */

/** So many pages of 200 answers are loaded at most. */
const MOST_PAGES = 10;

export class ThreadStore {
  #api;
  #changed;
  #timeline = new Timeline();
  #loads = 0;

  /** @type {Message | null} */
  root = null;

  /** Why it cannot be shown. @type {unknown} */
  failure = null;

  /**
   * @param {string} id of the first message
   * @param {import("./room-api.js").RoomApi} api
   * @param {() => void} changed
   */
  constructor(id, api, changed) {
    this.id = id;
    this.#api = api;
    this.#changed = changed;
  }

  get answers() {
    return this.#timeline.messages;
  }

  get isLoading() {
    return this.#loads > 0;
  }

  /** Also again, after something was missed. */
  async load() {
    this.#loads++;
    try {
      this.root = await this.#api.message(this.id);
      /** @type {Message[]} */
      const all = [];
      let after = "";
      for (let page = 0; page < MOST_PAGES; page++) {
        const { messages, later } = await this.#api.answers(this.id, after);
        all.push(...messages);
        if (!later) {
          break;
        }
        after = later;
      }
      const meanwhile = this.#timeline.messages.filter((one) => all.every((loaded) => loaded.id !== one.id));
      this.#timeline.show([...all, ...meanwhile], false);
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.#loads--;
      this.#changed();
    }
  }

  /** @param {Message} message */
  add(message) {
    if (message.thread === this.id) {
      this.#timeline.add(message);
    }
  }

  /** @param {string} id @param {(message: Message) => Message} change */
  change(id, change) {
    this.#timeline.change(id, change);
    if (this.root?.id === id) {
      this.root = change(this.root);
    }
  }
}
