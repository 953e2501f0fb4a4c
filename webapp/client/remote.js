// @ts-check
// The side of a page: its subscriptions, and how far each has come. When the connection moves (its page was closed, the worker died) they
// go on there, each from its own place.

import { Timers } from "./timers.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./host.js").FromPage} FromPage */
/** @typedef {import("./host.js").ToPage} ToPage */

/**
 * @typedef {object} Entry
 * @property {import("./core.js").Wanted} wanted
 * @property {import("./member.js").Audience} audience
 * @property {string} ref its name at the host; a new one with each host, so that nothing old is taken for new
 */

/** How often (milliseconds) it is asked whether the host is still there, and how long the answer may take. */
const PING = 20_000;
const PONG = 10_000;

/** @type {import("./link.js").LinkStatus} */
const CONNECTING = { state: "connecting", transport: null, retryAt: null, problem: null };

export class Remote {
  #environment;
  #timers;
  #token;
  #lost;
  /** @type {Set<Entry>} */
  #entries = new Set();
  /** @type {((message: FromPage) => void) | null} */
  #post = null;
  #generation = 0;
  #count = 0;
  #pingedAt = 0;

  /**
   * @param {Environment} environment
   * @param {(why: "refused" | "expiring" | null) => Promise<string | null>} token null if the page has become somebody else
   * @param {() => void} lost the host does not answer any more
   */
  constructor(environment, token, lost) {
    this.#environment = environment;
    this.#timers = new Timers(environment);
    this.#token = token;
    this.#lost = lost;
  }

  /**
   * @param {import("./core.js").Wanted} wanted
   * @param {import("./member.js").Audience} audience
   */
  subscribe(wanted, audience) {
    /** @type {Entry} */
    const entry = { wanted, audience, ref: "" };
    this.#entries.add(entry);
    this.#begin(entry);
    return () => {
      this.#entries.delete(entry);
      this.#post?.({ tell: "unsubscribe", ref: entry.ref });
    };
  }

  /**
   * A host has been found.
   *
   * @param {(message: FromPage) => void} post
   */
  attach(post) {
    this.#post = post;
    this.#generation++;
    this.#entries.forEach((entry) => this.#begin(entry));
    this.#ping();
  }

  /** The host is gone, and another one will come. */
  detach() {
    this.#post = null;
    this.#timers.clearAll();
    this.#entries.forEach(({ audience }) => audience.status(CONNECTING));
  }

  get isAttached() {
    return this.#post !== null;
  }

  /** @param {FromPage} message */
  tell(message) {
    this.#post?.(message);
  }

  /** @param {ToPage} message */
  receive(message) {
    const post = this.#post;
    if (post === null) {
      return;
    }
    switch (message.tell) {
      case "items":
        message.items.forEach((item) => this.#take(item));
        post({ tell: "done", number: message.number });
        break;
      case "token":
        this.#token(message.why).then(
          (token) => post({ tell: "token", number: message.number, token }),
          () => post({ tell: "token", number: message.number, token: null }),
        );
        break;
      case "behind":
        this.#behind(message.isLost);
        break;
      case "pong":
        this.#timers.clear("pong");
        break;
      default:
        break;
    }
  }

  /** @param {Entry} entry */
  #begin(entry) {
    if (this.#post !== null) {
      entry.ref = `${this.#generation}.${++this.#count}`;
      this.#post({ tell: "subscribe", ref: entry.ref, wanted: entry.wanted });
    }
  }

  /** @param {import("./outbox.js").Item} item */
  #take(item) {
    for (const entry of this.#entries) {
      if (!item.refs.includes(entry.ref)) {
        continue;
      }
      if ("event" in item) {
        if (item.event.id !== null) {
          entry.wanted.place = { id: item.event.id };
        }
        entry.audience.event(item.event);
      } else if ("place" in item) {
        entry.wanted.place = { id: item.place };
        entry.audience.place(item.place);
      } else if ("gap" in item) {
        entry.audience.gap(item.gap);
      } else {
        entry.audience.status(item.status);
      }
    }
  }

  /** This page took too little too slowly. What has ids is read again. @param {boolean} isLost whether there was something without */
  #behind(isLost) {
    this.#generation++;
    this.#entries.forEach((entry) => {
      if (isLost) {
        entry.audience.gap({ reason: "slow", after: entry.wanted.place.id ?? null, resumed: null });
      }
      this.#begin(entry);
    });
  }

  #ping() {
    this.#timers.set("ping", PING, () => {
      this.#pingedAt = this.#environment.now();
      this.tell({ tell: "ping" });
      this.#timers.set("pong", PONG, () => {
        if (this.#environment.now() - this.#pingedAt < PONG * 2) {
          this.#lost();
        }
        // Else this page has slept, and so may the host have.
      });
      this.#ping();
    });
  }
}
