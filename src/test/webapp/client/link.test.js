// @ts-check
// The state machine of one connection, against a hub behind a network that fails in every way.

import { Link } from "/client/link.js";
import { eventsOf } from "/client/source.js";
import { Way } from "/client/way.js";
import { Hub, problem } from "./fakes.js";
import { check, equal, test } from "./test.js";

/**
 * @param {Hub} hub
 * @param {{ token?: import("/client/request.js").TokenSource, transport?: "auto" | "stream" | "long-poll", types?: string[] | null }} [how]
 */
function linkTo(hub, { token, transport = "auto", types = null } = {}) {
  /** @type {any[]} */
  const got = [];
  /** @type {string[]} */
  const states = [];
  /** @type {any[]} */
  const refusals = [];
  const link = new Link(hub.environment, hub.requestsOf(token ?? null), new Way(transport), {
    event: ({ data }) => got.push(data),
    place: () => {},
    gap: ({ reason }) => got.push(`gap ${reason}`),
    status: ({ state }) => state !== states[states.length - 1] && states.push(state),
    opened: () => {},
    refused: (why) => refusals.push(why),
  });
  const read = (/** @type {string | null} */ cursor, isFresh = true) => link.read({ source: eventsOf(["a"]), cursor, types }, isFresh);
  return { link, got, states, refusals, read };
}

test("it connects, is live, and tells what comes", async () => {
  const hub = new Hub();
  const { link, got, states, read } = linkTo(hub);
  read(null);
  await hub.clock.pass(0);
  hub.publish("a", 1);
  hub.publish("b", "of another channel");
  hub.publish("a", 2);
  await hub.clock.pass(0);
  equal([got, states, link.status.transport], [[1, 2], ["live"], "fetch"]);
});

test("a stream that breaks is opened again after what retry says, and goes on", async () => {
  const hub = new Hub();
  const { got, states, link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(20_000);
  hub.heartbeat();
  hub.publish("a", 1);
  await hub.clock.pass(0);
  hub.cut();
  hub.publish("a", 2);
  await hub.clock.pass(999);
  equal([got, hub.open.length, link.status.state, link.status.retryAt], [[1], 0, "connecting", hub.clock.time + 1]);
  await hub.clock.pass(1);
  equal(got, [1, 2]);
  equal(states, ["live", "connecting", "catching-up", "live"]);
});

test("while the hub is away it says so, and when it tries again; and it tries more and more seldom", async () => {
  const hub = new Hub();
  hub.isDown = true;
  const { link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(0);
  const tries = [];
  for (let round = 0; round < 5; round++) {
    equal(link.status.state, "offline");
    equal(link.status.problem?.status, 0);
    const wait = Number(link.status.retryAt) - hub.clock.time;
    tries.push(wait);
    await hub.clock.pass(wait);
  }
  equal(tries, [3000, 6000, 9000, 15000, 18000]);
  hub.isDown = false;
  link.retry();
  await hub.clock.pass(0);
  equal([link.status.state, link.status.retryAt, link.status.problem], ["live", null, null]);
});

test("Retry-After is honoured", async () => {
  const hub = new Hub();
  hub.refuse = () => problem(503, "log-unavailable", { "Retry-After": "60" });
  const { link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(0);
  equal([link.status.state, link.status.problem?.type, Number(link.status.retryAt) - hub.clock.time], ["offline", "/problems/log-unavailable", 60_000]);
});

for (const status of [400, 401, 403, 404, 406, 410]) {
  test(`${status} is final, and the problem is told`, async () => {
    const hub = new Hub();
    hub.refuse = () => problem(status, "no");
    const { link, refusals, read } = linkTo(hub);
    read("aaa-0");
    await hub.clock.pass(3_600_000);
    equal([link.status.state, link.status.problem?.type, refusals.length, hub.requests.length], ["refused", "/problems/no", 1, 1]);
  });
}

test("204 is final", async () => {
  const hub = new Hub();
  hub.refuse = () => new Response(null, { status: 204 });
  const { link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(60_000);
  equal([link.status.state, hub.requests.length], ["refused", 1]);
});

test("something else that answers in the hub's place is no refusal", async () => {
  const hub = new Hub();
  hub.refuse = () => new Response("<h1>Sign in to the network</h1>", { headers: { "Content-Type": "text/html" } });
  const { link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(0);
  equal(link.status.state, "offline");
  hub.refuse = null;
  await hub.clock.pass(3_000);
  equal(link.status.state, "live");
});

test("a stream that cannot be had right now is not taken for one", async () => {
  const hub = new Hub();
  hub.refuse = ({ accept }) =>
    accept.includes("event-stream")
      ? new Response("retry: 5000\n: closed too-many-connections\n\n", { headers: { "Content-Type": "text/event-stream" } })
      : null;
  const { link, states, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(0);
  equal([states, link.status.problem?.type, Number(link.status.retryAt) - hub.clock.time], [["offline"], "/problems/too-many-connections", 5000]);
});

test("a token that is refused is replaced, once for each try", async () => {
  const hub = new Hub();
  /** @type {unknown[]} */
  const asked = [];
  const token = async (/** @type {any} */ why) => {
    asked.push(why);
    return `t${asked.length}`;
  };
  hub.refuse = ({ headers }) => (headers.get("Authorization") === "Bearer t2" ? null : problem(401, "token-expired"));
  const { link, read } = linkTo(hub, { token });
  read("aaa-0");
  await hub.clock.pass(0);
  equal([asked, link.status.state], [[null, "refused"], "live"]);
});

test("a token that is refused again is final", async () => {
  const hub = new Hub();
  hub.refuse = () => problem(401, "invalid-token");
  const { link, read } = linkTo(hub, { token: async () => "t" });
  read("aaa-0");
  await hub.clock.pass(60_000);
  equal([link.status.state, hub.requests.length], ["refused", 2]);
});

test("a token that is about to end is renewed on a second stream, and nothing is lost or repeated", async () => {
  const hub = new Hub();
  /** @type {unknown[]} */
  const asked = [];
  const { got, states, read } = linkTo(hub, { token: async (why) => `t${asked.push(why)}` });
  read("aaa-0");
  await hub.clock.pass(0);
  hub.publish("a", 1);
  hub.open[0].write('event: carillon.token-expiring\ndata: {"expiresAt":"2026-01-01T00:00:00Z"}\n\n');
  hub.publish("a", 2);
  await hub.clock.pass(0);
  hub.publish("a", 3);
  await hub.clock.pass(0);
  equal([asked, hub.open.length, hub.opened, states], [[null, "expiring", null], 1, 2, ["live", "catching-up", "live"]]);
  equal([...new Set(got)], [1, 2, 3]);
});

test("a token that has ended is renewed at once", async () => {
  const hub = new Hub();
  /** @type {unknown[]} */
  const asked = [];
  const { link, read } = linkTo(hub, { token: async (why) => `t${asked.push(why)}` });
  read("aaa-0");
  await hub.clock.pass(0);
  hub.open[0].write(": closed token-expired\n\n");
  hub.open[0].end();
  await hub.clock.pass(0);
  equal([link.status.state, hub.opened, asked], ["live", 2, [null, "expiring", null]]);
});

test("a stream that goes on where the log is trimmed tells the gap once, also if it breaks behind it", async () => {
  const hub = new Hub();
  hub.publish("a", 1);
  hub.publish("a", 2);
  hub.trim("a");
  hub.publish("a", 3);
  const { got, states, read } = linkTo(hub);
  read("aaa-0", false);
  await hub.clock.pass(0);
  hub.cut();
  await hub.clock.pass(5_000);
  equal(got.filter((one) => String(one).startsWith("gap")), ["gap trimmed"]);
  equal(states.slice(0, 3), ["catching-up", "gap", "live"]);
});

test("who missed nothing is live as soon as that is known", async () => {
  const hub = new Hub();
  hub.publish("b", "of another channel");
  const { states, read } = linkTo(hub);
  read("aaa-0", false);
  await hub.clock.pass(0);
  equal(states, ["catching-up", "live"]);
});

test("who missed much is live when the last of it has come", async () => {
  const hub = new Hub();
  const { got, link, read } = linkTo(hub);
  for (let count = 1; count <= 2500; count++) {
    hub.publish("a", count);
  }
  hub.begin = (stream) => hub.streams.push(stream) && stream.write(hub.opening);
  read("aaa-0", false);
  await hub.clock.pass(0);
  for (const event of hub.log.slice(0, 2499)) {
    hub.open[0].event(event);
  }
  await hub.clock.pass(0);
  equal([got.length, link.status.state], [2499, "catching-up"]);
  hub.open[0].event(hub.log[2499]);
  await hub.clock.pass(0);
  equal([got.length, link.status.state], [2500, "live"]);
});

test("a stream that says nothing for long is dead, and another one is opened", async () => {
  const hub = new Hub();
  const { got, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(0);
  hub.open[0].isDead = true;
  hub.publish("a", 1);
  await hub.clock.pass(24_000);
  equal(got, []);
  await hub.clock.pass(2_000);
  equal([got, hub.opened], [[1], 2]);
});

test("heartbeats keep it", async () => {
  const hub = new Hub();
  const { states, read } = linkTo(hub);
  read("aaa-0");
  for (let count = 0; count < 20; count++) {
    await hub.clock.pass(15_000);
    hub.heartbeat();
  }
  await hub.clock.pass(0);
  equal([hub.opened, states], [1, ["live"]]);
});

test("a network that swallows everything is noticed", async () => {
  const hub = new Hub();
  const { link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(1_000);
  hub.isBlackHole = true;
  await hub.clock.pass(36_000);
  equal(link.status.problem?.status, 0);
  hub.isBlackHole = false;
  hub.publish("a", 1);
  await hub.clock.pass(60_000);
  equal(link.status.state, "live");
});

test("after a sleep it opens another stream at once, and the old one serves until then", async () => {
  const hub = new Hub();
  const { got, states, link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(0);
  hub.open[0].isDead = true;
  hub.publish("a", 1);
  link.wake(true);
  await hub.clock.pass(0);
  equal([got, hub.open.length], [[1], 1]);
  check(!states.includes("offline"), states.join());
});

test("when the browser thinks that there is no network, it is asked whether there is", async () => {
  const hub = new Hub();
  const { link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(20_000);
  hub.heartbeat();
  await hub.clock.pass(0);
  link.wake(false);
  await hub.clock.pass(0);
  equal([link.status.state, hub.opened], ["live", 1], "the hub is on this machine");
  hub.isDown = true;
  link.wake(false);
  await hub.clock.pass(0);
  equal(link.status.problem?.status, 0);
  hub.isDown = false;
  link.wake(true);
  await hub.clock.pass(0);
  equal(link.status.state, "live");
});

test("a change of what is read keeps the old stream until the new one is there", async () => {
  const hub = new Hub();
  const { got, link, states, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(0);
  hub.holdsBack = true;
  link.read({ source: eventsOf(["a", "b"]), cursor: "aaa-0", types: null }, true);
  await hub.clock.pass(0);
  hub.publish("a", "by the old one");
  await hub.clock.pass(0);
  equal([got, states], [["by the old one"], ["live"]]);
});

test("volatile events come once while one stream takes the place of another", async () => {
  const hub = new Hub();
  const { got, link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(0);
  const begin = hub.begin.bind(hub);
  hub.begin = (stream) => {
    begin(stream);
    // Both are sent it: the new one has not been read yet.
    hub.tell("a", "once");
  };
  link.read({ source: eventsOf(["a", "b"]), cursor: "aaa-0", types: null }, true);
  await hub.clock.pass(0);
  hub.tell("a", "again");
  hub.tell("a", "again");
  await hub.clock.pass(0);
  equal(got, ["once", "again", "again"]);
});

test("after close nothing is told, and nothing is asked", async () => {
  const hub = new Hub();
  const { got, link, read } = linkTo(hub);
  read("aaa-0");
  await hub.clock.pass(0);
  link.close();
  const asked = hub.requests.length;
  hub.publish("a", 1);
  await hub.clock.pass(600_000);
  equal([got, hub.requests.length, hub.open.length, link.status.state], [[], asked, 0, "closed"]);
});

test("it is closed while it opens, waits and asks", async () => {
  for (const milliseconds of [0, 3_500, 26_000]) {
    const hub = new Hub();
    hub.isDown = milliseconds === 3_500;
    const { link, read } = linkTo(hub);
    read("aaa-0", false);
    if (milliseconds > 0) {
      await hub.clock.pass(milliseconds);
    }
    link.close();
    await hub.clock.pass(0);
    const asked = hub.requests.length;
    await hub.clock.pass(600_000);
    equal([hub.requests.length, hub.open.length], [asked, 0], `after ${milliseconds} ms`);
  }
});

test("EventSource serves where cookies are enough and all types are known", async () => {
  const hub = new Hub().withEventSource();
  const { got, link, read } = linkTo(hub, { types: ["message", "x"] });
  read("aaa-0");
  await hub.clock.pass(0);
  hub.publish("a", 1);
  hub.publish("a", 2, "x");
  hub.publish("a", 3, "y");
  await hub.clock.pass(0);
  equal([got, link.status.transport], [[1, 2], "event-source"]);
  hub.cut();
  hub.publish("a", 4);
  await hub.clock.pass(5_000);
  equal([[...new Set(got)], link.status.state, link.status.transport], [[1, 2, 4], "live", "event-source"]);
});

test("EventSource does not say why it gives up, so the hub is asked", async () => {
  const hub = new Hub().withEventSource();
  hub.refuse = () => problem(403, "channel-not-granted");
  const { link, read } = linkTo(hub, { types: ["message"] });
  read("aaa-0");
  await hub.clock.pass(0);
  equal([link.status.state, link.status.problem?.type, link.status.problem?.remedy], ["refused", "/problems/channel-not-granted", "Do otherwise."]);
});

test("an EventSource that is silent is asked about, and one that is dead is replaced", async () => {
  const hub = new Hub().withEventSource();
  const { got, read } = linkTo(hub, { types: ["message"] });
  read("aaa-0");
  await hub.clock.pass(120_000);
  equal(hub.opened, 1, "all is well");
  hub.open[0].isDead = true;
  hub.publish("a", 1);
  await hub.clock.pass(30_000);
  equal([got, hub.opened], [[1], 2]);
});

test("an EventSource that is not told what others want is live all the same", async () => {
  const hub = new Hub().withEventSource();
  hub.publish("a", 1, "other");
  const { link, read } = linkTo(hub, { types: ["message"] });
  read("aaa-0", false);
  await hub.clock.pass(0);
  equal(link.status.state, "live");
});

test("with a token it is fetch, for EventSource sends none", async () => {
  const hub = new Hub().withEventSource();
  const { link, read } = linkTo(hub, { types: ["message"], token: async () => "t" });
  read("aaa-0");
  await hub.clock.pass(0);
  equal(link.status.transport, "fetch");
});
