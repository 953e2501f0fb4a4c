// @ts-check
// All subscriptions to one stream that the hub has under an address of its own.
//
// Whoever comes later gets what the stream begins with by a poll of the same address, and joins. A stream without ids (quotes) cannot be
// read that way: there the newest event of each key is kept here, which is what such a stream begins with.

import { Feed } from "./feed.js";
import { streamOf } from "./source.js";
import { sizeOf } from "./wire.js";

/** @typedef {import("./member.js").Member} Member */
/** @typedef {import("./wire.js").WireEvent} WireEvent */

/** Keys of a stream without ids whose newest event is kept, and their characters. Beyond them the stream is opened anew for whoever comes. */
const MOST_KEPT = 5_000;
const MOST_CHARACTERS = 8 * 1024 * 1024;

export class Resource extends Feed {
  #source;
  /** The newest event of each key; null if there are too many. @type {Map<string, WireEvent> | null} */
  #newest = new Map();
  #characters = 0;
  #hasBegun = false;
  /** Whether anything of it has an id. */
  #hasIds = false;

  /**
   * @param {import("./environment.js").Environment} environment
   * @param {import("./request.js").Requests} requests
   * @param {import("./way.js").Way} way
   * @param {string} path
   */
  constructor(environment, requests, way, path) {
    super(environment, requests, way);
    this.#source = streamOf(path);
  }

  /** @param {Member} member */
  add(member) {
    this.members.add(member);
    const { start } = member.place;
    const isElsewhere = member.cursor === null && start !== undefined && start !== "now" && this.#source.hasPlaces;
    if (isElsewhere || (this.#hasBegun && this.#hasIds)) {
      this.start(member, this.#source, this.#hasBegun && this.#hasTypesOf(member));
      return;
    }
    const isUnderWay = this.link.isActive && this.#hasTypesOf(member);
    member.phase = "joined";
    if (this.#hasBegun) {
      this.#tellNewest(member);
    } else if (!isUnderWay) {
      this.#read(member.cursor === null);
    }
    member.audience.status(this.statusOf(member));
  }

  /** @param {Member} member */
  remove(member) {
    super.remove(member);
    if (this.members.size === 0) {
      this.link.close();
      this.#hasBegun = false;
      this.#hasIds = false;
      this.#newest = new Map();
      this.#characters = 0;
    }
  }

  /** @param {Member} member */
  join(member) {
    if (member.waiting !== null) {
      this.joinInPlace(member);
      return;
    }
    member.phase = "joining";
    this.#read(true);
  }

  /** @param {boolean} isFresh */
  #read(isFresh) {
    const members = [...this.members].filter(({ phase }) => phase === "joining" || phase === "joined");
    this.link.read({ source: this.#source, cursor: this.placeOfAll(members), types: this.typesOfAll(members) }, isFresh);
  }

  /** @param {Member} member */
  #hasTypesOf(member) {
    const types = this.typesOfAll(this.joined);
    return types === null || (member.types !== null && member.types.every((type) => types.includes(type)));
  }

  /** @param {Member} member */
  #tellNewest(member) {
    if (this.#newest === null) {
      this.#read(true);
    } else {
      this.#newest.forEach((event) => member.take(event));
    }
  }

  /**
   * @param {WireEvent} event
   * @param {boolean} isPicture
   */
  event(event, isPicture) {
    this.#hasBegun = true;
    this.#hasIds ||= event.id !== null;
    if (!this.#hasIds) {
      this.#keepNewest(event);
    }
    super.event(event, isPicture);
  }

  /** @param {WireEvent} event */
  #keepNewest(event) {
    const newest = this.#newest;
    if (newest === null) {
      return;
    }
    const key = `${event.channel}\n${event.type}\n${event.key}`;
    const before = newest.get(key);
    this.#characters += sizeOf(event) - (before === undefined ? 0 : sizeOf(before));
    // A key that changes again moves to the end.
    newest.delete(key);
    newest.set(key, event);
    if (newest.size > MOST_KEPT || this.#characters > MOST_CHARACTERS) {
      this.#newest = null;
    }
  }

  /** @param {string} id */
  place(id) {
    this.#hasBegun = true;
    this.#hasIds = true;
    super.place(id);
  }

  opened() {
    [...this.members].filter(({ phase }) => phase === "joining").forEach((member) => (member.phase = "joined"));
    this.joined.forEach((member) => member.account());
    this.tellStatus();
  }

  /** @param {import("./carillon.js").Problem} problem */
  refused(problem) {
    this.members.forEach((member) => {
      member.ending.abort();
      this.refuse(member, problem);
    });
    this.#hasBegun = false;
  }

  /**
   * @param {Member} member
   * @param {import("./carillon.js").Problem} problem
   */
  notStarted(member, problem) {
    if (problem.status === 406) {
      // It cannot be read by polls: it goes on with what is new.
      this.joinInPlace(member);
    } else {
      this.refuse(member, problem);
    }
  }

  again() {
    const refused = [...this.members].filter(({ phase }) => phase === "refused");
    refused.forEach((member) => {
      this.members.delete(member);
      member.ending = new AbortController();
      this.add(member);
    });
  }
}
