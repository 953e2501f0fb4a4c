// @ts-check
// Server-sent events and lines of JSON, read with fetch.

import { EventStreamParser } from "../../client/parser.js";
import { RawStream } from "../../shared/raw-stream.js";
import { reading } from "../request.js";
import { fromEnvelope, tell } from "./reader.js";

/** @typedef {import("./reader.js").Listener} Listener */
/** @typedef {import("./reader.js").Reader} Reader */
/** @typedef {import("../options.js").Options} Options */

/**
 * @param {Options} options
 * @param {string} after
 * @param {Listener} listener
 * @returns {Reader}
 */
export function readEventStream(options, after, listener) {
  let piece = 0;
  const parser = new EventStreamParser({
    event: (event) => {
      tell(event, options.envelope, piece, listener);
      if (event.id !== null) {
        listener.cursor(event.id);
      }
    },
    id: (id) => listener.cursor(id),
    retry: (millis) => listener.retry(millis),
  });
  return open(options, after, listener, "blocks", (text) => {
    piece = listener.bytes("block", text);
    parser.pushText(text);
  });
}

/**
 * @param {Options} options
 * @param {string} after
 * @param {Listener} listener
 * @returns {Reader}
 */
export function readLines(options, after, listener) {
  return open(options, after, listener, "lines", (text) => {
    const piece = listener.bytes("line", text);
    if (text.trim() === "") {
      return;
    }
    const line = JSON.parse(text);
    if ("channel" in line) {
      listener.event(fromEnvelope(line, piece));
    }
    if (typeof line.gap === "object" && line.gap !== null) {
      listener.gap(line.gap, piece);
    }
    if (typeof line.retry === "number") {
      listener.retry(line.retry);
    }
    const place = line.cursor ?? line.id;
    if (typeof place === "string") {
      listener.cursor(place);
    }
  });
}

/**
 * @param {Options} options
 * @param {string} after
 * @param {Listener} listener
 * @param {"blocks" | "lines"} kind
 * @param {(text: string) => void} piece
 * @returns {Reader}
 */
function open(options, after, listener, kind, piece) {
  const request = reading(options, after);
  listener.asked(request);
  const stream = new RawStream(request.address, request.headers, kind, {
    answered: (response) => listener.answered(response),
    piece,
    ended: (rest) => {
      if (rest !== "") {
        listener.bytes("line", rest);
      }
      listener.lost(false);
    },
    refused: (response, body) => {
      listener.answered(response);
      listener.bytes("json", body);
      listener.refused(response.status, body);
    },
  });
  return {
    close: () => {
      stream.close();
      if (stream.rest !== "") {
        listener.bytes("line", stream.rest);
      }
    },
  };
}
