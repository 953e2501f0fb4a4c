// @ts-check
// Selectors: a channel's name, or a pattern. `*` is one whole segment, `**` at the end any rest, an empty one too.

/**
 * @param {string} selector
 * @param {string} channel
 */
export function selects(selector, channel) {
  return selector === channel || (selector.includes("*") && covers(selector, channel));
}

/**
 * Whether everything that `inner` selects is selected by `outer` too.
 *
 * @param {string} outer
 * @param {string} inner a selector, or a channel
 */
export function covers(outer, inner) {
  const wide = outer.split("/");
  const narrow = inner.split("/");
  if (isReserved(narrow[0]) && wide[0] !== narrow[0]) {
    return false;
  }
  for (let at = 0; at < wide.length; at++) {
    if (wide[at] === "**") {
      return true;
    }
    const segment = narrow[at];
    if (segment === undefined || segment === "**" || (wide[at] !== "*" && wide[at] !== segment)) {
      return false;
    }
  }
  return wide.length === narrow.length;
}

/**
 * What only the server writes is selected by whoever names its first segment.
 *
 * @param {string} segment
 */
function isReserved(segment) {
  return segment === "admin" || segment.startsWith("~");
}

/**
 * The same without those that others cover: a hub takes 64 selectors.
 *
 * @param {Iterable<string>} selectors
 */
export function joined(selectors) {
  const all = [...new Set(selectors)].sort();
  return all.filter((inner) => !all.some((outer) => outer !== inner && covers(outer, inner)));
}
