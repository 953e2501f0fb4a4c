// @ts-check
// Texts as literals of other languages. Whatever a channel, a type or data have in them, the code does what the page does.

/**
 * For a shell: any, or bash, ksh and zsh where something is in it that is not seen.
 *
 * @param {string} text
 */
export function shell(text) {
  if ([...text].every((character) => character === "\n" || character === " " || isPlain(character))) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
  }
  return `$'${[...text].map(inShell).join("")}'`;
}

/** @param {string} character */
function inShell(character) {
  if (character === "'" || character === "\\") {
    return `\\${character}`;
  }
  return character === " " || isPlain(character)
    ? character
    : [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
}

/**
 * For JavaScript: JSON is JavaScript.
 *
 * @param {unknown} value
 */
export function script(value) {
  return ascii(JSON.stringify(value));
}

/**
 * For Python: its strings know all the escapes of JSON's, where surrogates do not come up.
 *
 * @param {string} text
 */
export function python(text) {
  return JSON.stringify(text).replace(/[\u007f-\u{10ffff}]/gu, (character) =>
    isPlain(character) ? character : `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`,
  );
}

/**
 * For Java.
 *
 * @param {string} text
 */
export function java(text) {
  return ascii(JSON.stringify(text));
}

/**
 * Keeps letters as they are, and writes everything that is not seen, or turns the direction of what is, with an escape.
 *
 * @param {string} literal
 */
function ascii(literal) {
  return literal.replace(/[\u007f-\u{10ffff}]/gu, (character) =>
    isPlain(character)
      ? character
      : [...Array(character.length).keys()]
          .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
          .join(""),
  );
}

/** @param {string} character */
function isPlain(character) {
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) && !/^[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]$/.test(character);
}

/**
 * The same lines, further to the right.
 *
 * @param {string} lines
 * @param {string} by
 */
export function indent(lines, by) {
  return lines.replace(/^(?=.)/gm, by);
}
