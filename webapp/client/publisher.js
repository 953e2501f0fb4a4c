// @ts-check
// Publishes an event once, however often it has to be sent.

import { Backoff } from "./backoff.js";
import { pause } from "./environment.js";
import { ProblemError, isPassing, problemOf, retryAfter, unreachable } from "./problem.js";
import { isAbort } from "./request.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./request.js").Requests} Requests */
/** @typedef {import("./carillon.js").PublishOptions} PublishOptions */

/** How long one try may take, in milliseconds: the hub holds a publisher for up to 5 s. */
const PATIENCE = 30_000;

/**
 * @param {Environment} environment
 * @param {Requests} requests
 * @param {string} channel
 * @param {unknown} data
 * @param {PublishOptions} [options]
 * @returns {Promise<{ id: string | null }>}
 * @throws ProblemError if the hub has refused it for good
 */
export async function publish(environment, requests, channel, data, options = {}) {
  const { signal } = options;
  const { path, headers, body } = encode(channel, data, options);
  const backoff = new Backoff(environment.random);
  for (;;) {
    signal?.throwIfAborted();
    const answer = await once(environment, requests, path, { method: "POST", headers, body, signal });
    if ("id" in answer) {
      return answer;
    }
    // Without a key nobody knows whether a volatile event has been told.
    const isUnclear = options.volatile === true && answer.problem.status === 0;
    if (isUnclear || !isPassing(answer.problem.status)) {
      throw new ProblemError(answer.problem);
    }
    await pause(environment, backoff.next(answer.wait), signal);
  }
}

/**
 * @param {Environment} environment
 * @param {Requests} requests
 * @param {string} path
 * @param {RequestInit} init
 * @returns {Promise<{ id: string | null } | { problem: import("./carillon.js").Problem, wait: number | null }>}
 */
async function once(environment, requests, path, init) {
  const { signal } = init;
  const ending = new AbortController();
  const end = () => ending.abort(signal?.reason);
  signal?.addEventListener("abort", end);
  const timer = environment.setTimeout(() => ending.abort(new DOMException("No answer came in time", "TimeoutError")), PATIENCE);
  try {
    const response = await requests.send(path, { ...init, signal: ending.signal });
    if (response.ok) {
      return { id: (await response.json())?.id ?? null };
    }
    return { problem: await problemOf(response), wait: retryAfter(response, environment.now()) };
  } catch (failure) {
    if (isAbort(failure, signal)) {
      throw failure;
    }
    return { problem: unreachable(failure), wait: null };
  } finally {
    environment.clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

/**
 * @param {string} channel
 * @param {unknown} data
 * @param {PublishOptions} options
 */
function encode(channel, data, options) {
  const headers = new Headers();
  if (options.volatile !== true) {
    headers.set("Idempotency-Key", options.idempotencyKey ?? randomKey());
  }
  const content = JSON.stringify(data);
  if (content === undefined) {
    throw new TypeError("undefined, a function or a symbol is no data");
  }
  const { type, key, volatile } = options;
  if (!isVisibleAscii(`${type ?? ""}${key ?? ""}`)) {
    // A header has no other characters; the document has.
    headers.set("Content-Type", "application/json");
    return { path: "api/events", headers, body: JSON.stringify({ channel, type, key, volatile, data }) };
  }
  if (type !== undefined) {
    headers.set("Event-Type", type);
  }
  if (key !== undefined) {
    headers.set("Event-Key", key);
  }
  if (volatile === true) {
    headers.set("Event-Volatile", "true");
  }
  const isText = typeof data === "string";
  headers.set("Content-Type", isText ? "text/plain;charset=UTF-8" : "application/json");
  const path = `api/events/${channel.split("/").map(encodeURIComponent).join("/")}`;
  return { path, headers, body: isText ? data : content };
}

/** @param {string} text */
function isVisibleAscii(text) {
  return /^[\x21-\x7e]*$/.test(text);
}

/** 128 random bits. `crypto.randomUUID` is there on secure pages only. */
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
