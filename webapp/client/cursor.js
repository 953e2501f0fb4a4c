// @ts-check
// Places in the hub's log: `<epoch>-<offset>`.

/**
 * Whether an event at `id` is news for whoever stands at `cursor`. Ids of different logs cannot be compared: what comes is of the
 * log that is there now, so it is news.
 *
 * @param {string} id
 * @param {string | null} cursor
 */
export function isAfter(id, cursor) {
  if (cursor === null || epochOf(id) !== epochOf(cursor)) {
    return true;
  }
  return compareOffsets(offsetOf(id), offsetOf(cursor)) > 0;
}

/**
 * Whether it is of the same log, and later.
 *
 * @param {string} id
 * @param {string} cursor
 */
export function isBehind(id, cursor) {
  return epochOf(id) === epochOf(cursor) && isAfter(id, cursor);
}

/**
 * The one that comes first in the log. Of different logs the second, which is the one that was heard of later.
 *
 * @param {string} one
 * @param {string} other
 */
export function earlier(one, other) {
  return isAfter(one, other) ? other : one;
}

/** @param {string} id */
function epochOf(id) {
  return id.slice(0, id.indexOf("-"));
}

/** @param {string} id */
function offsetOf(id) {
  return id.slice(id.indexOf("-") + 1);
}

/**
 * Offsets have 64 bits and no leading zeros, so that they are compared as text.
 *
 * @param {string} one
 * @param {string} other
 */
function compareOffsets(one, other) {
  if (one.length !== other.length) {
    return one.length - other.length;
  }
  return one < other ? -1 : Number(one > other);
}
