// @ts-check
// Polls that wait: for where something on the way holds streams back.

import { FetchTransport, ended, refusalOf } from "./fetch-transport.js";
import { unreachable } from "./problem.js";
import { tellInOrder } from "./source.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./request.js").Requests} Requests */
/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./wire.js").Transport} Transport */

/** Seconds that the hub holds an answer: below the time-out of proxies, 30 s and more. */
const WAIT = 25;

/** When an answer is given up for lost, in milliseconds. */
const PATIENCE = (WAIT + 15) * 1000;
const FIRST_PATIENCE = 10_000;

/** Events of one answer, as many as the hub gives. */
const PAGE = 1000;

/** The hub ends an answer at 256 KiB too. One that is shorter than this, in characters, was not cut there: an event has 64 KiB at most. */
const CUT = 128 * 1024;

/** @implements {Transport} */
export class LongPoll extends FetchTransport {
  /** @type {"long-poll"} */
  name = "long-poll";

  /**
   * The first answer comes at once, so that it is known whether this works.
   *
   * @param {string | null} cursor
   * @returns {Promise<import("./wire.js").Ending>}
   */
  async run(cursor) {
    let at = cursor;
    for (let round = 0; !this.isClosed; round++) {
      const answer = await poll(this.environment, this.requests, this.source, { id: at }, {
        wait: round === 0 ? 0 : WAIT,
        patience: round === 0 ? FIRST_PATIENCE : PATIENCE,
        signal: this.signal,
      });
      if (this.isClosed) {
        break;
      }
      if ("ending" in answer) {
        return answer.ending;
      }
      if (round === 0) {
        this.listener.opened();
      }
      this.listener.alive();
      at = this.#tell(answer.page, at);
    }
    return ended({});
  }

  /**
   * @param {(import("./source.js").Page & { isComplete: boolean }) | null} page
   * @param {string | null} at
   */
  #tell(page, at) {
    const listener = this.listener;
    if (page === null) {
      listener.complete(true);
      return at;
    }
    tellInOrder(
      page,
      (event) => this.isClosed || listener.event(event),
      (gap) => this.isClosed || listener.gap(gap),
    );
    if (!this.isClosed) {
      if (this.source.hasPlaces && page.cursor !== null) {
        listener.place(page.cursor);
      }
      listener.complete(page.isComplete);
    }
    return page.cursor;
  }
}

/**
 * One poll. The page is null if there is nothing new (304).
 *
 * @param {Environment} environment
 * @param {Requests} requests
 * @param {Source} source
 * @param {import("./source.js").Place} place
 * @param {{ wait?: number, patience: number, limit?: number, known?: string | null, signal?: AbortSignal }} how `known` asks for 304 if
 *     nothing has come since; `wait` in seconds, `patience` in milliseconds
 * @returns {Promise<{ page: (import("./source.js").Page & { isComplete: boolean }) | null } | { ending: import("./wire.js").Ending }>}
 */
export async function poll(environment, requests, source, place, { wait = 0, patience, limit = PAGE, known = null, signal }) {
  const late = new AbortController();
  const stop = () => late.abort();
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) {
    stop();
  }
  const timer = environment.setTimeout(stop, patience);
  try {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json" };
    if (known !== null) {
      headers["If-None-Match"] = `"${known}"`;
    }
    const response = await requests.send(source.poll(place, wait, limit), { headers, signal: late.signal });
    if (response.status === 304) {
      return { page: null };
    }
    const refusal = await refusalOf(response, environment.now());
    if (refusal !== null) {
      return { ending: refusal };
    }
    const text = await response.text();
    const page = source.page(JSON.parse(text));
    return { page: { ...page, isComplete: page.events.length < limit && text.length < CUT } };
  } catch (failure) {
    return { ending: ended({ problem: unreachable(failure) }) };
  } finally {
    environment.clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
