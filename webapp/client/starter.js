// @ts-check
// Brings one subscription from where it begins to where the others are, by polls.

import { Backoff } from "./backoff.js";
import { pause } from "./environment.js";
import { poll } from "./long-poll.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./request.js").Requests} Requests */
/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./source.js").Place} Place */
/** @typedef {import("./carillon.js").Problem} Problem */

/** How long an answer may take, in milliseconds. */
const PATIENCE = 15_000;

/**
 * @typedef {object} StartListener
 * @property {(page: import("./source.js").Page) => void} page
 * @property {(problem: Problem | null, retryAt: number) => void} waiting
 * @property {() => void} reading
 */

/**
 * Reads until there is nothing more. Tries again for as long as it takes.
 *
 * @param {Environment} environment
 * @param {Requests} requests
 * @param {Source} source
 * @param {Place} place
 * @param {StartListener} listener
 * @param {AbortSignal} signal ends it; nothing is told afterwards
 * @returns {Promise<Problem | null>} why the hub does not want it; null if all is read, or it was ended
 */
export async function readUpToNow(environment, requests, source, place, listener, signal) {
  const backoff = new Backoff(environment.random);
  let at = place;
  while (!signal.aborted) {
    const answer = await poll(environment, requests, source, at, { patience: PATIENCE, signal });
    if (signal.aborted) {
      return null;
    }
    if ("ending" in answer) {
      const { refused, problem, wait } = answer.ending;
      if (refused) {
        return problem;
      }
      const pauseFor = backoff.next(wait);
      listener.waiting(problem, environment.now() + pauseFor);
      const waking = new AbortController();
      const wake = () => waking.abort();
      signal.addEventListener("abort", wake);
      listeners.add(wake);
      await pause(environment, pauseFor, waking.signal);
      listeners.delete(wake);
      signal.removeEventListener("abort", wake);
      listener.reading();
      continue;
    }
    backoff.reset();
    const { page } = answer;
    if (page !== null) {
      listener.page(page);
      at = { id: page.cursor };
    }
    if (page === null || page.isComplete) {
      return null;
    }
  }
  return null;
}

/** Those that wait. @type {Set<() => void>} */
const listeners = new Set();

/** Whoever waits tries now. */
export function startNow() {
  listeners.forEach((wake) => wake());
}
