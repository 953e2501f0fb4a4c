// @ts-check
// Where there is no shared worker one page has the connection for all: the one that holds a lock. The others talk to it by a channel. When
// it goes, the lock goes to the next one, and all go on there.

import { Timers } from "./timers.js";

/** @typedef {import("./host.js").Host} Host */
/** @typedef {import("./host.js").FromPage} FromPage */
/** @typedef {import("./host.js").ToPage} ToPage */

/**
 * A message on the channel, which all pages get.
 *
 * @typedef {{ say: "who leads" }
 *   | { say: "I lead", from: string }
 *   | { say: "to leader", from: string, to: string, message: FromPage }
 *   | { say: "to page", from: string, to: string, message: ToPage }} Said
 */

/** How long (milliseconds) the page that leads may take to say so. */
const SILENCE = 5_000;

export class Leadership {
  #scope;
  #page;
  #remote;
  #hello;
  #makeHost;
  #signal;
  #channel;
  #timers;
  /** @type {string | null} */
  #leader = null;
  /** Here if this page leads. @type {Host | null} */
  #host = null;
  /** @type {Map<string, ReturnType<Host["attach"]>>} */
  #pages = new Map();

  /**
   * @param {object} how
   * @param {string} how.scope
   * @param {string} how.page this page's name, and that of a lock which it holds while it lives
   * @param {import("./remote.js").Remote} how.remote
   * @param {() => FromPage} how.hello
   * @param {() => Host} how.makeHost
   * @param {AbortSignal} how.signal ends it
   * @param {import("./environment.js").Environment} how.environment
   */
  constructor({ scope, page, remote, hello, makeHost, signal, environment }) {
    this.#timers = new Timers(environment);
    this.#scope = scope;
    this.#page = page;
    this.#remote = remote;
    this.#hello = hello;
    this.#makeHost = makeHost;
    this.#signal = signal;
    this.#channel = new BroadcastChannel(scope);
  }

  start() {
    this.#channel.onmessage = ({ data }) => this.#heard(data);
    this.#signal.addEventListener("abort", () => {
      this.#timers.clearAll();
      this.#stepDown();
      // What was said last still has to go.
      setTimeout(() => this.#channel.close(), 0);
    });
    this.#queue();
  }

  /** Waits for its turn to lead, and follows meanwhile. */
  #queue() {
    this.#leader = null;
    navigator.locks.request(this.#scope, { signal: this.#signal }, () => this.#lead()).catch(() => this.#deposed());
    this.#say({ say: "who leads" });
    this.#timers.set("silence", SILENCE, () => this.takeOver());
  }

  /** The one that leads does not answer: browsers stop pages that nobody sees, and keep their locks. */
  takeOver() {
    if (!this.#signal.aborted && this.#host === null) {
      navigator.locks.request(this.#scope, { steal: true }, () => this.#lead()).catch(() => this.#deposed());
    }
  }

  /** Another page has taken the lock away, because this one was stopped for a while. */
  #deposed() {
    if (!this.#signal.aborted && this.#host !== null) {
      this.#stepDown();
      this.#remote.detach();
      this.#queue();
    }
  }

  /** @param {Said} said */
  #say(said) {
    this.#channel.postMessage(said);
  }

  /** @param {Said} said */
  #heard(said) {
    if (this.#signal.aborted) {
      return;
    }
    switch (said.say) {
      case "who leads":
        if (this.#host !== null) {
          this.#say({ say: "I lead", from: this.#page });
        }
        break;
      case "I lead":
        if (this.#host === null && said.from !== this.#leader) {
          this.#follow(said.from);
        }
        break;
      case "to leader":
        if (said.to === this.#page && this.#host !== null) {
          this.#serve(said.from, said.message);
        }
        break;
      case "to page":
        if (said.to === this.#page && said.from === this.#leader) {
          this.#remote.receive(said.message);
        }
        break;
    }
  }

  /** @param {string} leader */
  #follow(leader) {
    if (this.#remote.isAttached) {
      this.#remote.detach();
    }
    this.#leader = leader;
    this.#timers.clear("silence");
    const post = (/** @type {FromPage} */ message) => this.#say({ say: "to leader", from: this.#page, to: leader, message });
    post(this.#hello());
    this.#remote.attach(post);
  }

  /** Holds the lock until the page goes. @returns {Promise<void>} */
  #lead() {
    if (this.#signal.aborted || this.#host !== null) {
      return Promise.resolve();
    }
    this.#timers.clear("silence");
    if (this.#remote.isAttached) {
      this.#remote.detach();
    }
    const host = this.#makeHost();
    this.#host = host;
    this.#leader = this.#page;
    const { receive } = host.attach((message) => queueMicrotask(() => this.#host === host && this.#remote.receive(message)));
    receive(this.#hello());
    this.#remote.attach(receive);
    this.#say({ say: "I lead", from: this.#page });
    return new Promise((resolve) => this.#signal.addEventListener("abort", () => resolve()));
  }

  /**
   * @param {string} name
   * @param {FromPage} message
   */
  #serve(name, message) {
    const host = this.#host;
    if (host === null) {
      return;
    }
    if (message.tell === "hello") {
      this.#pages.get(name)?.detach();
      const page = host.attach((answer) => this.#say({ say: "to page", from: this.#page, to: name, message: answer }));
      this.#pages.set(name, page);
      // Whoever gets the lock of a page knows that it is gone.
      navigator.locks.request(name, { signal: this.#signal }, () => {
        page.detach();
        // It may have come back under its name in between.
        if (this.#pages.get(name) === page) {
          this.#pages.delete(name);
        }
      }).catch(() => {});
    }
    this.#pages.get(name)?.receive(message);
  }

  /** The lock was taken away, or the page goes. */
  #stepDown() {
    this.#host?.close();
    this.#host = null;
    this.#pages.clear();
  }
}
