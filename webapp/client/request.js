// @ts-check
// One request to the hub, with the caller's identity.

import { ProblemError, problemOf, unreachable } from "./problem.js";

/** @typedef {import("./environment.js").Environment} Environment */

/**
 * Gives the token for a request, null for none.
 *
 * @callback TokenSource
 * @param {"refused" | "expiring" | null} why what is wrong with the one that it gave before
 * @returns {Promise<string | null>}
 */

/** Sends requests to one hub as one caller. */
export class Requests {
  #environment;
  #token;
  #credentials;
  /** @type {"expiring" | null} */
  #why = null;

  /**
   * @param {Environment} environment
   * @param {URL} url the hub's root; ends with `/`
   * @param {TokenSource | null} token null for the cookie
   * @param {RequestCredentials} [credentials]
   */
  constructor(environment, url, token, credentials) {
    this.#environment = environment;
    this.url = url;
    this.#token = token;
    this.#credentials = credentials ?? (token === null ? "include" : "omit");
  }

  get usesToken() {
    return this.#token !== null;
  }

  /** Whether an `EventSource` is to send cookies. */
  get withCredentials() {
    return this.#credentials === "include";
  }

  /** The hub has said that the token ends soon: the next request has a new one. */
  renewToken() {
    this.#why = "expiring";
  }

  /**
   * @param {string} path relative to the hub's root
   * @returns {URL}
   */
  address(path) {
    return new URL(path.replace(/^\/+/, ""), this.url);
  }

  /**
   * The answer, whatever it says. A token that is refused with 401 is replaced once.
   *
   * @param {string | URL} path
   * @param {RequestInit} [init]
   * @throws what `fetch` throws, and what the page's token function throws
   */
  async send(path, init = {}) {
    const response = await this.#once(path, init, this.#why);
    if (response.status !== 401 || this.#token === null) {
      return response;
    }
    await response.body?.cancel();
    return this.#once(path, init, "refused");
  }

  /**
   * @param {string | URL} path
   * @param {RequestInit} init
   * @param {"refused" | "expiring" | null} why
   */
  async #once(path, init, why) {
    const address = path instanceof URL ? path : this.address(path);
    const headers = new Headers(init.headers);
    this.#why = null;
    const token = this.#token === null ? null : await this.#token(why);
    init.signal?.throwIfAborted();
    // To another place than the hub the token does not go.
    if (token !== null && address.origin === this.url.origin && !headers.has("Authorization")) {
      headers.set("Authorization", `Bearer ${token}`);
    }
    return this.#environment.fetch(address, {
      cache: "no-store",
      credentials: this.#credentials,
      ...init,
      headers,
    });
  }
}

/**
 * A request and the JSON of its answer.
 *
 * @param {Requests} requests
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body] a string, form data or bytes go as they are, anything else as JSON; undefined for none
 * @param {RequestInit} [init]
 * @returns {Promise<any>} null without JSON
 * @throws ProblemError
 */
export async function request(requests, method, path, body, init = {}) {
  const headers = new Headers(init.headers);
  if (!headers.has("Accept")) {
    headers.set("Accept", "application/json");
  }
  const content = encode(body, headers);
  let response;
  try {
    response = await requests.send(path, { ...init, method, headers, body: content });
  } catch (failure) {
    throw isAbort(failure, init.signal) ? failure : new ProblemError(unreachable(failure));
  }
  if (!response.ok) {
    throw new ProblemError(await problemOf(response));
  }
  return answerOf(response);
}

/**
 * @param {unknown} body
 * @param {Headers} headers
 * @returns {BodyInit | undefined}
 */
function encode(body, headers) {
  if (body === undefined) {
    return undefined;
  }
  const raw = body instanceof Blob || body instanceof FormData || body instanceof URLSearchParams;
  if (raw || body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
    return /** @type {BodyInit} */ (body);
  }
  if (typeof body === "string") {
    if (!headers.has("Content-Type")) {
      headers.set("Content-Type", "text/plain;charset=UTF-8");
    }
    return body;
  }
  if (!headers.has("Content-Type")) {
    headers.set("Content-Type", "application/json");
  }
  return JSON.stringify(body);
}

/** @param {Response} response */
async function answerOf(response) {
  const type = response.headers.get("Content-Type") ?? "";
  const text = response.status === 204 ? "" : await response.text();
  return text !== "" && /[/+]json\b/i.test(type) ? JSON.parse(text) : null;
}

/**
 * @param {unknown} failure
 * @param {AbortSignal | null} [signal]
 */
export function isAbort(failure, signal) {
  return signal?.aborted === true && (failure === signal.reason || (failure instanceof DOMException && failure.name === "AbortError"));
}
