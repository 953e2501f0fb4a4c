// @ts-check
// Server-sent events by the browser's own EventSource. It shows a page neither headers nor bytes, and gives it only events of the types
// that it listens for.

import { listenedTypes } from "../options.js";
import { reading } from "../request.js";
import { tell } from "./reader.js";

/** @typedef {import("./reader.js").Listener} Listener */
/** @typedef {import("./reader.js").Reader} Reader */
/** @typedef {import("../options.js").Options} Options */

const HUBS_OWN = ["carillon.gap", "carillon.token-expiring"];

/**
 * @param {Options} options
 * @param {string} after
 * @param {Listener} listener
 * @returns {Reader}
 */
export function readByEventSource(options, after, listener) {
  const request = reading(options, after);
  listener.asked(request);
  const source = new EventSource(request.address);
  let lastId = after;
  source.onopen = () => listener.answered(null);
  source.onerror = () =>
    source.readyState === EventSource.CLOSED ? listener.refused(null, "") : listener.lost(true);
  for (const type of new Set(["message", ...listenedTypes(options), ...HUBS_OWN])) {
    source.addEventListener(type, ({ data, lastEventId }) => {
      // An event without an id of its own shows the one before.
      const id = lastEventId === lastId ? undefined : lastEventId;
      lastId = lastEventId;
      tell({ type, data, id }, options.envelope, null, listener);
      if (id) {
        listener.cursor(id);
      }
    });
  }
  return { close: () => source.close() };
}
