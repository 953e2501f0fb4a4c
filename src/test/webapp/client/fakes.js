// @ts-check
// A clock that a test moves, and a hub behind a network that a test breaks.

import { isAfter } from "/client/cursor.js";
import { EventStreamParser } from "/client/parser.js";
import { Requests } from "/client/request.js";
import { selects } from "/client/selector.js";

/** Lets everything that is due happen: promises, and what the browser does for a stream or a body. */
export async function settle() {
  for (let round = 0; round < 6; round++) {
    await new Promise((/** @type {(value: any) => void} */ resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  }
}

export class Clock {
  time = 1_000_000_000_000;
  #timers = new Map();
  #count = 0;

  /** @param {() => void} work @param {number} milliseconds */
  setTimeout(work, milliseconds) {
    this.#timers.set(++this.#count, { at: this.time + milliseconds, work });
    return this.#count;
  }

  /** @param {number} timer */
  clearTimeout(timer) {
    this.#timers.delete(timer);
  }

  /** Time passes, and whatever is to happen in it happens. @param {number} milliseconds */
  async pass(milliseconds) {
    const end = this.time + milliseconds;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at)[0];
      if (due === undefined) {
        break;
      }
      this.#timers.delete(due[0]);
      this.time = Math.max(this.time, due[1].at);
      due[1].work();
      await settle();
    }
    this.time = end;
    await settle();
  }

  /** The machine sleeps: time passes, and nothing happens in it. @param {number} milliseconds */
  sleep(milliseconds) {
    this.time += milliseconds;
  }
}

const utf8 = new TextEncoder();

/** A stream that is open at the hub. */
class OpenStream {
  isOpen = true;
  /** Nothing gets through any more, and neither side knows. */
  isDead = false;

  /** @param {URL} url @param {(text: string) => void} write @param {(failure?: Error) => void} end */
  constructor(url, write, end) {
    this.selectors = url.searchParams.getAll("channel");
    this.cursor = url.searchParams.get("last_event_id");
    this.envelope = url.searchParams.get("envelope") === "true";
    this.path = url.pathname;
    this.rawWrite = write;
    this.rawEnd = end;
  }

  /** @param {string} text */
  write(text) {
    if (this.isOpen && !this.isDead) {
      this.rawWrite(text);
    }
  }

  /** @param {Error} [failure] the connection broke; without one the hub has ended it */
  end(failure) {
    if (this.isOpen) {
      this.isOpen = false;
      this.rawEnd(failure);
    }
  }

  /** @param {any} event */
  event(event) {
    const data = this.envelope ? JSON.stringify(event) : typeof event.data === "string" ? event.data : JSON.stringify(event.data);
    this.write(`${event.id === null ? "" : `id: ${event.id}\n`}${event.type === null ? "" : `event: ${event.type}\n`}data: ${data}\n\n`);
  }
}

export class Hub {
  epoch = "aaa";
  head = 0;
  /** @type {any[]} */
  log = [];
  /** @type {OpenStream[]} */
  streams = [];
  /** @type {{ method: string, path: string, accept: string, headers: Headers, url: URL }[]} */
  requests = [];
  /** How many requests for a stream there were. */
  opened = 0;
  /** Nothing is answered: the server is down. */
  isDown = false;
  /** Something on the way holds streams back. */
  holdsBack = false;
  /** Nothing is answered, and nothing fails. */
  isBlackHole = false;
  /** @type {((request: { accept: string, url: URL, headers: Headers, method: string }) => Response | null) | null} */
  refuse = null;
  /** What a stream begins with. */
  opening = "retry: 1000\n: carillon\n\n";
  /** The newest event that each channel has lost. @type {Map<string, string>} */
  trimmed = new Map();
  /** @type {Set<() => void>} */
  #waiting = new Set();

  constructor() {
    this.clock = new Clock();
    /** @type {import("/client/environment.js").Environment} */
    this.environment = {
      fetch: /** @type {any} */ ((/** @type {URL} */ url, /** @type {RequestInit} */ init) => this.#fetch(new URL(url), init ?? {})),
      EventSource: undefined,
      setTimeout: (work, milliseconds) => this.clock.setTimeout(work, milliseconds),
      clearTimeout: (timer) => this.clock.clearTimeout(timer),
      now: () => this.clock.time,
      random: () => 0.5,
    };
  }

  /** @param {import("/client/request.js").TokenSource | null} [token] */
  requestsOf(token = null) {
    return new Requests(this.environment, new URL("http://hub.test/"), token);
  }

  /** The browser has an `EventSource`. */
  withEventSource() {
    this.environment.EventSource = /** @type {any} */ (eventSourceOf(this));
    return this;
  }

  /** @param {string} channel @param {unknown} data @param {string | null} [type] */
  publish(channel, data, type = null) {
    const id = `${this.epoch}-${++this.head}`;
    const event = { id, channel, type, key: null, time: new Date(this.clock.time).toISOString(), data };
    this.log.push(event);
    this.#deliver(event);
    return id;
  }

  /** A volatile event. @param {string} channel @param {unknown} data */
  tell(channel, data) {
    const time = new Date(this.clock.time + Math.random()).toISOString();
    this.#deliver({ id: null, channel, type: null, key: null, time: `${time}${Math.random()}`, data });
  }

  /** @param {any} event */
  #deliver(event) {
    this.open.filter(({ selectors }) => matches(selectors, event)).forEach((stream) => stream.event(event));
    this.#waiting.forEach((wake) => wake());
  }

  get open() {
    return this.streams.filter(({ isOpen }) => isOpen);
  }

  /** Retention: the channel loses everything that it has so far. @param {string} channel */
  trim(channel) {
    const lost = this.log.filter((event) => event.channel === channel);
    this.trimmed.set(channel, lost[lost.length - 1].id);
    this.log = this.log.filter((event) => event.channel !== channel);
  }

  /** The log is replaced by another one. */
  replace() {
    this.epoch = "bbb";
    this.head = 0;
    this.log = [];
    this.trimmed.clear();
  }

  heartbeat() {
    this.open.forEach((stream) => stream.write(":\n\n"));
  }

  /** The network fails: what is open breaks. */
  cut() {
    this.open.forEach((stream) => stream.end(new TypeError("network error")));
  }

  /** @param {string[]} selectors @param {string | null} cursor */
  gapFor(selectors, cursor) {
    if (cursor === null) {
      return null;
    }
    if (!cursor.startsWith(`${this.epoch}-`)) {
      return { reason: "unknown-epoch", after: cursor, resumed: `${this.epoch}-0` };
    }
    const lost = [...this.trimmed].filter(([channel, id]) => matches(selectors, { channel }) && isAfter(id, cursor)).map(([, id]) => id);
    return lost.length === 0 ? null : { reason: "trimmed", after: cursor, resumed: lost.sort((one, other) => (isAfter(one, other) ? -1 : 1))[0] };
  }

  /** @param {string[]} selectors @param {string} cursor */
  after(selectors, cursor) {
    const isKnown = cursor.startsWith(`${this.epoch}-`);
    return this.log.filter((event) => matches(selectors, event) && (!isKnown || isAfter(event.id, cursor)));
  }

  /** @param {OpenStream} stream */
  begin(stream) {
    this.streams.push(stream);
    stream.write(this.opening);
    const { cursor, selectors } = stream;
    if (cursor === null) {
      stream.write(`id: ${this.epoch}-${this.head}\n\n`);
      return;
    }
    const gap = this.gapFor(selectors, cursor);
    const events = this.after(selectors, cursor);
    const before = gap === null || gap.reason !== "trimmed" ? [] : events.filter(({ id }) => !isAfter(id, gap.resumed));
    before.forEach((event) => stream.event(event));
    if (gap !== null) {
      stream.write(`event: carillon.gap\ndata: ${JSON.stringify(gap)}\n\n`);
    }
    events.filter((event) => !before.includes(event)).forEach((event) => stream.event(event));
  }

  /** @param {URL} url @param {RequestInit} init @returns {Promise<Response>} */
  async #fetch(url, { method = "GET", headers, signal }) {
    const request = { method, path: url.pathname, accept: new Headers(headers).get("Accept") ?? "", headers: new Headers(headers), url };
    this.requests.push(request);
    await null;
    if (signal?.aborted) {
      throw new DOMException("aborted", "AbortError");
    }
    if (this.isDown) {
      throw new TypeError("Failed to fetch");
    }
    if (this.isBlackHole) {
      return never(signal);
    }
    const refusal = this.refuse?.(request);
    if (refusal) {
      return refusal;
    }
    if (!request.accept.includes("text/event-stream")) {
      return this.#poll(url, request.headers, signal);
    }
    this.opened++;
    return this.holdsBack ? never(signal) : this.#stream(url, signal);
  }

  /** @param {URL} url @param {AbortSignal | null | undefined} signal */
  #stream(url, signal) {
    const body = new ReadableStream({
      start: (controller) => {
        const stream = new OpenStream(
          url,
          (text) => controller.enqueue(utf8.encode(text)),
          (failure) => (failure === undefined ? controller.close() : controller.error(failure)),
        );
        signal?.addEventListener("abort", () => stream.end(new DOMException("aborted", "AbortError")));
        this.begin(stream);
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  /** @param {URL} url @param {Headers} headers @param {AbortSignal | null | undefined} signal */
  async #poll(url, headers, signal) {
    const query = url.searchParams;
    const selectors = query.getAll("channel");
    const wait = Number(query.get("wait") ?? 0) * 1000;
    let cursor = query.get("last_event_id");
    if (query.get("from") === "earliest") {
      cursor = `${this.epoch}-0`;
    } else if (query.has("last")) {
      const all = this.after(selectors, `${this.epoch}-0`);
      const kept = all.slice(Math.max(0, all.length - Number(query.get("last"))));
      cursor = kept.length === 0 ? null : `${this.epoch}-${Number(kept[0].id.slice(4)) - 1}`;
    }
    const known = headers.get("If-None-Match")?.slice(1, -1) ?? null;
    if (known !== null && this.gapFor(selectors, known) === null && this.after(selectors, known).length === 0) {
      return new Response(null, { status: 304 });
    }
    if (cursor === null) {
      return json({ events: [], cursor: `${this.epoch}-${this.head}`, gap: null });
    }
    if (wait > 0 && this.after(selectors, cursor).length === 0 && this.gapFor(selectors, cursor) === null) {
      await this.#something(wait, signal);
    }
    const limit = Number(query.get("limit") ?? 100);
    const events = this.after(selectors, cursor);
    const page = events.slice(0, limit);
    const last = page.length < events.length ? page[page.length - 1].id : `${this.epoch}-${this.head}`;
    return json({ events: page, cursor: last, gap: this.gapFor(selectors, cursor) });
  }

  /** @param {number} wait @param {AbortSignal | null | undefined} signal */
  #something(wait, signal) {
    return new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
      const over = () => {
        this.#waiting.delete(over);
        resolve();
      };
      this.#waiting.add(over);
      this.clock.setTimeout(over, wait);
      signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    });
  }
}

/** @param {string[]} selectors @param {{ channel: string }} event */
function matches(selectors, { channel }) {
  return selectors.length === 0 || selectors.some((selector) => selects(selector, channel));
}

/** @param {AbortSignal | null | undefined} signal @returns {Promise<never>} */
function never(signal) {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))));
}

/** @param {unknown} document @param {number} [status] */
export function json(document, status = 200) {
  return new Response(JSON.stringify(document), { status, headers: { "Content-Type": "application/json" } });
}

/** @param {number} status @param {string} slug @param {Record<string, string>} [headers] */
export function problem(status, slug, headers = {}) {
  const document = { type: `/problems/${slug}`, title: slug, status, finding: "It is so.", remedy: "Do otherwise." };
  return new Response(JSON.stringify(document), { status, headers: { "Content-Type": "application/problem+json", ...headers } });
}

/** @param {Hub} hub */
function eventSourceOf(hub) {
  return class FakeEventSource extends EventTarget {
    CLOSED = 2;
    readyState = 0;
    /** @type {(() => void) | null} */
    onopen = null;
    /** @type {(() => void) | null} */
    onerror = null;
    /** @type {OpenStream | null} */
    #stream = null;

    /** @param {URL} url */
    constructor(url) {
      super();
      queueMicrotask(() => this.#connect(new URL(url)));
    }

    /** @param {URL} url */
    #connect(url) {
      const headers = new Headers({ Accept: "text/event-stream" });
      hub.requests.push({ method: "EventSource", path: url.pathname, accept: "text/event-stream", headers, url });
      if (this.readyState === 2) {
        return;
      }
      const refusal = hub.refuse?.({ method: "GET", accept: "text/event-stream", headers, url });
      if (hub.isDown || refusal) {
        this.readyState = refusal ? 2 : 0;
        this.onerror?.();
        return;
      }
      hub.opened++;
      if (hub.holdsBack) {
        return;
      }
      this.readyState = 1;
      this.onopen?.();
      const parser = new EventStreamParser({
        event: ({ type, data, lastEventId }) => this.readyState === 1 && this.dispatchEvent(new MessageEvent(type, { data, lastEventId })),
      });
      this.#stream = new OpenStream(
        url,
        (text) => queueMicrotask(() => parser.pushText(text)),
        () => {
          if (this.readyState === 1) {
            this.readyState = 0;
            this.onerror?.();
          }
        },
      );
      hub.begin(this.#stream);
    }

    close() {
      this.readyState = 2;
      if (this.#stream !== null) {
        this.#stream.isOpen = false;
      }
    }
  };
}
