import { RoomStore } from "/chat/room-store.js";
import { StreamLine } from "/chat/stream-line.js";
import { message, messages, offsets, same, settled } from "./check.js";

const ANN = { id: "ann", name: "Ann", guest: false };
const BEN = { id: "ben", name: "Ben", guest: false };
const ROOM = { id: "lobby", name: "Lobby", topic: "", kind: "public", archived: false, unread: 0, role: "visitor", rights: ["read", "send"] };

/** A hub that a test speaks for. */
function newHub() {
  const hub = { paths: [], asked: [], answers: {}, open: 0 };
  hub.stream = (path, handlers) => {
    hub.paths.push(path);
    hub.handlers = handlers;
    hub.open++;
    return { close: () => hub.open-- };
  };
  hub.api = async (method, path) => {
    hub.asked.push(`${method} ${path}`);
    return hub.answers[path] ?? {};
  };
  hub.tell = (type, offset, data) =>
    hub.handlers.types[type]({ id: offset === null ? null : `e-${offset}`, type, channel: "chat/lobby", key: null, time: new Date(1_700_000_000_000), data });
  hub.picture = (at, shown, more = {}) =>
    hub.tell("chat-room-connected", at, { room: ROOM, you: ANN, members: [], online: 1, messages: shown, earlier: null, resumed: false, ...more });
  hub.say = (offset, text, more = {}) =>
    hub.tell("new-message", offset, { author: BEN, text, replyTo: null, thread: null, mentions: [], clientId: null, by: null, ...more });
  return hub;
}

function enter(hub, outbox = null) {
  const room = new RoomStore({ id: "lobby", line: new StreamLine(hub), api: hub.api, you: ANN, outbox: () => outbox });
  room.open();
  return room;
}

export function what_the_picture_has_is_not_told_again() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, messages(8, 10));

  hub.say(10, "again");
  hub.say(11, "new");
  hub.say(11, "twice");

  same(room.timeline.messages.map(({ text }) => text), ["number 8", "number 9", "number 10", "new"]);
}

export function after_a_reconnect_the_messages_stay_and_what_was_missed_follows() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, messages(8, 10));

  hub.picture(10, [], { resumed: true, online: 5 });
  hub.say(12, "missed");

  same(offsets(room.timeline.messages), [8, 9, 10, 12]);
}

export function after_a_gap_the_room_is_opened_afresh_and_the_old_stream_is_heard_no_more() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, messages(8, 10));
  const old = hub.handlers;

  hub.handlers.gap({ reason: "trimmed", after: "e-10", resumed: "e-90" });
  same([hub.paths.length, hub.open, hub.paths[0] === hub.paths[1]], [2, 1, false]);
  hub.picture(100, messages(95, 100));
  old.types["new-message"]({ id: "e-101", type: "new-message", time: new Date(), data: {} });

  same(offsets(room.timeline.messages), offsets(messages(95, 100)));
}

export function another_log_begins_with_smaller_numbers() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(1_000, messages(999, 1_000));

  hub.picture(5, messages(4, 5));
  hub.say(6, "new");

  same(offsets(room.timeline.messages), [4, 5, 6]);
}

export function what_happens_to_a_message_while_a_page_is_on_its_way_happens_to_it_there_too() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(60, messages(50, 60), { earlier: "e-50" });
  let answer = () => {};
  room.api.before = () => new Promise((done) => (answer = done));

  const loading = room.history.loadEarlier();
  hub.tell("message-edited", 61, { message: "e-40", text: "changed", mentions: [], editor: BEN });
  hub.tell("message-deleted", 62, { message: "e-41", deleter: BEN, reason: null });
  answer({ messages: messages(40, 49), earlier: null });

  return loading.then(() => {
    same([room.timeline.find("e-40").text, room.timeline.find("e-41").deletedAt !== null], ["changed", true]);
    same(room.timeline.hasEarlier, false);
  });
}

export function an_edit_behind_the_deletion_changes_nothing() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, messages(10, 10));

  hub.tell("message-deleted", 11, { message: "e-10", deleter: ANN, reason: null });
  hub.tell("message-edited", 12, { message: "e-10", text: "risen", mentions: [], editor: ANN });
  hub.tell("reaction", 13, { message: "e-10", emoji: "👍", user: ANN, added: true });

  same([room.timeline.find("e-10").text, room.timeline.find("e-10").reactions], ["", []]);
}

export function answers_are_counted_at_the_first_message_of_their_thread() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, messages(10, 10));

  hub.say(11, "answer", { replyTo: "e-10", thread: "e-10" });
  hub.say(12, "answer", { replyTo: "e-11", thread: "e-10" });
  hub.tell("message-deleted", 13, { message: "e-11", deleter: BEN, reason: null });

  same(room.timeline.find("e-10").replies, 1);
}

export function an_own_message_stands_there_once_whether_answer_or_event_comes_first() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, []);
  const sent = { clientId: "c", room: "lobby", text: "as sent", replyTo: null, thread: null, time: new Date().toISOString(), refusal: null };

  room.delivered(sent, "e-11");
  hub.say(11, "masked by a filter", { author: ANN, clientId: "c" });
  hub.say(12, "second", { author: ANN, clientId: "d" });
  hub.tell("reaction", 13, { message: "e-12", emoji: "👍", user: BEN, added: true });
  room.delivered({ ...sent, text: "second" }, "e-12");

  same(room.timeline.messages.map(({ text }) => text), ["masked by a filter", "second"]);
  same(room.timeline.find("e-12").reactions.length, 1);
}

export async function what_nobody_looks_at_is_unread_and_what_is_seen_is_told() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, messages(10, 10));

  hub.say(11, "one");
  hub.say(12, "two");
  same([room.unread, room.unreadFrom], [2, "e-11"]);
  room.attend(true);
  await new Promise((done) => setTimeout(done, 900));

  same([room.unread, room.unreadFrom], [0, "e-11"]);
  same(hub.asked.filter((one) => one.startsWith("PUT")), ["PUT api/chat/rooms/lobby/read"]);
  room.close();
}

export function the_line_stands_above_the_unread_ones_of_others() {
  const hub = newHub();
  const room = enter(hub);
  const said = [message(1, { author: BEN }), message(2, { author: BEN }), message(3), message(4, { author: BEN })];

  hub.picture(10, said, { room: { ...ROOM, unread: 2 } });

  same(room.unreadFrom, "e-2");
}

export async function whoever_types_is_forgotten_with_his_message_and_after_a_time() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, []);

  hub.tell("typing", null, { user: BEN, seconds: 6 });
  hub.tell("typing", null, { user: ANN, seconds: 6 });
  same(room.people.typing.map(({ id }) => id), ["ben"]);
  hub.say(11, "done");
  same(room.people.typing, []);
  hub.tell("typing", null, { user: BEN, seconds: 0.01 });
  await settled();

  same(room.people.typing, []);
}

export function whoever_is_sent_away_hears_no_more_and_may_try_again() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, []);

  hub.tell("kicked", null, { act: "kick", reason: "calm down", until: "2030-01-01T00:00:00Z" });
  same([room.exit.why, room.exit.reason, hub.open], ["kick", "calm down", 0]);
  room.open();

  same([room.exit, hub.open], [null, 1]);
}

/** On a slow line the farewell comes some time after the change. */
export async function whoever_is_sent_away_does_not_ask_what_he_may_do() {
  const ann = { ...ANN, role: "visitor", status: "online", lastSeen: null, mutedUntil: null };
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, [], { members: [ann] });

  hub.tell("room-changed", 11, { change: "member", room: ROOM, user: BEN, member: { ...ann, status: "away" } });
  await new Promise((done) => setTimeout(done, 400));
  same(hub.asked, []);
  hub.tell("room-changed", 12, { change: "member", room: ROOM, user: BEN, member: { ...ann, role: "moderator" } });
  await new Promise((done) => setTimeout(done, 400));

  same(hub.asked, ["GET api/chat/rooms/lobby"]);
  room.close();
}

export async function whoever_was_sent_away_tells_nothing_any_more() {
  const hub = newHub();
  const room = enter(hub);
  hub.picture(10, messages(10, 10));

  room.attend(true);
  hub.tell("kicked", null, { act: "kick", reason: "", until: null });
  room.attend(true);
  await new Promise((done) => setTimeout(done, 900));

  same(hub.asked, []);
}
