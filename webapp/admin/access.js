// @ts-check
// Whether whoever looks at this page may administer the hub, and what the page says if not.

import { ProblemError, hub, lookForSession, onSession, session } from "../shared/hub.js";

/**
 * - `unknown`: nobody has answered yet
 * - `unreachable`: nobody answers
 * - `anonymous`: nobody is signed in
 * - `not-admin`: somebody is, who may not
 * - `ended`: an administrator was here, and is not any more
 * - `admin`: come in
 *
 * @typedef {"unknown" | "unreachable" | "anonymous" | "not-admin" | "ended" | "admin"} Access
 */

const RETRY_MILLIS = 3_000;

/** @type {Set<(access: Access) => void>} */
const listeners = new Set();

/** @type {Access} */
let current = "unknown";

let wasAdmin = false;

/** The last look; the next one waits for it. */
let looked = Promise.resolve();

/** @type {ReturnType<typeof setTimeout> | undefined} */
let again;

/** @param {Access} access */
function become(access) {
  if (access === current) {
    return;
  }
  current = access;
  listeners.forEach((listener) => listener(access));
}

export function access() {
  return current;
}

/**
 * Calls the listener now, and after every change.
 *
 * @param {(access: Access) => void} listener
 * @returns {() => void} ends it
 */
export function onAccess(listener) {
  listeners.add(listener);
  listener(current);
  return () => listeners.delete(listener);
}

/** Asks the hub who is signed in; asks again by itself if it does not answer. */
export function look() {
  looked = looked.then(ask);
  return looked;
}

async function ask() {
  clearTimeout(again);
  try {
    await lookForSession();
  } catch {
    if (current !== "admin") {
      become("unreachable");
    }
    again = setTimeout(() => void look(), RETRY_MILLIS);
  }
}

/**
 * Whether a failure says that whoever was signed in is so no more.
 *
 * @param {unknown} failure
 */
export function lookIfRefused(failure) {
  if (failure instanceof ProblemError && (failure.status === 401 || failure.status === 403)) {
    void look();
  }
}

onSession((now) => {
  if (now === null) {
    return;
  }
  if (now.grants.admin) {
    wasAdmin = true;
    become("admin");
  } else if (now.subject !== null) {
    become("not-admin");
  } else {
    become(wasAdmin ? "ended" : "anonymous");
  }
});

hub.onStatus((status) => {
  // A stream that was refused: the token behind the cookie has expired, or was revoked.
  if (status.state === "refused" && current === "admin") {
    void look();
  }
});

/** The session may end while nothing is asked: look then. */
setInterval(() => {
  const expires = session()?.expiresAt ?? null;
  if (current === "admin" && expires !== null && Date.parse(expires) <= Date.now()) {
    void look();
  }
}, RETRY_MILLIS);
