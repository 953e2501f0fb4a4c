// @ts-check
// A stream read with `fetch`: it can send a token, sees heartbeats, and knows why it was refused.

import { FetchTransport, ended, refusalOf } from "./fetch-transport.js";
import { EventStreamParser } from "./parser.js";
import { readBlock, readLine } from "./wire.js";

/** @typedef {import("./wire.js").Transport} Transport */

/** How the hub's last words begin in a comment. */
const CLOSED = "closed ";

/** What the hub says in place of a stream that cannot be had right now. */
const REFUSED = /^(retry: \d+\n: closed |\{"retry":\d+\}\n\{"closed")/;

/** Characters of a line of JSON; see the parser's limit. */
const MAX_LINE = 8 * 1024 * 1024;

/** @implements {Transport} */
export class FetchStream extends FetchTransport {
  /** @type {"fetch"} */
  name = "fetch";
  #opened = false;
  /** @type {string | null} */
  #lastWords = null;

  /**
   * @param {string | null} cursor
   * @returns {Promise<import("./wire.js").Ending>}
   */
  async run(cursor) {
    const response = await this.requests.send(this.source.stream(cursor), {
      headers: { Accept: this.source.accept },
      signal: this.signal,
    });
    const refusal = await refusalOf(response, this.environment.now());
    if (refusal !== null) {
      return refusal;
    }
    const type = response.headers.get("Content-Type") ?? "";
    const take = /^application\/x-ndjson\b/i.test(type) ? this.#lines() : /^text\/event-stream\b/i.test(type) ? this.#blocks() : null;
    if (take === null || response.body === null) {
      return ended({ problem: { type: "about:blank", title: `Something answers with ${type || "no type"} in the hub's place`, status: 200 } });
    }
    await this.#read(response.body, take);
    return ended({ reason: this.#lastWords });
  }

  /**
   * @param {ReadableStream<Uint8Array>} body
   * @param {(bytes: Uint8Array) => void} take
   */
  async #read(body, take) {
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.isClosed) {
        return;
      }
      if (!this.#opened && !REFUSED.test(new TextDecoder().decode(value.subarray(0, 64)))) {
        this.#opened = true;
        this.listener.opened();
      }
      this.listener.alive();
      if (!this.isClosed) {
        take(value);
      }
    }
  }

  #blocks() {
    const listener = this.listener;
    const stream = { enveloped: this.source.enveloped, channel: this.source.channel, now: this.environment.now };
    const parser = new EventStreamParser({
      event: (event) => this.isClosed || readBlock(listener, stream, event),
      id: (id) => this.isClosed || listener.place(id),
      retry: (milliseconds) => this.isClosed || listener.retry(milliseconds),
      comment: (text) => {
        if (text.startsWith(CLOSED)) {
          this.#lastWords = text.slice(CLOSED.length);
        }
      },
    });
    return (/** @type {Uint8Array} */ bytes) => parser.push(bytes);
  }

  #lines() {
    const decoder = new TextDecoder();
    let rest = "";
    return (/** @type {Uint8Array} */ bytes) => {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > MAX_LINE) {
        throw new RangeError(`a line has more than ${MAX_LINE} characters`);
      }
      for (const line of lines) {
        if (line !== "" && !this.isClosed) {
          this.#lastWords = readLine(this.listener, line) ?? this.#lastWords;
        }
      }
    };
  }
}
