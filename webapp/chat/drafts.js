// @ts-check
// What somebody has begun to write in each room, kept over reloads.

/** @typedef {{text: string, replyTo: string | null}} Draft */

const MOST = 50;

export class Drafts {
  #key;
  #storage;

  /**
   * @param {string} user
   * @param {Pick<Storage, "getItem" | "setItem">} storage
   */
  constructor(user, storage) {
    this.#key = `carillon.chat.drafts.${user}`;
    this.#storage = storage;
  }

  /** @param {string} room @returns {Draft} */
  of(room) {
    return this.#read().get(room) ?? { text: "", replyTo: null };
  }

  /** @param {string} room @param {Draft} draft */
  keep(room, draft) {
    const all = this.#read();
    all.delete(room);
    if (draft.text !== "" || draft.replyTo !== null) {
      all.set(room, draft);
    }
    this.#storage.setItem(this.#key, JSON.stringify([...all].slice(-MOST)));
  }

  /** The last ones to be changed stand last. @returns {Map<string, Draft>} */
  #read() {
    try {
      return new Map(JSON.parse(this.#storage.getItem(this.#key) ?? "[]"));
    } catch {
      return new Map();
    }
  }
}
