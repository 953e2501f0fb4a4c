// @ts-check
// What is between the connection and the pages that share it.

import { Host } from "/client/host.js";
import { Outbox } from "/client/outbox.js";
import { Remote } from "/client/remote.js";
import { PageSubscription } from "/client/subscription.js";
import { Hub, problem } from "./fakes.js";
import { check, equal, test } from "./test.js";

const CONFIG = { url: "http://hub.test/", transport: /** @type {const} */ ("auto"), credentials: undefined, usesToken: false };

/** @param {Hub} hub */
function pageOf(hub, token = async (/** @type {any} */ why) => /** @type {string | null} */ (String(why))) {
  let losses = 0;
  const remote = new Remote(hub.environment, token, () => losses++);
  /** @type {ReturnType<Host["attach"]> | null} */
  let attached = null;
  const page = {
    remote,
    isFrozen: false,
    /** @type {any[]} */
    inbox: [],
    get losses() {
      return losses;
    },
    /** @param {Host} host */
    join(host) {
      const { receive, detach } = host.attach((message) => {
        // As a port does: it clones.
        page.inbox.push(structuredClone(message));
        queueMicrotask(page.read);
      });
      attached = { receive, detach };
      receive({ tell: "hello", token: null });
      remote.attach((message) => attached?.receive(structuredClone(message)));
    },
    read() {
      while (!page.isFrozen && page.inbox.length > 0) {
        remote.receive(page.inbox.shift());
      }
    },
    vanish() {
      attached?.detach();
      attached = null;
    },
    /** @param {string[]} selectors @param {import("/client/source.js").Place} [place] */
    subscribe(selectors, place = {}) {
      /** @type {{ got: any[], gaps: string[], states: string[] }} */
      const told = { got: [], gaps: [], states: [] };
      remote.subscribe({ selectors, types: null, place }, {
        event: ({ data }) => told.got.push(data),
        gap: ({ reason }) => told.gaps.push(reason),
        place: () => {},
        status: ({ state }) => told.states.push(state),
      });
      return told;
    },
  };
  return page;
}

test("ten pages have one connection, and each gets everything once", async () => {
  const hub = new Hub();
  const host = new Host(hub.environment, CONFIG);
  const pages = Array.from({ length: 10 }, () => pageOf(hub));
  const told = pages.map((page) => {
    page.join(host);
    return page.subscribe(["a"]);
  });
  await hub.clock.pass(100);
  [1, 2, 3].forEach((data) => hub.publish("a", data));
  await hub.clock.pass(0);
  check(told.every(({ got }) => got.join() === "1,2,3"), JSON.stringify(told));
  equal(hub.open.length, 1);
});

test("when the connection moves, each goes on from its own place", async () => {
  const hub = new Hub();
  const [first, second] = [new Host(hub.environment, CONFIG), new Host(hub.environment, CONFIG)];
  const page = pageOf(hub);
  page.join(first);
  const told = page.subscribe(["a"]);
  await hub.clock.pass(100);
  hub.publish("a", 1);
  await hub.clock.pass(0);
  page.isFrozen = true;
  hub.publish("a", 2);
  await hub.clock.pass(0);
  // What the old one has sent and nobody has read counts for nothing.
  page.vanish();
  page.remote.detach();
  page.isFrozen = false;
  hub.publish("a", 3);
  page.join(second);
  page.read();
  await hub.clock.pass(100);
  hub.publish("a", 4);
  await hub.clock.pass(0);
  equal([told.got, told.gaps, hub.open.length], [[1, 2, 3, 4], [], 1]);
});

test("a subscription that is waiting for its beginning moves too", async () => {
  const hub = new Hub();
  hub.publish("a", 1);
  hub.isDown = true;
  const page = pageOf(hub);
  page.join(new Host(hub.environment, CONFIG));
  const told = page.subscribe(["a"], { start: "earliest" });
  await hub.clock.pass(100);
  page.vanish();
  page.remote.detach();
  hub.isDown = false;
  page.join(new Host(hub.environment, CONFIG));
  await hub.clock.pass(100);
  equal(told.got, [1]);
});

test("a page that takes nothing is left behind with a bound, and gets what it missed when it wakes", async () => {
  const hub = new Hub();
  const host = new Host(hub.environment, CONFIG);
  const [frozen, other] = [pageOf(hub), pageOf(hub)];
  const told = [frozen, other].map((page) => {
    page.join(host);
    return page.subscribe(["a"]);
  });
  const volatile = frozen.subscribe(["b"]);
  await hub.clock.pass(100);
  frozen.isFrozen = true;
  hub.tell("b", "volatile");
  for (let count = 0; count < 8_000; count++) {
    hub.publish("a", count);
    if (count % 500 === 0) {
      await hub.clock.pass(0);
    }
  }
  await hub.clock.pass(0);
  const waiting = frozen.inbox.reduce((sum, { items }) => sum + (items?.length ?? 0), 0);
  check(waiting <= 8 * 200, `${waiting} items wait at the page`);
  equal(told[1].got.length, 8_000);
  frozen.isFrozen = false;
  frozen.read();
  await hub.clock.pass(10_000);
  equal([told[0].got.length, told[0].got.every((data, index) => data === index), told[0].gaps, volatile.got], [8_000, true, [], ["volatile"]]);
});

test("volatile events that a page was too slow for are told as a gap", async () => {
  const hub = new Hub();
  const page = pageOf(hub);
  page.join(new Host(hub.environment, CONFIG));
  const told = page.subscribe(["a"]);
  await hub.clock.pass(100);
  page.isFrozen = true;
  for (let count = 0; count < 8_000; count++) {
    hub.tell("a", count);
    if (count % 500 === 0) {
      await hub.clock.pass(0);
    }
  }
  page.isFrozen = false;
  page.read();
  await hub.clock.pass(1_000);
  hub.tell("a", "on");
  await hub.clock.pass(0);
  equal([told.gaps, told.got.pop()], [["slow"], "on"]);
});

test("a page that is silent for long is away, and is told so when it comes back", async () => {
  const hub = new Hub();
  const host = new Host(hub.environment, CONFIG);
  /** @type {string[]} */
  const told = [];
  const { receive } = host.attach(({ tell }) => told.push(tell));
  receive({ tell: "hello", token: null });
  receive({ tell: "subscribe", ref: "1", wanted: { selectors: ["a"], types: null, place: {} } });
  await hub.clock.pass(100);
  equal(hub.open.length, 1);
  await hub.clock.pass(300_000);
  equal(hub.open.length, 0);
  told.length = 0;
  receive({ tell: "ping" });
  equal(told, ["behind", "pong"]);
});

test("a token is asked of one page, and of the next if that one is somebody else now", async () => {
  const hub = new Hub();
  hub.refuse = ({ headers }) => (headers.get("Authorization") === "Bearer good" ? null : problem(401, "token-expired"));
  const host = new Host(hub.environment, { ...CONFIG, usesToken: true });
  /** @type {string[]} */
  const asked = [];
  const good = pageOf(hub, async (why) => {
    asked.push(`good ${why}`);
    return why === "refused" ? "good" : "old";
  });
  const gone = pageOf(hub, async (why) => {
    asked.push(`gone ${why}`);
    return null;
  });
  good.join(host);
  gone.join(host);
  const told = good.subscribe(["a"]);
  await hub.clock.pass(100);
  hub.publish("a", 1);
  await hub.clock.pass(0);
  equal([told.got, asked], [[1], ["gone null", "good null", "gone refused", "good refused"]]);
});

test("a host that does not answer is told as lost, but not after a sleep", async () => {
  const hub = new Hub();
  const page = pageOf(hub);
  page.remote.attach(() => {});
  await hub.clock.pass(20_000);
  hub.clock.sleep(3_600_000);
  await hub.clock.pass(0);
  equal(page.losses, 0);
  await hub.clock.pass(60_000);
  check(page.losses > 0, "it is gone");
});

test("messages to a page are bounded in items and in characters", () => {
  /** @type {number[]} */
  const sent = [];
  let overflows = 0;
  const outbox = new Outbox((items, number) => sent.push(items.length) && outbox.acknowledge(number), () => overflows++);
  const event = (/** @type {unknown} */ data) => ({ id: "a-1", channel: "a", type: "message", key: null, time: "", data });
  for (let count = 0; count < 450; count++) {
    outbox.event(`${count}`, event(count));
  }
  return Promise.resolve().then(() => {
    equal(sent, [200, 200, 50]);
    sent.length = 0;
    for (let count = 0; count < 10; count++) {
      outbox.event("r", event("x".repeat(60_000)));
    }
    return Promise.resolve().then(() => equal([sent, overflows], [[4, 4, 2], 0]));
  });
});

test("one event for several subscriptions of a page is sent once", async () => {
  /** @type {any[]} */
  const sent = [];
  const outbox = new Outbox((items) => sent.push(...items), () => {});
  const event = { id: "a-1", channel: "a", type: "message", key: null, time: "", data: 1 };
  outbox.event("1", event);
  outbox.event("2", event);
  await null;
  equal(sent.map(({ refs }) => refs), [["1", "2"]]);
});

/** @param {import("/client/carillon.js").Handlers} handlers */
function subscriptionOf(handlers) {
  /** @type {string[]} */
  const places = [];
  const subscription = new PageSubscription({ handlers, cursor: null, remember: (place) => places.push(place), onStatus: () => {}, onClose: () => {} });
  return { subscription, places };
}

test("an event goes to the handler of its type and to those of its channel, and to the last one if there are none", () => {
  /** @type {string[]} */
  const told = [];
  const { subscription } = subscriptionOf({
    event: ({ data }) => told.push(`rest ${data}`),
    types: { a: ({ data }) => told.push(`type ${data}`) },
    channels: { "c/*": ({ data }) => told.push(`channels ${data}`), "c/1": ({ data }) => told.push(`channel ${data}`) },
  });
  const send = (/** @type {string} */ channel, /** @type {string} */ type, /** @type {number} */ data) =>
    subscription.event({ id: null, channel, type, key: null, time: "2026-01-01T00:00:00Z", data });
  send("c/1", "a", 1);
  send("c/2", "b", 2);
  send("d", "toString", 3);
  equal(told, ["type 1", "channels 1", "channel 1", "channels 2", "rest 3"]);
});

test("a position is remembered when the handlers are done, also if one of them fails", async () => {
  const failed = new Promise((resolve) => window.addEventListener("error", (event) => (event.preventDefault(), resolve(event.error.message)), { once: true }));
  const { subscription, places } = subscriptionOf({
    event: () => {
      equal(places, []);
      throw new Error("of the page");
    },
  });
  subscription.event({ id: "a-1", channel: "c", type: "message", key: null, time: "2026-01-01T00:00:00Z", data: 1 });
  equal([places, subscription.position, await failed], [["a-1"], "a-1", "of the page"]);
});

test("after close a handler is not called, also if it closes the subscription itself", () => {
  /** @type {unknown[]} */
  const told = [];
  const { subscription } = subscriptionOf({
    event: ({ data }) => {
      told.push(data);
      subscription.close();
    },
  });
  [1, 2].forEach((data) => subscription.event({ id: null, channel: "c", type: "message", key: null, time: "2026-01-01T00:00:00Z", data }));
  equal([told, subscription.status.state], [[1], "closed"]);
});
