// @ts-check
// What the browser gives. Tests put in others.

/**
 * @typedef {object} Environment
 * @property {typeof fetch} fetch
 * @property {typeof EventSource | undefined} EventSource
 * @property {(work: () => void, milliseconds: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 * @property {() => number} now milliseconds since 1970
 * @property {() => number} random 0 to 1
 */

/** @returns {Environment} */
export function browser() {
  return {
    fetch: (input, init) => globalThis.fetch(input, init),
    EventSource: globalThis.EventSource,
    setTimeout: (work, milliseconds) => globalThis.setTimeout(work, milliseconds),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => Date.now(),
    random: () => Math.random(),
  };
}

/**
 * Waits. Ends early, without an error, if the signal is aborted.
 *
 * @param {Environment} environment
 * @param {number} milliseconds
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
export function pause(environment, milliseconds, signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const over = () => {
      environment.clearTimeout(timer);
      signal?.removeEventListener("abort", over);
      resolve();
    };
    const timer = environment.setTimeout(over, milliseconds);
    signal?.addEventListener("abort", over);
  });
}
