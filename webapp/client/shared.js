// @ts-check
// One connection for all pages of a browser: in a shared worker; else in one of the pages, which the others find by a lock and talk to by
// a channel; else each page has its own.

import { Host } from "./host.js";
import { identityOf, scopeOf } from "./identity.js";
import { Leadership } from "./leadership.js";
import { randomKey } from "./publisher.js";
import { Remote } from "./remote.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./identity.js").Config} Config */
/** @typedef {import("./request.js").TokenSource} TokenSource */

/** How long (milliseconds) a worker may take to load and to answer. */
const WELCOME = 6_000;

export class Shared {
  #environment;
  #config;
  #token;
  #remote;
  /** @type {string | null} */
  #identity = null;
  /** Ends whatever was begun. */
  #ending = new AbortController();
  #isClosed = false;
  #hasWorkerFailed = false;
  /** @type {Leadership | null} */
  #leadership = null;

  isShared = false;

  /**
   * @param {Environment} environment
   * @param {Config} config
   * @param {TokenSource | null} token
   */
  constructor(environment, config, token) {
    this.#environment = environment;
    this.#config = config;
    this.#token = token;
    this.#remote = new Remote(environment, (why) => this.#renewedToken(why), () => this.#lost());
    this.#start();
  }

  /**
   * @param {import("./core.js").Wanted} wanted
   * @param {import("./member.js").Audience} audience
   */
  subscribe(wanted, audience) {
    return this.#remote.subscribe({ ...wanted }, audience);
  }

  /** @param {boolean} isCertain */
  wake(isCertain) {
    this.#remote.tell({ tell: "wake", isCertain });
  }

  retry() {
    this.#remote.tell({ tell: "retry" });
  }

  renew() {
    if (this.#token === null) {
      this.#remote.tell({ tell: "renew" });
    } else if (!this.#isClosed) {
      // Whose token it is now decides with whom this page shares.
      this.#stop();
      this.#start();
    }
  }

  close() {
    this.#isClosed = true;
    this.#stop();
  }

  /** The page goes, or is put away by the browser (`pagehide`): it may come back. */
  suspend() {
    if (!this.#isClosed) {
      this.#stop();
    }
  }

  resume() {
    if (!this.#isClosed && this.#ending.signal.aborted) {
      this.#start();
    }
  }

  #stop() {
    this.#remote.tell({ tell: "bye" });
    this.#ending.abort();
    this.#remote.detach();
    this.#leadership = null;
  }

  async #start() {
    const ending = new AbortController();
    this.#ending = ending;
    const token = this.#token === null ? null : await this.#token(null).catch(() => null);
    if (ending.signal.aborted) {
      return;
    }
    this.#identity = token === null ? null : identityOf(token);
    // A token that tells nothing about its owner could be anybody's.
    const isKnown = this.#token === null || this.#identity !== null;
    const scope = scopeOf(this.#config, this.#identity);
    // Pages without TLS have no locks. There the worker notices by their silence that they are gone.
    const hasLocks = globalThis.navigator?.locks !== undefined;
    const page = `carillon page ${randomKey()}`;
    if (hasLocks) {
      await hold(page, ending.signal);
    }
    const hasWorker = isKnown && !this.#hasWorkerFailed && (await this.#tryWorker(scope, page, token, ending.signal));
    if (hasWorker || ending.signal.aborted) {
      return;
    }
    if (isKnown && hasLocks && typeof BroadcastChannel === "function") {
      this.isShared = true;
      this.#lead(scope, page, token, ending.signal);
    } else {
      this.isShared = false;
      this.#alone(token, ending.signal);
    }
  }

  /**
   * @param {string} scope
   * @param {string} page
   * @param {string | null} token
   * @param {AbortSignal} signal
   * @returns {Promise<boolean>} whether there is one, or nothing is wanted any more
   */
  #tryWorker(scope, page, token, signal) {
    // A worker comes from the page's own origin or not at all.
    if (typeof SharedWorker !== "function" || new URL(import.meta.url).origin !== globalThis.location?.origin) {
      return Promise.resolve(false);
    }
    return new Promise((decide) => {
      /** @type {SharedWorker} */
      let worker;
      try {
        worker = new SharedWorker(new URL("./worker.js", import.meta.url), /* @vite-ignore */ { type: "module", name: scope });
      } catch {
        decide(false);
        return;
      }
      const { port } = worker;
      const timer = this.#environment.setTimeout(() => failed(), WELCOME);
      const failed = () => {
        this.#environment.clearTimeout(timer);
        if (!this.#remote.isAttached && !signal.aborted) {
          this.#hasWorkerFailed = true;
          port.onmessage = null;
          port.close();
          decide(false);
        }
      };
      worker.onerror = failed;
      signal.addEventListener("abort", () => {
        this.#environment.clearTimeout(timer);
        // What was said last still has to go.
        this.#environment.setTimeout(() => port.close(), 0);
        decide(true);
      });
      port.onmessage = ({ data }) => {
        if (signal.aborted) {
          return;
        }
        if (data.tell === "welcome") {
          this.#environment.clearTimeout(timer);
          this.isShared = true;
          this.#remote.attach((message) => port.postMessage(message));
          decide(true);
        } else {
          this.#remote.receive(data);
        }
      };
      port.postMessage({ tell: "hello", token, config: this.#config, lock: page });
    });
  }

  /**
   * @param {string} scope
   * @param {string} page
   * @param {string | null} token
   * @param {AbortSignal} signal
   */
  #lead(scope, page, token, signal) {
    this.#leadership = new Leadership({
      environment: this.#environment,
      scope,
      page,
      remote: this.#remote,
      hello: () => ({ tell: "hello", token }),
      makeHost: () => new Host(this.#environment, this.#config),
      signal,
    });
    this.#leadership.start();
  }

  /**
   * @param {string | null} token
   * @param {AbortSignal} signal
   */
  #alone(token, signal) {
    const host = new Host(this.#environment, this.#config);
    const { receive } = host.attach((message) => queueMicrotask(() => this.#remote.receive(message)));
    receive({ tell: "hello", token });
    this.#remote.attach(receive);
    signal.addEventListener("abort", () => host.close());
  }

  /** The host does not answer. A worker that hangs is not tried again. */
  #lost() {
    if (this.#leadership !== null) {
      this.#leadership.takeOver();
    } else {
      this.#hasWorkerFailed = true;
      this.#stop();
      this.#start();
    }
  }

  /**
   * A token of somebody else is nothing for those with whom this page shares: it goes to others.
   *
   * @param {"refused" | "expiring" | null} why
   */
  async #renewedToken(why) {
    const token = this.#token === null ? null : await this.#token(why);
    if (token !== null && identityOf(token) !== this.#identity) {
      queueMicrotask(() => {
        this.#stop();
        this.#start();
      });
      return null;
    }
    return token;
  }
}

/**
 * A lock that this page holds while it lives, so that whoever waits for it knows that it is gone, however that was.
 *
 * @param {string} name
 * @param {AbortSignal} signal ends it
 * @returns {Promise<void>} when it is held
 */
function hold(name, signal) {
  return new Promise((held) => {
    const until = () => {
      held();
      return new Promise((/** @type {(value: void) => void} */ release) => {
        signal.addEventListener("abort", () => release());
        if (signal.aborted) {
          release();
        }
      });
    };
    navigator.locks.request(name, until).catch(() => held());
  });
}
