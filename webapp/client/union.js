// @ts-check
// All subscriptions to channels on one connection, which listens to the union of their selectors.

import { isAfter, isBehind } from "./cursor.js";
import { Feed } from "./feed.js";
import { covers, joined } from "./selector.js";
import { MAX_SELECTORS, MAX_SELECTOR_CHARACTERS, eventsOf } from "./source.js";
import { Timers } from "./timers.js";

/** @typedef {import("./member.js").Member} Member */
/** @typedef {import("./source.js").Source} Source */

/** Subscriptions that come within so many milliseconds share one change of the connection. */
const TOGETHER = 20;

/** How long (milliseconds) a connection goes on with channels that nobody wants any more. */
const LINGER = 5_000;

/** Two refusals of the whole within so many milliseconds, although each part may be read: then it is the whole. */
const SOON = 10_000;

export class Union extends Feed {
  #timers = new Timers(this.environment);
  /** What is read now. @type {string[]} */
  #selectors = [];
  /** @type {string[] | null} */
  #types = [];
  #refusedAt = -Infinity;

  /**
   * Whether one connection has room for these, too.
   *
   * @param {string[]} selectors
   */
  hasRoomFor(selectors) {
    const members = [...this.members].filter(({ phase }) => phase !== "refused");
    const all = joined([...this.#wanted(members), ...selectors]);
    return all.length <= MAX_SELECTORS && all.join("&channel=").length <= MAX_SELECTOR_CHARACTERS;
  }

  /** @param {Member} member */
  add(member) {
    this.members.add(member);
    this.#timers.clear("linger");
    this.#start(member);
  }

  /** @param {Member} member */
  remove(member) {
    super.remove(member);
    this.#timers.set("linger", this.members.size === 0 ? 0 : LINGER, () => this.#shrink());
  }

  close() {
    this.#timers.clearAll();
    super.close();
  }

  /** @param {Member} member */
  #start(member) {
    const selectors = member.selectors ?? [];
    this.start(member, eventsOf(selectors), this.#reads(member));
  }

  /** Whether the connection brings everything that this one wants. @param {Member} member */
  #reads(member) {
    const hasAll = (member.selectors ?? []).every((inner) => this.#selectors.some((outer) => covers(outer, inner)));
    const { types } = member;
    const hasTypes = this.#types === null || (types !== null && types.every((type) => this.#types?.includes(type)));
    return this.link.isOpen && hasAll && hasTypes;
  }

  /** @param {Member} member */
  join(member) {
    if (member.waiting !== null && this.#reads(member)) {
      this.joinInPlace(member);
      return;
    }
    member.waiting = null;
    member.phase = "joining";
    this.tellStatus();
    this.#timers.set("change", TOGETHER, () => this.#change());
  }

  #change() {
    const members = this.#connected;
    if (members.length > 0) {
      // Whoever has just read his beginning is up to date; the others are if their connection was.
      const isFresh = this.joined.length === 0 || (this.link.isOpen && this.link.status.state === "live");
      const wanted = { source: eventsOf(this.#wanted(members)), cursor: this.placeOfAll(members), types: this.typesOfAll(members) };
      this.link.read(wanted, isFresh);
    }
  }

  /** Nobody may have what somebody else has asked for, and the connection goes on without what is not wanted. */
  #shrink() {
    const members = this.#connected;
    if (this.members.size === 0) {
      this.link.close();
      this.#selectors = [];
    } else if (members.length > 0 && this.#wanted(members).join() !== this.#selectors.join()) {
      this.#change();
    }
  }

  /** @param {import("./leg.js").Leg} leg */
  opened({ source, types, cursor }) {
    this.#selectors = source.selectors;
    this.#types = types;
    for (const member of this.members) {
      // A connection that was begun before this one came may go on from too late a place, or without its channels.
      const isServed = this.#reads(member) && (cursor === null || !isAfter(cursor, member.cursor));
      if (member.phase === "starting" && !this.#reads(member)) {
        member.beginToKeep(false);
      } else if (member.phase === "joining" || member.phase === "joined") {
        member.phase = isServed ? "joined" : "joining";
        member.account();
      }
    }
    this.tellStatus();
    if ([...this.members].some(({ phase }) => phase === "joining")) {
      this.#timers.set("change", TOGETHER, () => this.#change());
    }
  }

  /**
   * The hub speaks of the whole. Who has missed something of his own is found by reading on for each alone; what is live waits meanwhile.
   *
   * @param {import("./carillon.js").Gap} gap
   */
  gap(gap) {
    const { joined: members } = this;
    const kinds = new Set(members.map(({ selectors }) => [...(selectors ?? [])].sort().join()));
    if (gap.reason === "slow" || kinds.size <= 1) {
      super.gap(gap);
    } else {
      this.spoilWaiting();
      for (const member of members) {
        const { accountedTo } = member;
        // Not from where it stands: what is left comes before the gap, so it may be past what it has lost.
        const from = accountedTo !== null && gap.after !== null && isBehind(gap.after, accountedTo) ? gap.after : accountedTo;
        this.start(member, eventsOf(member.selectors ?? []), this.#reads(member), from === null ? undefined : { id: from });
      }
    }
  }

  /**
   * One of them may be what the caller may not read: each is asked for by itself.
   *
   * @param {import("./carillon.js").Problem} problem
   */
  refused(problem) {
    const members = this.#connected;
    const now = this.environment.now();
    const isWhole = now - this.#refusedAt < SOON;
    this.#refusedAt = now;
    members.forEach((member) => (isWhole ? this.refuse(member, problem) : this.#start(member)));
  }

  again() {
    [...this.members].filter(({ phase }) => phase === "refused").forEach((member) => this.#start(member));
  }

  /** Those whom the connection serves, or is to serve. */
  get #connected() {
    return [...this.members].filter(({ phase }) => phase === "joining" || phase === "joined");
  }

  /** @param {Member[]} members */
  #wanted(members) {
    return joined(members.flatMap(({ selectors }) => selectors ?? []));
  }
}
