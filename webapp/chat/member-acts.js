// @ts-check
// What can be done with somebody in a room: write to him, give him a role, and what a moderator does.

import { ask } from "../shared/dialog.js";
import { choose } from "../shared/menu.js";
import { tell, tellFailure } from "../shared/notices.js";
import { isAbove, linkTo } from "./model.js";
import { text } from "./texts.js";

/** @typedef {import("../shared/menu.js").MenuItem} MenuItem */
/** @typedef {import("./message-acts.js").Here} Here */
/** @typedef {import("./model.js").Member} Member */
/** @typedef {import("./model.js").User} User */

const MOST_OF_A_REASON = 200;
const TIMES = { "60": "time.minute", "600": "time.ten-minutes", "3600": "time.hour", "86400": "time.day", "604800": "time.week" };

/** @param {HTMLElement} anchor @param {Here} here @param {Member} member */
export async function memberMenu(anchor, here, member) {
  const items = itemsFor(here, member);
  if (items.length === 0) {
    tell("plain", text("member.nothing", { name: member.name }));
    return;
  }
  const value = await choose(anchor, { label: member.name, items });
  if (value !== null) {
    await perform(value, here, member).catch(tellFailure);
  }
}

/** @param {Here} here @param {Member} member @returns {MenuItem[]} */
function itemsFor({ chat, room }, member) {
  const { you } = room;
  const self = member.id === you?.id;
  const role = room.room?.role ?? "visitor";
  const below = !self && (isAbove(role, member.role) || (role === "owner" && member.role !== "owner"));
  const may = (/** @type {string} */ right) => below && room.may(right);
  const direct = room.room?.kind === "direct";
  const canTalk = you !== null && !self && !direct && (!you.guest || chat.directs.some((one) => one.with?.id === member.id));
  const roles = !member.guest && may("set-role");
  /** @type {[boolean, MenuItem][]} */
  const items = [
    [canTalk, { value: "talk", label: text("member.talk") }],
    [!self && room.may("send") && !direct, { value: "name", label: text("member.name") }],
    [!member.guest && member.role === "visitor" && may("invite"), { value: "role member", label: text("member.make-member"), begins: true }],
    [roles && member.role === "moderator", { value: "role member", label: text("member.make-member"), begins: true }],
    [roles && member.role !== "moderator", { value: "role moderator", label: text("member.make-moderator") }],
    [roles, { value: "role owner", label: text("member.make-owner") }],
    [member.role !== "visitor" && may("set-role"), { value: "remove-role", label: text("member.remove-role") }],
    [member.mutedUntil === null && may("mute"), { value: "mute", label: text("member.mute"), begins: true }],
    [member.mutedUntil !== null && may("mute"), { value: "unmute", label: text("member.unmute"), begins: true }],
    [may("kick"), { value: "kick", label: text("member.kick"), danger: true }],
    [may("ban"), { value: "ban", label: text("member.ban"), danger: true }],
  ];
  return items.filter(([there]) => there).map(([, item]) => item);
}

/** @param {string} value @param {Here} here @param {Member} member */
async function perform(value, { chat, room, screen }, member) {
  const [act, role] = value.split(" ");
  switch (act) {
    case "talk":
      location.hash = linkTo((await chat.talkTo(member.id)).id);
      return;
    case "name":
      screen.insert(`@${member.name} `);
      return;
    case "role":
      await room.api.setRole(member.id, role);
      tell("good", text("member.has-role", { name: member.name, role: text(`role.${role}`) }));
      return;
    case "remove-role":
      await room.api.removeRole(member.id);
      return;
    case "unmute":
      await room.api.forgive("mute", member.id);
      return;
    default:
      await punish(/** @type {"kick" | "ban" | "mute"} */ (act), room, member);
  }
}

/** @param {"kick" | "ban" | "mute"} act @param {import("./room-store.js").RoomStore} room @param {User} member */
async function punish(act, room, member) {
  const times = Object.entries(TIMES).map(([value, key]) => ({ value, label: text(key) }));
  const forGood = act === "kick" ? [] : [{ value: "", label: text("time.for-good") }];
  const answer = await ask({
    title: text(`${act}.title`, { name: member.name }),
    text: text(`${act}.explanation`),
    action: text(`member.${act}`),
    danger: true,
    fields: [
      { name: "seconds", label: text("time.label"), type: "select", value: act === "kick" ? "60" : "3600", options: [...times, ...forGood] },
      { name: "reason", label: text("reason.told"), maxLength: MOST_OF_A_REASON },
    ],
  });
  if (answer === null) {
    return;
  }
  const reason = answer.reason.trim();
  const penalty = answer.seconds === "" ? { reason } : { reason, seconds: Number(answer.seconds) };
  await (act === "kick" ? room.api.kick(member.id, penalty) : room.api.punish(act, member.id, penalty));
  tell("good", text(`${act}.done`, { name: member.name }));
}
