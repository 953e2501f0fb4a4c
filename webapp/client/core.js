// @ts-check
// All connections of one caller to one hub. Runs in the page, or in a worker for all pages.

import { Member } from "./member.js";
import { Resource } from "./resource.js";
import { startNow } from "./starter.js";
import { Timers } from "./timers.js";
import { Union } from "./union.js";
import { Way } from "./way.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./request.js").Requests} Requests */

/**
 * What somebody wants to be told: channels, or a stream.
 *
 * @typedef {object} Wanted
 * @property {string[]} [selectors]
 * @property {string} [path]
 * @property {string[] | null} types the only types that matter; null for all
 * @property {import("./source.js").Place} place
 */

/** How often (milliseconds) it looks whether the machine has slept, and what it takes for sleep. */
const TICK = 5_000;
const SLEEP = 20_000;

/** What pages tell within so many milliseconds is one and the same. */
const TOGETHER = 500;

export class Core {
  #environment;
  #requests;
  #way;
  #timers;
  #wokenAt = -Infinity;
  #wokenForSureAt = -Infinity;
  /** @type {Union[]} */
  #unions = [];
  /** @type {Map<string, Resource>} */
  #resources = new Map();

  /**
   * @param {Environment} environment
   * @param {Requests} requests
   * @param {"auto" | "stream" | "long-poll"} transport
   */
  constructor(environment, requests, transport) {
    this.#environment = environment;
    this.#requests = requests;
    this.#way = new Way(transport);
    this.#timers = new Timers(environment);
  }

  /**
   * @param {Wanted} wanted
   * @param {import("./member.js").Audience} audience
   * @returns {() => void} ends it
   */
  subscribe({ selectors, path, types, place }, audience) {
    const feed = path === undefined ? this.#unionFor(selectors ?? []) : this.#resourceFor(path);
    const member = new Member(path === undefined ? (selectors ?? []) : null, types, place, audience);
    feed.add(member);
    this.#watchSleep(this.#environment.now());
    return () => {
      if (feed.members.has(member)) {
        feed.remove(member);
        this.#forget(feed);
      }
    };
  }

  get isShared() {
    return false;
  }

  /** The page goes, or is put away: its connections go with it. */
  suspend() {}

  resume() {
    this.wake(false);
  }

  /**
   * Something has happened to the machine or to its network.
   *
   * @param {boolean} isCertain it has slept, or has another network
   */
  wake(isCertain) {
    const now = this.#environment.now();
    const last = isCertain ? this.#wokenForSureAt : Math.max(this.#wokenAt, this.#wokenForSureAt);
    if (now - last < TOGETHER) {
      return;
    }
    this.#wokenAt = now;
    this.#wokenForSureAt = isCertain ? now : this.#wokenForSureAt;
    startNow();
    this.#feeds.forEach((feed) => feed.link.wake(isCertain));
  }

  retry() {
    startNow();
    this.#feeds.forEach((feed) => {
      feed.link.retry();
      feed.again();
    });
  }

  /** The caller is somebody else now. */
  renew() {
    startNow();
    this.#feeds.forEach((feed) => {
      feed.link.renew();
      feed.again();
    });
  }

  close() {
    this.#timers.clearAll();
    this.#feeds.forEach((feed) => feed.close());
    this.#unions = [];
    this.#resources.clear();
  }

  get #feeds() {
    return [...this.#unions, ...this.#resources.values()];
  }

  /** @param {string[]} selectors */
  #unionFor(selectors) {
    const roomy = this.#unions.find((union) => union.hasRoomFor(selectors));
    if (roomy !== undefined) {
      return roomy;
    }
    const union = new Union(this.#environment, this.#requests, this.#way);
    this.#unions.push(union);
    return union;
  }

  /** @param {string} path */
  #resourceFor(path) {
    const known = this.#resources.get(path);
    if (known !== undefined) {
      return known;
    }
    const resource = new Resource(this.#environment, this.#requests, this.#way, path);
    this.#resources.set(path, resource);
    return resource;
  }

  /** @param {import("./feed.js").Feed} feed */
  #forget(feed) {
    if (feed.members.size > 0) {
      return;
    }
    this.#resources.forEach((resource, path) => {
      if (resource === feed) {
        this.#resources.delete(path);
      }
    });
    if (this.#feeds.every(({ members }) => members.size === 0)) {
      this.#timers.clear("tick");
    }
  }

  /** A timer that comes much too late has slept, and so has the connection. @param {number} before */
  #watchSleep(before) {
    if (this.#timers.has("tick")) {
      return;
    }
    this.#timers.set("tick", TICK, () => {
      const now = this.#environment.now();
      if (now - before > TICK + SLEEP) {
        this.wake(true);
      }
      this.#watchSleep(now);
    });
  }
}
