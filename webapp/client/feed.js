// @ts-check
// What one connection gives to many subscriptions. Each has a place of its own, and gets each event after it once and in order.

import { earlier, isBehind } from "./cursor.js";
import { Link } from "./link.js";
import { tellInOrder } from "./source.js";
import { readUpToNow } from "./starter.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./request.js").Requests} Requests */
/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./member.js").Member} Member */
/** @typedef {import("./wire.js").WireEvent} WireEvent */
/** @typedef {import("./link.js").LinkStatus} LinkStatus */
/** @typedef {import("./carillon.js").Gap} Gap */
/** @typedef {import("./carillon.js").Problem} Problem */

/** What the two kinds of feeds share. */
export class Feed {
  /** @type {Set<Member>} */
  members = new Set();
  environment;
  requests;
  link;

  /**
   * @param {Environment} environment
   * @param {Requests} requests
   * @param {import("./way.js").Way} way
   */
  constructor(environment, requests, way) {
    this.environment = environment;
    this.requests = requests;
    this.link = new Link(environment, requests, way, {
      event: (event, isPicture) => this.event(event, isPicture),
      place: (id) => this.place(id),
      gap: (gap) => this.gap(gap),
      status: () => this.tellStatus(),
      opened: (leg) => this.opened(leg),
      refused: (problem) => this.refused(problem),
    });
  }

  /** @param {Member} member */
  statusOf(member) {
    if (member.phase === "starting" || member.phase === "refused") {
      return member.ownStatus;
    }
    const { status } = this.link;
    const isUnderWay = status.state === "live" || status.state === "connecting";
    return member.phase === "joining" && isUnderWay ? { ...status, state: /** @type {const} */ ("catching-up") } : status;
  }

  tellStatus() {
    this.members.forEach((member) => member.audience.status(this.statusOf(member)));
  }

  /**
   * @param {WireEvent} event
   * @param {boolean} isPicture
   */
  event(event, isPicture) {
    for (const member of this.members) {
      if (member.phase === "joined") {
        member.take(event, isPicture);
      } else if (member.phase === "starting") {
        member.keep(event);
      }
    }
  }

  /** @param {string} id */
  place(id) {
    this.joined.forEach((member) => member.moveTo(id));
  }

  /** @param {Gap} gap */
  gap(gap) {
    this.spoilWaiting();
    this.joined.forEach((member) => member.miss(gap));
  }

  /** What waits for those who read their beginning has a hole: they are served from their own places later. */
  spoilWaiting() {
    [...this.members].filter(({ phase }) => phase === "starting").forEach((member) => member.beginToKeep(false));
  }

  /** @returns {Member[]} */
  get joined() {
    return [...this.members].filter((member) => member.phase === "joined");
  }

  /**
   * @param {Member} member
   * @param {LinkStatus["state"]} state
   * @param {Problem | null} [problem]
   * @param {number | null} [retryAt]
   */
  say(member, state, problem = null, retryAt = null) {
    member.ownStatus = { state, transport: null, retryAt, problem };
    member.audience.status(this.statusOf(member));
  }

  /**
   * Reads what a member begins with, and then lets it join.
   *
   * @param {Member} member
   * @param {Source} source
   * @param {boolean} keepsLive whether what the connection brings meanwhile is all that it will need
   * @param {import("./source.js").Place} [place] where it reads from; what it has had it drops
   */
  async start(member, source, keepsLive, place = placeOf(member)) {
    member.phase = "starting";
    member.beginToKeep(keepsLive);
    member.ending = new AbortController();
    const { signal } = member.ending;
    this.say(member, this.link.isOpen ? "catching-up" : "connecting");
    const problem = await readUpToNow(this.environment, this.requests, source, place, {
      page: (page) => this.take(member, page),
      waiting: (why, retryAt) => this.say(member, "offline", why, retryAt),
      reading: () => this.say(member, "connecting"),
    }, signal);
    if (signal.aborted) {
      return;
    }
    if (problem === null) {
      this.join(member);
    } else {
      this.notStarted(member, problem);
    }
  }

  /**
   * @param {Member} member
   * @param {import("./source.js").Page} page
   */
  take(member, page) {
    if (page.events.length > 0 || page.gap !== null) {
      this.say(member, page.gap === null && member.ownStatus.state !== "gap" ? "catching-up" : "gap");
    }
    tellInOrder(
      page,
      (event) => member.take(event),
      (gap) => member.miss(gap),
    );
    if (page.cursor !== null) {
      member.moveTo(page.cursor);
    }
    member.account();
  }

  /**
   * What waited follows on what was read.
   *
   * @param {Member} member
   */
  joinInPlace(member) {
    const waiting = member.waiting ?? [];
    member.waiting = null;
    member.phase = "joined";
    waiting.forEach((event) => member.take(event));
    const { cursor } = this.link;
    if (cursor !== null && isBehind(cursor, member.cursor ?? cursor)) {
      // All that the connection has told since was not for this one.
      member.cursor = cursor;
    }
    member.audience.status(this.statusOf(member));
  }

  /**
   * @param {Member} member
   * @param {Problem} problem
   */
  refuse(member, problem) {
    member.phase = "refused";
    this.say(member, "refused", problem);
  }

  /** The earliest place of these. @param {Member[]} members */
  placeOfAll(members) {
    /** @type {string | null} */
    let place = null;
    for (const { cursor } of members) {
      place = cursor === null ? place : place === null ? cursor : earlier(cursor, place);
    }
    return place;
  }

  /** The only types that members want; null if one wants all. @param {Member[]} members */
  typesOfAll(members) {
    return members.some(({ types }) => types === null) ? null : [...new Set(members.flatMap(({ types }) => types ?? []))].sort();
  }

  /** @param {Member} member */
  remove(member) {
    member.ending.abort();
    this.members.delete(member);
    member.audience.status({ state: "closed", transport: null, retryAt: null, problem: null });
  }

  close() {
    [...this.members].forEach((member) => this.remove(member));
    this.link.close();
  }

  // What the two kinds do differently.

  /** Those who were refused ask again. */
  again() {}

  /** @param {import("./leg.js").Leg} leg */
  opened(leg) {
    void leg;
  }

  /** @param {Problem} problem */
  refused(problem) {
    void problem;
  }

  /** @param {Member} member */
  join(member) {
    void member;
  }

  /** @param {Member} member @param {Problem} problem */
  notStarted(member, problem) {
    this.refuse(member, problem);
  }
}

/** @param {Member} member */
function placeOf(member) {
  return member.cursor === null ? member.place : { id: member.cursor };
}
