// @ts-check
// Keeps what somebody reads where it is while the list around it changes: older messages come in above, others are edited, the window
// gets another width. Browsers do that too ("scroll anchoring"), but not all of them, and none at the upper end.

/** Pixels from the end that still count as the end. */
const NEAR = 48;

export class ScrollKeeper {
  #box;
  #isItem;
  #atEnd = true;
  #size = "";
  /** @type {{element: Element, top: number} | null} */
  #anchor = null;

  /** Whether somebody at the end stays at the end, and so sees what comes. */
  follows = true;

  /**
   * @param {HTMLElement} box what scrolls, with `overflow-anchor: none`
   * @param {string} items a selector of what can be held on to; each keeps its element while it is shown
   */
  constructor(box, items) {
    this.#box = box;
    this.#isItem = items;
  }

  /** Whether the newest can be seen. */
  get isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    return scrollHeight - scrollTop - clientHeight <= NEAR;
  }

  /** Remembers where everything is: after each scroll, and before each change. */
  remember() {
    if (this.#size !== this.#sizeNow) {
      // The box was made larger or smaller since, which moves the end away from whoever was there.
      this.restore();
    }
    this.#size = this.#sizeNow;
    this.#atEnd = this.isAtEnd;
    const edge = this.#box.getBoundingClientRect().top;
    this.#anchor = null;
    // The first one whose end can be seen; found by halves, because there may be a thousand.
    const items = this.#box.querySelectorAll(this.#isItem);
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle].getBoundingClientRect().bottom > edge) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (low < items.length) {
      this.#anchor = { element: items[low], top: items[low].getBoundingClientRect().top };
    }
  }

  /** Puts it back. */
  restore() {
    this.#size = this.#sizeNow;
    if (this.follows && this.#atEnd) {
      this.toEnd();
    } else if (this.#anchor !== null && this.#anchor.element.isConnected) {
      this.#box.scrollTop += this.#anchor.element.getBoundingClientRect().top - this.#anchor.top;
    }
  }

  get #sizeNow() {
    return `${this.#box.clientWidth} ${this.#box.clientHeight}`;
  }

  toEnd() {
    this.#atEnd = true;
    this.#size = this.#sizeNow;
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  /** @param {Element} item */
  toMiddle(item) {
    this.#atEnd = false;
    const box = this.#box.getBoundingClientRect();
    const place = item.getBoundingClientRect();
    this.#box.scrollTop += place.top - box.top - Math.max(0, (box.height - place.height) / 2);
    this.remember();
  }
}
