// @ts-check
// How a room is connected with the hub, as the rest of the page sees it: there are two ways, and whoever uses one knows nothing of it.

/** @typedef {import("../client/carillon.js").HubEvent<any>} HubEvent */
/** @typedef {import("../client/carillon.js").Problem} Problem */
/** @typedef {import("./model.js").User} User */

/**
 * @typedef {Omit<import("../client/carillon.js").Status, "transport"> &
 *   {transport: import("../client/carillon.js").Status["transport"] | "websocket" | "polling"}} LineStatus
 */

/** @typedef {{text: string, clientId: string, replyTo?: string}} Said */

/**
 * What can be told over a room's own connection.
 *
 * @typedef {object} Talk
 * @property {(message: Said) => Promise<{id: string}>} send
 * @property {() => Promise<unknown>} typing
 * @property {(message: string) => Promise<unknown>} read
 * @property {(message: string, text: string) => Promise<any>} edit
 * @property {(message: string, reason: string) => Promise<unknown>} delete
 * @property {(message: string, emoji: string, added: boolean) => Promise<unknown>} react
 */

/**
 * A room that is listened to.
 *
 * @typedef {object} Call
 * @property {() => void} close
 * @property {() => void} retry tries now, if it is not connected
 * @property {Talk | null} talk null if it only listens: then requests tell
 */

/**
 * @typedef {object} Wanted
 * @property {string} room
 * @property {string} as the id of whoever reads; empty for nobody in particular
 * @property {boolean} afresh whether the room was listened to before, and is shown anew
 * @property {{types: Record<string, (event: HubEvent) => void>, gap: () => void, status: (status: LineStatus) => void}} handlers
 */

/** @typedef {{listen(wanted: Wanted): Call}} Line */

/** @typedef {"sse" | "socketio"} LineName */

const CHOSEN_KEY = "carillon.chat.line";

/** @param {Pick<Storage, "getItem">} storage @returns {LineName} */
export function chosenLine(storage) {
  return storage.getItem(CHOSEN_KEY) === "socketio" ? "socketio" : "sse";
}

/** @param {Pick<Storage, "setItem">} storage @param {LineName} name */
export function chooseLine(storage, name) {
  storage.setItem(CHOSEN_KEY, name);
}
