// @ts-check
// Rooms over Socket.IO, by its official client, which is loaded when the first one is opened. What one does there goes the same way.

import { SocketRoom } from "./socket-room.js";

/** @typedef {import("./line.js").Line} Line */

/** @implements {Line} */
export class SocketLine {
  #connect;

  /** @param {import("./socket-room.js").Connect} connect */
  constructor(connect) {
    this.#connect = connect;
  }

  /** @param {import("./line.js").Wanted} wanted @returns {import("./line.js").Call} */
  listen({ room, handlers }) {
    return new SocketRoom({ connect: this.#connect, room, handlers });
  }
}

/**
 * A connection of its own: the hub knows its reader by the cookies that it began with.
 *
 * @param {URL} root the application's
 * @returns {import("./socket-room.js").Connect}
 */
export function connectTo(root) {
  return async () => {
    const { io } = await import("../socket.io/socket.io.esm.min.js");
    return io(`${root.origin}/chat`, { path: `${root.pathname}socket.io/`, forceNew: true, autoConnect: false });
  };
}
