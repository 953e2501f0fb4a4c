// @ts-check

import { isAfter } from "./cursor.js";
import { ended } from "./fetch-transport.js";
import { isUnreachable } from "./leg.js";

/** @typedef {import("./leg.js").Leg} Leg */
/** @typedef {import("./wire.js").Ending} Ending */

/** The hub writes at once. A stream that says nothing for so long (milliseconds) is held back, if the hub can be reached otherwise. */
export const OPENING = 4_000;

/** The hub is heard every 15 s. After so long (milliseconds) without a byte a stream is dead, or held back. */
const SILENCE = 25_000;

/** How long the answer to a question may take, in milliseconds. */
const PATIENCE = 10_000;

/** The same if the browser thinks that there is no network. */
const SHORT_PATIENCE = 5_000;

/** What an ordinary request has brought, a stream has to bring within this, in milliseconds. */
const GRACE = 3_000;

/**
 * @typedef {object} WatchListener
 * @property {(leg: Leg, ending: Ending) => void} dead
 * @property {(leg: Leg) => void} silent nothing comes, although the hub can be reached
 * @property {(leg: Leg) => void} heldBack it has not even begun
 */

/**
 * Notices streams from which nothing comes, and finds out why by an ordinary request: no network, a connection that is dead without
 * knowing, or something on the way that holds streams back.
 */
export class Watch {
  #timers;
  #now;
  #listener;
  /** @type {Leg | null} */
  #leg = null;
  #heardAt = 0;

  /**
   * @param {import("./timers.js").Timers} timers
   * @param {() => number} now
   * @param {WatchListener} listener
   */
  constructor(timers, now, listener) {
    this.#timers = timers;
    this.#now = now;
    this.#listener = listener;
  }

  /** This one is to begin. @param {Leg} leg */
  opening(leg) {
    this.#leg = leg;
    this.#timers.set("opening", OPENING, () => this.#suspect(leg));
  }

  /** A byte. @param {Leg} leg */
  heard(leg) {
    this.#leg = leg;
    this.#heardAt = this.#now();
    this.#timers.clear("opening");
    this.#timers.set("silence", SILENCE, () => this.#askWhy(leg));
  }

  end() {
    this.#leg = null;
    this.#timers.clear("opening");
    this.#timers.clear("silence");
  }

  /** @param {Leg} leg */
  async #suspect(leg) {
    const asked = this.#now();
    const answer = await leg.ask(PATIENCE);
    if (leg !== this.#leg || leg.isOpen) {
      return;
    }
    const ending = "ending" in answer ? answer.ending : null;
    if (ending !== null && isUnreachable(answer)) {
      this.#listener.dead(leg, ending);
      return;
    }
    // On a slow line the stream gets as much time again.
    this.#timers.set("opening", Math.max(500, this.#now() - asked), () => {
      if (ending === null) {
        this.#listener.heldBack(leg);
      } else {
        // A stream that cannot be polled (406) is no worse for it.
        this.#listener.dead(leg, ending.problem?.status === 406 ? ended({ problem: noBeginning() }) : ending);
      }
    });
  }

  /** @param {Leg} leg */
  async #askWhy(leg) {
    const asked = this.#now();
    const answer = await leg.ask(PATIENCE);
    if (leg !== this.#leg || this.#heardAt > asked) {
      return;
    }
    if ("ending" in answer && isUnreachable(answer)) {
      this.#listener.dead(leg, answer.ending);
    } else if (leg.name === "event-source") {
      this.#expect(leg, answer);
    } else {
      this.#listener.silent(leg);
    }
  }

  /** Whether it is still good, for whatever reason that is in question. @param {Leg} leg */
  async doubt(leg) {
    const answer = await leg.ask(SHORT_PATIENCE);
    if (leg !== this.#leg) {
      return;
    }
    if ("ending" in answer && isUnreachable(answer)) {
      this.#listener.dead(leg, answer.ending);
    } else {
      this.#expect(leg, answer);
    }
  }

  /**
   * What the hub has, the stream has to bring.
   *
   * @param {Leg} leg
   * @param {import("./leg.js").Answer} answer
   */
  #expect(leg, answer) {
    const place = leg.missing(answer);
    if (place === null) {
      if (leg.name === "event-source") {
        this.#timers.set("silence", SILENCE, () => this.#askWhy(leg));
      }
      return;
    }
    this.#timers.set("silence", GRACE, () => {
      if (isAfter(place, leg.cursor)) {
        this.#listener.silent(leg);
      } else {
        this.heard(leg);
      }
    });
  }
}

function noBeginning() {
  return { type: "about:blank", title: "The hub answers, but its stream does not begin", status: 0 };
}
