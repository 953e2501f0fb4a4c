// @ts-check
// One subscription, as a page sees it.

import { selects } from "./selector.js";

/** @typedef {import("./carillon.js").Handlers} Handlers */
/** @typedef {import("./carillon.js").Status} Status */
/** @typedef {import("./carillon.js").Subscription} Subscription */
/** @typedef {import("./wire.js").WireEvent} WireEvent */
/** @typedef {import("./link.js").LinkStatus} LinkStatus */

/** @implements {Subscription} */
export class PageSubscription {
  #handlers;
  #channels;
  #remember;
  #onStatus;
  #onClose;
  /** @type {string | null} */
  #position = null;
  /** @type {string | null} */
  #cursor;
  /** @type {Status} */
  #status = { state: "connecting", transport: null, retryAt: null, problem: null, shared: false };
  #isClosed = false;

  /**
   * @param {object} how
   * @param {Handlers} how.handlers
   * @param {string | null} how.cursor where it goes on, if that is known
   * @param {(cursor: string) => void} how.remember
   * @param {(subscription: PageSubscription) => void} how.onStatus
   * @param {(subscription: PageSubscription) => void} how.onClose
   */
  constructor({ handlers, cursor, remember, onStatus, onClose }) {
    this.#handlers = handlers;
    this.#channels = Object.entries(handlers.channels ?? {});
    this.#cursor = cursor;
    this.#position = cursor;
    this.#remember = remember;
    this.#onStatus = onStatus;
    this.#onClose = onClose;
  }

  get position() {
    return this.#position;
  }

  get status() {
    return this.#status;
  }

  /** Where it would go on: its position, or later if nothing came for it since. */
  get cursor() {
    return this.#cursor;
  }

  get isClosed() {
    return this.#isClosed;
  }

  /** Types that the handlers take; null if they take all. */
  get types() {
    const { event, types, channels } = this.#handlers;
    return event === undefined && channels === undefined && types !== undefined ? Object.keys(types) : null;
  }

  close() {
    if (!this.#isClosed) {
      this.#onClose(this);
      this.#setStatus({ state: "closed", transport: null, retryAt: null, problem: null, shared: this.#status.shared });
      this.#isClosed = true;
    }
  }

  /** @param {WireEvent} event */
  event(event) {
    if (this.#isClosed) {
      return;
    }
    const { types, event: rest } = this.#handlers;
    const given = { ...event, time: new Date(event.time) };
    const ofType = types !== undefined && Object.hasOwn(types, event.type) ? types[event.type] : undefined;
    const ofChannel = this.#channels.filter(([selector]) => selects(selector, event.channel)).map(([, handler]) => handler);
    const takers = ofType === undefined ? ofChannel : [ofType, ...ofChannel];
    for (const handler of takers.length > 0 ? takers : [rest]) {
      call(handler, given);
    }
    if (event.id !== null) {
      this.#position = event.id;
      this.place(event.id);
    }
  }

  /** @param {string} cursor */
  place(cursor) {
    if (!this.#isClosed) {
      this.#cursor = cursor;
      this.#remember(cursor);
    }
  }

  /** @param {import("./carillon.js").Gap} gap */
  gap(gap) {
    if (!this.#isClosed) {
      call(this.#handlers.gap, gap);
    }
  }

  /**
   * @param {LinkStatus} status
   * @param {boolean} shared
   */
  tell(status, shared) {
    if (!this.#isClosed) {
      this.#setStatus({ ...status, retryAt: status.retryAt === null ? null : new Date(status.retryAt), shared });
    }
  }

  /** @param {Status} status */
  #setStatus(status) {
    if (JSON.stringify(status) !== JSON.stringify(this.#status)) {
      this.#status = Object.freeze(status);
      call(this.#handlers.status, this.#status);
      this.#onStatus(this);
    }
  }
}

/**
 * An error of the page's own is the page's: it is told as any other, and the next event comes all the same.
 *
 * @template T
 * @param {((value: T) => void) | undefined} handler
 * @param {T} value
 */
export function call(handler, value) {
  try {
    handler?.(value);
  } catch (failure) {
    if (typeof reportError === "function") {
      reportError(failure);
    } else {
      console.error(failure);
    }
  }
}
