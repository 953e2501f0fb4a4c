// @ts-check
// The requests for a terminal.

import { publication, reading } from "../request.js";
import { shell } from "./quoting.js";

/** @typedef {import("../options.js").Options} Options */

const TOKEN = '-H "Authorization: Bearer $CARILLON_TOKEN"';

/** @param {Options} options */
export function curlToSubscribe(options) {
  const { address, headers } = reading(options, "");
  const poll = options.transport.endsWith("-poll");
  const parts = [poll ? "curl" : "curl -N", `-H ${shell(`Accept: ${headers.Accept}`)}`, ...token(options), shell(address.href)];
  const line = parts.join(" ");
  return poll ? `${line}\n# ${GO_ON[options.transport] ?? ""}` : line;
}

/** @type {Record<string, string>} */
const GO_ON = {
  "long-poll": 'Go on with the "cursor" of the answer: …&last_event_id=<cursor>',
  "short-poll": `Ask again with the "cursor" of the answer: …&last_event_id=<cursor>, and -H 'If-None-Match: "<cursor>"'`,
};

/** @param {Options} options */
export function curlToPublish(options) {
  const { address, headers, body } = publication(options);
  const lines = Object.entries(headers).map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`);
  return ["curl", ...token(options), ...lines, `--data-raw ${shell(body ?? "")}`, shell(address.href)].join(" \\\n  ");
}

/** @param {Options} options */
function token(options) {
  return options.token ? [TOKEN] : [];
}
