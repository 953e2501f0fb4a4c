// @ts-check
// What waits to be sent from the connection to one page. A page that does not take it (it may be frozen) does not make it grow.

import { sizeOf as sizeOfEvent } from "./wire.js";

/** @typedef {import("./wire.js").WireEvent} WireEvent */

/**
 * One thing for some of a page's subscriptions: an event, a gap, a place or a status.
 *
 * @typedef {{ refs: string[], event: WireEvent }
 *   | { refs: string[], gap: import("./carillon.js").Gap }
 *   | { refs: string[], place: string }
 *   | { refs: string[], status: import("./link.js").LinkStatus }} Item
 */

/** Items and characters of one message, so that no page has to work on one for long. An event alone may have more. */
const BATCH_ITEMS = 200;
const BATCH_CHARACTERS = 256 * 1024;

/** Messages that the page has not yet worked through. */
const WINDOW = 8;

/** What waits beyond these; then the page is told that it is behind, and reads from the hub what it has missed. */
const MOST_ITEMS = 5_000;
const MOST_CHARACTERS = 8 * 1024 * 1024;

export class Outbox {
  #send;
  #overflow;
  /** @type {Item[]} */
  #items = [];
  #characters = 0;
  #sent = 0;
  #acknowledged = 0;
  #isScheduled = false;

  /**
   * @param {(items: Item[], number: number) => void} send
   * @param {(isLost: boolean) => void} overflow all that waited is thrown away; lost is what cannot be read again
   */
  constructor(send, overflow) {
    this.#send = send;
    this.#overflow = overflow;
  }

  /**
   * @param {string} ref
   * @param {WireEvent} event
   */
  event(ref, event) {
    const last = this.#items.at(-1);
    if (last !== undefined && "event" in last && last.event === event) {
      last.refs.push(ref);
      return;
    }
    this.#add({ refs: [ref], event });
  }

  /** @param {Item} item */
  add(item) {
    this.#add(item);
  }

  /** The page has worked through the message with this number. @param {number} number */
  acknowledge(number) {
    this.#acknowledged = Math.max(this.#acknowledged, number);
    this.#flush();
  }

  clear() {
    this.#items = [];
    this.#characters = 0;
  }

  /** @param {Item} item */
  #add(item) {
    this.#items.push(item);
    this.#characters += sizeOf(item);
    if (this.#items.length > MOST_ITEMS || this.#characters > MOST_CHARACTERS) {
      const isLost = this.#items.some((one) => "event" in one && one.event.id === null);
      this.clear();
      this.#overflow(isLost);
      return;
    }
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      // What one piece of a stream had goes into one message.
      queueMicrotask(() => {
        this.#isScheduled = false;
        this.#flush();
      });
    }
  }

  #flush() {
    while (this.#items.length > 0 && this.#sent - this.#acknowledged < WINDOW) {
      let count = 0;
      for (let size = 0; count < this.#items.length && count < BATCH_ITEMS; count++) {
        size += sizeOf(this.#items[count]);
        if (count > 0 && size > BATCH_CHARACTERS) {
          break;
        }
      }
      const batch = this.#items.splice(0, count);
      batch.forEach((item) => (this.#characters -= sizeOf(item)));
      this.#send(batch, ++this.#sent);
    }
  }
}

/** @param {Item} item */
function sizeOf(item) {
  return "event" in item ? sizeOfEvent(item.event) : 100;
}
