// @ts-check

import { Backoff } from "/client/backoff.js";
import { earlier, isAfter } from "/client/cursor.js";
import { identityOf, scopeOf } from "/client/identity.js";
import { covers, joined, selects } from "/client/selector.js";
import { eventsOf, streamOf } from "/client/source.js";
import { worst } from "/client/status.js";
import { version } from "/client/version.js";
import { check, equal, test } from "./test.js";

test("the version is that of the package", async () => {
  const description = await (await fetch("/client/package.json")).json();
  equal(version, description.version);
});

test("places are compared by their offsets, beyond what a number holds", () => {
  equal(isAfter("a-10", "a-9"), true);
  equal(isAfter("a-9", "a-10"), false);
  equal(isAfter("a-9", "a-9"), false);
  equal(isAfter("a-9223372036854775807", "a-9223372036854775806"), true);
  equal(isAfter("a-1", null), true);
  equal(earlier("a-10", "a-9"), "a-9");
  equal(earlier("a-9", "a-10"), "a-9");
});

test("what comes from another log is news", () => {
  equal(isAfter("b-1", "a-100"), true);
  equal(earlier("b-1", "a-100"), "a-100", "the place that was there first, so that the hub tells of the gap");
});

test("a pattern selects what the hub's selects", () => {
  const rows = [
    ["a", "a", true],
    ["a", "a/b", false],
    ["a/*", "a/b", true],
    ["a/*", "a", false],
    ["a/*", "a/b/c", false],
    ["a/**", "a", true],
    ["a/**", "a/b/c", true],
    ["a/**", "ab", false],
    ["*/b", "a/b", true],
    ["**", "a/b", true],
    ["**", "admin/audit", false],
    ["*", "admin", false],
    ["admin/*", "admin/audit", true],
    ["**", "~chat/rooms", false],
    ["*/b", "admin/b", false],
  ];
  for (const [selector, channel, expected] of rows) {
    equal(selects(String(selector), String(channel)), expected, `${selector} selects ${channel}`);
  }
});

test("a pattern covers another one if it selects all that it selects", () => {
  equal(covers("a/**", "a/*"), true);
  equal(covers("a/*", "a/**"), false);
  equal(covers("a/**", "a/**"), true);
  equal(covers("a/**", "a/b/**"), true);
  equal(covers("*/b", "a/*"), false);
  equal(covers("**", "admin/**"), false);
  equal(joined(["a/b", "a/*", "c", "a/**", "c"]), ["a/**", "c"]);
});

test("the first try comes when the hub wants it, the others later and later, by chance", () => {
  const backoff = new Backoff(() => 1);
  backoff.retry = 1000;
  equal([1, 2, 3, 4, 5, 6, 7].map(() => backoff.next()), [1000, 3000, 5000, 9000, 17000, 31000, 31000]);
  backoff.reset();
  equal(backoff.next(), 1000);
  equal(backoff.next(60_000), 62_000, "Retry-After is the least");
});

test("nobody knocks without an end, and nobody is sent away for good", () => {
  const backoff = new Backoff(() => 0);
  backoff.retry = 0;
  equal(backoff.next(), 100);
  backoff.retry = 1e20;
  equal(backoff.next(), 600_000);
});

test("who a token belongs to, and what it grants, decides who shares with it", () => {
  const token = (/** @type {object} */ claims) => `x.${btoa(JSON.stringify(claims)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")}.y`;
  const grants = { subscribe: ["a"] };
  const anna = identityOf(token({ sub: "anna", exp: 1, carillon: grants }));
  check(anna !== null, "a name");
  equal(identityOf(token({ sub: "anna", exp: 2, jti: "2", carillon: grants })), anna, "renewed");
  check(identityOf(token({ sub: "ben", exp: 1, carillon: grants })) !== anna, "somebody else");
  check(identityOf(token({ sub: "anna", exp: 1, carillon: { subscribe: ["**"] } })) !== anna, "other grants");
  equal(identityOf(token({ exp: 1 })), null, "nobody's");
  equal(identityOf("opaque"), null);
  const config = { url: "http://x/", transport: /** @type {const} */ ("auto"), credentials: undefined, usesToken: true };
  check(scopeOf(config, anna) !== scopeOf({ ...config, url: "http://y/" }, anna), "another hub");
});

test("the worst of all that can get better is told", () => {
  const of = (/** @type {any[]} */ ...states) =>
    worst(states.map((state) => ({ state, transport: state === "live" ? "fetch" : null, retryAt: null, problem: null, shared: false })));
  equal(of().state, "connecting");
  equal(of("live", "refused").state, "live");
  equal(of("refused", "refused").state, "refused");
  equal(of("live", "offline", "gap").state, "offline");
  equal(of("live", "catching-up").transport, "fetch");
});

test("addresses of channels, with whatever characters", () => {
  const source = eventsOf(["a/*", "ü"]);
  equal(source.stream("e-7"), "api/events?channel=a%2F*&channel=%C3%BC&envelope=true&last_event_id=e-7");
  equal(source.poll({ id: "e-7" }, 25, 1000), "api/events?channel=a%2F*&channel=%C3%BC&last_event_id=e-7&limit=1000&wait=25");
  equal(source.poll({ start: { last: 3 } }, 0, 10), "api/events?channel=a%2F*&channel=%C3%BC&last=3&limit=10");
  equal(source.poll({ start: { since: new Date(0) } }, 0, 10), "api/events?channel=a%2F*&channel=%C3%BC&since=1970-01-01T00%3A00%3A00.000Z&limit=10");
  equal(source.poll({ start: "earliest" }, 0, 10), "api/events?channel=a%2F*&channel=%C3%BC&from=earliest&limit=10");
});

test("addresses of streams: what is read by polls, and how", () => {
  const room = streamOf("api/chat/rooms/lobby/events");
  equal(room.stream(null), "api/chat/rooms/lobby/events?envelope=true");
  equal(room.poll({ id: "e-1" }, 25, 9), "api/chat/rooms/lobby/events?last_event_id=e-1&limit=9&wait=25");
  const quotes = streamOf("api/ticker/events?symbols=A*&maxRate=2");
  equal([quotes.hasPlaces, quotes.stream("7"), quotes.poll({ id: null }, 0, 1), quotes.poll({ id: "7" }, 25, 1)], [
    false,
    "api/ticker/events?symbols=A*&maxRate=2",
    "api/ticker?symbols=A*&after=0",
    "api/ticker?symbols=A*&after=7&wait=25",
  ]);
  equal(streamOf("api/ticker/ACME/events").poll({}, 0, 1), "api/ticker?symbols=ACME&after=0");
  equal(streamOf("api/ticker/alerts/events").hasPlaces, true);
  equal(streamOf("api/orders").accept, "application/x-ndjson, text/event-stream;q=0.9");
});
