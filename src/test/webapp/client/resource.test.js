// @ts-check
// Streams under an address of their own, shared by those who come later.

import { Core } from "/client/core.js";
import { Hub, json, problem } from "./fakes.js";
import { equal, test } from "./test.js";

/** @param {Hub} hub @param {"auto" | "long-poll"} [transport] */
function coreOf(hub, transport = "auto") {
  const core = new Core(hub.environment, hub.requestsOf(), transport);
  return (/** @type {string} */ path, /** @type {import("/client/source.js").Place} */ place = {}) => {
    /** @type {{ got: any[], states: string[], end: () => void }} */
    const told = { got: [], states: [], end: () => {} };
    told.end = core.subscribe({ path, types: null, place }, {
      event: ({ data }) => told.got.push(data),
      gap: ({ reason }) => told.got.push(`gap ${reason}`),
      place: () => {},
      status: ({ state }) => state !== told.states[told.states.length - 1] && told.states.push(state),
    });
    return told;
  };
}

/** A room: its stream, and its poll, begin with a picture that has the id of the place that it shows. */
function room() {
  const hub = new Hub();
  const picture = (/** @type {string} */ id, /** @type {string} */ data) => ({ id, channel: "room", type: "picture", key: null, time: "2026-01-01T00:00:00Z", data });
  const begin = hub.begin.bind(hub);
  hub.begin = (stream) => {
    const at = stream.cursor ?? `aaa-${hub.head}`;
    const isResumed = stream.cursor !== null;
    const write = stream.rawWrite;
    stream.cursor = at;
    stream.rawWrite = (text) => {
      write(text);
      stream.rawWrite = write;
      stream.event(picture(at, isResumed ? "resumed" : `picture of ${hub.head}`));
    };
    begin(stream);
  };
  hub.refuse = ({ accept, url, headers }) =>
    accept === "application/json" && !url.searchParams.has("last_event_id") && !headers.has("If-None-Match")
      ? json({ events: [picture(`aaa-${hub.head}`, `picture of ${hub.head}`)], cursor: `aaa-${hub.head}`, gap: null })
      : null;
  return hub;
}

const ROOM = "api/chat/rooms/lobby/events";

test("the first one gets the stream from its beginning", async () => {
  const hub = room();
  const one = coreOf(hub)(ROOM);
  await hub.clock.pass(0);
  hub.publish("room", 1);
  await hub.clock.pass(0);
  equal([one.got, one.states.pop(), hub.requests.length], [["picture of 0", 1], "live", 1]);
});

test("a later one gets its beginning by a poll, and shares the stream", async () => {
  const hub = room();
  const open = coreOf(hub);
  const one = open(ROOM);
  await hub.clock.pass(0);
  hub.publish("room", 1);
  const other = open(ROOM);
  hub.publish("room", 2);
  await hub.clock.pass(0);
  hub.publish("room", 3);
  await hub.clock.pass(0);
  equal([one.got, other.got, hub.opened], [["picture of 0", 1, 2, 3], ["picture of 2", 3], 1]);
});

test("two that come at once share the beginning", async () => {
  const hub = room();
  const open = coreOf(hub);
  const all = [open(ROOM), open(ROOM)];
  await hub.clock.pass(0);
  hub.publish("room", 1);
  await hub.clock.pass(0);
  equal([all.map(({ got }) => got), hub.opened], [[["picture of 0", 1], ["picture of 0", 1]], 1]);
});

test("after a drop it goes on, and the picture of the place is given", async () => {
  const hub = room();
  const one = coreOf(hub)(ROOM);
  await hub.clock.pass(0);
  hub.publish("room", 1);
  await hub.clock.pass(0);
  hub.cut();
  hub.publish("room", 2);
  await hub.clock.pass(10_000);
  equal(one.got, ["picture of 0", 1, "resumed", 2]);
  hub.cut();
  await hub.clock.pass(10_000);
  equal(one.got, ["picture of 0", 1, "resumed", 2, "resumed"]);
});

test("behind a proxy that holds streams back it is long polls", async () => {
  const hub = room();
  hub.holdsBack = true;
  const one = coreOf(hub)(ROOM);
  await hub.clock.pass(10_000);
  hub.publish("room", 1);
  await hub.clock.pass(0);
  equal([one.got, one.states.pop()], [["picture of 0", 1], "live"]);
});

test("a refusal is for all of them, and who comes later asks anew", async () => {
  const hub = new Hub();
  hub.refuse = () => problem(404, "no-such-room");
  const open = coreOf(hub);
  const all = [open(ROOM), open(ROOM)];
  await hub.clock.pass(0);
  equal(all.map(({ states }) => states.pop()), ["refused", "refused"]);
  hub.refuse = null;
  const later = open(ROOM);
  await hub.clock.pass(0);
  hub.publish("room", 1);
  await hub.clock.pass(0);
  equal(later.got, [1]);
});

test("of quotes a later one gets the newest of each symbol, without another connection", async () => {
  const hub = new Hub();
  const line = (/** @type {string} */ symbol, /** @type {number} */ price) =>
    `${JSON.stringify({ id: null, channel: `ticker/${symbol}`, type: "quote", key: symbol, time: "2026-01-01T00:00:00Z", data: price })}\n`;
  /** @type {ReadableStreamDefaultController<Uint8Array>[]} */
  const streams = [];
  hub.refuse = ({ accept }) =>
    accept.includes("ndjson")
      ? new Response(new ReadableStream({ start: (controller) => void streams.push(controller) }), { headers: { "Content-Type": "application/x-ndjson" } })
      : null;
  const open = coreOf(hub);
  const one = open("api/ticker/events?symbols=*");
  await hub.clock.pass(0);
  const utf8 = new TextEncoder();
  const write = (/** @type {string} */ text) => streams[0].enqueue(utf8.encode(text));
  write(`{"retry":1000}\n${line("A", 1)}${line("B", 2)}`);
  write(line("A", 3).slice(0, 20));
  write(line("A", 3).slice(20));
  await hub.clock.pass(0);
  const other = open("api/ticker/events?symbols=*");
  write(line("B", 4));
  await hub.clock.pass(0);
  equal([one.got, other.got, streams.length], [[1, 2, 3, 4], [2, 3, 4], 1]);
});

test("the same for any other stream without ids, such as candles", async () => {
  const hub = new Hub();
  /** @type {ReadableStreamDefaultController<Uint8Array>[]} */
  const streams = [];
  hub.refuse = () => new Response(new ReadableStream({ start: (controller) => void streams.push(controller) }), { headers: { "Content-Type": "text/event-stream" } });
  const open = coreOf(hub);
  const one = open("api/ticker/A/candles/events?interval=1m");
  await hub.clock.pass(0);
  streams[0].enqueue(new TextEncoder().encode('retry: 1000\n: carillon\n\nevent: candle\ndata: {"close":"1"}\n\n'));
  await hub.clock.pass(0);
  const other = open("api/ticker/A/candles/events?interval=1m");
  await hub.clock.pass(0);
  equal([one.got, other.got, streams.length], [[{ close: "1" }], [{ close: "1" }], 1]);
});

test("quotes are read by long polls of another address", async () => {
  const hub = new Hub();
  let version = 1;
  hub.refuse = ({ url, accept }) => {
    const after = Number(url.searchParams.get("after"));
    const document = { version, quotes: [{ symbol: "A", price: String(version), time: "2026-01-01T00:00:00Z" }] };
    return url.pathname === "/api/ticker" && accept === "application/json" && after < version ? json(document) : null;
  };
  const { fetch } = hub.environment;
  hub.environment.fetch = async (url, init) => {
    const isWaiting = new URL(String(url)).searchParams.get("after") === String(version);
    await new Promise((/** @type {(value: void) => void} */ resolve) => hub.clock.setTimeout(resolve, isWaiting ? 1_000 : 0));
    version += isWaiting ? 1 : 0;
    return fetch(url, init);
  };
  const one = coreOf(hub, "long-poll")("api/ticker/events?symbols=A");
  await hub.clock.pass(2_500);
  equal(one.got.map(({ price }) => price), ["1", "2", "3"]);
});

test("a stream that cannot be polled is joined where it is", async () => {
  const hub = new Hub();
  hub.refuse = ({ accept }) => (accept === "application/json" ? problem(406, "not-acceptable") : null);
  const open = coreOf(hub);
  const one = open("api/orders");
  await hub.clock.pass(0);
  hub.publish("orders", 1);
  await hub.clock.pass(0);
  const other = open("api/orders");
  await hub.clock.pass(0);
  hub.publish("orders", 2);
  await hub.clock.pass(0);
  equal([one.got, other.got, hub.opened], [[1, 2], [2], 1]);
});

test("the last one that goes ends the connection, and the next one begins anew", async () => {
  const hub = room();
  const open = coreOf(hub);
  const one = open(ROOM);
  await hub.clock.pass(0);
  one.end();
  await hub.clock.pass(0);
  equal(hub.open.length, 0);
  const other = open(ROOM);
  await hub.clock.pass(0);
  equal(other.got, ["picture of 0"]);
});
