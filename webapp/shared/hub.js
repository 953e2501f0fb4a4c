// @ts-check
// The one module that owns the pages' connection to the hub, and knows who is signed in.

import { Carillon, ProblemError } from "../client/carillon.js";

/** @typedef {{subject: string | null, name: string | null, expiresAt: string | null,
 *   grants: {publish: string[], subscribe: string[], admin: boolean}}} Session */

/** The application's root, with a slash at its end. */
export const root = new URL("../", import.meta.url);

export const hub = new Carillon({ url: root });

export { ProblemError };

/**
 * Asks the hub: `await api("GET", "api/chat/rooms")`.
 *
 * @template T
 * @param {string} method
 * @param {string} path from the root on
 * @param {unknown} [body] sent as JSON
 * @returns {Promise<T>} null where the answer has no body
 * @throws {ProblemError}
 */
export function api(method, path, body) {
  return hub.request(method, path, body);
}

/** @type {Set<(session: Session | null) => void>} */
const listeners = new Set();

/** @type {Session | null} */
let current = null;

/** Who is signed in; null before that is known. */
export function session() {
  return current;
}

/**
 * Calls the listener now, and whenever somebody has signed in or out on this page.
 *
 * @param {(session: Session | null) => void} listener
 * @returns {() => void} ends it
 */
export function onSession(listener) {
  listeners.add(listener);
  listener(current);
  return () => listeners.delete(listener);
}

/** Looks again who is signed in. */
export async function lookForSession() {
  current = /** @type {Session} */ (await api("GET", "api/session"));
  listeners.forEach((listener) => listener(current));
  return current;
}

/** Signs out; what the page shows may be nobody's business any more, so it is loaded anew. */
export async function signOut() {
  await api("DELETE", "api/session");
  location.reload();
}
