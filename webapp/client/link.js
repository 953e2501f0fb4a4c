// @ts-check
// The state machine of one connection.
//
//   connecting ──► catching-up / gap ──► live        a stream, or long polls
//       ▲  ▲                               │
//       │  └── offline (waits) ◄───────────┤ it ended, or nothing comes any more
//       └─────── a new one beside the old ─┘ other channels, a new token: the old one serves until the new one works
//
// It tells every event that its connection is sent, in order; whoever listens drops what he has already.

import { Comeback } from "./comeback.js";
import { Detour } from "./detour.js";
import { ended } from "./fetch-transport.js";
import { Leg } from "./leg.js";
import { Progress } from "./progress.js";
import { Timers } from "./timers.js";
import { OPENING, Watch } from "./watch.js";

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./leg.js").Reading} Reading */
/** @typedef {import("./request.js").Requests} Requests */
/** @typedef {import("./way.js").Way} Way */
/** @typedef {import("./wire.js").Ending} Ending */
/** @typedef {import("./carillon.js").Problem} Problem */

/**
 * @typedef {object} LinkStatus
 * @property {import("./carillon.js").State} state
 * @property {import("./carillon.js").Status["transport"]} transport
 * @property {number | null} retryAt milliseconds since 1970
 * @property {Problem | null} problem
 */

/**
 * @typedef {object} LinkListener
 * @property {(event: import("./wire.js").WireEvent, isPicture: boolean) => void} event a picture is what a stream that goes on begins with: it
 *     has the id of the event after which it goes on
 * @property {(id: string) => void} place
 * @property {(gap: import("./carillon.js").Gap) => void} gap
 * @property {(status: LinkStatus) => void} status
 * @property {(leg: Leg) => void} opened from now on events come from this one
 * @property {(problem: Problem) => void} refused
 */

export class Link {
  #environment;
  #requests;
  #listener;
  #timers;
  #comeback;
  #detour;
  #progress;
  #watch;

  /** The one that serves. @type {Leg | null} */
  #leg = null;
  /** The one that is to take its place. @type {Leg | null} */
  #next = null;
  /** What to read when there is neither. @type {Reading | null} */
  #wanted = null;
  /** @type {LinkStatus} */
  #status = { state: "connecting", transport: null, retryAt: null, problem: null };

  /**
   * @param {Environment} environment
   * @param {Requests} requests
   * @param {Way} way
   * @param {LinkListener} listener
   */
  constructor(environment, requests, way, listener) {
    this.#environment = environment;
    this.#requests = requests;
    this.#listener = listener;
    this.#timers = new Timers(environment);
    this.#comeback = new Comeback(environment, requests);
    this.#detour = new Detour(environment, way, this.#timers);
    this.#progress = new Progress(this.#timers, environment.now, listener, {
      caughtUp: () => this.#set({ ...this.#status, state: "live" }),
      gap: () => this.#status.state === "catching-up" && this.#set({ ...this.#status, state: "gap" }),
      headway: () => this.#comeback.headway(),
    });
    this.#watch = new Watch(this.#timers, environment.now, {
      dead: (leg, ending) => this.#ended(leg, ending),
      silent: (leg) => this.#silent(leg),
      heldBack: (leg) => this.#heldBack(leg),
    });
  }

  get status() {
    return this.#status;
  }

  /** Whether it is about to be connected, if it is not. */
  get isActive() {
    return this.#leg !== null || this.#next !== null || this.#timers.has("retry");
  }

  /** How far it has told. */
  get cursor() {
    return this.#leg?.cursor ?? null;
  }

  /** Whether events come at this moment. */
  get isOpen() {
    return this.#leg?.isOpen === true;
  }

  /**
   * Reads this from now on. A stream that is open serves until the new one is.
   *
   * @param {Reading} reading
   * @param {boolean} isFresh whether the cursor was the newest a moment ago
   */
  read(reading, isFresh) {
    if (this.#leg !== null && this.#leg.isOpen && this.#leg.name !== "long-poll") {
      this.#beginNext(reading, isFresh, false);
      return;
    }
    this.#wanted = reading;
    // Who waits for the end of a back-off goes on waiting.
    if (!this.#timers.has("retry")) {
      this.#connect(isFresh);
    }
  }

  /** Tries now. */
  retry() {
    if (this.#timers.has("retry")) {
      this.#connect(false);
    }
  }

  /**
   * Something has happened to the machine or to its network: what was open may be dead without knowing.
   *
   * @param {boolean} isCertain it has slept, or has another network
   */
  wake(isCertain) {
    const leg = this.#leg;
    if (leg === null || !leg.isOpen) {
      this.retry();
    } else if (leg.name === "long-poll") {
      this.#wanted = leg;
      this.#connect(false);
    } else if (!isCertain) {
      this.#watch.doubt(leg);
    } else if (this.#next === null) {
      this.#beginNext(leg, false, false);
    }
  }

  /** Connects anew, because the caller is somebody else now. */
  renew() {
    this.#wanted = this.#next ?? this.#leg ?? this.#wanted;
    if (this.#status.state !== "closed") {
      this.#connect(false);
    }
  }

  close() {
    this.#stop();
    this.#wanted = null;
    this.#set({ state: "closed", transport: null, retryAt: null, problem: null });
  }

  #stop() {
    this.#timers.clearAll();
    this.#progress.endCatchUp();
    this.#progress.endOverlap();
    this.#watch.end();
    this.#leg?.close();
    this.#next?.close();
    this.#leg = null;
    this.#next = null;
  }

  /** @param {boolean} isFresh */
  #connect(isFresh) {
    const wanted = this.#wanted;
    this.#stop();
    if (wanted === null) {
      return;
    }
    this.#wanted = null;
    this.#set({ state: "connecting", transport: null, retryAt: null, problem: this.#status.problem });
    const leg = new Leg(this.#environment, this.#requests, wanted, { isFresh, isTrial: false });
    this.#leg = leg;
    this.#open(leg);
    if (leg.name !== "long-poll") {
      this.#watch.opening(leg);
    }
  }

  /**
   * @param {Reading} reading
   * @param {boolean} isFresh
   * @param {boolean} isTrial
   */
  #beginNext(reading, isFresh, isTrial) {
    this.#next?.close();
    this.#progress.beginOverlap();
    const next = new Leg(this.#environment, this.#requests, reading, { isFresh, isTrial });
    this.#next = next;
    this.#timers.set("next", isTrial ? 2 * OPENING : OPENING, () => this.#nextFailed(next, ended({})));
    this.#open(next);
  }

  /** @param {Leg} leg */
  #open(leg) {
    const serves = () => leg === this.#leg;
    leg.open(!leg.isTrial && this.#detour.isTaken, {
      opened: () => this.#opened(leg),
      alive: () => this.#alive(leg),
      retry: (milliseconds) => (this.#comeback.retry = milliseconds),
      event: (event) => serves() && this.#progress.event(leg, event),
      place: (id) => serves() && this.#progress.place(leg, id),
      gap: (gap) => serves() && this.#progress.gap(leg, gap),
      expiring: () => this.#expiring(leg),
      complete: (isAll) => this.#complete(isAll),
      ended: (ending) => this.#ended(leg, ending),
    });
  }

  /** @param {Leg} leg */
  #opened(leg) {
    leg.openedAt = this.#environment.now();
    if (leg === this.#next) {
      // In this very moment: what the old one has not told yet, the new one will.
      this.#leg?.close();
      this.#leg = leg;
      this.#next = null;
      this.#progress.switched(leg.openedAt);
      this.#timers.clear("next");
      if (leg.isTrial) {
        this.#detour.end();
      }
    }
    this.#progress.endCatchUp();
    this.#listener.opened(leg);
    const isLive = leg.isFresh || leg.cursor === null || !leg.source.hasPlaces;
    this.#set({ state: isLive ? "live" : "catching-up", transport: leg.name, retryAt: null, problem: null });
    if (leg.name === "long-poll") {
      this.#planTrial(leg);
    } else if (!isLive) {
      this.#progress.catchUp(leg);
    }
  }

  /** @param {Leg} leg */
  #alive(leg) {
    if (leg === this.#leg && leg.name !== "long-poll") {
      this.#watch.heard(leg);
      if (this.#comeback.isSound(leg)) {
        this.#detour.heard();
      }
    }
  }

  /** A poll was answered. @param {boolean} isAll */
  #complete(isAll) {
    if (isAll) {
      this.#set({ ...this.#status, state: "live" });
    } else if (this.#status.state === "live") {
      this.#set({ ...this.#status, state: "catching-up" });
    }
  }

  /** A new token, for a stream beside the old one. @param {Leg} leg */
  #expiring(leg) {
    if (leg === this.#leg && this.#comeback.renewsInTime()) {
      this.read(this.#next ?? leg, false);
    }
  }

  /** @param {Leg} leg */
  #silent(leg) {
    if (this.#detour.silent()) {
      this.#heldBack(leg);
    } else {
      this.#wanted = leg;
      this.#connect(false);
    }
  }

  /** Something on the way holds streams back: long polls from here on, and a stream again later. @param {Leg} leg */
  #heldBack(leg) {
    if (!this.#detour.isAllowed) {
      this.#ended(leg, ended({}));
      return;
    }
    this.#detour.take();
    this.#wanted = leg;
    this.#connect(leg.isFresh);
  }

  /** @param {Leg} leg */
  #planTrial(leg) {
    this.#detour.plan(() => this.#beginNext(leg, false, true));
  }

  /**
   * @param {Leg} next
   * @param {Ending} ending
   */
  #nextFailed(next, ending) {
    next.close();
    const serving = this.#leg;
    if (next.isTrial && serving !== null) {
      this.#next = null;
      this.#progress.endOverlap();
      this.#timers.clear("next");
      this.#detour.goOn();
      this.#planTrial(serving);
      return;
    }
    this.#wanted = next;
    if (ending.problem === null) {
      this.#connect(next.isFresh);
    } else {
      this.#stop();
      this.#settle(ending, false);
    }
  }

  /**
   * @param {Leg} leg
   * @param {Ending} ending
   */
  #ended(leg, ending) {
    if (leg === this.#next) {
      this.#nextFailed(leg, ending);
    } else if (leg === this.#leg) {
      if (this.#next !== null && !this.#next.isTrial) {
        // The other one is on its way.
        this.#leg = null;
        this.#watch.end();
        this.#progress.endCatchUp();
        leg.close();
        this.#set({ state: "connecting", transport: null, retryAt: null, problem: ending.problem });
        return;
      }
      this.#stop();
      this.#wanted = leg;
      if (this.#comeback.isSound(leg)) {
        this.#comeback.headway();
      }
      this.#settle(ending, leg.isOpen);
    }
  }

  /**
   * Waits, or gives up.
   *
   * @param {Ending} ending
   * @param {boolean} wasOpen
   */
  #settle(ending, wasOpen) {
    const status = this.#comeback.after(ending, wasOpen);
    this.#set(status);
    if (status.retryAt !== null) {
      this.#timers.set("retry", status.retryAt - this.#environment.now(), () => this.#connect(false));
    } else if (status.problem !== null) {
      this.#listener.refused(status.problem);
    }
  }

  /** @param {LinkStatus} status */
  #set(status) {
    const before = this.#status;
    const names = /** @type {(keyof LinkStatus)[]} */ (["state", "transport", "retryAt", "problem"]);
    if (names.some((name) => before[name] !== status[name])) {
      this.#status = status;
      this.#listener.status(status);
    }
  }
}
