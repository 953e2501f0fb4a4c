// @ts-check
// Something on the way that holds streams back: it is found out, and not guessed.

import { Link } from "/client/link.js";
import { eventsOf } from "/client/source.js";
import { Way } from "/client/way.js";
import { Hub, problem } from "./fakes.js";
import { equal, test } from "./test.js";

/** @param {Hub} hub @param {"auto" | "stream" | "long-poll"} [transport] */
function linkTo(hub, transport = "auto") {
  /** @type {any[]} */
  const got = [];
  const link = new Link(hub.environment, hub.requestsOf(), new Way(transport), {
    event: ({ data }) => got.push(data),
    place: () => {},
    gap: ({ reason }) => got.push(`gap ${reason}`),
    status: () => {},
    opened: () => {},
    refused: () => {},
  });
  link.read({ source: eventsOf(["a"]), cursor: "aaa-0", types: null }, true);
  return { link, got };
}

test("a stream that does not begin while the hub answers is held back: it goes on by long polls from the same place", async () => {
  const hub = new Hub();
  hub.holdsBack = true;
  const { link, got } = linkTo(hub);
  hub.publish("a", 1);
  await hub.clock.pass(5_000);
  equal([got, link.status.state, link.status.transport], [[1], "live", "long-poll"]);
  hub.publish("a", 2);
  await hub.clock.pass(0);
  equal(got, [1, 2]);
  hub.publish("a", 3);
  hub.publish("a", 4);
  await hub.clock.pass(60_000);
  equal([got, hub.opened], [[1, 2, 3, 4], 1]);
});

test("a stream that does not begin while the hub does not answer either is no sign of it", async () => {
  const hub = new Hub();
  hub.isBlackHole = true;
  const { link } = linkTo(hub);
  await hub.clock.pass(15_000);
  equal(link.status.state, "offline");
  hub.isBlackHole = false;
  await hub.clock.pass(30_000);
  equal([link.status.state, link.status.transport], ["live", "fetch"]);
});

test("a slow line is no sign of it", async () => {
  const hub = new Hub();
  const { fetch } = hub.environment;
  hub.environment.fetch = async (...request) => {
    await new Promise((/** @type {(value: void) => void} */ resolve) => hub.clock.setTimeout(resolve, 4_500));
    return fetch(...request);
  };
  const { link } = linkTo(hub);
  await hub.clock.pass(20_000);
  equal([link.status.state, link.status.transport], ["live", "fetch"]);
});

test("streams that fall silent again and again while the hub answers are held back", async () => {
  const hub = new Hub();
  const begin = hub.begin.bind(hub);
  hub.begin = (stream) => {
    begin(stream);
    stream.isDead = true;
  };
  const { link, got } = linkTo(hub);
  await hub.clock.pass(60_000);
  hub.publish("a", 1);
  await hub.clock.pass(0);
  equal([got, link.status.transport], [[1], "long-poll"]);
});

test("a stream is tried again after some minutes, and long polls serve until it works", async () => {
  const hub = new Hub();
  hub.holdsBack = true;
  const { link, got } = linkTo(hub);
  await hub.clock.pass(305_000);
  equal([hub.opened, link.status.transport], [2, "long-poll"], "tried in vain");
  hub.publish("a", 1);
  await hub.clock.pass(0);
  equal(got, [1]);
  hub.holdsBack = false;
  await hub.clock.pass(620_000);
  hub.publish("a", 2);
  await hub.clock.pass(0);
  equal([[...new Set(got)], link.status.transport, hub.open.length], [[1, 2], "fetch", 1]);
});

test("who wants streams alone gets no polls", async () => {
  const hub = new Hub();
  hub.holdsBack = true;
  const { link } = linkTo(hub, "stream");
  await hub.clock.pass(600_000);
  equal([link.status.state === "offline" || link.status.state === "connecting", link.status.transport], [true, null]);
});

test("who wants long polls gets them at once", async () => {
  const hub = new Hub();
  const { link, got } = linkTo(hub, "long-poll");
  await hub.clock.pass(0);
  hub.publish("a", 1);
  await hub.clock.pass(0);
  equal([got, link.status.transport, hub.opened], [[1], "long-poll", 0]);
});

test("long polls go on after failures, and tell the gap", async () => {
  const hub = new Hub();
  const { link, got } = linkTo(hub, "long-poll");
  await hub.clock.pass(0);
  hub.publish("a", 1);
  await hub.clock.pass(0);
  hub.isDown = true;
  hub.publish("a", 2);
  await hub.clock.pass(30_000);
  equal(link.status.state, "offline");
  hub.publish("a", 3);
  hub.trim("a");
  hub.publish("a", 4);
  hub.isDown = false;
  await hub.clock.pass(60_000);
  equal(got.filter((one) => one !== 2), [1, "gap trimmed", 4]);
});

test("polls that are refused are final, and those that are too many wait", async () => {
  const hub = new Hub();
  hub.refuse = () => problem(429, "too-many-connections", { "Retry-After": "20" });
  const { link } = linkTo(hub, "long-poll");
  await hub.clock.pass(0);
  equal([link.status.state, Number(link.status.retryAt) - hub.clock.time], ["offline", 20_000]);
  hub.refuse = () => problem(403, "forbidden");
  await hub.clock.pass(20_000);
  equal([link.status.state, link.status.problem?.status], ["refused", 403]);
});
