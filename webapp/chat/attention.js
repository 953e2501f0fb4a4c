// @ts-check
// Whether somebody looks at the newest messages of a room, and what follows: what is unread, where the line above it stands, and that
// the hub is told how far he has read.

import { offsetOf } from "./model.js";

/** @typedef {import("./model.js").Message} Message */
/** @typedef {import("./model.js").User} User */

/** A glance is no reading. */
const READ_AFTER_MILLIS = 700;

export class Attention {
  #tellRead;
  #newest;
  #changed;
  #attentive = false;
  #readUpTo = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** The first message that was not seen when it came. @type {string | null} */
  from = null;

  /** So many that nobody has looked at. */
  count = 0;

  /**
   * @param {object} needs
   * @param {(message: string) => Promise<unknown>} needs.tellRead
   * @param {() => Message | undefined} needs.newest
   * @param {() => void} needs.changed
   */
  constructor({ tellRead, newest, changed }) {
    this.#tellRead = tellRead;
    this.#newest = newest;
    this.#changed = changed;
  }

  /**
   * The room is shown afresh.
   *
   * @param {Message[]} messages
   * @param {User | null} you nobody in particular has no unread messages
   * @param {number} unread messages of others at the end
   */
  begin(messages, you, unread) {
    this.count = you === null ? 0 : unread;
    this.#readUpTo = 0;
    const others = messages.filter((message) => message.author.id !== you?.id && message.deletedAt === null);
    // If all that is shown is unread, a line above it would divide nothing.
    this.from = this.count === 0 || unread >= others.length ? null : others[others.length - unread].id;
    if (this.#attentive) {
      this.attend(true);
    }
  }

  /** @param {boolean} attentive */
  attend(attentive) {
    this.#attentive = attentive;
    if (attentive) {
      if (this.count > 0) {
        this.count = 0;
        this.#changed();
      }
      this.#timer ??= setTimeout(() => this.#markRead(), READ_AFTER_MILLIS);
    }
  }

  /** Somebody else has said something. @param {Message} message */
  came(message) {
    if (this.#attentive) {
      this.attend(true);
    } else {
      this.from = this.count === 0 ? message.id : this.from;
      this.count++;
    }
  }

  /** Who answers has read. */
  forgetLine() {
    this.from = null;
  }

  close() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#attentive = false;
  }

  #markRead() {
    this.#timer = undefined;
    const newest = this.#newest();
    if (this.#attentive && newest !== undefined && offsetOf(newest.id) > this.#readUpTo) {
      const before = this.#readUpTo;
      this.#readUpTo = offsetOf(newest.id);
      this.#tellRead(newest.id).catch(() => {
        // It is told with the next message.
        this.#readUpTo = before;
      });
    }
  }
}
