// @ts-check

/** @typedef {import("./carillon.js").Status} Status */
/** @typedef {import("./carillon.js").State} State */

/** The first of these that is there is what a page tells. @type {State[]} */
const ORDER = ["offline", "connecting", "gap", "catching-up", "live", "refused", "closed"];

/** @type {Status} */
export const NOTHING = Object.freeze({ state: "connecting", transport: null, retryAt: null, problem: null, shared: false });

/**
 * How all of them are, in one: the worst that can get better. They are refused if all of them are.
 *
 * @param {Status[]} all
 * @returns {Status}
 */
export function worst(all) {
  const first = [...all].sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))[0] ?? NOTHING;
  return { ...first, transport: first.transport ?? all.find(({ transport }) => transport !== null)?.transport ?? null };
}
