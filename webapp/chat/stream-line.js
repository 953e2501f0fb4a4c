// @ts-check
// Rooms as streams of server-sent events, by carillon.js: tabs share them. What one does there is a request.

import { newClientId, path } from "./model.js";

/** @typedef {{stream: import("../client/carillon.js").Carillon["stream"], retry(): void}} Hub */

/** @typedef {import("./line.js").Line} Line */

/** @implements {Line} */
export class StreamLine {
  #hub;

  /** @param {Hub} hub */
  constructor(hub) {
    this.#hub = hub;
  }

  /** @param {import("./line.js").Wanted} wanted @returns {import("./line.js").Call} */
  listen({ room, as, afresh, handlers }) {
    // Tabs share a stream by its address. Somebody else's is another one, and so is one that shows the room afresh.
    const query = new URLSearchParams({ as });
    if (afresh) {
      query.set("again", newClientId());
    }
    const subscription = this.#hub.stream(`${path("rooms", room, "events")}?${query}`, handlers);
    return { close: () => subscription.close(), retry: () => this.#hub.retry(), talk: null };
  }
}
