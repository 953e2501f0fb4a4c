import { Timeline, reacted } from "/chat/timeline.js";
import { linesOf } from "/chat/message-lines.js";
import { message, messages, offsets, same } from "./check.js";

export function pages_and_new_messages_stand_in_order_and_once() {
  const timeline = new Timeline();
  timeline.show(messages(50, 60), true);

  timeline.add(message(61));
  timeline.addEarlier(messages(45, 51), true);
  timeline.add(message(61, { text: "again" }));

  same(offsets(timeline.messages), offsets(messages(45, 61)));
  same(timeline.find("e-61").text, "again");
}

export function a_window_elsewhere_does_not_show_what_comes_until_it_is_back_at_the_end() {
  const timeline = new Timeline();
  timeline.show(messages(90, 100), true);

  timeline.leaveEnd();
  timeline.add(message(101));
  timeline.showAround(messages(10, 20), true, true);
  timeline.add(message(102));
  same(offsets(timeline.messages), offsets(messages(10, 20)));
  timeline.showAround(messages(95, 101), true, false);

  same(offsets(timeline.messages), offsets(messages(95, 102)));
  same(timeline.hasLater, false);
}

export function who_could_not_go_elsewhere_misses_nothing() {
  const timeline = new Timeline();
  timeline.show(messages(1, 5), false);

  timeline.leaveEnd();
  timeline.add(message(6));
  timeline.returnToEnd();

  same(offsets(timeline.messages), offsets(messages(1, 6)));
}

export function a_long_list_lets_go_the_end_where_nobody_is() {
  const timeline = new Timeline();
  timeline.show(messages(2_000, 3_400), true);

  timeline.addEarlier(messages(1_800, 1_999), true);

  same(timeline.messages.length, 1_500);
  same([timeline.messages[0].id, timeline.hasLater], ["e-1800", true]);
  timeline.addLater(messages(3_300, 3_400), false);
  same([timeline.messages.at(-1).id, timeline.hasEarlier, timeline.hasLater], ["e-3400", true, false]);
}

export function a_reaction_counts_each_person_once() {
  const by = (id, added) => ({ emoji: "👍", user: { id, name: id, guest: false }, added });

  const twice = reacted(reacted(reacted(message(1), by("ann", true)), by("ann", true)), by("ben", true));
  const none = reacted(reacted(reacted(twice, by("ann", false)), by("carl", false)), by("ben", false));

  same(twice.reactions, [{ emoji: "👍", count: 2, users: ["ann", "ben"] }]);
  same(none.reactions, []);
}

export function a_reaction_of_somebody_who_is_not_named_can_be_taken_back() {
  const crowded = message(1, { reactions: [{ emoji: "👍", count: 30, users: ["ann"] }] });

  const less = reacted(crowded, { emoji: "👍", user: { id: "zoe", name: "Zoe", guest: false }, added: false });

  same(less.reactions[0].count, 29);
}

export function days_and_what_is_unread_have_a_line_and_one_persons_messages_stand_together() {
  const day = 86_400;
  const all = [message(1), message(2), message(400), message(day), message(day + 1, { author: { id: "ben", name: "Ben", guest: false } })];

  const lines = linesOf(all, `e-${day}`);

  same(
    lines.map(({ kind, continues }) => (continues ? "…" : kind)),
    ["day", "message", "…", "message", "day", "unread", "message", "message"],
  );
  same(new Set(lines.map(({ key }) => key)).size, lines.length);
}
