// @ts-check
// WHATWG HTML, 9.2.5 and 9.2.6, rule by rule, with the examples of the text.

import { EventStreamParser, parseEventStream } from "/client/parser.js";
import { check, equal, failureOf, test } from "./test.js";

const utf8 = new TextEncoder();

/**
 * What a stream says, in short: events as `type|data|lastEventId`, the rest with their kinds.
 *
 * @param {...(string | Uint8Array)} pieces
 */
function read(...pieces) {
  /** @type {string[]} */
  const said = [];
  const parser = new EventStreamParser({
    event: ({ type, data, lastEventId }) => said.push(`${type}|${data}|${lastEventId}`),
    id: (id) => said.push(`id ${id}`),
    retry: (milliseconds) => said.push(`retry ${milliseconds}`),
    comment: (text) => said.push(`comment ${text}`),
  });
  pieces.forEach((piece) => parser.push(typeof piece === "string" ? utf8.encode(piece) : piece));
  return said;
}

test("an event is told at the blank line, with the lines of its data joined by LF", () => {
  equal(read("data: YHOO\ndata: +2\ndata: 10\n\n"), ["message|YHOO\n+2\n10|"]);
});

test("the example with a comment, ids, and an id that is reset", () => {
  const stream = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
  equal(read(stream), ["comment test stream", "message|first event|1", "message|second event|", "message| third event|"]);
});

test("the example of empty data: two events, and a third that never ends", () => {
  equal(read("data\n\ndata\ndata\n\ndata:"), ["message||", "message|\n|"]);
});

test("one space behind the colon is taken away, and no more", () => {
  equal(read("data:test\n\ndata: test\n\ndata:  test\n\n"), ["message|test|", "message|test|", "message| test|"]);
});

test("a tab is no space", () => {
  equal(read("data:\ttest\n\n"), ["message|\ttest|"]);
});

test("lines end with LF, CR or CRLF, in any mixture", () => {
  equal(read("data: a\rdata: b\r\ndata: c\n\r\n"), ["message|a\nb\nc|"]);
  equal(read("data: a\r\rdata: b\r\n\r\ndata: c\n\n"), ["message|a|", "message|b|", "message|c|"]);
});

test("CRLF is one end, CR and LF apart are two", () => {
  equal(read("data: a\r\ndata: b\r\n\r\n"), ["message|a\nb|"]);
  equal(read("data: a\n\rdata: b\n\r"), ["message|a|", "message|b|"]);
});

test("a CR at the end of a piece ends the line at once, and an LF at the beginning of the next one belongs to it", () => {
  equal(read("data: a\r", "\ndata: b\r", "\n\r"), ["message|a\nb|"]);
  equal(read("data: a\r", "\n\r"), ["message|a|"]);
  equal(read("data: a\r", "", "\ndata: b\n\n"), ["message|a\nb|"], "with nothing in between");
});

test("a stream in single bytes is the same", () => {
  const stream = utf8.encode("\uFEFFid: 7\r\nevent: größe\rdata: ein 🎐\ndata:\r\n\r\n: c\rretry: 12\r\r");
  equal(read(...Array.from(stream, (byte) => Uint8Array.of(byte))), ["größe|ein 🎐\n|7", "comment c", "retry 12"]);
});

test("a character may be cut in its middle", () => {
  const bytes = utf8.encode("data: 钟\n\n");
  equal(read(bytes.slice(0, 7), bytes.slice(7, 8), bytes.slice(8)), ["message|钟|"]);
});

test("what is no UTF-8 becomes U+FFFD", () => {
  equal(read(Uint8Array.of(0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0x0a, 0x0a)), ["message|\uFFFD|"]);
});

test("one byte order mark at the beginning is taken away, a second one is part of the line", () => {
  equal(read("\uFEFFdata: a\n\n"), ["message|a|"]);
  equal(read("\uFEFF\uFEFFdata: a\n\n"), []);
  equal(read("data: a\n\n\uFEFFdata: b\n\n"), ["message|a|"], "not at the beginning it is none");
});

test("a line without a colon is a field without a value", () => {
  equal(read("data\nevent\n\n"), ["message||"]);
});

test("unknown fields mean nothing, and names are compared exactly", () => {
  equal(read("Data: a\n data: b\ndata : c\nfoo: d\ndata: e\n\n"), ["message|e|"]);
});

test("a line that begins with a colon is a comment", () => {
  equal(read(":\n: a\n:b\ndata: c\n\n"), ["comment ", "comment a", "comment b", "message|c|"]);
});

test("only the first colon counts", () => {
  equal(read("data: a:b: c\n\n"), ["message|a:b: c|"]);
});

test("the type is for one event, the last one counts, and an empty one is message", () => {
  equal(read("event: a\nevent: b\ndata: 1\n\ndata: 2\n\nevent: c\nevent:\ndata: 3\n\n"), ["b|1|", "message|2|", "message|3|"]);
});

test("without data nothing is told, and the type is forgotten", () => {
  equal(read("event: a\n\ndata: 1\n\n"), ["message|1|"]);
});

test("the id stays for the events that follow", () => {
  equal(read("id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\n"), ["message|a|1", "message|b|1", "message|c|2"]);
});

test("an id without data counts", () => {
  equal(read("id: 1\n\ndata: a\n\n"), ["id 1", "message|a|1"]);
});

test("an empty id resets it", () => {
  equal(read("id: 1\ndata: a\n\nid\ndata: b\n\nid:\n\n"), ["message|a|1", "message|b|", "id "]);
});

test("an id with NUL is ignored", () => {
  equal(read("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"), ["message|a|1", "message|b|1"]);
});

test("NUL in data is data", () => {
  equal(read("data: a\0b\n\n"), ["message|a\0b|"]);
});

test("the delay is taken if it has nothing but ASCII digits", () => {
  equal(read("retry: 3000\nretry: 1000x\nretry: -1\nretry: 1.5\nretry:\nretry\nretry: ٣\nretry:  5\nretry:07\n"), ["retry 3000", "retry 7"]);
});

test("an event that is cut off is not told, and neither is its id", () => {
  /** @type {unknown[]} */
  const told = [];
  const parser = new EventStreamParser({ event: (event) => told.push(event) });
  parser.pushText("id: 1\ndata: a\n\nid: 2\ndata: b\n");
  equal(told.length, 1);
  equal(parser.lastEventId, "1");
});

test("who reads an event learns whether the id is its own", () => {
  /** @type {(string | null)[]} */
  const ids = [];
  const parser = new EventStreamParser({ event: ({ id }) => ids.push(id) });
  parser.pushText("id: 1\ndata: a\n\ndata: b\n\nid:\ndata: c\n\n");
  equal(ids, ["1", null, ""]);
});

test("an event without an end is given up", async () => {
  const parser = new EventStreamParser({}, { maxCharacters: 100 });
  const line = await failureOf(() => parser.pushText("x".repeat(101)));
  check(line instanceof RangeError, "a line");
  const other = new EventStreamParser({}, { maxCharacters: 100 });
  const data = await failureOf(() => [1, 2, 3].forEach(() => other.pushText(`data: ${"y".repeat(40)}\n`)));
  check(data instanceof RangeError, "data");
});

test("any cuts give the same", () => {
  const stream = "\uFEFF: hello\r\n\r\nid: 1\revent: ä\rdata: x\r\r\ndata: 🎐🎐\r\ndata:\n\nretry: 5\nid: 2\n\ndata: \r\n\r\n";
  const bytes = utf8.encode(stream);
  const whole = read(bytes);
  for (let round = 0; round < 1000; round++) {
    const pieces = [];
    for (let at = 0; at < bytes.length; ) {
      const next = at + 1 + Math.floor(Math.random() * 9);
      pieces.push(bytes.slice(at, next));
      at = next;
    }
    equal(read(...pieces), whole, `cut into ${pieces.map(({ length }) => length)}`);
  }
});

test("it says what EventSource of this browser says", async () => {
  const stream = ":c\nid: 1\nevent: a\ndata: x\ndata:\n\ndata\n\nid\ndata: y\r\revent:\ndata: z\r\n\r\nid: 3\n\nevent: a\ndata:  w\n\ndata: lost";
  const source = new EventSource(`/stream?${encodeURIComponent(stream)}`);
  /** @type {string[]} */
  const told = [];
  const tell = (/** @type {MessageEvent} */ { type, data, lastEventId }) => told.push(`${type}|${data}|${lastEventId}`);
  source.addEventListener("a", tell);
  source.onmessage = tell;
  await new Promise((resolve) => (source.onerror = resolve));
  source.close();
  equal(
    read(stream).filter((line) => line.includes("|")),
    told,
  );
  equal(told.length, 5);
});

test("a body is read to its end", async () => {
  const body = new Blob(["retry: 1\n: c\n\nid: 1\nevent: a\ndata: x\n\nid: 2\n\ndata: lost"]).stream();
  const items = [];
  for await (const item of parseEventStream(body)) {
    items.push(item);
  }
  equal(items, [
    { kind: "retry", milliseconds: 1 },
    { kind: "comment", text: "c" },
    { kind: "event", type: "a", data: "x", lastEventId: "1", id: "1" },
    { kind: "id", id: "2" },
  ]);
});

test("who stops reading a body ends the request", async () => {
  let isCancelled = false;
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(utf8.encode("data: x\n\n")),
    cancel: () => {
      isCancelled = true;
    },
  });
  for await (const item of parseEventStream(body)) {
    check(item.kind === "event", item.kind);
    break;
  }
  check(isCancelled, "it goes on");
});
