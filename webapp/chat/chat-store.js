// @ts-check
// Everything the page knows beyond one room: who you are, which rooms there are, what concerns you, and which room is open.

import { Drafts } from "./drafts.js";
import { chooseLine, chosenLine } from "./line.js";
import { Observable } from "./observable.js";
import { Outbox } from "./outbox.js";
import { RoomApi } from "./room-api.js";
import { RoomLists } from "./room-lists.js";
import { RoomStore } from "./room-store.js";
import { path, slugOf } from "./model.js";

/** @typedef {import("../client/carillon.js").HubEvent<any>} HubEvent */
/** @typedef {import("../client/carillon.js").Subscription} Subscription */
/** @typedef {import("./model.js").Room} Room */
/** @typedef {import("./model.js").User} User */
/** @typedef {{room: string, message: string, author: User, text: string}} Notice */

/** That this browser has a nickname: nobody is asked who he is who cannot be anybody. */
const GUEST_KEY = "carillon.chat.guest";

export class ChatStore extends Observable {
  #hub;
  #lines;
  #api;
  #storage;
  #explain;
  /** @type {Subscription | null} */
  #own = null;
  /** @type {Set<(kind: "mention" | "direct-message", notice: Notice) => void>} */
  #noticeListeners = new Set();

  /** Null for somebody who only reads. @type {User | null} */
  you = null;
  /** Whether `you` is known. */
  isKnown = false;
  /** How often you were named in a room since you were there. @type {Map<string, number>} */
  mentions = new Map();
  /** @type {RoomStore | null} */
  current = null;
  /** @type {Outbox | null} */
  outbox = null;

  /**
   * @param {object} needs
   * @param {{stream: import("../client/carillon.js").Carillon["stream"]}} needs.hub
   * @param {Record<import("./line.js").LineName, import("./line.js").Line>} needs.lines
   * @param {import("./room-api.js").Api} needs.api
   * @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} needs.storage
   * @param {(failure: unknown) => string} needs.explain
   * @param {() => boolean} needs.isVisible whether somebody may be looking at the page
   */
  constructor({ hub, lines, api, storage, explain, isVisible }) {
    super();
    this.#hub = hub;
    this.#lines = lines;
    this.#api = api;
    this.#storage = storage;
    this.#explain = explain;
    this.lists = new RoomLists({ api, isVisible, changed: () => this.changed() });
    this.drafts = new Drafts("", storage);
  }

  /** @param {(kind: "mention" | "direct-message", notice: Notice) => void} listener */
  onNotice(listener) {
    this.#noticeListeners.add(listener);
    return () => this.#noticeListeners.delete(listener);
  }

  /**
   * Finds out who you are, and begins. Again after somebody has signed in or out.
   *
   * @param {boolean} signedIn
   */
  async identify(signedIn) {
    this.#become(signedIn || this.#storage.getItem(GUEST_KEY) !== null ? await this.#who() : null);
    await this.look();
  }

  /** @returns {Promise<User | null>} */
  async #who() {
    try {
      return await this.#api("GET", path("session"));
    } catch (failure) {
      if (slugOf(failure) === "unauthenticated") {
        this.#storage.removeItem(GUEST_KEY);
        return null;
      }
      throw failure;
    }
  }

  /** @param {User | null} you */
  #become(you) {
    const same = this.isKnown && you?.id === this.you?.id;
    this.you = you;
    this.isKnown = true;
    if (!same) {
      this.outbox?.close();
      this.outbox = you === null ? null : this.#outboxOf(you);
      this.drafts = new Drafts(you?.id ?? "", this.#storage);
      this.mentions = new Map();
      this.#listen();
      const open = this.current?.id;
      if (open !== undefined) {
        this.open(open);
      }
      void this.outbox?.flush();
    }
    this.changed();
  }

  /** @param {User} you */
  #outboxOf(you) {
    const outbox = new Outbox({
      user: you.id,
      storage: this.#storage,
      send: ({ room, text, replyTo, clientId }) => this.#apiFor(room).send(replyTo === null ? { text, clientId } : { text, replyTo, clientId }),
      delivered: (sent, id) => sent.room === this.current?.id && this.current.delivered(sent, id),
      explain: this.#explain,
    });
    outbox.onChange(() => this.current?.changed());
    return outbox;
  }

  // --- rooms ---

  get rooms() {
    return this.lists.rooms;
  }

  get directs() {
    return this.lists.directs;
  }

  /** What is known of a room; it may not be open. @param {string} id */
  find(id) {
    return this.lists.find(id);
  }

  /** Gets the lists anew. */
  look() {
    return this.lists.look(this.you !== null);
  }

  /** What has not been read of a room. @param {Room} room */
  unreadOf(room) {
    const open = this.current;
    return open?.id === room.id && open.room !== null ? open.unread : this.you === null ? 0 : room.unread;
  }

  /** @param {string} id */
  open(id) {
    if (this.current?.id === id && this.current.you?.id === this.you?.id && this.current.exit === null) {
      return this.current;
    }
    this.current?.close();
    const room = new RoomStore({ id, line: this.#lines[this.line], api: this.#api, you: this.you, outbox: () => this.outbox });
    this.current = room;
    room.onChange(() => this.#roomChanged(room));
    room.open();
    this.mentions.delete(id);
    this.changed();
    return room;
  }

  close() {
    this.current?.close();
    this.current = null;
    this.changed();
  }

  /** The list shows what the room's own stream says; that is newer. @param {RoomStore} open */
  #roomChanged(open) {
    const { room, exit, you } = open;
    if (open === this.current && room !== null && this.isKnown && you?.id !== this.you?.id) {
      // A nickname has expired, or another tab has chosen one.
      this.#become(you);
      void this.look();
    }
    if (exit?.why === "deleted") {
      this.lists.remove(open.id);
    } else if (room !== null) {
      this.lists.update({ ...room, online: open.people.online, unread: open.unread });
    }
    this.changed();
  }

  /** How rooms are listened to. */
  get line() {
    return chosenLine(this.#storage);
  }

  /** Remembered for the next visit, too. @param {import("./line.js").LineName} name */
  useLine(name) {
    chooseLine(this.#storage, name);
    this.current?.use(this.#lines[name]);
    this.changed();
  }

  /** @param {{name: string, topic: string, kind: string, id?: string}} room @returns {Promise<Room>} */
  async make(room) {
    const made = /** @type {Room} */ (await this.#api("POST", path("rooms"), room));
    await this.look();
    return made;
  }

  /** The direct room with somebody. @param {string} user @returns {Promise<Room>} */
  async talkTo(user) {
    const room = /** @type {Room} */ (await this.#api("PUT", path("direct", user)));
    await this.look();
    return room;
  }

  /** The requests about a room that need not be open. @param {string} room */
  apiOf(room) {
    return new RoomApi(this.#api, room);
  }

  /** The same over the room's own connection, if it is open. @param {string} room */
  #apiFor(room) {
    return this.current?.id === room ? this.current.api : this.apiOf(room);
  }

  // --- you ---

  /** @param {string} nickname */
  async chooseNickname(nickname) {
    const you = /** @type {User} */ (await this.#api("POST", path("session"), { nickname }));
    this.#storage.setItem(GUEST_KEY, "1");
    const renamed = this.you?.id === you.id;
    this.#become(you);
    if (renamed && this.current !== null) {
      // The hub knows somebody by the name with which he has opened the stream.
      this.current.you = you;
      this.current.open();
    }
    await this.look();
  }

  async giveUpNickname() {
    await this.#api("DELETE", path("session"));
    this.#storage.removeItem(GUEST_KEY);
    this.#become(null);
    await this.look();
  }

  /** @param {"online" | "away"} status */
  setStatus(status) {
    return this.#api("PUT", path("me", "presence"), { status });
  }

  #listen() {
    this.#own?.close();
    this.#own = null;
    if (this.you === null) {
      return;
    }
    const query = new URLSearchParams({ as: this.you.id });
    this.#own = this.#hub.stream(`${path("me", "events")}?${query}`, {
      types: {
        mention: ({ data }) => this.#noticed("mention", /** @type {Notice} */ (data)),
        "direct-message": ({ data }) => this.#noticed("direct-message", /** @type {Notice} */ (data)),
        invited: () => this.lists.lookSoon(true),
      },
      gap: () => void this.look(),
    });
  }

  /** @param {"mention" | "direct-message"} kind @param {Notice} notice */
  #noticed(kind, notice) {
    if (kind === "mention" && notice.room !== this.current?.id) {
      this.mentions.set(notice.room, (this.mentions.get(notice.room) ?? 0) + 1);
    }
    this.#noticeListeners.forEach((listener) => listener(kind, notice));
    this.lists.lookSoon(true);
    this.changed();
  }
}
