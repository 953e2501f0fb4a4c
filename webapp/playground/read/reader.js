// @ts-check
// What the ways to read have in common.

import { shown } from "../../shared/event-rows.js";

/** @typedef {import("../options.js").Options} Options */
/** @typedef {import("../request.js").Request} Request */
/** @typedef {import("../../client/carillon.js").Gap} Gap */

/**
 * An event as a transport gives it.
 *
 * @typedef {object} Read
 * @property {string | null} [id] null for none; left out if the transport does not tell
 * @property {string} [channel]
 * @property {string} type
 * @property {string | null} [key]
 * @property {Date | null} time null if the transport does not tell
 * @property {string} text
 * @property {number | null} piece the bytes that it came from
 */

/**
 * @typedef {object} Listener
 * @property {(request: Request) => void} asked
 * @property {(response: Response | null) => void} answered null where the browser does not show it
 * @property {(kind: "block" | "line" | "json", text: string) => number} bytes gives them a number
 * @property {(event: Read) => void} event
 * @property {(gap: Gap, piece: number | null) => void} gap
 * @property {(id: string) => void} cursor where to go on
 * @property {(millis: number) => void} retry
 * @property {(comesBack: boolean) => void} lost the connection has ended; whether the reader itself tries again
 * @property {(status: number | null, body: string) => void} refused for good; null where the browser does not tell
 */

/**
 * @typedef {object} Reader
 * @property {() => void} close cuts the connection; nothing is told after it
 */

const HUBS_OWN = "carillon.";
const GAP = "carillon.gap";

/**
 * Tells the listener what an event of a stream of server-sent events says.
 *
 * @param {{type: string, data: string, id: string | null | undefined}} sent
 * @param {boolean} envelope
 * @param {number | null} piece
 * @param {Listener} listener
 */
export function tell({ type, data, id }, envelope, piece, listener) {
  if (type === GAP) {
    listener.gap(JSON.parse(data), piece);
  } else if (envelope && !type.startsWith(HUBS_OWN)) {
    listener.event(fromEnvelope(JSON.parse(data), piece));
  } else {
    listener.event({ id, type, time: null, text: data, piece });
  }
}

/**
 * @param {{id: string | null, channel: string, type: string | null, key: string | null, time: string, data: unknown}} envelope
 * @param {number | null} piece
 * @returns {Read}
 */
export function fromEnvelope({ id, channel, type, key, time, data }, piece) {
  return { id, channel, type: type ?? "message", key, time: new Date(time), text: shown(data), piece };
}
