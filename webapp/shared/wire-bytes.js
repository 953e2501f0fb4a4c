// @ts-check
// `<wire-bytes>`: the bytes of a stream as they came, each piece of them lit up together with the event that it became.

import { html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "./page-element.js";
import { fields } from "./pieces.js";
import { StickyScroll, reveal } from "./scroll.js";
import { translator } from "./texts.js";

const text = translator({
  en: { label: "Bytes", none: "No bytes yet.", dropped: "{count} earlier bytes are no longer shown." },
  "zh-CN": { label: "字节", none: "还没有字节。", dropped: "较早的 {count} 个字节不再显示。" },
});

const FIELDS = new Set(["id", "event", "data", "retry"]);

/**
 * @typedef {object} Piece
 * @property {number} number
 * @property {"block" | "line" | "json" | "mark"} kind a mark is ours, and no byte of the stream
 * @property {string} text
 */

class WireBytes extends PageElement {
  static properties = {
    pieces: { attribute: false },
    marked: { attribute: false },
    dropped: { type: Number },
  };

  #scroll = new StickyScroll(this, ".bytes");

  constructor() {
    super();
    /** @type {readonly Piece[]} */
    this.pieces = [];
    /** The number of the piece that is lit up. @type {number | null} */
    this.marked = null;
    /** Bytes that were here before. */
    this.dropped = 0;
  }

  willUpdate() {
    this.#scroll.note();
  }

  updated(/** @type {Map<string, unknown>} */ changed) {
    if (changed.has("marked") && this.marked !== null && !this.matches(":hover")) {
      reveal(this.querySelector(".bytes"), this.querySelector(`[data-piece="${this.marked}"]`));
    } else if (changed.has("pieces")) {
      this.#scroll.follow();
    }
  }

  render() {
    return html`<div class="bytes" tabindex="0" role="group" aria-label=${text("label")}>
      ${this.dropped > 0 ? html`<p class="mark">${text("dropped", { count: this.dropped })}</p>` : ""}
      ${this.pieces.length === 0 ? html`<p class="mark">${text("none")}</p>` : ""}
      ${repeat(
        this.pieces,
        (piece) => piece.number,
        (piece) => this.#piece(piece),
      )}
    </div>`;
  }

  /** @param {Piece} piece */
  #piece(piece) {
    if (piece.kind === "mark") {
      return html`<p class="mark">${piece.text}</p>`;
    }
    return html`<pre
      class="piece"
      data-piece=${piece.number}
      data-marked=${ifDefined(piece.number === this.marked ? "" : undefined)}
      @mouseenter=${() => this.#tell(piece.number)}
      @mouseleave=${() => this.#tell(null)}
    >${piece.kind === "block" ? fields(piece.text).map(line) : html`<span class="line">${piece.text}</span>`}</pre>`;
  }

  /** @param {number | null} number */
  #tell(number) {
    this.dispatchEvent(new CustomEvent("mark", { detail: number }));
  }
}

/** @param {import("./pieces.js").Field} field */
function line({ name, text: content, end }) {
  const kind = content === "" ? "end" : name === "" ? "comment" : FIELDS.has(name) ? name : "unknown";
  const head = kind === "comment" ? content.length : Math.min(content.length, name.length + 1);
  return html`<span class="line" data-field=${kind}><b>${content.slice(0, head)}</b>${content.slice(head)}<i>${end}</i></span>`;
}

customElements.define("wire-bytes", WireBytes);
