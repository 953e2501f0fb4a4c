// @ts-check
// The requests for a page, or for Node 18 and newer.

import { listenedTypes } from "../options.js";
import { ACCEPT, PLACE, publication, reading } from "../request.js";
import { indent, script } from "./quoting.js";

/** @typedef {import("../options.js").Options} Options */

const TOKEN = "Authorization: `Bearer ${process.env.CARILLON_TOKEN}`";

/** @param {Options} options */
export function javascriptToSubscribe(options) {
  switch (options.transport) {
    case "event-source":
      return eventSource(options);
    case "fetch":
      return stream(options, PARSE_EVENTS);
    case "ndjson":
      return stream(options, PARSE_LINES);
    default:
      return polls(options);
  }
}

/** @param {Options} options */
function eventSource(options) {
  const types = ["message", ...listenedTypes(options)];
  const data = options.envelope ? "JSON.parse(event.data)" : "event.data";
  return `// In a browser. EventSource sends no token of its own: on pages of the hub the session's cookie does, elsewhere a ticket.
const events = new EventSource(${script(reading(options, "").address.href)});
for (const type of ${script(types)}) {
  events.addEventListener(type, (event) => console.log(event.lastEventId, event.type, ${data}));
}
events.addEventListener("carillon.gap", (event) => console.warn("events are missing", event.data));
`;
}

const PARSE_EVENTS = `// Blocks end with an empty line; the hub ends its lines with LF.
for (let end; (end = text.indexOf("\\n\\n")) >= 0; text = text.slice(end + 2)) {
  const data = [];
  let type = "message";
  for (const line of text.slice(0, end).split("\\n")) {
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (name === "data") data.push(value);
    if (name === "event") type = value;
    if (name === "id") lastId = value;
    if (name === "retry") retry = Number(value);
  }
  if (data.length > 0) console.log(lastId, type, data.join("\\n"));
}`;

const PARSE_LINES = `for (let end; (end = text.indexOf("\\n")) >= 0; text = text.slice(end + 1)) {
  if (end === 0) continue; // a heartbeat
  const line = JSON.parse(text.slice(0, end));
  if (line.retry) retry = line.retry;
  lastId = line.cursor ?? line.id ?? lastId;
  if (line.gap) console.warn("events are missing", line.gap);
  if (line.channel) console.log(line.id, line.channel, line.type, line.data);
}`;

/**
 * @param {Options} options
 * @param {string} parse
 */
function stream(options, parse) {
  const token = options.token ? `, ${TOKEN}` : "";
  return `const url = ${script(reading(options, "").address.href)};
let lastId = "";
let retry = 3000;

async function listen() {
  const headers = { Accept: ${script(ACCEPT[options.transport])}${token} };
  if (lastId !== "") headers["Last-Event-ID"] = lastId;
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(await response.text());
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  for (let part; !(part = await reader.read()).done; ) {
    text += decoder.decode(part.value, { stream: true });
${indent(parse, "    ")}
  }
}

for (;;) {
  try {
    await listen();
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure; // refused
    console.warn("the connection is lost", failure);
  }
  await new Promise((again) => setTimeout(again, retry));
}
`;
}

/** @param {Options} options */
function polls(options) {
  const short = options.transport === "short-poll";
  const token = options.token ? `, ${TOKEN}` : "";
  const { address } = reading(options, "");
  const next = reading(options, PLACE).address.href.replace(PLACE, "${cursor}");
  const pause = (/** @type {number} */ millis) => `  await new Promise((again) => setTimeout(again, ${millis}));\n`;
  return `let cursor = "";

async function poll() {
  const url = cursor === "" ? ${script(address.href)} : \`${next}\`;
  const headers = { Accept: "application/json"${token} };
${short ? "  if (cursor !== \"\") headers[\"If-None-Match\"] = `\"${cursor}\"`;\n" : ""}  const response = await fetch(url, { headers });
  if (response.status === 304) return;
  if (!response.ok) throw new Error(await response.text());
  const answer = await response.json();
  if (answer.gap) console.warn("events are missing", answer.gap);
  for (const event of answer.events) console.log(event.id, event.channel, event.type, event.data);
  cursor = answer.cursor;
}

for (;;) {
  try {
    await poll();
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure; // refused
    console.warn("the connection is lost", failure);
${indent(pause(3_000), "  ")}  }
${short ? pause(Number(options.every) * 1_000) : ""}}
`;
}

/** @param {Options} options */
export function javascriptToPublish(options) {
  const { address, headers, body } = publication(options);
  const lines = Object.entries(headers).map(([name, value]) => `${script(name)}: ${script(value)},`);
  const all = options.token ? [`${TOKEN},`, ...lines] : lines;
  return `const response = await fetch(${script(address.href)}, {
  method: "POST",
  headers: {
${indent(all.join("\n"), "    ")}
  },
  body: ${script(body)},
});
console.log(response.status, await response.text());
`;
}
