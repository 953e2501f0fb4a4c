// @ts-check
// Tells the hub when nobody looks at the chat any more, in whatever tab, and when somebody is back.

/** It counts as a message, and a glance at another tab is no absence. */
const AWAY_AFTER_MILLIS = 120_000;

const SEEN_EACH_MILLIS = 30_000;

/** All tabs note here when somebody looked at one of them. */
const SEEN_KEY = "carillon.chat.seen";

/**
 * @param {import("./chat-store.js").ChatStore} chat
 * @param {Pick<Storage, "getItem" | "setItem">} storage
 */
export function tellPresence(chat, storage) {
  let away = false;
  const look = async () => {
    if (!document.hidden) {
      storage.setItem(SEEN_KEY, String(Date.now()));
    }
    const seen = Number(storage.getItem(SEEN_KEY) ?? Date.now());
    const isAway = document.hidden && Date.now() - seen >= AWAY_AFTER_MILLIS;
    if (isAway === away || chat.you === null) {
      return;
    }
    away = isAway;
    try {
      await chat.setStatus(away ? "away" : "online");
    } catch {
      // The next look tries again.
      away = !isAway;
    }
  };
  document.addEventListener("visibilitychange", () => void look());
  setInterval(() => void look(), SEEN_EACH_MILLIS);
  void look();
}
