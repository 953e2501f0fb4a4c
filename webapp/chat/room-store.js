// @ts-check
// One room that is open: what its stream has told, and what somebody does there. It knows no page, so that tests can drive it.

import { Attention } from "./attention.js";
import { RoomApi } from "./room-api.js";
import { RoomPeople } from "./room-people.js";
import { ThreadStore } from "./thread-store.js";
import { History } from "./history.js";
import { Observable } from "./observable.js";
import { newClientId, newMessage } from "./model.js";
import { RightsWatch } from "./rights-watch.js";
import { RoomStream } from "./room-stream.js";
import { reacted } from "./timeline.js";

/** @typedef {import("../client/carillon.js").HubEvent<any>} HubEvent */
/** @typedef {import("./line.js").LineStatus} Status */
/** @typedef {import("./model.js").Message} Message */
/** @typedef {import("./model.js").Room} Room */
/** @typedef {import("./model.js").User} User */

/**
 * Why one is out of a room: sent away (by `kick` or `ban`), it was deleted, or the hub refuses it.
 *
 * @typedef {{why: "kick" | "ban", reason: string, until: string | null} | {why: "deleted"} |
 *   {why: "refused", problem: import("../client/carillon.js").Problem | null}} Exit
 */

const TYPING_EACH_MILLIS = 3_000;

export class RoomStore extends Observable {
  #outbox;
  #stream;
  #lastTyped = 0;
  #attention;
  #rights = new RightsWatch(() => this.exit === null && void this.lookAgain());
  /** @type {Set<(message: Message) => void>} */
  #newsListeners = new Set();

  /** Null until the first picture of it has come. @type {Room | null} */
  room = null;
  /** @type {User | null} */
  you = null;
  /** @type {Status | null} */
  status = null;
  /** @type {Exit | null} */
  exit = null;
  /** @type {ThreadStore | null} */
  thread = null;

  /**
   * @param {object} needs
   * @param {string} needs.id
   * @param {import("./line.js").Line} needs.line
   * @param {import("./room-api.js").Api} needs.api
   * @param {User | null} needs.you as whom the stream is opened
   * @param {() => import("./outbox.js").Outbox | null} needs.outbox null for nobody in particular
   */
  constructor({ id, line, api, you, outbox }) {
    super();
    this.id = id;
    this.#outbox = outbox;
    this.you = you;
    this.api = new RoomApi(api, id, () => this.#stream.talk);
    this.history = new History(this.api, () => this.changed());
    this.people = new RoomPeople(() => this.changed());
    this.#stream = new RoomStream({ line, room: id, as: you?.id ?? "", take: this.#handlers(), status: (status) => this.#tellStatus(status) });
    this.#attention = new Attention({
      tellRead: async (message) => (this.you === null ? undefined : this.api.read(message)),
      newest: () => this.timeline.newest,
      changed: () => this.changed(),
    });
  }

  /** How many messages nobody has looked at. */
  get unread() {
    return this.#attention.count;
  }

  /** The first message that was not seen when it came. */
  get unreadFrom() {
    return this.#attention.from;
  }

  get timeline() {
    return this.history.timeline;
  }

  /** Those of this room that are not acknowledged. */
  get waiting() {
    return this.outbox?.of(this.id) ?? [];
  }

  get outbox() {
    return this.#outbox();
  }

  /** @param {string} right */
  may(right) {
    return this.room?.rights.includes(right) ?? false;
  }

  /**
   * Is called with what others say, when it comes.
   *
   * @param {(message: Message) => void} listener
   * @returns {() => void} ends it
   */
  onNews(listener) {
    this.#newsListeners.add(listener);
    return () => this.#newsListeners.delete(listener);
  }

  open() {
    this.exit = null;
    this.#stream.open();
    this.changed();
  }

  close() {
    this.#stream.close();
    this.people.close();
    this.#attention.close();
    this.#rights.close();
  }

  /** Listens in another way from now on. What waits to be sent is sent there. @param {import("./line.js").Line} line */
  use(line) {
    this.#stream.use(line);
    this.changed();
  }

  /** Tries to connect now. */
  retry() {
    this.#stream.retry();
  }

  // --- what somebody does ---

  /** @param {string} text @param {string | null} replyTo @param {string | null} thread */
  send(text, replyTo, thread) {
    this.#lastTyped = 0;
    this.#attention.forgetLine();
    this.outbox?.add({ clientId: newClientId(), room: this.id, text, replyTo, thread });
  }

  /** The hub has acknowledged one of ours; its event may have come before that, or be still to come. @param {import("./outbox.js").Waiting} sent @param {string} id */
  delivered(sent, id) {
    if (this.you !== null && !this.#stream.hasPassed(id)) {
      const message = newMessage(id, sent.time, { ...sent, author: this.you, mentions: [], by: null });
      this.timeline.add(message);
      this.thread?.add(message);
      this.changed();
    }
  }

  typed() {
    if (this.may("type") && Date.now() - this.#lastTyped >= TYPING_EACH_MILLIS) {
      this.#lastTyped = Date.now();
      this.api.typing().catch(() => {
        // Nobody misses it.
      });
    }
  }

  /** Says whether somebody looks at the newest messages. @param {boolean} attentive */
  attend(attentive) {
    // Whoever was sent away may look at what is still shown, and has nothing to tell the hub.
    this.#attention.attend(attentive && this.exit === null);
  }

  /** @param {string} root */
  openThread(root) {
    this.thread = new ThreadStore(root, this.api, () => this.changed());
    void this.thread.load();
    this.changed();
  }

  closeThread() {
    this.thread = null;
    this.changed();
  }

  /** Asks what one may do here now. */
  async lookAgain() {
    try {
      this.room = await this.api.look();
      this.#awaitEndOfMute();
      this.changed();
    } catch {
      // Who may not look is told so by the stream.
    }
  }

  // --- what the stream tells ---

  #handlers() {
    /** @type {Record<string, (event: HubEvent) => void>} */
    const handlers = {
      "chat-room-connected": (event) => this.#showPicture(event),
      "new-message": (event) => this.#said(event),
      "message-edited": ({ data, time }) =>
        this.#change(data.message, (message) => ({ ...message, text: data.text, mentions: data.mentions, editedAt: time.toISOString() })),
      "message-deleted": (event) => this.#deleted(event),
      reaction: ({ data }) => this.#change(data.message, (message) => reacted(message, data)),
      "member-joined": ({ data }) => this.people.came(data.members, data.online),
      "member-left": ({ data }) => this.people.went(data.members, data.online),
      "room-changed": ({ data }) => this.#roomChanged(data),
      "room-closed": () => this.#leave({ why: "deleted" }),
      typing: ({ data }) => data.user.id !== this.you?.id && this.people.types(data.user, data.seconds),
      read: ({ data }) => this.people.hasRead(data.user, data.message),
      presence: ({ data }) => this.people.setStatus(data.user, data.status),
      kicked: ({ data }) => this.#leave({ why: data.act, reason: data.reason, until: data.until }),
    };
    return Object.fromEntries(Object.entries(handlers).map(([type, take]) => [type, (/** @type {HubEvent} */ event) => {
      take(event);
      this.changed();
    }]));
  }

  /** @param {HubEvent} event */
  #showPicture({ data }) {
    /** @type {import("./model.js").Picture} */
    const picture = data;
    this.room = picture.room;
    this.you = picture.you;
    this.exit = null;
    this.people.show(picture.members, picture.online);
    this.#awaitEndOfMute();
    if (picture.resumed) {
      return;
    }
    this.history.show(picture.messages, picture.earlier !== null);
    this.#attention.begin(picture.messages, picture.you, picture.room.unread);
    void this.thread?.load();
  }

  /** @param {HubEvent} event */
  #said({ id, time, data }) {
    const message = newMessage(String(id), time.toISOString(), data);
    this.timeline.add(message);
    this.thread?.add(message);
    if (message.thread !== null) {
      this.#change(message.thread, (root) => ({ ...root, replies: root.replies + 1 }));
    }
    this.people.stoppedTyping(message.author.id);
    if (message.author.id === this.you?.id) {
      if (data.clientId !== null) {
        this.outbox?.remove(data.clientId);
      }
      return;
    }
    this.#attention.came(message);
    this.#newsListeners.forEach((listener) => listener(message));
  }

  /** @param {HubEvent} event */
  #deleted({ data, time }) {
    const message = this.timeline.find(data.message);
    this.#change(data.message, (one) => ({ ...one, text: "", reactions: [], mentions: [], deletedAt: time.toISOString() }));
    if (message !== undefined && message.thread !== null && message.deletedAt === null) {
      this.#change(message.thread, (root) => ({ ...root, replies: Math.max(0, root.replies - 1) }));
    }
  }

  /** What stands behind its deletion changes nothing. @param {string} id @param {(message: Message) => Message} change */
  #change(id, change) {
    const careful = (/** @type {Message} */ message) => (message.deletedAt === null ? change(message) : message);
    this.history.change(id, careful);
    this.thread?.change(id, careful);
  }

  /** @param {any} data */
  #roomChanged({ change, room, member }) {
    if (this.room !== null) {
      this.room = { ...this.room, ...room };
    }
    const known = member === undefined ? undefined : this.people.find(member.id);
    if (member !== undefined) {
      this.people.update(member);
    }
    // Whoever is sent away is what he was, and is told of it next: he would ask in vain.
    const isChanged = known === undefined || known.role !== member.role || known.mutedUntil !== member.mutedUntil;
    if (change === "settings" || (member?.id === this.you?.id && isChanged)) {
      this.#rights.lookSoon();
    }
  }

  /** @param {Exit} exit */
  #leave(exit) {
    this.#stream.close();
    this.exit = exit;
    this.people.close();
    this.#attention.close();
  }

  /** @param {Status} status */
  #tellStatus(status) {
    this.status = status;
    if (status.state === "refused" && this.exit === null) {
      this.exit = { why: "refused", problem: status.problem };
    }
    if (status.state === "live") {
      this.history.forgetFailures();
      void this.outbox?.flush();
    }
    this.changed();
  }

  #awaitEndOfMute() {
    this.#rights.lookAfter(this.people.find(this.you?.id ?? "")?.mutedUntil ?? null);
  }
}
