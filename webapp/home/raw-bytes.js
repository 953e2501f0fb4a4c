// @ts-check
// The bytes of a channel's stream, and which of them is which event. Goes on where it was after every end of the connection.

import { EventStreamParser } from "../client/parser.js";
import { root } from "../shared/hub.js";
import { bytesOf } from "../shared/pieces.js";
import { RawStream } from "../shared/raw-stream.js";

/** @typedef {import("../shared/wire-bytes.js").Piece} Piece */
/** @typedef {import("../shared/event-rows.js").Row} Row */
/** @typedef {import("../client/parser.js").ParsedEvent} ParsedEvent */

const MOST = 200;
const MOST_RETRY_MILLIS = 60_000;

export class RawBytes {
  /** @type {readonly Piece[]} */
  pieces = [];
  /** Bytes that are no longer among {@link pieces}. */
  dropped = 0;
  /** The header `Carillon-Sink` of the connection. @type {string | null} */
  sink = null;

  #changed;
  #number = 0;
  #lastId = "";
  #retryMillis = 3_000;
  #failures = 0;
  /** @type {RawStream | null} */
  #stream = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** By the number of the piece. @type {Map<number, ParsedEvent>} */
  #events = new Map();

  /**
   * @param {string} channel
   * @param {() => void} changed
   */
  constructor(channel, changed) {
    this.address = new URL(`api/events?channel=${channel}`, root);
    this.#changed = changed;
  }

  /** Where the stream is; null before it has told. */
  get lastId() {
    return this.#lastId === "" ? null : this.#lastId;
  }

  open() {
    if (this.#stream !== null) {
      return;
    }
    clearTimeout(this.#again);
    // The parser keeps nothing from one connection to the next.
    const parser = new EventStreamParser({
      event: (event) => {
        this.#events.set(this.#number, event);
        this.#lastId = event.lastEventId || this.#lastId;
      },
      id: (id) => (this.#lastId = id),
      retry: (millis) => (this.#retryMillis = millis),
    });
    /** @type {Record<string, string>} */
    const headers = { Accept: "text/event-stream" };
    if (this.#lastId !== "") {
      headers["Last-Event-ID"] = this.#lastId;
    }
    this.#stream = new RawStream(this.address, headers, "blocks", {
      answered: (response) => {
        this.#failures = 0;
        this.sink = response.headers.get("Carillon-Sink");
      },
      piece: (text) => {
        this.#add(text);
        parser.pushText(text);
      },
      ended: () => this.#later(),
      // What is refused for good is told by the state of the page's own connection.
      refused: ({ status }) => (status === 429 || status >= 500 ? this.#later() : this.close()),
    });
  }

  close() {
    clearTimeout(this.#again);
    this.#stream?.close();
    this.#stream = null;
  }

  clear() {
    this.pieces = [];
    this.dropped = 0;
    this.#events.clear();
  }

  /**
   * The same rows, with the bytes that each came from: by the id, and for volatile events, which have none, by what they say, in
   * their order.
   *
   * @param {readonly Row[]} rows
   */
  joined(rows) {
    const free = new Map(this.#events);
    return rows.map((row) => {
      const found = row.kind === "event" ? [...free].find(([, event]) => same(event, row)) : undefined;
      if (found !== undefined) {
        free.delete(found[0]);
      }
      return { ...row, piece: found?.[0] ?? null };
    });
  }

  #later() {
    this.#stream = null;
    const most = Math.min(MOST_RETRY_MILLIS, this.#retryMillis * 2 ** this.#failures++);
    this.#again = setTimeout(() => this.open(), most);
  }

  /** @param {string} text */
  #add(text) {
    this.pieces = [...this.pieces, { number: ++this.#number, kind: "block", text }];
    const most = this.pieces.length - MOST;
    if (most > 0) {
      for (const gone of this.pieces.slice(0, most)) {
        this.dropped += bytesOf(gone.text);
        this.#events.delete(gone.number);
      }
      this.pieces = this.pieces.slice(most);
    }
    this.#changed();
  }
}

/**
 * @param {ParsedEvent} event
 * @param {Row} row
 */
function same(event, row) {
  if (event.id !== null || row.id !== null) {
    return event.id === row.id;
  }
  return event.type === row.type && (event.data === row.text || compact(event.data) === row.text);
}

/** @param {string} data */
function compact(data) {
  try {
    return JSON.stringify(JSON.parse(data));
  } catch {
    return data;
  }
}
