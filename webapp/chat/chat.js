// @ts-check
// The page of the chat: makes its store, connects it with the hub, and puts the page's element into place.

import "../shared/page-header.js";
import { api, hub, lookForSession, onSession, root, session } from "../shared/hub.js";
import { explain } from "../shared/problem.js";
import "./chat-page.js";
import { ChatStore } from "./chat-store.js";
import { loadTheRest } from "./later.js";
import { linkTo } from "./model.js";
import { OUTBOX_KEY } from "./outbox.js";
import { excerpt } from "./message-view.js";
import { notify } from "./notifier.js";
import { tellPresence } from "./presence.js";
import { SocketLine, connectTo } from "./socket-line.js";
import { storage } from "./storage.js";
import { StreamLine } from "./stream-line.js";
import { text } from "./texts.js";

const RETRY_MILLIS = 3_000;

/** Tabs of one browser tell each other that somebody has another name now. */
const CHANNEL = "carillon.chat";

const lines = { sse: new StreamLine(hub), socketio: new SocketLine(connectTo(root)) };
const chat = new ChatStore({ hub, lines, api, storage, explain, isVisible: () => !document.hidden });
const tabs = new BroadcastChannel(CHANNEL);

const page = /** @type {import("lit").LitElement & {chat: ChatStore}} */ (document.createElement("chat-page"));
page.chat = chat;
document.querySelector("main")?.replaceChildren(page);

/** Tries until the hub has answered: without knowing who asks nothing can be shown. */
async function identify() {
  try {
    const known = session() ?? (await lookForSession());
    await chat.identify(known.subject !== null);
  } catch {
    setTimeout(() => void identify(), RETRY_MILLIS);
  }
}

let you = "";
let wasKnown = false;
chat.onChange(() => {
  const now = chat.you === null ? "" : `${chat.you.id} ${chat.you.name}`;
  if (wasKnown && now !== you) {
    tabs.postMessage("somebody else");
  }
  you = now;
  wasKnown = chat.isKnown;
});
tabs.addEventListener("message", () => void identify());

chat.onNotice((kind, { room, message, author, text: said }) => {
  const title = text(kind === "mention" ? "notify.mention" : "notify.direct", { name: author.name });
  notify({ title, text: excerpt(said, 200), tag: message }, () => (location.hash = linkTo(room, message)));
});

window.addEventListener("online", () => void chat.outbox?.flush());
window.addEventListener("storage", ({ key }) => key?.startsWith(OUTBOX_KEY) && chat.outbox?.reload());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && chat.isKnown) {
    void chat.look();
  }
});

tellPresence(chat, storage);
loadTheRest();

// The header asks too, so the session may be there in a moment.
const stop = onSession((known) => {
  if (known !== null) {
    queueMicrotask(() => stop());
    void identify();
  }
});
setTimeout(() => {
  if (!chat.isKnown) {
    void identify();
  }
}, RETRY_MILLIS);
