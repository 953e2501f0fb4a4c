// @ts-check
// A list that grows at its end: who reads the end goes on reading it, and who has scrolled up is left alone.

const NEAR_PIXELS = 24;

export class StickyScroll {
  #host;
  #selector;
  #atEnd = true;

  /**
   * @param {HTMLElement} host
   * @param {string} selector what scrolls in it
   */
  constructor(host, selector) {
    this.#host = host;
    this.#selector = selector;
  }

  /** Before something is added. */
  note() {
    const place = this.#host.querySelector(this.#selector);
    this.#atEnd = place === null || place.scrollTop + place.clientHeight >= place.scrollHeight - NEAR_PIXELS;
  }

  /** After it was. */
  follow() {
    const place = this.#host.querySelector(this.#selector);
    if (this.#atEnd && place !== null) {
      place.scrollTop = place.scrollHeight;
    }
  }
}

/**
 * Scrolls the place, and not the page, until the child is seen.
 *
 * @param {Element | null} place
 * @param {Element | null} child
 */
export function reveal(place, child) {
  if (place === null || child === null) {
    return;
  }
  const outer = place.getBoundingClientRect();
  const inner = child.getBoundingClientRect();
  if (inner.top < outer.top) {
    place.scrollTop -= outer.top - inner.top;
  } else if (inner.bottom > outer.bottom) {
    place.scrollTop += Math.min(inner.bottom - outer.bottom, inner.top - outer.top);
  }
}
