// @ts-check
// Messages that are not acknowledged yet. They stand in the browser's storage, so that a reload or a closed tab loses none; they are
// sent one after the other, in order, and with the same client id each time, so that the hub keeps each of them once.

import { slugOf } from "./model.js";
import { Observable } from "./observable.js";
import { ProblemError } from "../client/carillon.js";

/**
 * @typedef {object} Waiting
 * @property {string} clientId
 * @property {string} room
 * @property {string} text
 * @property {string | null} replyTo
 * @property {string | null} thread
 * @property {string} time
 * @property {string | null} refusal why the hub did not take it; null while there is hope
 */

/** More are not kept; whoever is offline for that long is told. */
export const MOST_WAITING = 100;

/** And whose they are behind it. */
export const OUTBOX_KEY = "carillon.chat.outbox.";

const LONGEST_PAUSE_MILLIS = 30_000;

export class Outbox extends Observable {
  #key;
  #storage;
  #send;
  #delivered;
  #explain;
  /** @type {Waiting[]} */
  #waiting;
  /** What is being sent, until nothing is left. @type {Promise<void> | null} */
  #running = null;
  #again = false;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Rooms in which one has to wait, and until when. @type {Map<string, number>} */
  #paused = new Map();
  #closed = false;

  /** The client id of the one that is on its way. @type {string | null} */
  sending = null;

  /**
   * @param {object} needs
   * @param {string} needs.user whose messages they are
   * @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} needs.storage
   * @param {(waiting: Waiting) => Promise<{id: string}>} needs.send
   * @param {(waiting: Waiting, id: string) => void} needs.delivered
   * @param {(failure: unknown) => string} needs.explain
   */
  constructor({ user, storage, send, delivered, explain }) {
    super();
    this.#key = OUTBOX_KEY + user;
    this.#storage = storage;
    this.#send = send;
    this.#delivered = delivered;
    this.#explain = explain;
    this.#waiting = this.#read();
  }

  /** @param {string} room */
  of(room) {
    return this.#waiting.filter((one) => one.room === room);
  }

  get isFull() {
    return this.#waiting.length >= MOST_WAITING;
  }

  /** @param {Omit<Waiting, "refusal" | "time">} message */
  add(message) {
    this.#write([...this.#read(), { ...message, time: new Date().toISOString(), refusal: null }]);
    void this.flush();
  }

  /** @param {string} clientId */
  retry(clientId) {
    this.#write(this.#read().map((one) => (one.clientId === clientId ? { ...one, refusal: null } : one)));
    void this.flush();
  }

  /** @param {string} clientId */
  remove(clientId) {
    this.#write(this.#read().filter((one) => one.clientId !== clientId));
  }

  /** Another tab has changed what is stored. */
  reload() {
    this.#waiting = this.#read();
    this.changed();
  }

  /** Tries now, for example because the connection is back. Ends when all that can be sent is sent. */
  flush() {
    this.#again = true;
    if (this.#closed) {
      return Promise.resolve();
    }
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run() {
    while (this.#again && !this.#closed) {
      // Whoever asks from now on asks for something that this round may have passed already.
      this.#again = false;
      clearTimeout(this.#timer);
      await this.#alone(() => this.#sendAll());
      this.sending = null;
      this.changed();
    }
    this.#running = null;
    this.#goOnLater();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** One tab of the browser sends at a time: two would send in no order. @param {() => Promise<void>} work */
  #alone(work) {
    return navigator.locks === undefined ? work() : navigator.locks.request(this.#key, work);
  }

  async #sendAll() {
    for (let next = this.#next(); next !== undefined && !this.#closed; next = this.#next()) {
      this.sending = next.clientId;
      this.changed();
      try {
        const { id } = await this.#send(next);
        this.#failures = 0;
        this.#paused.delete(next.room);
        this.remove(next.clientId);
        this.#delivered(next, id);
      } catch (failure) {
        if (!this.#takes(next, failure)) {
          return;
        }
      }
    }
  }

  #next() {
    this.#waiting = this.#read();
    const now = Date.now();
    return this.#waiting.find((one) => one.refusal === null && (this.#paused.get(one.room) ?? 0) <= now);
  }

  /** What a failure means for the message; false if the others have to wait too. @param {Waiting} message @param {unknown} failure */
  #takes(message, failure) {
    if (slugOf(failure) === "slow-mode") {
      this.#failures++;
      this.#paused.set(message.room, Date.now() + this.#pause());
      return true;
    }
    if (isFinal(failure)) {
      const refusal = this.#explain(failure);
      this.#write(this.#read().map((one) => (one.clientId === message.clientId ? { ...one, refusal } : one)));
      return true;
    }
    this.#failures++;
    return false;
  }

  #pause() {
    return Math.min(LONGEST_PAUSE_MILLIS, 500 * 2 ** Math.min(this.#failures, 6)) * (0.75 + Math.random() / 2);
  }

  #goOnLater() {
    if (!this.#closed && this.#waiting.some((one) => one.refusal === null)) {
      this.#timer = setTimeout(() => void this.flush(), this.#pause());
    }
  }

  /** @returns {Waiting[]} */
  #read() {
    try {
      const stored = JSON.parse(this.#storage.getItem(this.#key) ?? "[]");
      return Array.isArray(stored) ? stored : [];
    } catch {
      return this.#waiting ?? [];
    }
  }

  /** @param {Waiting[]} waiting */
  #write(waiting) {
    this.#waiting = waiting;
    if (waiting.length === 0) {
      this.#storage.removeItem(this.#key);
    } else {
      this.#storage.setItem(this.#key, JSON.stringify(waiting));
    }
    this.changed();
  }
}

/** Whether it would be refused again. @param {unknown} failure */
function isFinal(failure) {
  return failure instanceof ProblemError && failure.status >= 400 && failure.status < 500 && ![408, 429].includes(failure.status);
}
