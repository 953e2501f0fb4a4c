// @ts-check
// Rooms as a whole: they are made, changed, archived and deleted, as rights allow.

import { ask } from "../shared/dialog.js";
import { root } from "../shared/hub.js";
import { choose } from "../shared/menu.js";
import { tell, tellFailure } from "../shared/notices.js";
import { linkTo, path } from "./model.js";
import { nameOf } from "./names.js";
import { text } from "./texts.js";

/** @typedef {import("../shared/dialog.js").Field} Field */
/** @typedef {import("../shared/menu.js").MenuItem} MenuItem */
/** @typedef {import("./message-acts.js").Here} Here */
/** @typedef {import("./model.js").Room} Room */

const KINDS = ["public", "private", "read-only"];
const SLOW = [0, 5, 10, 30, 60, 300, 900, 3600];

/** The hub's limits. */
const MOST_OF_A_NAME = 64;
const MOST_OF_A_TOPIC = 500;

/** @param {Partial<Room>} room @returns {Field[]} */
function fieldsFor({ name = "", topic = "", kind = "public" }) {
  return [
    { name: "name", label: text("room.name"), value: name, required: true, maxLength: MOST_OF_A_NAME },
    { name: "topic", label: text("room.topic"), value: topic, type: "textarea", maxLength: MOST_OF_A_TOPIC },
    { name: "kind", label: text("room.kind"), value: kind, type: "select", options: KINDS.map((value) => ({ value, label: text(`kind.${value}`) })) },
  ];
}

/** @param {import("./chat-store.js").ChatStore} chat */
export async function makeRoom(chat) {
  const answer = await ask({ title: text("room.make"), action: text("room.make-do"), fields: fieldsFor({}) });
  if (answer === null) {
    return;
  }
  try {
    const room = await chat.make({ name: answer.name.trim(), topic: answer.topic.trim(), kind: answer.kind });
    location.hash = linkTo(room.id);
  } catch (failure) {
    tellFailure(failure);
  }
}

/** @param {HTMLElement} anchor @param {Here} here */
export async function roomMenu(anchor, here) {
  const { room } = here;
  const { room: document } = room;
  if (document === null) {
    return;
  }
  const may = (/** @type {string} */ right) => room.may(right);
  const direct = document.kind === "direct";
  /** @type {[boolean, MenuItem][]} */
  const items = [
    [may("set-topic") || may("set-room"), { value: "settings", label: text("room.settings") }],
    [may("see-reports"), { value: "reports", label: text("room.reports") }],
    [may("export"), { value: "export", label: text("room.export") }],
    [true, { value: "link", label: text("room.link") }],
    [document.role !== "visitor" && !direct && room.you !== null, { value: "leave", label: text("room.leave"), begins: true }],
    [may("archive"), { value: document.archived ? "wake" : "archive", label: text(document.archived ? "room.wake" : "room.archive"), begins: true }],
    [may("delete-room") && document.id !== "lobby", { value: "delete", label: text("room.delete"), danger: true }],
  ];
  const value = await choose(anchor, { label: nameOf(document), items: items.filter(([there]) => there).map(([, item]) => item) });
  if (value !== null) {
    await perform(value, here, document).catch(tellFailure);
  }
}

/** @param {string} value @param {Here} here @param {Room} document */
async function perform(value, { chat, room, screen }, document) {
  switch (value) {
    case "settings":
      return change(room, document);
    case "reports":
      return screen.show({ kind: "reports" });
    case "export":
      return download(document.id);
    case "link":
      await navigator.clipboard.writeText(new URL(linkTo(document.id), location.href).href);
      return tell("good", text("act.copied"));
    case "leave":
      return leave(room, document);
    case "archive":
      return archive(room, document);
    case "wake":
      await room.api.change({ archived: false });
      return;
    case "delete":
      return remove(chat, room, document);
  }
}

/** @param {import("./room-store.js").RoomStore} room @param {Room} document */
async function change(room, document) {
  const setsRoom = room.may("set-room");
  const [name, topic, kind] = fieldsFor(document);
  const slow = [...new Set([...SLOW, document.slowModeSeconds])].sort((one, other) => one - other);
  const answer = await ask({
    title: text("room.settings"),
    action: text("save"),
    fields: [
      ...(setsRoom ? [name] : []),
      topic,
      ...(setsRoom ? [kind] : []),
      {
        name: "slow",
        label: text("room.slow"),
        hint: text("room.slow-hint"),
        type: "select",
        value: String(document.slowModeSeconds),
        options: slow.map((seconds) => ({ value: String(seconds), label: seconds === 0 ? text("slow.off") : text("slow.seconds", { seconds }) })),
      },
    ],
  });
  if (answer === null) {
    return;
  }
  const wanted = { name: answer.name?.trim(), topic: answer.topic.trim(), kind: answer.kind, slowModeSeconds: Number(answer.slow) };
  const changes = Object.entries(wanted).filter(([key, value]) => value !== undefined && value !== document[/** @type {keyof Room} */ (key)]);
  if (changes.length > 0) {
    await room.api.change(Object.fromEntries(changes));
  }
}

/** The answer names its file, and a browser keeps it without leaving the page. @param {string} id */
function download(id) {
  const link = window.document.createElement("a");
  link.href = new URL(path("rooms", id, "export"), root).href;
  link.download = `${id}.ndjson`;
  link.click();
}

/** @param {import("./room-store.js").RoomStore} room @param {Room} document */
async function leave(room, document) {
  const answer = await ask({
    title: text("leave.title", { room: document.name }),
    text: text("leave.explanation", { role: text(`role.${document.role}`) }),
    action: text("room.leave"),
    danger: true,
  });
  if (answer !== null && room.you !== null) {
    await room.api.removeRole(room.you.id);
    await room.lookAgain();
  }
}

/** @param {import("./room-store.js").RoomStore} room @param {Room} document */
async function archive(room, document) {
  const answer = await ask({ title: text("archive.title", { room: document.name }), text: text("archive.explanation"), action: text("room.archive") });
  if (answer !== null) {
    await room.api.change({ archived: true });
  }
}

/** @param {import("./chat-store.js").ChatStore} chat @param {import("./room-store.js").RoomStore} room @param {Room} document */
async function remove(chat, room, document) {
  const answer = await ask({
    title: text("delete-room.title", { room: document.name }),
    text: text("delete-room.explanation"),
    action: text("room.delete"),
    danger: true,
  });
  if (answer !== null) {
    await room.api.remove();
    await chat.look();
  }
}
