// @ts-check
// Who shares a connection with whom: pages that read the same hub, in the same way, as the same caller.

import { version } from "./version.js";

/**
 * What has to be the same in all pages that share a connection.
 *
 * @typedef {object} Config
 * @property {string} url the hub's root
 * @property {"auto" | "stream" | "long-poll"} transport
 * @property {RequestCredentials | undefined} credentials
 * @property {boolean} usesToken
 */

/**
 * The name under which they find each other.
 *
 * @param {Config} config
 * @param {string | null} identity of the token; null for the cookie, which all pages of a browser share
 */
export function scopeOf(config, identity) {
  return `carillon ${version} ${JSON.stringify([config.url, config.transport, config.credentials ?? null, identity])}`;
}

/**
 * Whose token this is, and what it grants: two tokens with the same identity can stand in for each other. It is read and not
 * believed; that is the hub's part.
 *
 * @param {string} token
 * @returns {string | null} null if that cannot be told, so that nobody shares with it
 */
export function identityOf(token) {
  try {
    const payload = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const { iss, sub, carillon } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof sub === "string" ? JSON.stringify([iss ?? null, sub, carillon ?? null]) : null;
  } catch {
    return null;
  }
}
