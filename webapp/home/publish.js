// @ts-check
// Publishes one event, and tells what came of it.

/**
 * @typedef {object} Draft
 * @property {string} channel
 * @property {string} type empty for none
 * @property {string} data
 * @property {boolean} json
 * @property {boolean} volatile
 */

/**
 * A problem document (RFC 9457) as the hub writes it.
 *
 * @typedef {object} Problem
 * @property {string} type
 * @property {string} title
 * @property {string} finding
 * @property {string} remedy
 */

/**
 * @typedef {{ outcome: "kept", id: string }
 *   | { outcome: "delivered" }
 *   | { outcome: "refused", problem: Problem }
 *   | { outcome: "unclear", status: number }
 *   | { outcome: "unreachable" }} Outcome
 */

/**
 * @param {Draft} draft
 * @returns {Promise<Outcome>}
 */
export async function publish(draft) {
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": draft.json ? "application/json" : "text/plain;charset=UTF-8" };
  if (draft.volatile) {
    headers["Event-Volatile"] = "true";
  }
  if (draft.type !== "") {
    headers["Event-Type"] = draft.type;
  }
  try {
    const channel = draft.channel.split("/").map(encodeURIComponent).join("/");
    const address = new URL(`api/events/${channel}`, document.baseURI);
    return await read(await fetch(address, { method: "POST", headers, body: draft.data }));
  } catch {
    return { outcome: "unreachable" };
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Outcome>}
 */
async function read(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (!/^application\/(problem\+)?json\b/.test(type)) {
    return { outcome: "unclear", status: response.status };
  }
  const answer = await response.json();
  if (!response.ok) {
    return { outcome: "refused", problem: answer };
  }
  return answer.id === null ? { outcome: "delivered" } : { outcome: "kept", id: answer.id };
}
