// @ts-check
// Draws what markdown.js has found. Texts go into the page as texts, by Lit's bindings; a link has an address that was looked at.

import { html } from "lit";
import { blocks } from "./markdown.js";

/** @typedef {import("./markdown.js").Block} Block */
/** @typedef {import("./inline.js").Inline} Inline */

/** Of whom a message speaks: the names that are known, and whether some of them are you. @typedef {{name: string, you: boolean}[]} Named */

/**
 * @param {string} text
 * @param {Named} named
 */
export function richText(text, named) {
  const mentions = pattern(named);
  return blocks(text).map((block) => blockOf(block, mentions));
}

/** @typedef {{find: RegExp, you: Set<string>} | null} Mentions */

/** @param {Named} named @returns {Mentions} */
function pattern(named) {
  if (named.length === 0) {
    return null;
  }
  // The longest first, as the hub looks for them.
  const names = named.map(({ name }) => name).sort((one, other) => other.length - one.length);
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return {
    find: new RegExp(`([@＠](?:${escaped.join("|")}))`, "giu"),
    you: new Set(named.filter(({ you }) => you).map(({ name }) => name.toLowerCase())),
  };
}

/** @param {Block} block @param {Mentions} mentions @returns {unknown} */
function blockOf(block, mentions) {
  switch (block.kind) {
    case "paragraph":
      return html`<p dir="auto">${block.content.map((node) => inlineOf(node, mentions))}</p>`;
    case "code":
      return html`<pre dir="ltr" tabindex="0"><code>${block.text}</code></pre>`;
    case "quote":
      return html`<blockquote>${block.content.map((inner) => blockOf(inner, mentions))}</blockquote>`;
    case "list": {
      const items = block.items.map((item) => html`<li>${item.map((inner) => blockOf(inner, mentions))}</li>`);
      return block.start === null ? html`<ul>${items}</ul>` : html`<ol start=${block.start}>${items}</ol>`;
    }
  }
}

/** @param {Inline} node @param {Mentions} mentions @returns {unknown} */
function inlineOf(node, mentions) {
  switch (node.kind) {
    case "text":
      return textOf(node.text, mentions);
    case "code":
      return html`<code><bdi>${node.text}</bdi></code>`;
    case "em":
      return html`<em>${node.content.map((inner) => inlineOf(inner, mentions))}</em>`;
    case "strong":
      return html`<strong>${node.content.map((inner) => inlineOf(inner, mentions))}</strong>`;
    case "link":
      return html`<a href=${node.href} target="_blank" rel="noopener noreferrer nofollow ugc"><bdi>${node.text}</bdi></a>${node.host ===
        null || node.host === node.text ? "" : html` <span class="host">(<bdi>${node.host}</bdi>)</span>`}`;
  }
}

/** @param {string} text @param {Mentions} mentions @returns {unknown} */
function textOf(text, mentions) {
  if (mentions === null) {
    return text;
  }
  return text.split(mentions.find).map((part, index) => {
    const yours = mentions.you.has(part.slice(1).toLowerCase());
    return index % 2 === 0 ? part : html`<span class=${yours ? "mention you" : "mention"}><bdi>${part}</bdi></span>`;
  });
}
