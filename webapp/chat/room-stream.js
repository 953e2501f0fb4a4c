// @ts-check
// The stream of a room: each of its events is told once and in order, and after a gap the room is shown afresh.

import { offsetOf } from "./model.js";

/** @typedef {import("../client/carillon.js").HubEvent<any>} HubEvent */

/** The first event of each connection. */
const PICTURE = "chat-room-connected";

export class RoomStream {
  #line;
  #room;
  #as;
  #take;
  #status;
  /** @type {import("./line.js").Call | null} */
  #call = null;
  #opened = 0;
  #at = 0;

  /**
   * @param {object} needs
   * @param {import("./line.js").Line} needs.line
   * @param {string} needs.room
   * @param {string} needs.as the id of whoever reads; empty for nobody in particular
   * @param {Record<string, (event: HubEvent) => void>} needs.take by type
   * @param {(status: import("./line.js").LineStatus) => void} needs.status
   */
  constructor({ line, room, as, take, status }) {
    this.#line = line;
    this.#room = room;
    this.#as = as;
    this.#take = take;
    this.#status = status;
  }

  /** Whether an event was told, or is in the picture. @param {string} id */
  hasPassed(id) {
    return offsetOf(id) <= this.#at;
  }

  /** From the beginning, also again. */
  open() {
    this.close();
    const opened = ++this.#opened;
    const types = Object.entries(this.#take).map(([type, take]) => [type, (/** @type {HubEvent} */ event) => {
      if (opened === this.#opened && this.#isNew(event)) {
        take(event);
      }
    }]);
    this.#call = this.#line.listen({
      room: this.#room,
      as: this.#as,
      afresh: opened > 1,
      handlers: {
        types: Object.fromEntries(types),
        gap: () => opened === this.#opened && this.open(),
        status: (status) => opened === this.#opened && this.#status(status),
      },
    });
  }

  close() {
    this.#call?.close();
    this.#call = null;
  }

  /** From now on by another way; if it is open, from the beginning. @param {import("./line.js").Line} line */
  use(line) {
    const isOpen = this.#call !== null;
    this.close();
    this.#line = line;
    if (isOpen) {
      this.open();
    }
  }

  /** Tries to connect now. */
  retry() {
    this.#call?.retry();
  }

  /** What can be told where it comes from. */
  get talk() {
    return this.#call?.talk ?? null;
  }

  /** @param {HubEvent} event */
  #isNew({ id, type, data }) {
    if (id === null) {
      return true;
    }
    if (type === PICTURE) {
      this.#at = data.resumed ? this.#at : offsetOf(id);
      return true;
    }
    const isNew = !this.hasPassed(id);
    this.#at = Math.max(this.#at, offsetOf(id));
    return isNew;
  }
}
