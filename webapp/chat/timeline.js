// @ts-check
// The messages of a room that are loaded: a window on its history, and what happens to them. Knows neither page nor network.

import { offsetOf } from "./model.js";

/** @typedef {import("./model.js").Message} Message */
/** @typedef {import("./model.js").User} User */

/** Above that one end is let go; it is loaded again when somebody scrolls there. */
const MOST = 1_500;

/** So many are left of the newest if somebody is at the end of a long list. */
const LEFT = 300;

/** New ones that are kept while the window stands elsewhere: more than can come during one request. */
const MOST_AHEAD = 200;

export class Timeline {
  /** Oldest first. @type {Message[]} */
  #messages = [];
  /** @type {Message[]} */
  #ahead = [];
  #wasAtEnd = false;

  /** Whether there are older ones on the server. */
  hasEarlier = false;

  /** Whether there are newer ones that are not in the window. */
  hasLater = false;

  /** Oldest first; another array after every change. */
  get messages() {
    return this.#messages;
  }

  /** The newest that is known, in the window or not. @returns {Message | undefined} */
  get newest() {
    return this.#ahead.at(-1) ?? this.#messages.at(-1);
  }

  /** @param {string} id */
  find(id) {
    return this.#messages.find((message) => message.id === id);
  }

  /**
   * Shows these and nothing else.
   *
   * @param {Message[]} messages oldest first
   * @param {boolean} hasEarlier
   * @param {boolean} [hasLater]
   */
  show(messages, hasEarlier, hasLater = false) {
    this.#messages = [...messages];
    this.#ahead = [];
    this.hasEarlier = hasEarlier;
    this.hasLater = hasLater;
  }

  /** From now on the window does not follow the newest; what comes is kept aside, for when it is back at the end. */
  leaveEnd() {
    this.#wasAtEnd = !this.hasLater;
    this.hasLater = true;
  }

  /** It did not go away after all. */
  returnToEnd() {
    if (this.#wasAtEnd) {
      this.addLater([], false);
    }
  }

  /**
   * Shows another part of the history, which may reach to the newest.
   *
   * @param {Message[]} messages oldest first
   * @param {boolean} hasEarlier
   * @param {boolean} hasLater
   */
  showAround(messages, hasEarlier, hasLater) {
    this.#messages = messages;
    this.hasEarlier = hasEarlier;
    this.addLater([], hasLater);
  }

  /**
   * One that was just said. Again, it takes the place of the first, which the sender may have added himself.
   *
   * @param {Message} message
   * @returns {boolean} whether it was unknown
   */
  add(message) {
    if (this.hasLater) {
      const known = this.#ahead.some((one) => one.id === message.id);
      this.#ahead = merged(this.#ahead, [message]).slice(-MOST_AHEAD);
      return !known;
    }
    const known = this.find(message.id) !== undefined;
    this.#messages = merged(this.#messages, [message]);
    return !known;
  }

  /**
   * @param {Message[]} page
   * @param {boolean} hasEarlier
   */
  addEarlier(page, hasEarlier) {
    this.#messages = merged(this.#messages, page);
    this.hasEarlier = hasEarlier;
    if (this.#messages.length > MOST) {
      this.#messages = this.#messages.slice(0, MOST);
      this.hasLater = true;
    }
  }

  /**
   * @param {Message[]} page
   * @param {boolean} hasLater
   */
  addLater(page, hasLater) {
    this.#messages = merged(this.#messages, page);
    this.hasLater = hasLater;
    if (!hasLater) {
      this.#messages = merged(this.#messages, this.#ahead);
      this.#ahead = [];
    }
    if (this.#messages.length > MOST) {
      this.#messages = this.#messages.slice(-MOST);
      this.hasEarlier = true;
    }
  }

  /** Lets old ones go where somebody looks at the newest. */
  forgetOld() {
    if (!this.hasLater && this.#messages.length > 2 * LEFT) {
      this.#messages = this.#messages.slice(-LEFT);
      this.hasEarlier = true;
      return true;
    }
    return false;
  }

  /**
   * @param {string} id
   * @param {(message: Message) => Message} change
   */
  change(id, change) {
    const changed = (/** @type {Message[]} */ all) => all.map((one) => (one.id === id ? change(one) : one));
    this.#messages = changed(this.#messages);
    this.#ahead = changed(this.#ahead);
  }
}

/**
 * @param {Message} message
 * @param {{emoji: string, user: User, added: boolean}} event
 * @returns {Message}
 */
export function reacted(message, { emoji, user, added }) {
  const reactions = message.reactions.map((reaction) => ({ ...reaction }));
  let reaction = reactions.find((one) => one.emoji === emoji);
  if (reaction === undefined) {
    reaction = { emoji, count: 0, users: [] };
    reactions.push(reaction);
  }
  const named = reaction.users.includes(user.id);
  if (added && !named) {
    reaction.users = [...reaction.users, user.id];
    reaction.count++;
  } else if (!added && (named || reaction.users.length < reaction.count)) {
    reaction.users = reaction.users.filter((id) => id !== user.id);
    reaction.count--;
  }
  return { ...message, reactions: reactions.filter((one) => one.count > 0) };
}

/**
 * Both in order; of two with the same id the second one's.
 *
 * @param {Message[]} known
 * @param {Message[]} more
 */
function merged(known, more) {
  if (more.length === 0) {
    return known;
  }
  const byOffset = new Map(known.map((message) => [offsetOf(message.id), message]));
  more.forEach((message) => byOffset.set(offsetOf(message.id), message));
  return [...byOffset.entries()].sort(([one], [other]) => one - other).map(([, message]) => message);
}
