// @ts-check
// What stands within a line of a message: code, links, emphasis by CommonMark's rules of delimiter runs. Its time grows with the text
// and no faster, whatever somebody sends.

/**
 * @typedef {{kind: "text", text: string} | {kind: "code", text: string} | {kind: "link", href: string, host: string | null, text: string} |
 *   {kind: "em" | "strong", content: Inline[]}} Inline `host` is told beside a link that has a text of its own
 */

/** @typedef {{char: string, count: number, original: number, opens: boolean, closes: boolean, at: number}} Run */

const NAMED_LINK = /\[([^[\]\n]{1,500})\]\(<?(https?:\/\/[^\s()<>]{1,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500}){0,4})>?\)/iy;
const BARE_LINK = /<?(https?:\/\/[^\s<>"`]{1,1000})>?/iy;
const TICKS = /`+/y;
const SPACE = /^[\s\p{Zs}]?$/u;
const PUNCTUATION = /^[\p{P}\p{S}]$/u;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/** A longer one is a line of stars. */
const LONGEST_RUN = 3;

const ESCAPED = /[!-/:-@[-`{-~]/;

/**
 * @param {string} text
 * @returns {Inline[]}
 */
export function inlines(text) {
  const { nodes, runs } = scan(text);
  return emphasised(nodes, runs);
}

/**
 * Finds what is not emphasis, and the runs of stars and underscores that may become some; each stands among the nodes as a text.
 *
 * @param {string} text
 */
function scan(text) {
  /** @type {Inline[]} */
  const nodes = [];
  /** @type {Run[]} */
  const runs = [];
  /** Lengths of runs of backticks without another one behind. @type {Set<number>} */
  const unclosed = new Set();
  let begin = 0;
  let at = 0;
  /** @param {Inline} node @param {number} end */
  const put = (node, end) => {
    if (at > begin) {
      nodes.push({ kind: "text", text: text.slice(begin, at) });
    }
    nodes.push(node);
    at = begin = end;
  };
  while (at < text.length) {
    const char = text[at];
    if (char === "\\" && ESCAPED.test(text[at + 1] ?? "")) {
      put({ kind: "text", text: text[at + 1] }, at + 2);
    } else if (char === "`") {
      const ticks = match(TICKS, text, at)?.[0] ?? "";
      const close = unclosed.has(ticks.length) ? -1 : closing(text, at + ticks.length, ticks.length);
      if (close < 0) {
        unclosed.add(ticks.length);
        at += ticks.length;
      } else {
        put({ kind: "code", text: text.slice(at + ticks.length, close).replace(/^ (.*[^ ].*) $/s, "$1") }, close + ticks.length);
      }
    } else if (char === "*" || char === "_") {
      const run = runAt(text, at, nodes.length + (at > begin ? 1 : 0));
      runs.push(run);
      put({ kind: "text", text: char.repeat(run.count) }, at + run.count);
    } else {
      const link = char === "[" || char === "<" || char === "h" || char === "H" ? linkAt(text, at) : null;
      if (link === null) {
        at++;
      } else {
        put(link.node, link.end);
      }
    }
  }
  if (at > begin) {
    nodes.push({ kind: "text", text: text.slice(begin) });
  }
  return { nodes, runs };
}

/** @param {RegExp} sticky @param {string} text @param {number} at */
function match(sticky, text, at) {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

/** Where a run of exactly so many backticks begins. @param {string} text @param {number} from @param {number} length */
function closing(text, from, length) {
  let at = text.indexOf("`", from);
  while (at >= 0) {
    const found = match(TICKS, text, at)?.[0].length ?? 1;
    if (found === length) {
      return at;
    }
    at = text.indexOf("`", at + found);
  }
  return -1;
}

/** @param {string} text @param {number} at @returns {{node: Inline, end: number} | null} */
function linkAt(text, at) {
  if (text[at] === "[") {
    const named = match(NAMED_LINK, text, at);
    const address = named && addressOf(named[2]);
    return named && address
      ? { node: { kind: "link", href: address.href, host: address.host, text: named[1] }, end: at + named[0].length }
      : null;
  }
  const before = text[at - 1] ?? "";
  const isWithinWord = /[\p{L}\p{N}_]/u.test(before) && !UNSPACED.test(before);
  const bare = isWithinWord ? null : match(BARE_LINK, text, at);
  if (bare === null) {
    return null;
  }
  // What ends a sentence does not end an address, and a bracket only if it was opened within.
  const closed = bare[0].startsWith("<") && bare[0].endsWith(">");
  const shown = closed ? bare[1] : trimmed(bare[1]);
  const address = addressOf(shown);
  const skipped = bare[0].startsWith("<") && !closed;
  return address === null || skipped
    ? null
    : { node: { kind: "link", href: address.href, host: null, text: shown }, end: at + (closed ? bare[0].length : shown.length) };
}

/** @param {string} address */
function trimmed(address) {
  let end = address.length;
  let open = address.split("(").length - address.split(")").length;
  while (end > 0) {
    const last = address[end - 1];
    if (last === ")" && open < 0) {
      open++;
    } else if (!/[.,:;!?'"*_~\]}。，：；！？、）】」』]/.test(last)) {
      break;
    }
    end--;
  }
  return address.slice(0, end);
}

/** Only http and https, and without a name before the host: `https://bank.example@evil.example` is nobody's honest link. @param {string} text */
function addressOf(text) {
  try {
    const url = new URL(text);
    const honest = (url.protocol === "http:" || url.protocol === "https:") && url.username === "" && url.password === "";
    return honest ? { href: url.href, host: url.host } : null;
  } catch {
    return null;
  }
}

/** CommonMark 0.31, 6.2: whether a run may begin or end emphasis. @param {string} text @param {number} at @param {number} node @returns {Run} */
function runAt(text, at, node) {
  const char = text[at];
  let end = at;
  while (text[end] === char) {
    end++;
  }
  const before = [...text.slice(Math.max(0, at - 2), at)].pop() ?? "";
  const after = [...text.slice(end, end + 2)][0] ?? "";
  const left = !SPACE.test(after) && (!PUNCTUATION.test(after) || divides(before));
  const right = !SPACE.test(before) && (!PUNCTUATION.test(before) || divides(after));
  const useful = end - at <= LONGEST_RUN;
  const opens = useful && (char === "*" ? left : left && (!right || PUNCTUATION.test(before)));
  const closes = useful && (char === "*" ? right : right && (!left || PUNCTUATION.test(after)));
  return { char, count: end - at, original: end - at, opens, closes, at: node };
}

/** Chinese and Japanese have no spaces: there a word may end anywhere. @param {string} char */
function divides(char) {
  return SPACE.test(char) || PUNCTUATION.test(char) || UNSPACED.test(char);
}

/**
 * CommonMark's "process emphasis": pairs each run that closes with the nearest one before it that opens. How deep it nests is bounded, so
 * that nobody's stars become ten thousand elements within each other.
 *
 * @param {Inline[]} nodes
 * @param {Run[]} runs
 * @returns {Inline[]}
 */
function emphasised(nodes, runs) {
  /** Where one begins (true) or ends, at which node. @type {Map<number, {opening: ("em" | "strong")[], closing: ("em" | "strong")[]}>} */
  const marks = new Map(runs.map((run) => [run.at, { opening: [], closing: [] }]));
  /** @type {Run[]} */
  const open = [];
  for (const run of runs) {
    if (run.closes) {
      close(run, open, marks);
    }
    if (run.opens && run.count > 0 && open.length < MOST_OPEN) {
      open.push(run);
    }
  }
  return nested(nodes, runs, marks);
}

/** Runs that wait for their end. What is found in them costs time for each run that closes. */
const MOST_OPEN = 50;

/** @param {Run} run @param {Run[]} open @param {Map<number, {opening: ("em" | "strong")[], closing: ("em" | "strong")[]}>} marks */
function close(run, open, marks) {
  for (let i = open.length - 1; i >= 0 && run.count > 0; i--) {
    const opener = open[i];
    if (opener.char !== run.char || !fits(opener, run)) {
      continue;
    }
    while (opener.count > 0 && run.count > 0) {
      const kind = opener.count >= 2 && run.count >= 2 ? "strong" : "em";
      const used = kind === "strong" ? 2 : 1;
      marks.get(opener.at)?.opening.unshift(kind);
      marks.get(run.at)?.closing.push(kind);
      opener.count -= used;
      run.count -= used;
    }
    open.length = opener.count > 0 ? i + 1 : i;
  }
}

/** The rule of three: `*a**b*` is not two emphases. @param {Run} opener @param {Run} run */
function fits(opener, run) {
  const both = opener.closes || run.opens;
  return !(both && (opener.original + run.original) % 3 === 0 && !(opener.original % 3 === 0 && run.original % 3 === 0));
}

/** @param {Inline[]} nodes @param {Run[]} runs @param {Map<number, {opening: ("em" | "strong")[], closing: ("em" | "strong")[]}>} marks */
function nested(nodes, runs, marks) {
  const runAtNode = new Map(runs.map((run) => [run.at, run]));
  /** @type {Inline[][]} */
  const levels = [[]];
  nodes.forEach((node, index) => {
    const run = runAtNode.get(index);
    if (run === undefined) {
      put(levels, node);
      return;
    }
    const { opening, closing } = marks.get(index) ?? { opening: [], closing: [] };
    for (const kind of closing) {
      const content = levels.pop() ?? [];
      put(levels, { kind, content });
    }
    if (run.count > 0) {
      put(levels, { kind: "text", text: run.char.repeat(run.count) });
    }
    opening.forEach(() => levels.push([]));
  });
  return levels[0];
}

/** Texts beside each other are one. @param {Inline[][]} levels @param {Inline} node */
function put(levels, node) {
  const level = levels[levels.length - 1];
  const last = level.at(-1);
  if (node.kind === "text" && last?.kind === "text") {
    level[level.length - 1] = { kind: "text", text: last.text + node.text };
  } else {
    level.push(node);
  }
}
