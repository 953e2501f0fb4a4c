// @ts-check

import { isAfter } from "./cursor.js";
import { selects } from "./selector.js";
import { sizeOf } from "./wire.js";

/** @typedef {import("./wire.js").WireEvent} WireEvent */
/** @typedef {import("./link.js").LinkStatus} LinkStatus */
/** @typedef {import("./carillon.js").Gap} Gap */

/** What the hub tells every open stream, whatever it listens to. */
const BROADCAST = "~broadcast";

/**
 * Live events, and their characters, that are kept for a subscription that is still reading its beginning. Beyond that the connection is
 * opened anew instead, from its place.
 */
const MOST_WAITING = 1_000;
const MOST_CHARACTERS = 4 * 1024 * 1024;

/**
 * Who is told.
 *
 * @typedef {object} Audience
 * @property {(event: WireEvent) => void} event
 * @property {(gap: Gap) => void} gap
 * @property {(cursor: string) => void} place
 * @property {(status: LinkStatus) => void} status
 */

/** One subscription, as a feed sees it. */
export class Member {
  /** @type {"starting" | "joining" | "joined" | "refused"} */
  phase = "starting";
  /** Live events that came while it read its beginning; null if there were too many, or none could come. @type {WireEvent[] | null} */
  waiting = null;
  #characters = 0;
  ending = new AbortController();
  /** @type {LinkStatus} */
  ownStatus = { state: "connecting", transport: null, retryAt: null, problem: null };

  /**
   * @param {string[] | null} selectors null for everything that the feed has
   * @param {string[] | null} types the only ones that it wants to be told; null for all
   * @param {import("./source.js").Place} place
   * @param {Audience} audience
   */
  constructor(selectors, types, place, audience) {
    this.selectors = selectors;
    this.types = types;
    this.place = place;
    this.audience = audience;
    /** @type {string | null} */
    this.cursor = place.id ?? null;
    /** Up to here it is known what was missed, and told. @type {string | null} */
    this.accountedTo = this.cursor;
  }

  /** @param {boolean} keeps whether what the connection brings from now on is all that will be needed */
  beginToKeep(keeps) {
    this.waiting = keeps ? [] : null;
    this.#characters = 0;
  }

  /** @param {WireEvent} event */
  keep(event) {
    if (this.waiting !== null && this.wants(event)) {
      this.waiting.push(event);
      this.#characters += sizeOf(event);
      if (this.waiting.length > MOST_WAITING || this.#characters > MOST_CHARACTERS) {
        this.waiting = null;
      }
    }
  }

  /** @param {WireEvent} event */
  wants(event) {
    return this.selectors === null || event.channel === BROADCAST || this.selectors.some((one) => selects(one, event.channel));
  }

  /**
   * @param {WireEvent} event
   * @param {boolean} [isPicture] it is news at the very place where this one stands, too
   */
  take(event, isPicture = false) {
    if (event.id !== null) {
      if (!isAfter(event.id, this.cursor) && !(isPicture && event.id === this.cursor)) {
        return;
      }
      this.cursor = event.id;
    }
    if (this.wants(event)) {
      this.audience.event(event);
    }
  }

  /** @param {string} id */
  moveTo(id) {
    if (isAfter(id, this.cursor)) {
      this.cursor = id;
      this.audience.place(id);
    }
  }

  /** Nothing is missing up to where it stands, but for what was told. */
  account() {
    this.accountedTo = this.cursor;
  }

  /** @param {Gap} gap */
  miss(gap) {
    if (gap.resumed === null || gap.reason === "slow") {
      this.audience.gap(gap);
    } else if (isAfter(gap.resumed, this.accountedTo)) {
      this.accountedTo = gap.resumed;
      this.audience.gap(gap);
      this.moveTo(gap.resumed);
    }
  }
}
