// @ts-check
// Reads a stream of server-sent events: WHATWG HTML, 9.2.5 "Parsing an event stream" and 9.2.6 "Interpreting an event stream".

/**
 * @typedef {object} ParsedEvent
 * @property {string} type `message` for an event without one
 * @property {string} data
 * @property {string} lastEventId the last id of the stream so far, as `MessageEvent.lastEventId`
 * @property {string | null} id the id that stands in this very event; null if it has none of its own
 */

/**
 * What a stream has to say, in its order.
 *
 * @typedef {object} ParserListener
 * @property {(event: ParsedEvent) => void} [event]
 * @property {(id: string) => void} [id] an id that came without an event
 * @property {(milliseconds: number) => void} [retry]
 * @property {(text: string) => void} [comment] what stands behind the colon, without the space
 */

/** Characters of one event. Carillon's own have at most 64 KiB of data; whoever sends more than this has lost his way. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

const CR = 13;
const LF = 10;

/** Takes a stream in pieces of any size. An event that is cut off is not told, and neither is its id. */
export class EventStreamParser {
  #listener;
  #maxCharacters;
  // Takes away one byte order mark at the beginning, as the standard wants it; a second one is part of the first line.
  #decoder = new TextDecoder("utf-8");

  /** The line that has not ended yet. */
  #rest = "";
  /** The last piece ended with CR, so that an LF at the beginning of the next one belongs to it. */
  #endedWithCr = false;

  #data = "";
  #type = "";
  #id = "";
  #idIsNew = false;
  #lastEventId = "";

  /**
   * @param {ParserListener} listener
   * @param {{ maxCharacters?: number }} [limits]
   */
  constructor(listener, { maxCharacters = MAX_CHARACTERS } = {}) {
    this.#listener = listener;
    this.#maxCharacters = maxCharacters;
  }

  /** The id that a reader who comes back would send. */
  get lastEventId() {
    return this.#lastEventId;
  }

  /**
   * @param {Uint8Array} bytes
   * @throws RangeError if an event is longer than the limit
   */
  push(bytes) {
    this.pushText(this.#decoder.decode(bytes, { stream: true }));
  }

  /**
   * The same for text that was decoded already.
   *
   * @param {string} text
   */
  pushText(text) {
    let start = 0;
    if (text !== "" && this.#endedWithCr) {
      this.#endedWithCr = false;
      start = text.charCodeAt(0) === LF ? 1 : 0;
    }
    for (let at = start; at < text.length; at++) {
      const character = text.charCodeAt(at);
      if (character !== CR && character !== LF) {
        continue;
      }
      const line = this.#rest + text.slice(start, at);
      this.#rest = "";
      if (character === CR) {
        if (at + 1 === text.length) {
          this.#endedWithCr = true;
        } else if (text.charCodeAt(at + 1) === LF) {
          at++;
        }
      }
      start = at + 1;
      this.#line(line);
    }
    this.#rest += text.slice(start);
    if (this.#rest.length + this.#data.length > this.#maxCharacters) {
      throw new RangeError(`an event has more than ${this.#maxCharacters} characters`);
    }
  }

  /** @param {string} line */
  #line(line) {
    if (line === "") {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(":");
    if (colon < 0) {
      this.#field(line, "");
      return;
    }
    const value = line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (colon === 0) {
      this.#listener.comment?.(value);
    } else {
      this.#field(line.slice(0, colon), value);
    }
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #field(name, value) {
    switch (name) {
      case "event":
        this.#type = value;
        break;
      case "data":
        this.#data += value + "\n";
        break;
      case "id":
        if (!value.includes("\0")) {
          this.#id = value;
          this.#idIsNew = true;
        }
        break;
      case "retry":
        if (/^[0-9]+$/.test(value)) {
          this.#listener.retry?.(Number(value));
        }
        break;
      default:
        // Whatever else it is, it is not for us.
        break;
    }
  }

  /** The id counts even if there is no data, and then nothing is dispatched. */
  #dispatch() {
    const { type, data, id } = { type: this.#type, data: this.#data, id: this.#idIsNew ? this.#id : null };
    this.#type = "";
    this.#data = "";
    this.#idIsNew = false;
    this.#lastEventId = this.#id;
    if (data !== "") {
      const event = { type: type || "message", data: data.slice(0, -1), lastEventId: this.#lastEventId, id };
      this.#listener.event?.(event);
    } else if (id !== null) {
      this.#listener.id?.(id);
    }
  }
}

/**
 * What {@link parseEventStream} gives.
 *
 * @typedef {({ kind: "event" } & ParsedEvent)
 *   | { kind: "id", id: string }
 *   | { kind: "retry", milliseconds: number }
 *   | { kind: "comment", text: string }} StreamItem
 */

/**
 * Reads a stream to its end, for example `(await fetch(…)).body`.
 *
 * @param {ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>} stream
 * @returns {AsyncGenerator<StreamItem, void, void>}
 */
export async function* parseEventStream(stream) {
  /** @type {StreamItem[]} */
  let items = [];
  const parser = new EventStreamParser({
    event: (event) => items.push({ kind: "event", ...event }),
    id: (id) => items.push({ kind: "id", id }),
    retry: (milliseconds) => items.push({ kind: "retry", milliseconds }),
    comment: (text) => items.push({ kind: "comment", text }),
  });
  for await (const bytes of pieces(stream)) {
    parser.push(bytes);
    const told = items;
    items = [];
    yield* told;
  }
}

/**
 * Safari cannot iterate over a stream.
 *
 * @param {ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>} stream
 * @returns {AsyncGenerator<Uint8Array, void, void>}
 */
async function* pieces(stream) {
  if (!("getReader" in stream)) {
    yield* stream;
    return;
  }
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    // Whoever stops to listen ends the request.
    reader.cancel().catch(() => {});
  }
}
