// @ts-check
// Reads a stream with fetch, and gives its bytes as they come: for pages that show them. All others listen with hub.js.

import { Pieces } from "./pieces.js";

/**
 * @typedef {object} RawListener
 * @property {(response: Response) => void} answered
 * @property {(piece: string) => void} piece a whole one
 * @property {(rest: string, failure: unknown) => void} ended what had come of a piece that has no end; and what went wrong, null at an end in
 *   order. Not called after {@link RawStream.close}
 * @property {(response: Response, body: string) => void} refused any status but 200
 */

export class RawStream {
  #abort = new AbortController();
  #pieces;
  #listener;

  /**
   * @param {URL} address
   * @param {Record<string, string>} headers
   * @param {"blocks" | "lines"} kind
   * @param {RawListener} listener
   */
  constructor(address, headers, kind, listener) {
    this.#pieces = new Pieces(kind);
    this.#listener = listener;
    void this.#read(address, headers);
  }

  /** Cuts the connection. */
  close() {
    this.#abort.abort();
  }

  /** What has come of a piece that has not ended. */
  get rest() {
    return this.#pieces.rest;
  }

  /**
   * @param {URL} address
   * @param {Record<string, string>} headers
   */
  async #read(address, headers) {
    const { signal } = this.#abort;
    /** @type {unknown} */
    let failure = null;
    try {
      const response = await fetch(address, { headers, signal, cache: "no-store" });
      if (response.status !== 200 || response.body === null) {
        const body = await response.text();
        if (!signal.aborted) {
          this.#listener.refused(response, body);
        }
        return;
      }
      this.#listener.answered(response);
      await this.#pass(response.body.getReader(), signal);
    } catch (caught) {
      failure = caught;
    }
    if (!signal.aborted) {
      this.#listener.ended(this.#pieces.rest, failure);
    }
  }

  /**
   * @param {ReadableStreamDefaultReader<Uint8Array>} reader
   * @param {AbortSignal} signal
   */
  async #pass(reader, signal) {
    for (let part = await reader.read(); !part.done && !signal.aborted; part = await reader.read()) {
      for (const piece of this.#pieces.take(part.value)) {
        this.#listener.piece(piece);
      }
    }
  }
}
