// @ts-check
// Asks for how long somebody is kept from something, and why.

import { ask } from "../shared/dialog.js";
import { text } from "./texts/chat.js";

/**
 * @param {"mute" | "kick" | "ban"} act
 * @param {string} name
 * @returns {Promise<{reason: string, seconds?: number} | null>} null if nothing is to be done
 */
export async function askForPenalty(act, name) {
  const answer = await ask({
    title: text(`${act}.one`, { name }),
    text: text(`${act}.text`),
    action: text(act),
    danger: true,
    fields: [
      { name: "reason", label: text("reason"), maxLength: 500 },
      {
        name: "minutes",
        label: text("minutes"),
        type: "number",
        value: act === "ban" ? "" : act === "mute" ? "10" : "1",
        hint: text(act === "kick" ? "minutes.kick" : "minutes.hint"),
      },
    ],
  });
  if (answer === null) {
    return null;
  }
  const minutes = Number(answer.minutes);
  return { reason: answer.reason, ...(answer.minutes === "" || !(minutes > 0) ? {} : { seconds: Math.max(1, Math.round(60 * minutes)) }) };
}
