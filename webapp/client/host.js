// @ts-check
// The side of the connection: serves pages, each through a port. In a shared worker, in the page that leads the others, or in a page for
// itself.

import { Core } from "./core.js";
import { Outbox } from "./outbox.js";
import { Requests } from "./request.js";
import { Timers } from "./timers.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./outbox.js").Item} Item */

/**
 * What a page says.
 *
 * @typedef {{ tell: "hello", token: string | null }
 *   | { tell: "subscribe", ref: string, wanted: import("./core.js").Wanted }
 *   | { tell: "unsubscribe", ref: string }
 *   | { tell: "done", number: number }
 *   | { tell: "token", number: number, token: string | null }
 *   | { tell: "wake", isCertain: boolean }
 *   | { tell: "retry" | "renew" | "ping" | "bye" }} FromPage
 */

/**
 * What it is told.
 *
 * @typedef {{ tell: "welcome" | "pong" }
 *   | { tell: "behind", isLost: boolean }
 *   | { tell: "items", items: Item[], number: number }
 *   | { tell: "token", number: number, why: "refused" | "expiring" | null }} ToPage
 */

/** How long (milliseconds) a page may take for a token; it may have to ask its own server. Then another one is asked. */
const TOKEN_PATIENCE = 10_000;

/** Pages say something every 20 s, or once a minute if they are in the background. Who does not for so long (milliseconds) is away. */
const AWAY = 200_000;

/** A token that is as new as this (milliseconds) is not renewed: another connection has just done so. */
const NEW_TOKEN = 2_000;

export class Host {
  #environment;
  #core;
  #timers;
  /** @type {Set<Page>} */
  #pages = new Set();
  /** @type {string | null} */
  #token = null;
  #tokenSince = -Infinity;
  /** @type {Promise<string> | null} */
  #asking = null;
  #asked = 0;
  /** @type {Map<number, (token: string | null) => void>} */
  #answers = new Map();

  /**
   * @param {Environment} environment
   * @param {import("./identity.js").Config} config
   */
  constructor(environment, { url, transport, credentials, usesToken }) {
    this.#environment = environment;
    this.#timers = new Timers(environment);
    const source = usesToken ? (/** @type {"refused" | "expiring" | null} */ why) => this.#tokenFor(why) : null;
    this.#core = new Core(environment, new Requests(environment, new URL(url), source, credentials), transport);
  }

  get isEmpty() {
    return this.#pages.size === 0;
  }

  /**
   * A page that comes.
   *
   * @param {(message: ToPage) => void} post
   */
  attach(post) {
    const page = new Page(post, this.#core, this.#environment.now());
    this.#pages.add(page);
    this.#look();
    return {
      receive: (/** @type {FromPage} */ message) => this.#receive(page, message),
      detach: () => this.#detach(page),
    };
  }

  close() {
    [...this.#pages].forEach((page) => this.#detach(page));
    this.#timers.clearAll();
    this.#core.close();
  }

  /**
   * @param {Page} page
   * @param {FromPage} message
   */
  #receive(page, message) {
    if (!this.#pages.has(page)) {
      return;
    }
    page.heardAt = this.#environment.now();
    if (page.isAway && message.tell !== "bye") {
      page.isAway = false;
      page.post({ tell: "behind", isLost: false });
    }
    switch (message.tell) {
      case "hello":
        this.#token ??= message.token;
        page.post({ tell: "welcome" });
        break;
      case "subscribe":
        page.subscribe(message.ref, message.wanted);
        break;
      case "unsubscribe":
        page.unsubscribe(message.ref);
        break;
      case "done":
        page.outbox.acknowledge(message.number);
        break;
      case "token":
        this.#answers.get(message.number)?.(message.token);
        break;
      case "ping":
        page.post({ tell: "pong" });
        break;
      case "bye":
        this.#detach(page);
        break;
      case "wake":
        this.#core.wake(message.isCertain);
        break;
      default:
        this.#core[message.tell]();
        break;
    }
  }

  /** @param {Page} page */
  #detach(page) {
    this.#pages.delete(page);
    page.end();
    if (this.#pages.size === 0) {
      this.#timers.clear("look");
    }
  }

  /** Pages that are gone without a word, where there are no locks, and pages that are frozen: they come back with their places. */
  #look() {
    this.#timers.set("look", AWAY / 3, () => {
      const now = this.#environment.now();
      for (const page of this.#pages) {
        if (!page.isAway && now - page.heardAt > AWAY) {
          page.isAway = true;
          page.end();
        }
      }
      this.#look();
    });
  }

  /**
   * @param {"refused" | "expiring" | null} why
   * @returns {Promise<string>}
   */
  async #tokenFor(why) {
    const isNew = this.#environment.now() - this.#tokenSince < NEW_TOKEN;
    if (this.#token !== null && (why === null || (isNew && this.#asking === null))) {
      return this.#token;
    }
    this.#asking ??= this.#ask(why).finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** One page after the other, the newest first. @param {"refused" | "expiring" | null} why */
  async #ask(why) {
    for (const page of [...this.#pages].reverse()) {
      const number = ++this.#asked;
      /** @type {string | null} */
      const token = await new Promise((resolve) => {
        const timer = this.#environment.setTimeout(() => resolve(null), TOKEN_PATIENCE);
        this.#answers.set(number, (answer) => {
          this.#environment.clearTimeout(timer);
          resolve(answer);
        });
        page.post({ tell: "token", number, why });
      });
      this.#answers.delete(number);
      if (token !== null) {
        this.#token = token;
        // What a page has kept may be as old as what was refused.
        this.#tokenSince = why === null ? this.#tokenSince : this.#environment.now();
        return token;
      }
    }
    throw new Error("No page gives a token");
  }
}

/** One page, with its subscriptions. */
class Page {
  #core;
  /** @type {Map<string, () => void>} */
  #subscriptions = new Map();
  isAway = false;

  /**
   * @param {(message: ToPage) => void} post
   * @param {Core} core
   * @param {number} now
   */
  constructor(post, core, now) {
    this.post = post;
    this.#core = core;
    this.heardAt = now;
    this.outbox = new Outbox(
      (items, number) => post({ tell: "items", items, number }),
      (isLost) => {
        // It comes back with the places up to which it has worked.
        this.end();
        post({ tell: "behind", isLost });
      },
    );
  }

  /**
   * @param {string} ref
   * @param {import("./core.js").Wanted} wanted
   */
  subscribe(ref, wanted) {
    this.unsubscribe(ref);
    let isOpen = true;
    const add = (/** @type {Item} */ item) => isOpen && this.outbox.add(item);
    const end = this.#core.subscribe(wanted, {
      event: (event) => isOpen && this.outbox.event(ref, event),
      gap: (gap) => add({ refs: [ref], gap }),
      place: (place) => add({ refs: [ref], place }),
      status: (status) => add({ refs: [ref], status }),
    });
    this.#subscriptions.set(ref, () => {
      isOpen = false;
      end();
    });
  }

  /** @param {string} ref */
  unsubscribe(ref) {
    this.#subscriptions.get(ref)?.();
    this.#subscriptions.delete(ref);
  }

  end() {
    this.outbox.clear();
    [...this.#subscriptions.keys()].forEach((ref) => this.unsubscribe(ref));
  }
}
