// @ts-check
// How messages stand below each other: with a line above each day, one above what is unread, and together what one person says at once.

/** @typedef {import("./model.js").Message} Message */

/** @typedef {{key: string, kind: "day" | "unread" | "message", message: Message, continues: boolean}} Line */

const TOGETHER_MILLIS = 300_000;

/**
 * @param {Message[]} messages
 * @param {string | null} unreadFrom
 * @returns {Line[]}
 */
export function linesOf(messages, unreadFrom) {
  /** @type {Line[]} */
  const lines = [];
  /** @type {Message | null} */
  let before = null;
  for (const message of messages) {
    const newDay = before === null || dayOf(before) !== dayOf(message);
    const unread = message.id === unreadFrom;
    if (newDay) {
      lines.push({ key: `day ${dayOf(message)}`, kind: "day", message, continues: false });
    }
    if (unread) {
      lines.push({ key: "unread", kind: "unread", message, continues: false });
    }
    const continues = !newDay && !unread && before !== null && isTogether(before, message);
    lines.push({ key: message.id, kind: "message", message, continues });
    before = message;
  }
  return lines;
}

/** @param {Message} message */
function dayOf({ time }) {
  return new Date(time).toDateString();
}

/** @param {Message} one @param {Message} next */
function isTogether(one, next) {
  const soon = Date.parse(next.time) - Date.parse(one.time) < TOGETHER_MILLIS;
  return soon && one.author.id === next.author.id && one.author.name === next.author.name && next.replyTo === null && one.by?.id === next.by?.id;
}
