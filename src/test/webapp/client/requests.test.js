// @ts-check

import { ProblemError } from "/client/problem.js";
import { publish } from "/client/publisher.js";
import { Requests, request } from "/client/request.js";
import { Hub, json, problem } from "./fakes.js";
import { check, equal, failureOf, test } from "./test.js";

/**
 * A hub that answers one after the other with these, and keeps what it was sent.
 *
 * @param {...(Response | Error)} answers
 */
function hubWith(...answers) {
  const hub = new Hub();
  /** @type {{ url: string, method: string, headers: Headers, body: any, init: RequestInit }[]} */
  const sent = [];
  hub.environment.fetch = async (url, init = {}) => {
    sent.push({ url: String(url), method: init.method ?? "GET", headers: new Headers(init.headers), body: init.body, init });
    const answer = answers.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    return answer ?? json({});
  };
  const send = (/** @type {string} */ channel, /** @type {unknown} */ data, options = {}) =>
    publish(hub.environment, hub.requestsOf(), channel, data, options);
  return { hub, sent, send };
}

test("a string is published as text, all else as JSON", async () => {
  const { send, sent } = hubWith(json({ id: "a-1" }, 201), json({ id: "a-2" }, 201));
  equal(await send("demo/x y", "hällo"), { id: "a-1" });
  equal(await send("demo", { n: [1, null] }, { type: "t", key: "k", idempotencyKey: "i" }), { id: "a-2" });
  equal(
    sent.map(({ url, method, headers, body }) => [url, method, headers.get("Content-Type"), body]),
    [
      ["http://hub.test/api/events/demo/x%20y", "POST", "text/plain;charset=UTF-8", "hällo"],
      ["http://hub.test/api/events/demo", "POST", "application/json", '{"n":[1,null]}'],
    ],
  );
  equal(["Event-Type", "Event-Key", "Event-Volatile", "Idempotency-Key"].map((name) => sent[1].headers.get(name)), ["t", "k", null, "i"]);
});

test("a type that no header can have goes into a document", async () => {
  const { send, sent } = hubWith(json({ id: "a-1" }, 201));
  await send("demo", "x", { type: "größe", key: "k" });
  equal([sent[0].url, JSON.parse(sent[0].body)], ["http://hub.test/api/events", { channel: "demo", type: "größe", key: "k", data: "x" }]);
});

test("what is no data is refused before it is sent", async () => {
  const { send, sent } = hubWith();
  check((await failureOf(() => send("demo", undefined))) instanceof TypeError, "undefined");
  equal(sent.length, 0);
});

test("it is sent again with the same key until there is an answer", async () => {
  const busy = problem(429, "busy", { "Retry-After": "7" });
  const { hub, send, sent } = hubWith(new TypeError("network"), busy, problem(503, "log-unavailable"), json({ id: "a-1" }, 200));
  const published = send("demo", "x");
  await hub.clock.pass(3_000);
  equal(sent.length, 2);
  await hub.clock.pass(6_999);
  equal(sent.length, 2, "Retry-After is honoured");
  await hub.clock.pass(60_000);
  equal(await published, { id: "a-1" });
  equal([sent.length, new Set(sent.map(({ headers }) => headers.get("Idempotency-Key"))).size], [4, 1]);
});

test("a refusal is final, and says what to do", async () => {
  const { send, sent } = hubWith(problem(403, "forbidden"));
  const failure = await failureOf(() => send("demo", "x"));
  check(failure instanceof ProblemError, "a problem");
  equal([failure.status, failure.problem.type, failure.message, sent.length], [403, "/problems/forbidden", "forbidden It is so. Do otherwise.", 1]);
});

test("a volatile event has no key, and without an answer it is not sent again", async () => {
  const { send, sent } = hubWith(new TypeError("network"));
  const failure = await failureOf(() => send("demo", "x", { volatile: true }));
  equal([failure.status, sent.length, sent[0].headers.get("Event-Volatile"), sent[0].headers.get("Idempotency-Key")], [0, 1, "true", null]);
});

test("a signal ends it, also while it waits", async () => {
  const { hub, send } = hubWith(new TypeError("network"));
  const ending = new AbortController();
  const failure = failureOf(() => send("demo", "x", { signal: ending.signal }));
  await hub.clock.pass(1_000);
  ending.abort(new Error("enough"));
  equal((await failure).message, "enough");
});

test("a request gives the JSON of its answer, or null", async () => {
  const { hub, sent } = hubWith(json({ a: 1 }), new Response(null, { status: 204 }), new Response("text"));
  const requests = hub.requestsOf();
  equal(await request(requests, "GET", "/api/x"), { a: 1 });
  equal(await request(requests, "DELETE", "api/x", undefined), null);
  equal(await request(requests, "PUT", "api/x", { b: 2 }, { headers: { "X-A": "b" } }), null);
  equal(
    sent.map(({ url, method, headers, body }) => [url, method, headers.get("Accept"), headers.get("Content-Type"), headers.get("X-A"), body]),
    [
      ["http://hub.test/api/x", "GET", "application/json", null, null, undefined],
      ["http://hub.test/api/x", "DELETE", "application/json", null, null, undefined],
      ["http://hub.test/api/x", "PUT", "application/json", "application/json", "b", '{"b":2}'],
    ],
  );
});

test("no answer is a problem too, and an aborted request is what was aborted", async () => {
  const { hub } = hubWith(new TypeError("Failed to fetch"));
  const failure = await failureOf(() => request(hub.requestsOf(), "GET", "api/x"));
  equal([failure.name, failure.status, failure.problem.detail], ["ProblemError", 0, "Failed to fetch"]);
});

test("an answer without a problem document is told by its status", async () => {
  const { hub } = hubWith(new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Content-Type": "text/html" } }));
  const failure = await failureOf(() => request(hub.requestsOf(), "GET", "api/x"));
  equal([failure.status, failure.problem.title], [502, "Status 502"]);
});

test("a token goes to the hub alone, and cookies stay at home then", async () => {
  const { hub, sent } = hubWith();
  const requests = new Requests(hub.environment, new URL("http://hub.test/"), async () => "secret");
  await requests.send("api/x");
  await requests.send(new URL("http://other.test/api/x"));
  equal(
    sent.map(({ headers, init }) => [headers.get("Authorization"), init.credentials]),
    [
      ["Bearer secret", "omit"],
      [null, "omit"],
    ],
  );
});
