// @ts-check
// How a message looks to somebody in a room: what he may do with it, whom it names, and what it answers.

/** @typedef {import("./message-view.js").Look} Look */
/** @typedef {import("./model.js").Message} Message */
/** @typedef {import("./room-store.js").RoomStore} RoomStore */

/**
 * @param {Message} message
 * @param {RoomStore} room
 * @param {Pick<Look, "continues" | "isActive" | "isStop" | "isMarked" | "isSeen" | "isLong">} place
 * @returns {Look}
 */
export function lookOf(message, room, place) {
  return {
    ...place,
    you: room.you,
    named: namedIn(message, room),
    quoted: message.replyTo === null ? null : room.history.quoted(message.replyTo),
    canReact: room.may("react"),
    canSend: room.may("send"),
  };
}

/** All that makes a look another one, to be compared one by one. @param {Look} look */
export function partsOf(look) {
  const named = look.named.map(({ name, you }) => `${name}${you ? " you" : ""}`).join("\n");
  return Object.values({ ...look, you: look.you?.id, named });
}

/** In a room of two the newest of your own messages, if the other one has read it. @param {RoomStore} room */
export function seenIn({ room, you, people, timeline }) {
  if (room?.kind !== "direct" || you === null) {
    return "";
  }
  const newest = timeline.messages.filter(({ author }) => author.id === you.id).at(-1);
  return newest !== undefined && people.isRead(newest.id, you.id) ? newest.id : "";
}

/**
 * Of those whom a message names, the ones whose names are known here.
 *
 * @param {Message} message
 * @param {RoomStore} room
 * @returns {import("./rich-text.js").Named}
 */
export function namedIn(message, { you, people, timeline }) {
  return message.mentions.flatMap((id) => {
    const name = id === you?.id ? you.name : (people.find(id)?.name ?? timeline.messages.find(({ author }) => author.id === id)?.author.name);
    return name === undefined ? [] : [{ name, you: id === you?.id }];
  });
}
