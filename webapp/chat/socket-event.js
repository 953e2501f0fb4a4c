// @ts-check
// Events of the namespace /chat as the page has them from every transport.

/**
 * @param {string} type
 * @param {unknown[]} args the data; the room and the time; and the id, if it has one
 * @param {string} room
 * @returns {import("./line.js").HubEvent | null} null if it is not of this room
 */
export function toEvent(type, args, room) {
  const [data, about, id] = /** @type {[any, any, unknown]} */ (args);
  if (about === null || typeof about !== "object" || about.room !== room) {
    return null;
  }
  return { id: typeof id === "string" ? id : null, channel: `chat/${room}`, type, key: null, time: about.time === undefined ? new Date() : new Date(about.time), data };
}
