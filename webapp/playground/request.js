// @ts-check
// The requests that the chosen options come to.

import { root } from "../shared/hub.js";
import { selectors } from "./options.js";

/** @typedef {import("./options.js").Options} Options */
/** @typedef {import("./options.js").Transport} Transport */

/**
 * @typedef {object} Request
 * @property {"GET" | "POST"} method
 * @property {URL} address
 * @property {Record<string, string>} headers
 * @property {string | null} body
 */

/** @type {Readonly<Record<Transport, string>>} */
export const ACCEPT = {
  "event-source": "text/event-stream",
  fetch: "text/event-stream",
  ndjson: "application/x-ndjson",
  "long-poll": "application/json",
  "short-poll": "application/json",
};

/** Stands for an id in an address that is to be filled in: no channel has it, and it needs no escape. */
export const PLACE = "!";

/**
 * @param {Options} options
 * @param {string} after where to go on; empty for where the options say
 * @returns {Request} a stream, or the next poll
 */
export function reading(options, after) {
  const poll = options.transport.endsWith("-poll");
  const query = selectors(options).map((selector) => parameter("channel", selector));
  // A stream that goes on says so in a header, which wins over the query; only EventSource cannot.
  const inQuery = after !== "" && (poll || options.transport === "event-source");
  query.push(...(inQuery ? [parameter("last_event_id", after)] : startOf(options)));
  if (options.envelope && ACCEPT[options.transport] === "text/event-stream") {
    query.push("envelope=true");
  }
  if (options.transport === "long-poll") {
    query.push(parameter("wait", options.wait));
  }
  /** @type {Record<string, string>} */
  const headers = { Accept: ACCEPT[options.transport] };
  if (after !== "" && !inQuery) {
    headers["Last-Event-ID"] = after;
  }
  if (after !== "" && options.transport === "short-poll") {
    headers["If-None-Match"] = `"${after}"`;
  }
  return { method: "GET", address: new URL(`api/events?${query.join("&")}`, root), headers, body: null };
}

/** @param {Options} options */
function startOf(options) {
  switch (options.start) {
    case "last":
      return [parameter("last", options.last)];
    case "since":
      return [parameter("since", options.since)];
    case "earliest":
      return ["from=earliest"];
    case "after":
      return [parameter("last_event_id", options.after)];
    default:
      return [];
  }
}

/**
 * @param {Options} options
 * @returns {Request}
 */
export function publication(options) {
  /** @type {Record<string, string>} */
  const headers = options.idempotency === "" ? {} : { "Idempotency-Key": options.idempotency };
  if (options.form === "batch") {
    return post("api/events", { "Content-Type": "application/json", ...headers }, options.batch);
  }
  const channel = options.to.trim();
  if (!fitsHeader(options.type) || !fitsHeader(options.key)) {
    return post("api/events", { "Content-Type": "application/json", ...headers }, asEvent(options, channel));
  }
  if (options.type !== "") {
    headers["Event-Type"] = options.type;
  }
  if (options.key !== "") {
    headers["Event-Key"] = options.key;
  }
  if (options.volatile) {
    headers["Event-Volatile"] = "true";
  }
  const type = options.json ? "application/json" : "text/plain;charset=UTF-8";
  return post(`api/events/${encodeURI(channel)}`, { "Content-Type": type, ...headers }, options.data);
}

/** Whether the text is the same for whoever reads the header: ASCII, and no blank at its ends. @param {string} text */
export function fitsHeader(text) {
  return /^[ -~]*$/.test(text) && text.trim() === text;
}

/**
 * @param {Options} options
 * @param {string} channel
 */
function asEvent(options, channel) {
  return JSON.stringify({
    channel,
    ...(options.type === "" ? {} : { type: options.type }),
    ...(options.key === "" ? {} : { key: options.key }),
    ...(options.volatile ? { volatile: true } : {}),
    data: options.json ? JSON.parse(options.data) : options.data,
  });
}

/**
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {string} body
 * @returns {Request}
 */
function post(path, headers, body) {
  return { method: "POST", address: new URL(path, root), headers, body };
}

/**
 * @param {string} name
 * @param {string} value
 */
function parameter(name, value) {
  // What is harmless in a query stays readable.
  return `${name}=${encodeURIComponent(value).replace(/%(2F|3A|40)/g, (escaped) => decodeURIComponent(escaped))}`;
}

/**
 * As HTTP/1.1 writes it.
 *
 * @param {Request} request
 * @returns {string}
 */
export function headOf({ method, address, headers }) {
  const lines = Object.entries({ Host: address.host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${address.pathname}${address.search} HTTP/1.1`, ...lines].join("\n");
}

/** @param {Response} response */
export function headOfResponse(response) {
  const lines = [...response.headers].map(([name, value]) => `${capitalised(name)}: ${value}`);
  return [`HTTP ${response.status}${response.statusText === "" ? "" : ` ${response.statusText}`}`, ...lines].join("\n");
}

/** @param {string} name */
function capitalised(name) {
  return name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase()).replace(/^Etag$/, "ETag");
}
