// @ts-check
// Client of a Carillon hub. What it promises: carillon.d.ts and docs/client.md.

import { Core } from "./core.js";
import { browser } from "./environment.js";
import { publish } from "./publisher.js";
import { Requests, request } from "./request.js";
import { Shared } from "./shared.js";
import { PageSubscription, call } from "./subscription.js";
import { worst } from "./status.js";

// All that stands deeper, so that a browser fetches it at once and not one after the other.
import "./backoff.js";
import "./catch-up.js";
import "./comeback.js";
import "./cursor.js";
import "./detour.js";
import "./event-source.js";
import "./feed.js";
import "./fetch-stream.js";
import "./fetch-transport.js";
import "./host.js";
import "./identity.js";
import "./leadership.js";
import "./leg.js";
import "./link.js";
import "./long-poll.js";
import "./member.js";
import "./outbox.js";
import "./overlap.js";
import "./progress.js";
import "./remote.js";
import "./resource.js";
import "./selector.js";
import "./source.js";
import "./starter.js";
import "./timers.js";
import "./union.js";
import "./watch.js";
import "./way.js";
import "./wire.js";

export { EventStreamParser, parseEventStream } from "./parser.js";
export { ProblemError } from "./problem.js";
export { version } from "./version.js";

/** @typedef {import("./carillon.js").Options} Options */
/** @typedef {import("./carillon.js").Handlers} Handlers */
/** @typedef {import("./carillon.js").HubEvent} HubEvent */
/** @typedef {import("./carillon.js").Status} Status */
/** @typedef {import("./carillon.js").SubscribeOptions} SubscribeOptions */

export class Carillon {
  #environment = browser();
  #requests;
  #core;
  #storage;
  /** @type {Set<PageSubscription>} */
  #subscriptions = new Set();
  /** @type {Set<(status: Status) => void>} */
  #listeners = new Set();
  /** @type {Status} */
  #status = { state: "connecting", transport: null, retryAt: null, problem: null, shared: false };
  #isClosed = false;
  #ending = new AbortController();

  /** @param {Options} [options] */
  constructor(options = {}) {
    this.url = rootOf(options.url);
    const { token, transport = "auto", storage, credentials, share = true } = options;
    const source = token === undefined ? null : async (/** @type {"refused" | "expiring" | null} */ why) => token(why);
    this.#requests = new Requests(this.#environment, this.url, source, credentials);
    const config = { url: this.url.href, transport, credentials, usesToken: source !== null };
    this.#core = share ? new Shared(this.#environment, config, source) : new Core(this.#environment, this.#requests, transport);
    this.#storage = storage === undefined ? sessionStorageIfAny() : storage;
    this.#listen();
  }

  /** @returns {Status} */
  get status() {
    return this.#status;
  }

  /**
   * @param {string | string[]} selectors
   * @param {Handlers | ((event: HubEvent) => void)} handlers
   * @param {SubscribeOptions} [options]
   */
  subscribe(selectors, handlers, options = {}) {
    return this.#open({ selectors: [selectors].flat() }, handlers, options);
  }

  /**
   * @param {string} path
   * @param {Handlers | ((event: HubEvent) => void)} handlers
   * @param {SubscribeOptions} [options]
   */
  stream(path, handlers, options = {}) {
    return this.#open({ path: path.replace(/^\/+/, "") }, handlers, options);
  }

  /**
   * @param {{ selectors: string[] } | { path: string }} what
   * @param {Handlers | ((event: HubEvent) => void)} handlers
   * @param {SubscribeOptions} options
   */
  #open(what, handlers, { from, remember }) {
    if (this.#isClosed) {
      throw new Error("This Carillon is closed");
    }
    const name = remember === undefined ? null : `carillon:${this.url.href}:${remember}`;
    const cursor = name === null ? null : this.#remembered(name);
    /** @type {() => void} */
    let end = () => {};
    const subscription = new PageSubscription({
      handlers: typeof handlers === "function" ? { event: handlers } : handlers,
      cursor,
      remember: (place) => this.#remember(name, place),
      onStatus: () => this.#summarize(),
      onClose: (closed) => {
        this.#subscriptions.delete(closed);
        end();
      },
    });
    this.#subscriptions.add(subscription);
    const wanted = { ...what, types: subscription.types, place: cursor === null ? { start: from } : { id: cursor } };
    // Not before the caller has the subscription in his hands.
    queueMicrotask(() => {
      if (!subscription.isClosed) {
        end = this.#core.subscribe(wanted, {
          event: (event) => subscription.event(event),
          gap: (gap) => subscription.gap(gap),
          place: (id) => subscription.place(id),
          status: (status) => subscription.tell(status, this.#core.isShared),
        });
      }
    });
    return subscription;
  }

  /**
   * @param {string} channel
   * @param {unknown} data
   * @param {import("./carillon.js").PublishOptions} [options]
   */
  publish(channel, data, options = {}) {
    return publish(this.#environment, this.#requests, channel, data, options);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {RequestInit} [init]
   */
  request(method, path, body, init) {
    return request(this.#requests, method, path, body, init);
  }

  /** @param {(status: Status) => void} listener */
  onStatus(listener) {
    this.#listeners.add(listener);
    call(listener, this.#status);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  retry() {
    this.#core.retry();
  }

  renew() {
    this.#core.renew();
  }

  close() {
    if (!this.#isClosed) {
      this.#isClosed = true;
      [...this.#subscriptions].forEach((subscription) => subscription.close());
      this.#core.close();
      this.#ending.abort();
      this.#summarize();
    }
  }

  /** What may have put the connection to death, or brought the network back. */
  #listen() {
    const how = { signal: this.#ending.signal };
    const wake = (/** @type {boolean} */ isCertain) => () => this.#core.wake(isCertain);
    globalThis.addEventListener?.("online", wake(true), how);
    globalThis.addEventListener?.("offline", wake(false), how);
    globalThis.document?.addEventListener("resume", wake(true), how);
    globalThis.document?.addEventListener("visibilitychange", () => document.hidden || this.#core.wake(false), how);
    globalThis.addEventListener?.("pagehide", () => this.#core.suspend(), how);
    globalThis.addEventListener?.("pageshow", () => this.#core.resume(), how);
  }

  #summarize() {
    const all = [...this.#subscriptions].map(({ status }) => status);
    const status = this.#isClosed ? { ...this.#status, state: /** @type {const} */ ("closed"), transport: null, retryAt: null } : worst(all);
    if (JSON.stringify(status) !== JSON.stringify(this.#status)) {
      this.#status = Object.freeze(status);
      this.#listeners.forEach((listener) => call(listener, this.#status));
    }
  }

  /** @param {string} name */
  #remembered(name) {
    try {
      return this.#storage?.getItem(name) ?? null;
    } catch {
      return null;
    }
  }

  /**
   * @param {string | null} name
   * @param {string} cursor
   */
  #remember(name, cursor) {
    if (name !== null) {
      try {
        this.#storage?.setItem(name, cursor);
      } catch {
        // Full, or forbidden: a reload begins as a first visit does.
      }
    }
  }
}

/** @param {string | URL} [url] */
function rootOf(url) {
  const root = new URL(url ?? new URL(/* @vite-ignore */ "..", import.meta.url), globalThis.document?.baseURI ?? import.meta.url);
  root.search = "";
  root.hash = "";
  if (!root.pathname.endsWith("/")) {
    root.pathname += "/";
  }
  return root;
}

function sessionStorageIfAny() {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    // A page without an origin has none.
    return null;
  }
}
