// @ts-check
// What a connection reads: channels, or a stream that the hub has under an address of its own.

import { isAfter, isBehind } from "./cursor.js";
import { ofEnvelope } from "./wire.js";

/** @typedef {import("./wire.js").WireEvent} WireEvent */
/** @typedef {import("./carillon.js").Start} Start */

/**
 * A place to begin at. An `id` wins.
 *
 * @typedef {{ id?: string | null, start?: Start }} Place
 */

/**
 * The answer to a poll.
 *
 * @typedef {object} Page
 * @property {WireEvent[]} events
 * @property {string | null} cursor where to go on
 * @property {import("./carillon.js").Gap | null} gap
 */

/**
 * @typedef {object} Source
 * @property {boolean} enveloped whether its server-sent events have envelopes
 * @property {string} accept of its stream
 * @property {string[]} selectors what it listens to; empty for a stream with an address of its own
 * @property {string} channel what events are said to be of, where the stream does not tell
 * @property {boolean} hasPlaces whether it can be resumed, and read by polls
 * @property {(id: string | null) => string} stream the path of its stream
 * @property {(place: Place, wait: number, limit: number) => string} poll the path of a poll; `wait` in seconds
 * @property {(document: any) => Page} page understands the answer to a poll
 */

/**
 * Tells what a page has, with the gap where the newest lost event stood: what is left before it is not lost. A gap behind the end of the page
 * comes again with a later one.
 *
 * @param {Page} page
 * @param {(event: WireEvent) => void} tell
 * @param {(gap: import("./carillon.js").Gap) => void} tellGap
 */
export function tellInOrder({ events, cursor, gap }, tell, tellGap) {
  const resumed = gap?.resumed ?? null;
  const isBefore = (/** @type {WireEvent} */ { id }) => resumed !== null && id !== null && !isAfter(id, resumed);
  const before = events.filter(isBefore);
  before.forEach(tell);
  if (gap !== null && (resumed === null || cursor === null || !isBehind(resumed, cursor))) {
    tellGap(gap);
  }
  events.filter((event) => !isBefore(event)).forEach(tell);
}

/** A hub takes so many in one subscription (`carillon.subscription.max-selectors`). */
export const MAX_SELECTORS = 64;

/** Characters of selectors in one address: the head of a request may have 8 KiB (`carillon.request.head-bytes`). */
export const MAX_SELECTOR_CHARACTERS = 4096;

/**
 * @param {string[]} selectors
 * @returns {Source}
 */
export function eventsOf(selectors) {
  const query = selectors.map((selector) => `channel=${encodeURIComponent(selector)}`).join("&");
  return {
    ...streamUnder(`api/events?${query}`, true),
    selectors,
    enveloped: true,
    accept: "text/event-stream",
    channel: "",
  };
}

/** Streams of which the hub puts each event into an envelope if it is asked to. All have lines of JSON. */
const ENVELOPED = /^api\/(events|chat|ticker\/alerts)(\/|$)/;

/** Quotes have no ids. Their poll is another document: docs/ticker.md. */
const QUOTES = /^api\/ticker\/(?:([^/]+)\/)?events$/;

/**
 * @param {string} path relative to the hub's root
 * @returns {Source}
 */
export function streamOf(path) {
  const [address, query = ""] = path.split("?");
  if (QUOTES.test(address) && address !== "api/ticker/alerts/events") {
    return quotesOf(path, QUOTES.exec(address)?.[1], new URLSearchParams(query));
  }
  const enveloped = ENVELOPED.test(address);
  return {
    ...streamUnder(path, enveloped),
    selectors: [],
    enveloped,
    // Lines have envelopes everywhere, but not every stream has lines.
    accept: enveloped ? "text/event-stream" : "application/x-ndjson, text/event-stream;q=0.9",
    channel: address,
  };
}

/**
 * @param {string} path
 * @param {boolean} enveloped
 * @returns {Pick<Source, "hasPlaces" | "stream" | "poll" | "page">}
 */
function streamUnder(path, enveloped) {
  return {
    hasPlaces: true,
    stream: (id) => withQuery(path, [...(enveloped ? [["envelope", "true"]] : []), ...(id === null ? [] : [["last_event_id", id]])]),
    poll: ({ id, start }, wait, limit) =>
      withQuery(path, [...(id ? [["last_event_id", id]] : startQuery(start)), ["limit", limit], ...(wait > 0 ? [["wait", wait]] : [])]),
    page: ({ events, cursor, gap }) => ({ events: events.map(ofEnvelope), cursor, gap: gap ?? null }),
  };
}

/**
 * @param {string} path
 * @param {string | undefined} symbol
 * @param {URLSearchParams} query
 * @returns {Source}
 */
function quotesOf(path, symbol, query) {
  const polled = new URLSearchParams(query);
  polled.delete("maxRate");
  if (symbol !== undefined) {
    polled.set("symbols", symbol);
  }
  return {
    hasPlaces: false,
    selectors: [],
    enveloped: false,
    accept: "application/x-ndjson, text/event-stream;q=0.9",
    channel: path.split("?")[0],
    stream: () => path,
    poll: ({ id }, wait) => withQuery(`api/ticker?${polled}`, [["after", id ?? 0], ...(wait > 0 ? [["wait", wait]] : [])]),
    page: ({ version, quotes }) => ({ events: quotes.map(quoteEvent), cursor: String(version), gap: null }),
  };
}

/**
 * @param {any} quote
 * @returns {WireEvent}
 */
function quoteEvent(quote) {
  return { id: null, channel: `ticker/${quote.symbol}`, type: "quote", key: quote.symbol, time: quote.time, data: quote };
}

/**
 * @param {Start} [start]
 * @returns {(string | number)[][]}
 */
function startQuery(start) {
  if (start === undefined || start === "now") {
    return [];
  }
  if (start === "earliest") {
    return [["from", "earliest"]];
  }
  if ("last" in start) {
    return [["last", start.last]];
  }
  if ("since" in start) {
    return [["since", start.since instanceof Date ? start.since.toISOString() : start.since]];
  }
  return [["last_event_id", start.after]];
}

/**
 * @param {string} path
 * @param {(string | number)[][]} parameters
 */
function withQuery(path, parameters) {
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`;
}
