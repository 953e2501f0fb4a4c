// @ts-check
// What ways to read have in common that ask with `fetch`: they run until they end, and say once how they ended.

import { isPassing, problemOf, retryAfter, unreachable } from "./problem.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./request.js").Requests} Requests */
/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./wire.js").TransportListener} TransportListener */
/** @typedef {import("./wire.js").Ending} Ending */

/** Only for those that extend it: {@link run} is theirs. */
export class FetchTransport {
  #ending = new AbortController();

  /**
   * @param {Environment} environment
   * @param {Requests} requests
   * @param {Source} source
   * @param {TransportListener} listener
   */
  constructor(environment, requests, source, listener) {
    this.environment = environment;
    this.requests = requests;
    this.source = source;
    this.listener = listener;
  }

  /** @param {string | null} cursor */
  open(cursor) {
    this.run(cursor).then(
      (ending) => this.#end(ending),
      (failure) => this.#end(ended({ problem: unreachable(failure) })),
    );
  }

  close() {
    this.#ending.abort();
  }

  /** For all requests: it ends them when this is closed. */
  get signal() {
    return this.#ending.signal;
  }

  get isClosed() {
    return this.signal.aborted;
  }

  /**
   * Reads until there is no more.
   *
   * @param {string | null} _cursor
   * @returns {Promise<Ending>}
   */
  run(_cursor) {
    throw new Error("run is missing");
  }

  /** @param {Ending} ending */
  #end(ending) {
    if (!this.isClosed) {
      this.#ending.abort();
      this.listener.ended(ending);
    }
  }
}

/**
 * @param {Partial<import("./wire.js").Ending>} how
 * @returns {import("./wire.js").Ending}
 */
export function ended(how) {
  return { refused: false, reason: null, problem: null, wait: null, ...how };
}

/**
 * Why an answer is not what was asked for; null if it is. 204 is how a server says "never again" (WHATWG HTML, 9.2.3).
 *
 * @param {Response} response
 * @param {number} now
 * @returns {Promise<import("./wire.js").Ending | null>}
 */
export async function refusalOf(response, now) {
  if (response.ok && response.status !== 204) {
    return null;
  }
  const wait = retryAfter(response, now);
  const problem = await problemOf(response);
  return ended({ refused: !isPassing(problem.status), problem, wait });
}
