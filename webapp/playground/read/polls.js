// @ts-check
// Long and short polls.

import { cutDocument } from "../../shared/pieces.js";
import { reading } from "../request.js";
import { fromEnvelope } from "./reader.js";

/** @typedef {import("./reader.js").Listener} Listener */
/** @typedef {import("./reader.js").Reader} Reader */
/** @typedef {import("../options.js").Options} Options */

/** Between two long polls that brought nothing and did not wait, so that a fault is no storm. */
const PAUSE_MILLIS = 1_000;

/**
 * @param {Options} options
 * @param {string} after
 * @param {Listener} listener
 * @returns {Reader}
 */
export function readByPolls(options, after, listener) {
  const abort = new AbortController();
  void poll(options, after, listener, abort.signal);
  return { close: () => abort.abort() };
}

/**
 * @param {Options} options
 * @param {string} after
 * @param {Listener} listener
 * @param {AbortSignal} signal
 */
async function poll(options, after, listener, signal) {
  let cursor = after;
  try {
    while (!signal.aborted) {
      const began = Date.now();
      const request = reading(options, cursor);
      listener.asked(request);
      const response = await fetch(request.address, { headers: request.headers, signal, cache: "no-store" });
      const body = await response.text();
      signal.throwIfAborted();
      listener.answered(response);
      if (response.status !== 200 && response.status !== 304) {
        listener.bytes("json", body);
        listener.refused(response.status, body);
        return;
      }
      const events = response.status === 304 ? 0 : take(body, listener);
      const place = response.headers.get("Carillon-Cursor") ?? cursor;
      listener.cursor(place);
      cursor = place;
      await pause(pauseAfter(options, events, Date.now() - began), signal);
    }
  } catch {
    if (!signal.aborted) {
      listener.lost(false);
    }
  }
}

/**
 * @param {string} body
 * @param {Listener} listener
 * @returns {number} of events
 */
function take(body, listener) {
  const numbers = cutDocument(body).map((part) => listener.bytes("json", part));
  const { events, gap } = JSON.parse(body);
  if (gap !== null) {
    listener.gap(gap, numbers.at(-1) ?? null);
  }
  for (const [index, event] of events.entries()) {
    listener.event(fromEnvelope(event, numbers[index + 1] ?? null));
  }
  return events.length;
}

/**
 * @param {Options} options
 * @param {number} events
 * @param {number} millis that the poll took
 */
function pauseAfter(options, events, millis) {
  if (options.transport === "short-poll") {
    return Number(options.every) * 1_000;
  }
  return events === 0 && millis < Math.min(PAUSE_MILLIS, Number(options.wait) * 1_000) ? PAUSE_MILLIS : 0;
}

/**
 * @param {number} millis
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(millis, signal) {
  if (millis === 0) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
