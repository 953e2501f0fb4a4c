// @ts-check
// The bytes of an answer as text, cut where their format ends one thing and begins the next, with nothing added or left out.

/** The end of a block of an event stream: an empty line, whichever way lines end (WHATWG HTML, 9.2.5). */
const BLOCK_END = /(?:^|\r\n|\n|\r(?!\n))(?:\r\n|\n|\r(?!\n|$))/;
const LINE_END = /\n/;

/** Cuts a stream while it comes in. */
export class Pieces {
  #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #end;
  #rest = "";

  /** @param {"blocks" | "lines"} kind blocks of server-sent events, or lines of JSON */
  constructor(kind) {
    this.#end = kind === "blocks" ? BLOCK_END : LINE_END;
  }

  /** What has come of a piece that has not ended. */
  get rest() {
    return this.#rest;
  }

  /**
   * @param {Uint8Array} bytes
   * @returns {string[]} the pieces that are complete now
   */
  take(bytes) {
    this.#rest += this.#decoder.decode(bytes, { stream: true });
    const pieces = [];
    for (let end = this.#end.exec(this.#rest); end !== null; end = this.#end.exec(this.#rest)) {
      const length = end.index + end[0].length;
      pieces.push(this.#rest.slice(0, length));
      this.#rest = this.#rest.slice(length);
    }
    return pieces;
  }
}

/**
 * A line of a block with its end.
 *
 * @typedef {object} Field
 * @property {string} name empty for a comment
 * @property {string} value
 * @property {string} text the line itself
 * @property {string} end how the line ends
 */

/**
 * @param {string} block
 * @returns {Field[]} its lines; the empty one at the end has no name and no text
 */
export function fields(block) {
  return [...block.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)]
    .filter(([whole]) => whole !== "")
    .map(([, text, end]) => {
      const colon = text.indexOf(":");
      const name = colon < 0 ? text : text.slice(0, colon);
      const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
      return { name, value, text, end };
    });
}

/**
 * Cuts the document of a poll before each of its events, and after the last.
 *
 * @param {string} document
 * @returns {string[]} one more than there are events, and one more again if there is an event: what stands before, and after
 */
export function cutDocument(document) {
  const start = /^\s*\{\s*"events"\s*:\s*\[/.exec(document)?.[0].length;
  if (start === undefined) {
    return [document];
  }
  const ends = [start];
  let depth = 0;
  for (let at = start; at < document.length; at++) {
    const character = document[at];
    if (character === '"') {
      at = endOfString(document, at);
    } else if (character === "{" || character === "[") {
      depth++;
    } else if (character === "}" || character === "]") {
      depth--;
      if (depth < 0) {
        break;
      }
      if (depth === 0) {
        ends.push(at + 1);
      }
    }
  }
  return [...ends, document.length].map((end, index) => document.slice(index === 0 ? 0 : ends[index - 1], end));
}

/**
 * @param {string} document
 * @param {number} start where its quotation mark is
 */
function endOfString(document, start) {
  let at = start + 1;
  while (at < document.length && document[at] !== '"') {
    at += document[at] === "\\" ? 2 : 1;
  }
  return at;
}

const encoder = new TextEncoder();

/**
 * How many bytes a text is in UTF-8.
 *
 * @param {string} text
 */
export function bytesOf(text) {
  return encoder.encode(text).length;
}
