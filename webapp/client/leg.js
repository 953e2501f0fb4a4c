// @ts-check
// One connection of a link: a stream, or polls one after the other.

import { isAfter } from "./cursor.js";
import { EventSourceStream } from "./event-source.js";
import { FetchStream } from "./fetch-stream.js";
import { LongPoll, poll } from "./long-poll.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./request.js").Requests} Requests */
/** @typedef {import("./source.js").Source} Source */

/**
 * What a connection is to read.
 *
 * @typedef {object} Reading
 * @property {Source} source
 * @property {string | null} cursor
 * @property {string[] | null} types the only types that matter; null if any may
 */

/** What somebody asks the hub to find out how a stream is. @typedef {Awaited<ReturnType<typeof poll>>} Answer */

export class Leg {
  /** Null before the first bytes. Milliseconds since 1970. @type {number | null} */
  openedAt = null;

  /**
   * @param {Environment} environment
   * @param {Requests} requests
   * @param {Reading} reading
   * @param {{ isFresh: boolean, isTrial: boolean }} how fresh: the cursor was as new as can be a moment ago, so that nothing is missed. A
   *     trial is a stream that is tried while long polls work
   */
  constructor(environment, requests, { source, cursor, types }, { isFresh, isTrial }) {
    this.environment = environment;
    this.requests = requests;
    this.source = source;
    this.cursor = cursor;
    this.types = types;
    this.isFresh = isFresh;
    this.isTrial = isTrial;
    /** @type {import("./wire.js").Transport | null} */
    this.transport = null;
  }

  get name() {
    return this.transport?.name ?? null;
  }

  get isOpen() {
    return this.openedAt !== null;
  }

  /**
   * @param {boolean} usesPolls
   * @param {import("./wire.js").TransportListener} listener
   */
  open(usesPolls, listener) {
    const { environment, requests, source, types } = this;
    // `EventSource` sends no token and shows only types that are known before.
    const suffices = types !== null && source.enveloped && !requests.usesToken && environment.EventSource !== undefined;
    if (usesPolls) {
      this.transport = new LongPoll(environment, requests, source, listener);
    } else if (suffices) {
      this.transport = new EventSourceStream(environment, requests, source, types, listener);
    } else {
      this.transport = new FetchStream(environment, requests, source, listener);
    }
    this.transport.open(this.cursor);
  }

  close() {
    this.transport?.close();
  }

  /**
   * Asks for what has come since, by an ordinary request: whether the hub can be reached, and what the stream still has to bring.
   *
   * @param {number} patience milliseconds
   * @returns {Promise<Answer>}
   */
  ask(patience) {
    const known = this.source.hasPlaces ? this.cursor : null;
    return poll(this.environment, this.requests, this.source, { id: known }, { known, patience });
  }

  /**
   * The last event of an answer, which the stream has to bring; null if there is none.
   *
   * @param {Answer} answer
   * @returns {string | null}
   */
  missing(answer) {
    const page = "page" in answer ? answer.page : null;
    if (page === null || !this.source.hasPlaces) {
      return null;
    }
    const isTold = (/** @type {import("./wire.js").WireEvent} */ { type }) => this.name !== "event-source" || this.types?.includes(type);
    const last = page.events.filter(isTold).at(-1)?.id ?? null;
    if (last === null && page.cursor !== null && isAfter(page.cursor, this.cursor)) {
      // `EventSource` does not show the others, so whoever comes back need not ask for them.
      this.cursor = page.cursor;
    }
    return last;
  }
}

/** No answer at all. @param {Answer} answer */
export function isUnreachable(answer) {
  return "ending" in answer && answer.ending.problem?.status === 0;
}
