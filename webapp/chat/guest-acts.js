// @ts-check
// What a guest does with his nickname, once he has one.

import { ask } from "../shared/dialog.js";
import { tell, tellFailure } from "../shared/notices.js";
import { slugOf } from "./model.js";
import { text } from "./texts.js";

/** @typedef {import("./chat-store.js").ChatStore} ChatStore */

/** Characters; a name that the hub takes is shorter. */
const MOST_OF_A_NAME = 64;

/** @param {ChatStore} chat */
export async function rename(chat) {
  const answer = await ask({
    title: text("guest.rename"),
    action: text("save"),
    fields: [{ name: "nickname", label: text("guest.label"), value: chat.you?.name, required: true, maxLength: MOST_OF_A_NAME }],
  });
  if (answer !== null) {
    await chat.chooseNickname(answer.nickname.trim()).catch((failure) =>
      slugOf(failure) === "name-taken" ? tell("bad", text("guest.taken")) : tellFailure(failure),
    );
  }
}

/** @param {ChatStore} chat */
export async function leave(chat) {
  const answer = await ask({ title: text("guest.leave"), text: text("guest.leave-explanation"), action: text("guest.leave"), danger: true });
  if (answer !== null) {
    await chat.giveUpNickname().catch(tellFailure);
  }
}
