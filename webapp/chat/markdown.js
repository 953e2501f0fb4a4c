// @ts-check
// The small part of Markdown that messages are shown with: emphasis, code, quotes, lists, links to http and https. A text becomes a
// tree of plain objects; whoever draws it makes elements of these and of nothing else. Everything that is not said here is text.

import { inlines } from "./inline.js";

/** @typedef {import("./inline.js").Inline} Inline */

/**
 * @typedef {{kind: "paragraph", content: Inline[]} | {kind: "code", text: string} | {kind: "quote", content: Block[]} |
 *   {kind: "list", start: number | null, items: Block[][]}} Block `start` is null for a list without numbers
 */

/** Quotes and lists within each other; deeper ones are text. */
const MOST_LEVELS = 4;

const FENCE = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const QUOTE = /^ {0,3}> ?(.*)$/;
const BULLET = /^( {0,3})([-*+]) +(\S.*)$/;
const NUMBER = /^( {0,3})(\d{1,9})[.)] +(\S.*)$/;

/**
 * @param {string} text
 * @returns {Block[]}
 */
export function blocks(text) {
  return blocksOf(text.split(/\r\n|\r|\n/), MOST_LEVELS);
}

/**
 * @param {string[]} lines
 * @param {number} levels
 * @returns {Block[]}
 */
function blocksOf(lines, levels) {
  /** @type {Block[]} */
  const found = [];
  let at = 0;
  while (at < lines.length) {
    const block = levels > 0 ? (fencedAt(lines, at) ?? quoteAt(lines, at, levels) ?? listAt(lines, at, levels)) : null;
    if (block !== null) {
      found.push(block.block);
      at = block.end;
    } else if (lines[at].trim() === "") {
      at++;
    } else {
      const end = endOfParagraph(lines, at, levels);
      found.push({ kind: "paragraph", content: inlines(lines.slice(at, end).join("\n")) });
      at = end;
    }
  }
  return found;
}

/** @param {string[]} lines @param {number} at @returns {{block: Block, end: number} | null} */
function fencedAt(lines, at) {
  const fence = FENCE.exec(lines[at])?.[1];
  if (fence === undefined) {
    return null;
  }
  const close = new RegExp(`^ {0,3}${fence[0]}{${fence.length},} *$`);
  let end = at + 1;
  while (end < lines.length && !close.test(lines[end])) {
    end++;
  }
  return { block: { kind: "code", text: lines.slice(at + 1, end).join("\n") }, end: end + 1 };
}

/** @param {string[]} lines @param {number} at @param {number} levels @returns {{block: Block, end: number} | null} */
function quoteAt(lines, at, levels) {
  /** @type {string[]} */
  const quoted = [];
  let end = at;
  for (let line = QUOTE.exec(lines[end]); line !== null; line = end < lines.length ? QUOTE.exec(lines[end]) : null) {
    quoted.push(line[1]);
    end++;
  }
  return end === at ? null : { block: { kind: "quote", content: blocksOf(quoted, levels - 1) }, end };
}

/** @param {string[]} lines @param {number} at @param {number} levels @returns {{block: Block, end: number} | null} */
function listAt(lines, at, levels) {
  const marker = NUMBER.test(lines[at]) ? NUMBER : BULLET;
  const first = marker.exec(lines[at]);
  if (first === null) {
    return null;
  }
  /** @type {string[][]} */
  const items = [];
  let end = at;
  while (end < lines.length) {
    const item = marker.exec(lines[end]);
    if (item !== null) {
      items.push([item[3]]);
    } else if (/^ {2,}\S/.test(lines[end])) {
      items[items.length - 1].push(lines[end].replace(/^ {2,4}/, ""));
    } else {
      break;
    }
    end++;
  }
  const start = marker === NUMBER ? Number(first[2]) : null;
  return { block: { kind: "list", start, items: items.map((item) => blocksOf(item, levels - 1)) }, end };
}

/** A paragraph keeps its line breaks. @param {string[]} lines @param {number} at @param {number} levels */
function endOfParagraph(lines, at, levels) {
  let end = at + 1;
  while (end < lines.length && lines[end].trim() !== "" && !(levels > 0 && beginsBlock(lines[end]))) {
    end++;
  }
  return end;
}

/** @param {string} line */
function beginsBlock(line) {
  return FENCE.test(line) || QUOTE.test(line) || BULLET.test(line) || NUMBER.test(line);
}
