// @ts-check
// What administrators do: listens to `admin/audit` as long as one is here. Sections look again when somebody has done something that
// concerns them, whoever it was.

import { api, hub } from "../shared/hub.js";

/** @typedef {{act: string, outcome: "accepted" | "done" | "failed", by: {subject: string, name: string, tokenId?: string}, address: string,
 *   what: Record<string, unknown>, result?: Record<string, unknown>, problem?: string}} ActDocument */

/** @typedef {{id: string, key: string | null, time: Date, document: ActDocument}} Entry */

const PAGE = 100;

/** How many are kept when nobody has asked for older ones. */
const MOST = 2_000;

class AuditTrail {
  /** The newest first. @type {Entry[]} */
  entries = [];
  /** Whether the log may have older ones. */
  hasOlder = true;
  /** Whether entries between two that are shown are gone. */
  hasGap = false;
  /** @type {import("../client/carillon.js").Subscription | null} */
  #subscription = null;
  /** @type {Set<(news: Entry | null) => void>} */
  #listeners = new Set();

  start() {
    this.#subscription ??= hub.subscribe(
      "admin/audit",
      {
        event: (event) => this.#take(event),
        gap: () => {
          this.hasGap = true;
          this.#tell(null);
        },
      },
      { from: { last: PAGE } },
    );
  }

  stop() {
    this.#subscription?.close();
    this.#subscription = null;
    this.entries = [];
    this.hasOlder = true;
    this.hasGap = false;
    this.#tell(null);
  }

  /**
   * Calls the listener with each new entry, and with null after other changes.
   *
   * @param {(news: Entry | null) => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Calls the listener when one of these acts has come to its end.
   *
   * @param {string[]} acts
   * @param {() => void} listener
   */
  onDone(acts, listener) {
    return this.listen((news) => {
      if (news !== null && news.document.outcome !== "accepted" && acts.includes(news.document.act)) {
        listener();
      }
    });
  }

  /** Asks the log for a page of what was done before. */
  async loadOlder() {
    const oldest = this.entries[this.entries.length - 1];
    if (oldest === undefined) {
      this.hasOlder = false;
      return;
    }
    const query = new URLSearchParams({ channel: "admin/audit", before: oldest.id, limit: String(PAGE) });
    const page = /** @type {{events: {id: string, key: string | null, time: string, data: ActDocument}[]}} */ (
      await api("GET", `api/events?${query}`)
    );
    const older = page.events.map((event) => entryOf({ ...event, time: new Date(event.time) }));
    older.sort((one, other) => offset(other.id) - offset(one.id));
    this.entries = [...this.entries, ...older];
    this.hasOlder = older.length > 0;
    this.#tell(null);
  }

  /** @param {import("../client/carillon.js").HubEvent} event */
  #take(event) {
    const { id, key, time, data } = event;
    if (id !== null && !this.entries.some((known) => known.id === id)) {
      const entry = entryOf({ id, key, time, data: /** @type {ActDocument} */ (data) });
      this.entries = [entry, ...this.entries].slice(0, MOST);
      this.#tell(entry);
    }
  }

  /** @param {Entry | null} news */
  #tell(news) {
    this.#listeners.forEach((listener) => listener(news));
  }
}

/**
 * @param {{id: string, key: string | null, time: Date, data: ActDocument}} event
 * @returns {Entry}
 */
function entryOf({ id, key, time, data }) {
  return { id, key, time, document: data };
}

/** @param {string} id */
function offset(id) {
  return Number(id.slice(id.lastIndexOf("-") + 1));
}

export const audit = new AuditTrail();
