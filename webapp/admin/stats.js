// @ts-check
// The server's figures: listens to `admin/stats` as long as an administrator is here, and keeps ten minutes of them.

import { hub } from "../shared/hub.js";

/**
 * What the server tells; docs/operations.md, "Live figures".
 *
 * @typedef {object} Figures
 * @property {string} time
 * @property {{all: number, bySink: Record<string, number>, max: number, blocked: number, addresses: number, feeds: number}} connections
 * @property {{events: number, bytes: number, writes: number, conflated: number}} deliveries
 * @property {Times} publish
 * @property {Times} commit
 * @property {{events: number, maxEvents: number, ringBytes: number, replays: number}} lag
 * @property {{commands: number, bytes: number}} queues
 * @property {Record<string, number>} gaps
 * @property {Record<string, number>} closes
 * @property {Record<string, number>} limits
 * @property {Java} java
 * @property {LogFigures} log
 * @property {{draining: boolean, runningMillis?: number, timeMillis?: number, left?: number}} drain
 * @property {{name: string, health: string, perSecond: number, failures: number}[]} feeds
 */

/** @typedef {{count: number, meanMillis: number | null, p50Millis: number | null, p99Millis: number | null}} Times */

/** @typedef {{heapUsedBytes: number, heapCommittedBytes: number, heapMaxBytes: number, collections: number,
 *   collectionMillis: number, threads: number, cpuMillis: number, processors: number}} Java */

/** @typedef {{writable: boolean, head?: string, headOffset?: number, oldest?: string, entries?: number, bytes?: number, fileBytes?: number,
 *   diskFreeBytes?: number}} LogFigures */

/**
 * One point of the charts; null where nothing is known.
 *
 * @typedef {object} Point
 * @property {number} time in seconds since 1970
 * @property {number | null} connections
 * @property {number | null} blocked
 * @property {number | null} events delivered in a second
 * @property {number | null} bytes delivered in a second
 * @property {number | null} publishP50 in milliseconds
 * @property {number | null} publishP99
 * @property {number | null} commitP99
 * @property {number | null} lag
 * @property {number | null} lagMax
 * @property {number | null} gaps in a second
 * @property {number | null} heapUsed in bytes
 * @property {number | null} heapCommitted
 * @property {number | null} cpu share of all processors, 0 to 1
 */

const KEPT_SECONDS = 600;

/** After a longer pause a line is broken: nobody was told what happened meanwhile. */
const PAUSE_SECONDS = 4;

class Stats {
  /** @type {Point[]} */
  #points = [];
  /** @type {Figures | null} */
  #latest = null;
  /** @type {import("../client/carillon.js").Subscription | null} */
  #subscription = null;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** The newest figures; null before there are any. */
  get latest() {
    return this.#latest;
  }

  /** The oldest first. */
  get points() {
    return this.#points;
  }

  /** How it stands with the connection; null without one. */
  get status() {
    return this.#subscription?.status ?? null;
  }

  /**
   * Calls the listener after each change.
   *
   * @param {() => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start() {
    this.#subscription ??= hub.subscribe("admin/stats", {
      event: (event) => this.#take(/** @type {Figures} */ (event.data)),
      status: () => this.#tell(),
    });
  }

  /** What was seen is not for whoever comes next. */
  stop() {
    this.#subscription?.close();
    this.#subscription = null;
    this.#points = [];
    this.#latest = null;
    this.#tell();
  }

  /** @param {Figures} figures */
  #take(figures) {
    const time = Date.parse(figures.time) / 1_000;
    const before = this.#latest;
    const since = before === null ? 0 : time - Date.parse(before.time) / 1_000;
    // Whoever comes back is told once more what he knows.
    if (before !== null && since <= 0) {
      return;
    }
    const last = this.#points[this.#points.length - 1];
    if (last !== undefined && since > PAUSE_SECONDS) {
      this.#points.push(nothing(last.time + 1));
    }
    this.#points.push(pointOf(time, figures, since > PAUSE_SECONDS ? null : before, since));
    this.#points = this.#points.filter((point) => point.time > time - KEPT_SECONDS);
    this.#latest = figures;
    this.#tell();
  }

  #tell() {
    this.#listeners.forEach((listener) => listener());
  }
}

/**
 * @param {number} time
 * @param {Figures} now
 * @param {Figures | null} before
 * @param {number} seconds since then
 * @returns {Point}
 */
function pointOf(time, now, before, seconds) {
  /** Counters begin anew with the server. @param {(figures: Figures) => number} of */
  const rate = (of) => (before === null || of(now) < of(before) ? null : (of(now) - of(before)) / seconds);
  const cpuMillis = rate((figures) => figures.java.cpuMillis);
  return {
    time,
    connections: now.connections.all,
    blocked: now.connections.blocked,
    events: rate((figures) => figures.deliveries.events),
    bytes: rate((figures) => figures.deliveries.bytes),
    publishP50: now.publish.p50Millis,
    publishP99: now.publish.p99Millis,
    commitP99: now.commit.p99Millis,
    lag: now.lag.events,
    lagMax: now.lag.maxEvents,
    gaps: rate((figures) => Object.values(figures.gaps).reduce((sum, count) => sum + count, 0)),
    heapUsed: now.java.heapUsedBytes,
    heapCommitted: now.java.heapCommittedBytes,
    cpu: cpuMillis === null ? null : Math.min(1, cpuMillis / 1_000 / now.java.processors),
  };
}

/**
 * @param {number} time
 * @returns {Point}
 */
function nothing(time) {
  return {
    time,
    connections: null,
    blocked: null,
    events: null,
    bytes: null,
    publishP50: null,
    publishP99: null,
    commitP99: null,
    lag: null,
    lagMax: null,
    gaps: null,
    heapUsed: null,
    heapCommitted: null,
    cpu: null,
  };
}

export const stats = new Stats();
