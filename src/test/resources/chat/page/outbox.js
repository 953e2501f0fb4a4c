import { ProblemError } from "/client/carillon.js";
import { Drafts } from "/chat/drafts.js";
import { Outbox } from "/chat/outbox.js";
import { newStorage, same } from "./check.js";

function refusal(status, slug) {
  return new ProblemError({ type: `/problems/${slug}`, title: slug, status });
}

/** A hub that takes each message once, and fails as the test wants. */
function newHub() {
  const hub = { taken: [], tries: 0, fail: () => null };
  hub.send = async ({ clientId, text }) => {
    hub.tries++;
    const failure = hub.fail(text);
    if (failure !== null) {
      throw failure;
    }
    hub.taken.push(`${clientId} ${text}`);
    return { id: `e-${hub.taken.length}` };
  };
  return hub;
}

let users = 0;

function open(hub, storage, user = `user-${Math.random()}-${users++}`) {
  return new Outbox({ user, storage, send: hub.send, delivered: () => {}, explain: (failure) => failure.problem.title });
}

function put(outbox, ...texts) {
  texts.forEach((text) => outbox.add({ clientId: `id-${text}`, room: "lobby", text, replyTo: null, thread: null }));
}

export async function messages_go_in_order_and_leave_nothing_behind() {
  const hub = newHub();
  const outbox = open(hub, newStorage());

  put(outbox, "one", "two", "three");
  await outbox.flush();

  same(hub.taken, ["id-one one", "id-two two", "id-three three"]);
  same(outbox.of("lobby"), []);
}

export async function without_a_connection_all_wait_and_go_in_order_when_it_is_back() {
  const hub = newHub();
  const outbox = open(hub, newStorage());
  hub.fail = () => refusal(0, "about:blank");

  put(outbox, "one", "two");
  await outbox.flush();
  same(outbox.of("lobby").map(({ text, refusal: why }) => [text, why]), [["one", null], ["two", null]]);
  hub.fail = () => null;
  await outbox.flush();

  same(hub.taken, ["id-one one", "id-two two"]);
  outbox.close();
}

export async function what_is_refused_is_marked_and_does_not_hold_up_the_others() {
  const hub = newHub();
  const outbox = open(hub, newStorage());
  hub.fail = (text) => (text === "bad" ? refusal(422, "message-refused") : null);

  put(outbox, "bad", "good");
  await outbox.flush();
  same(hub.taken, ["id-good good"]);
  same(outbox.of("lobby").map(({ text, refusal: why }) => [text, why]), [["bad", "message-refused"]]);
  hub.fail = () => null;
  outbox.retry("id-bad");
  await outbox.flush();

  same(hub.taken, ["id-good good", "id-bad bad"]);
}

export async function a_room_in_slow_mode_does_not_hold_up_another_one() {
  const hub = newHub();
  const outbox = open(hub, newStorage());
  hub.fail = (text) => (text === "slow" ? refusal(429, "slow-mode") : null);

  put(outbox, "slow");
  outbox.add({ clientId: "id-fast", room: "other", text: "fast", replyTo: null, thread: null });
  await outbox.flush();

  same(hub.taken, ["id-fast fast"]);
  same(outbox.of("lobby").length, 1);
  outbox.close();
}

export async function what_waits_outlives_the_page() {
  const storage = newStorage();
  const dead = newHub();
  dead.fail = () => refusal(0, "about:blank");
  const before = open(dead, storage, "ann");
  put(before, "one");
  await before.flush();
  before.close();
  const hub = newHub();

  const after = open(hub, storage, "ann");
  same(after.of("lobby").map(({ text }) => text), ["one"]);
  await after.flush();

  same(hub.taken, ["id-one one"]);
}

export async function two_tabs_send_each_message_once() {
  const storage = newStorage();
  const hub = newHub();
  const one = open(hub, storage, "ben");
  const other = open(hub, storage, "ben");

  put(one, "a", "b");
  put(other, "c");
  await Promise.all([one.flush(), other.flush()]);

  same([...hub.taken].sort(), ["id-a a", "id-b b", "id-c c"]);
}

export function drafts_are_kept_for_each_room_and_forgotten_when_they_are_empty() {
  const storage = newStorage();
  const drafts = new Drafts("ann", storage);

  drafts.keep("lobby", { text: "half", replyTo: "e-1" });
  drafts.keep("other", { text: "more", replyTo: null });
  drafts.keep("other", { text: "", replyTo: null });

  same(new Drafts("ann", storage).of("lobby"), { text: "half", replyTo: "e-1" });
  same(new Drafts("ann", storage).of("other"), { text: "", replyTo: null });
  same(new Drafts("ben", storage).of("lobby").text, "");
}

export function the_oldest_of_many_drafts_are_let_go() {
  const drafts = new Drafts("ann", newStorage());

  for (let i = 0; i < 60; i++) {
    drafts.keep(`room-${i}`, { text: "x", replyTo: null });
  }

  same([drafts.of("room-9").text, drafts.of("room-10").text], ["", "x"]);
}
