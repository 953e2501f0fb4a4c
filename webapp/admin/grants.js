// @ts-check
// What a grant covers, as dev.carillon.security.Grants has it.

/** Channels of the server itself: no pattern chooses them that begins with a wildcard. @param {string} segment */
function isReserved(segment) {
  return segment === "admin" || segment.startsWith("~");
}

/**
 * Whether everything that a selector chooses may be read.
 *
 * @param {{subscribe: string[], admin: boolean}} grants
 * @param {string} selector
 */
export function mayRead(grants, selector) {
  return grants.subscribe.some((grant) => covers(grant, selector)) || (grants.admin && covers("admin/**", selector));
}

/**
 * @param {string} grant
 * @param {string} selector
 */
export function covers(grant, selector) {
  const wide = grant.split("/");
  const narrow = selector.split("/");
  if ((wide[0] === "*" || wide[0] === "**") && isReserved(narrow[0])) {
    return false;
  }
  for (let i = 0; i < wide.length; i++) {
    if (wide[i] === "**") {
      return true;
    }
    if (i >= narrow.length || narrow[i] === "**" || (wide[i] !== "*" && wide[i] !== narrow[i])) {
      return false;
    }
  }
  return wide.length === narrow.length;
}
