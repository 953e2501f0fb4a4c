// @ts-check
// A stream read with the browser's `EventSource`: where cookies are enough and every type that matters is known.
//
// It does not show heartbeats, does not say why it was refused, and gives an event only to listeners for its type. So the link asks
// from time to time whether all is well, and a refusal is asked for again with an ordinary request.

import { ended } from "./fetch-transport.js";
import { poll } from "./long-poll.js";
import { readBlock } from "./wire.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./request.js").Requests} Requests */
/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./wire.js").TransportListener} TransportListener */
/** @typedef {import("./wire.js").Transport} Transport */

/** What the hub itself tells. */
const NOTICES = ["carillon.gap", "carillon.token-expiring"];

/** How long the reason may take, in milliseconds. */
const PATIENCE = 10_000;

/** @implements {Transport} */
export class EventSourceStream {
  /** @type {"event-source"} */
  name = "event-source";
  #environment;
  #requests;
  #source;
  #types;
  #listener;
  /** @type {EventSource | null} */
  #stream = null;
  #isClosed = false;

  /**
   * @param {Environment} environment
   * @param {Requests} requests
   * @param {Source} source
   * @param {string[]} types the only ones that are told
   * @param {TransportListener} listener
   */
  constructor(environment, requests, source, types, listener) {
    this.#environment = environment;
    this.#requests = requests;
    this.#source = source;
    this.#types = types;
    this.#listener = listener;
  }

  /** @param {string | null} cursor */
  open(cursor) {
    const EventSource = /** @type {typeof globalThis.EventSource} */ (this.#environment.EventSource);
    const address = this.#requests.address(this.#source.stream(cursor));
    const stream = new EventSource(address, { withCredentials: this.#requests.withCredentials });
    this.#stream = stream;
    stream.onopen = () => {
      if (!this.#isClosed) {
        this.#listener.opened();
        this.#listener.alive();
      }
    };
    stream.onerror = () => this.#failed(stream, cursor);
    const description = { enveloped: this.#source.enveloped, channel: this.#source.channel, now: this.#environment.now };
    for (const type of new Set([...this.#types, ...NOTICES])) {
      stream.addEventListener(type, (event) => {
        if (!this.#isClosed) {
          this.#listener.alive();
          readBlock(this.#listener, description, { type, data: event.data, lastEventId: event.lastEventId, id: null });
        }
      });
    }
  }

  close() {
    this.#isClosed = true;
    this.#stream?.close();
  }

  /**
   * The link decides when to come back: the browser's own pauses do not grow.
   *
   * @param {EventSource} stream
   * @param {string | null} cursor
   */
  async #failed(stream, cursor) {
    const hasGivenUp = stream.readyState === stream.CLOSED;
    stream.close();
    if (this.#isClosed) {
      return;
    }
    let ending = ended({});
    if (hasGivenUp) {
      const answer = await poll(this.#environment, this.#requests, this.#source, { id: cursor }, { patience: PATIENCE, limit: 1, known: cursor });
      ending = "ending" in answer ? answer.ending : ended({ problem: interrupted() });
    }
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#listener.ended(ending);
    }
  }
}

function interrupted() {
  return { type: "about:blank", title: "The stream was refused, and the hub does not say why", status: 0 };
}
