// @ts-check
// One subscription of the page: reads by the chosen transport, can be cut, goes on where it was, and keeps the newest of what it saw.

import { isAfter } from "../client/cursor.js";
import { bytesOf } from "../shared/pieces.js";
import { readByEventSource } from "./read/event-source.js";
import { readEventStream, readLines } from "./read/fetch-stream.js";
import { readByPolls } from "./read/polls.js";
import { headOf, headOfResponse, reading } from "./request.js";

/** @typedef {import("./options.js").Options} Options */
/** @typedef {import("./read/reader.js").Read} Read */
/** @typedef {import("./read/reader.js").Reader} Reader */
/** @typedef {import("./read/reader.js").Listener} Listener */
/** @typedef {import("../shared/event-rows.js").Row} Row */
/** @typedef {import("../shared/wire-bytes.js").Piece} Piece */

/**
 * A mark has a key of texts.js as its text, and what goes into it.
 *
 * @typedef {Row & {values?: Record<string, string>}} KeptRow
 * @typedef {Piece & {values?: Record<string, string>}} KeptPiece
 */

/** @typedef {"idle" | "connecting" | "live" | "lost" | "cut" | "refused"} State */

/** More than anybody reads. */
const MOST_ROWS = 200;
const MOST_PIECES = 400;
const MOST_CHARACTERS = 256 * 1_024;

const READERS = {
  "event-source": readByEventSource,
  fetch: readEventStream,
  ndjson: readLines,
  "long-poll": readByPolls,
  "short-poll": readByPolls,
};

export class PlaygroundSubscription {
  /** @type {State} */
  state = "idle";
  /** The head of the newest request, as text. */
  request = "";
  /** The head of the newest answer; null where the browser keeps it. @type {string | null} */
  response = "";
  /** What the server said when it refused. */
  refusal = "";
  /** When it goes on by itself. @type {Date | null} */
  until = null;
  /** @type {readonly KeptRow[]} */
  rows = [];
  /** @type {readonly KeptPiece[]} */
  pieces = [];
  droppedBytes = 0;
  /** All events so far. */
  count = 0;

  #options;
  #changed;
  /** Of the connection that counts; what another one still tells is not heard. */
  #generation = 0;
  #connections = 0;
  #number = 0;
  #characters = 0;
  #lastId = "";
  #retryMillis = 3_000;
  /** The newest event in the log when the connection began; what is not after it is replayed. @type {string | null} */
  #head = null;
  /** @type {Reader | null} */
  #reader = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Options} options
   * @param {() => void} changed
   */
  constructor(options, changed) {
    this.#options = { ...options };
    this.#changed = changed;
  }

  get lastId() {
    return this.#lastId;
  }

  get isOpen() {
    return this.state !== "idle" && this.state !== "refused";
  }

  /** Connects, or goes on at once if it is cut. */
  async open() {
    clearTimeout(this.#timer);
    const generation = ++this.#generation;
    const number = String(++this.#connections);
    this.until = null;
    this.#become("connecting");
    this.#mark(this.#lastId === "" ? "mark.connection" : "mark.resumed", { number, id: this.#lastId });
    this.#head = await this.#headOfLog();
    if (generation === this.#generation) {
      const { transport, start } = this.#options;
      const isFirst = this.#lastId === "" && start === "now";
      // A long poll says nothing when it has arrived, so it begins where the log ends now, and misses nothing of what comes meanwhile.
      const after = isFirst && transport === "long-poll" ? (this.#head ?? "") : this.#lastId;
      this.#reader = READERS[transport](this.#options, after, this.#listener());
      if (isFirst) {
        // EventSource tells a page no place before the first event.
        this.#lastId = this.#head ?? "";
      }
    }
  }

  /** Cuts the connection as a broken network does, and mends it after some time. @param {number} seconds */
  cut(seconds) {
    this.#end();
    this.#mark("mark.cut", {});
    this.#later(seconds * 1_000);
    this.#become("cut");
  }

  close() {
    this.#end();
    this.until = null;
    this.#become("idle");
  }

  clear() {
    this.rows = [];
    this.pieces = [];
    this.droppedBytes = 0;
    this.#characters = 0;
    this.count = 0;
    this.#changed();
  }

  #end() {
    clearTimeout(this.#timer);
    this.#reader?.close();
    this.#reader = null;
    this.#generation++;
  }

  /** @param {number} millis */
  #later(millis) {
    this.until = new Date(Date.now() + millis);
    this.#timer = setTimeout(() => void this.open(), millis);
  }

  async #headOfLog() {
    try {
      const { address, headers } = reading(this.#options, this.#lastId);
      const answer = await fetch(address, { method: "HEAD", headers: { Accept: headers.Accept }, cache: "no-store" });
      return answer.headers.get("Carillon-Cursor");
    } catch {
      return null;
    }
  }

  /** @returns {Listener} */
  #listener() {
    return {
      asked: (request) => {
        this.request = headOf(request);
        if (this.#options.transport === "long-poll") {
          // It is answered when there is something, and listens until then.
          this.state = "live";
        }
        this.#changed();
      },
      answered: (response) => {
        this.response = response === null ? null : headOfResponse(response);
        this.#become("live");
      },
      bytes: (kind, text) => this.#piece({ kind, text }),
      event: (event) => this.#event(event),
      gap: (gap, piece) => this.#row({ kind: "gap", piece, at: new Date(), text: gap.reason }),
      cursor: (id) => (this.#lastId = id),
      retry: (millis) => (this.#retryMillis = millis),
      lost: (comesBack) => {
        this.#mark("mark.lost", {});
        if (!comesBack) {
          this.#reader = null;
          this.#later(this.#retryMillis);
        }
        this.#become("lost");
      },
      refused: (status, body) => {
        this.#reader = null;
        this.refusal = body;
        this.#become("refused");
      },
    };
  }

  /** @param {Read} event */
  #event({ id, channel, type, key, time, text, piece }) {
    const arrived = performance.timeOrigin + performance.now();
    const replayed = Boolean(id) && this.#head !== null && !isAfter(/** @type {string} */ (id), this.#head);
    this.count++;
    this.#row({
      kind: "event",
      piece,
      at: time ?? new Date(arrived),
      channel,
      type,
      key,
      id,
      text,
      replayed,
      latency: time === null || replayed ? null : arrived - time.getTime(),
    });
  }

  /**
   * @param {string} key
   * @param {Record<string, string>} values
   */
  #mark(key, values) {
    this.#row({ kind: "mark", piece: null, at: new Date(), text: key, values });
    this.#piece({ kind: "mark", text: key, values });
  }

  /** @param {Omit<KeptRow, "number">} row */
  #row(row) {
    this.rows = [...this.rows, { ...row, number: ++this.#number }].slice(-MOST_ROWS);
    this.#changed();
  }

  /** @param {Omit<KeptPiece, "number">} piece */
  #piece(piece) {
    const number = ++this.#number;
    const all = [...this.pieces, { ...piece, number }];
    this.#characters += piece.text.length;
    let gone = 0;
    for (; all.length - gone > MOST_PIECES || (this.#characters > MOST_CHARACTERS && all.length - gone > 1); gone++) {
      this.#characters -= all[gone].text.length;
      this.droppedBytes += all[gone].kind === "mark" ? 0 : bytesOf(all[gone].text);
    }
    this.pieces = all.slice(gone);
    this.#changed();
    return number;
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    this.#changed();
  }
}
