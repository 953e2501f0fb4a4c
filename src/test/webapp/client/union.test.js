// @ts-check
// Many subscriptions on one connection: each is given each event after its place once and in order, whatever happens.

import { Core } from "/client/core.js";
import { isAfter } from "/client/cursor.js";
import { selects } from "/client/selector.js";
import { Hub, problem } from "./fakes.js";
import { check, equal, test } from "./test.js";

/** @param {Hub} hub @param {"auto" | "stream" | "long-poll"} [transport] */
function coreOf(hub, transport = "auto") {
  const core = new Core(hub.environment, hub.requestsOf(), transport);
  return {
    core,
    /** @param {string[]} selectors @param {import("/client/source.js").Place} [place] @param {string[] | null} [types] */
    subscribe(selectors, place = {}, types = null) {
      /** @type {{ got: any[], ids: (string | null)[], gaps: string[], states: string[], place: string | null, problem: any, end: () => void }} */
      const told = { got: [], ids: [], gaps: [], states: [], place: null, problem: null, end: () => {} };
      told.end = core.subscribe({ selectors, types, place }, {
        event: ({ id, data }) => {
          told.got.push(data);
          told.ids.push(id);
        },
        gap: ({ reason }) => told.gaps.push(reason),
        place: (id) => (told.place = id),
        status: ({ state, problem: why }) => {
          told.problem = why;
          if (state !== told.states[told.states.length - 1]) {
            told.states.push(state);
          }
        },
      });
      return told;
    },
  };
}

test("all subscriptions share one connection", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  const all = ["a", "b", "c/*", "c/d"].map((selector) => subscribe([selector]));
  await hub.clock.pass(100);
  hub.publish("a", 1);
  hub.publish("c/d", 2);
  await hub.clock.pass(0);
  equal(all.map(({ got }) => got), [[1], [], [2], [2]]);
  equal([hub.opened, hub.open.map(({ selectors }) => selectors)], [1, [["a", "b", "c/*"]]]);
  equal(all.map(({ states }) => states[states.length - 1]), ["live", "live", "live", "live"]);
});

test("each begins where it wants to", async () => {
  const hub = new Hub();
  [1, 2, 3, 4].forEach((data) => hub.publish("a", data));
  const { subscribe } = coreOf(hub);
  const all = [{}, { start: /** @type {const} */ ("earliest") }, { start: { last: 2 } }, { id: "aaa-3" }].map((place) => subscribe(["a"], place));
  await hub.clock.pass(100);
  hub.publish("a", 5);
  await hub.clock.pass(0);
  equal(all.map(({ got }) => got), [[5], [1, 2, 3, 4, 5], [3, 4, 5], [4, 5]]);
});

test("one that comes later and is covered joins without another connection", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  subscribe(["**"]);
  await hub.clock.pass(100);
  hub.publish("a", 1);
  const later = subscribe(["a"], { start: "earliest" });
  hub.publish("a", 2);
  await hub.clock.pass(0);
  hub.publish("a", 3);
  await hub.clock.pass(100);
  equal([later.got, hub.opened], [[1, 2, 3], 1]);
});

test("what comes while a late one reads its beginning waits for it", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  const first = subscribe(["a"]);
  await hub.clock.pass(100);
  hub.publish("a", 1);
  const { fetch } = hub.environment;
  // The answer was made before 2 and 3, and comes after them.
  hub.environment.fetch = async (...request) => {
    const answer = await fetch(...request);
    await new Promise((/** @type {(value: void) => void} */ resolve) => hub.clock.setTimeout(resolve, 1_000));
    return answer;
  };
  const later = subscribe(["a"], { start: "earliest" });
  await hub.clock.pass(500);
  hub.publish("a", 2);
  hub.tell("a", "volatile");
  hub.publish("a", 3);
  await hub.clock.pass(2_000);
  equal([first.got, later.got, hub.opened], [[1, 2, "volatile", 3], [1, 2, "volatile", 3], 1]);
});

test("too much that waits is read from the hub instead", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  const first = subscribe(["a"]);
  await hub.clock.pass(100);
  const { fetch } = hub.environment;
  hub.environment.fetch = async (...request) => {
    const answer = await fetch(...request);
    await new Promise((/** @type {(value: void) => void} */ resolve) => hub.clock.setTimeout(resolve, 1_000));
    return answer;
  };
  const later = subscribe(["a"]);
  await hub.clock.pass(500);
  for (let count = 0; count < 1500; count++) {
    hub.publish("a", count);
  }
  await hub.clock.pass(5_000);
  equal([first.got.length, later.got.length, later.got[0], later.got[1499], hub.opened], [1500, 1500, 0, 1499, 2]);
});

test("one that may not read what it wants is refused alone", async () => {
  const hub = new Hub();
  hub.refuse = ({ url }) => (url.searchParams.getAll("channel").includes("secret") ? problem(403, "channel-not-granted") : null);
  const { subscribe } = coreOf(hub);
  const good = subscribe(["a"]);
  const bad = subscribe(["secret"]);
  await hub.clock.pass(100);
  hub.publish("a", 1);
  await hub.clock.pass(0);
  equal([good.got, good.states.pop(), bad.states.pop(), bad.problem.type], [[1], "live", "refused", "/problems/channel-not-granted"]);
});

test("who loses the right to one of them keeps the others", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  const [one, other] = [subscribe(["a"]), subscribe(["b"])];
  await hub.clock.pass(100);
  hub.refuse = ({ url }) => (url.searchParams.getAll("channel").includes("b") ? problem(403, "channel-not-granted") : null);
  hub.cut();
  hub.publish("a", 1);
  await hub.clock.pass(10_000);
  equal([one.got, one.states.pop(), other.states.pop()], [[1], "live", "refused"]);
});

test("if the whole is refused though each part is not, it ends", async () => {
  const hub = new Hub();
  hub.refuse = ({ accept }) => (accept.includes("event-stream") ? problem(403, "odd") : null);
  const { subscribe } = coreOf(hub);
  const one = subscribe(["a"]);
  await hub.clock.pass(600_000);
  equal(one.states.pop(), "refused");
  check(hub.requests.length < 10, `${hub.requests.length} requests`);
});

test("who was refused asks again when the caller is somebody else", async () => {
  const hub = new Hub();
  hub.refuse = () => problem(401, "unauthenticated");
  const { core, subscribe } = coreOf(hub);
  const one = subscribe(["a"]);
  await hub.clock.pass(100);
  equal(one.states.pop(), "refused");
  hub.refuse = null;
  core.renew();
  await hub.clock.pass(100);
  hub.publish("a", 1);
  await hub.clock.pass(0);
  equal([one.got, one.states.pop()], [[1], "live"]);
});

test("a gap is told to those who missed something of their own", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  const [one, other] = [subscribe(["a"]), subscribe(["b"])];
  await hub.clock.pass(100);
  hub.publish("a", 1);
  hub.publish("b", 2);
  await hub.clock.pass(0);
  hub.cut();
  hub.publish("a", 3);
  hub.publish("b", 4);
  hub.trim("a");
  hub.publish("a", 5);
  await hub.clock.pass(10_000);
  hub.publish("b", 6);
  await hub.clock.pass(0);
  equal([one.got, one.gaps, other.got, other.gaps], [[1, 5], ["trimmed"], [2, 4, 6], []]);
  equal([one.states.pop(), other.states.pop()], ["live", "live"]);
});

test("another log is a gap for all, and all of it is given", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  const all = [subscribe(["a"]), subscribe(["b"])];
  await hub.clock.pass(100);
  hub.publish("a", 1);
  await hub.clock.pass(0);
  hub.replace();
  hub.cut();
  hub.publish("b", 2);
  hub.publish("a", 3);
  await hub.clock.pass(10_000);
  hub.publish("a", 4);
  await hub.clock.pass(0);
  equal(all.map(({ got, gaps }) => [got, gaps]), [[[1, 3, 4], ["unknown-epoch"]], [[2], ["unknown-epoch"]]]);
});

test("what is told to every open stream comes to each", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  const all = [subscribe(["a"]), subscribe(["b"])];
  await hub.clock.pass(100);
  const event = { id: null, channel: "~broadcast", type: "notice", key: null, time: "2026-01-01T00:00:00Z", data: "hello" };
  hub.open[0].event(event);
  await hub.clock.pass(0);
  equal(all.map(({ got }) => got), [["hello"], ["hello"]]);
});

test("more selectors than a hub takes at once go over several connections", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  const all = Array.from({ length: 100 }, (_, count) => subscribe([`c${count}`]));
  await hub.clock.pass(100);
  hub.publish("c0", 1);
  hub.publish("c99", 2);
  await hub.clock.pass(0);
  equal([all[0].got, all[99].got, hub.open.length], [[1], [2], 2]);
  check(hub.open.every(({ selectors }) => selectors.length <= 64), "too many");
});

test("channels that nobody wants any more are left out after a while, and the last one ends the connection", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  const [one, other] = [subscribe(["a"]), subscribe(["b"])];
  await hub.clock.pass(100);
  one.end();
  await hub.clock.pass(6_000);
  equal(hub.open.map(({ selectors }) => selectors), [["b"]]);
  other.end();
  await hub.clock.pass(0);
  equal(hub.open.length, 0);
});

test("somebody who comes and goes at once leaves nothing", async () => {
  const hub = new Hub();
  const { subscribe } = coreOf(hub);
  subscribe(["a"]).end();
  await hub.clock.pass(600_000);
  equal(hub.open.length, 0);
});

/** A random number generator, so that a failure can be seen again. @param {number} seed */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const CHANNELS = ["a", "b", "c/1", "c/2"];
const SELECTORS = [["a"], ["b"], ["c/*"], ["c/2"], ["a", "c/**"], ["**"], ["a", "b"]];

/**
 * @param {number} seed
 * @param {{ transport?: "auto" | "long-poll", withEventSource?: boolean, withRetention?: boolean }} how
 */
async function anyHistory(seed, { transport = "auto", withEventSource = false, withRetention = false }) {
  const random = randomOf(seed);
  const any = (/** @type {any[]} */ list) => list[Math.floor(random() * list.length)];
  const hub = new Hub();
  if (withEventSource) {
    hub.withEventSource();
  }
  hub.environment.random = random;
  const { fetch } = hub.environment;
  // Answers come in another order than they were made in.
  hub.environment.fetch = async (...request) => {
    const answer = await fetch(...request);
    await new Promise((/** @type {(value: void) => void} */ resolve) => hub.clock.setTimeout(resolve, random() * 300));
    return answer;
  };
  const { core, subscribe } = coreOf(hub, transport);
  /** @type {{ told: ReturnType<typeof subscribe>, selectors: string[], from: string }[]} */
  const all = [];
  /** All that there ever was. @type {any[]} */
  const published = [];
  for (let step = 0; step < 60; step++) {
    const chance = random();
    if (chance < 0.5) {
      hub.publish(any(CHANNELS), step, random() < 0.5 ? null : "x");
      published.push(hub.log[hub.log.length - 1]);
    } else if (chance < 0.65) {
      const selectors = any(SELECTORS);
      const from = random() < 0.5 ? "aaa-0" : `aaa-${Math.floor(random() * (hub.head + 1))}`;
      all.push({ told: subscribe(selectors, { id: from }, withEventSource ? ["message", "x"] : null), selectors, from });
    } else if (chance < 0.75) {
      hub.cut();
    } else if (chance < 0.8 && all.length > 1) {
      all.splice(Math.floor(random() * all.length), 1)[0].told.end();
    } else if (chance < 0.85) {
      core.wake(random() < 0.5);
    } else if (chance < 0.9) {
      hub.isDown = !hub.isDown;
    } else if (chance < 0.93 && withRetention) {
      const channel = any(CHANNELS);
      if (hub.log.some((event) => event.channel === channel)) {
        hub.trim(channel);
      }
    } else {
      await hub.clock.pass(random() * (chance < 0.97 ? 200 : 5_000));
    }
  }
  hub.isDown = false;
  for (let round = 0; round < 8; round++) {
    await hub.clock.pass(15_000);
    hub.heartbeat();
  }
  await hub.clock.pass(1_000);
  for (const { told, selectors, from } of all) {
    const what = `seed ${seed}, ${transport}, ${selectors} from ${from}`;
    const wanted = published.filter(({ id, channel }) => isAfter(id, from) && selectors.some((selector) => selects(selector, channel)));
    const expected = wanted.map(({ id }) => id).filter((id) => told.ids.includes(id) || hub.log.some((event) => event.id === id));
    equal(told.ids, expected, what);
    equal(told.gaps.length > 0, told.ids.length < wanted.length, `a gap is told to whom it is one: ${what}`);
    equal(told.states.pop(), "live", `seed ${seed}, ${transport}`);
  }
  check(hub.open.length <= 1, `seed ${seed}: ${hub.open.length} connections`);
}

test("any history of subscriptions, events, drops, sleeps and outages gives each one exactly what is its own: streams", async () => {
  for (let seed = 1; seed <= 150; seed++) {
    await anyHistory(seed, {});
  }
});

test("the same by long polls", async () => {
  for (let seed = 1; seed <= 80; seed++) {
    await anyHistory(seed, { transport: "long-poll" });
  }
});

test("the same by EventSource", async () => {
  for (let seed = 1; seed <= 80; seed++) {
    await anyHistory(seed, { withEventSource: true });
  }
});

test("the same while retention removes events: what is there is given, and who missed something is told so", async () => {
  for (let seed = 1; seed <= 120; seed++) {
    await anyHistory(seed, { withRetention: true });
  }
});
