// @ts-check
// The newest events, newest first. Bounded, and drawn at most once a frame, however many come in.

import { language } from "../shared/language.js";
import { has, text } from "./texts.js";

/** @typedef {import("./stream.js").Received} Received */
/** @typedef {import("./stream.js").Gap} Gap */

/** More than anybody reads, and few enough for a phone. */
const MAX_SHOWN = 100;

export class EventList {
  #list;
  #none;
  #count;
  /** @type {HTMLLIElement[]} */
  #waiting = [];
  #all = 0;

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} none shown while the list is empty
   * @param {HTMLElement} count
   */
  constructor(list, none, count) {
    this.#list = list;
    this.#none = none;
    this.#count = count;
  }

  /** @param {Received} event */
  add(event) {
    const item = document.createElement("li");
    const head = document.createElement("div");
    head.append(
      time(event.time),
      piece("span", "type", event.type),
      piece("span", "id", event.id ?? text(language(), "watch.no-id")),
    );
    item.append(head, piece("pre", "", event.data));
    this.#all++;
    this.#show(item);
  }

  /**
   * @param {Gap} gap
   * @param {Date} when
   */
  addGap(gap, when) {
    const item = document.createElement("li");
    item.className = "gap";
    const head = document.createElement("div");
    head.append(time(when), piece("span", "type", "carillon.gap"));
    const key = `gap.${gap.reason}`;
    item.append(head, piece("p", "", text(language(), has(key) ? key : "gap.other", { reason: gap.reason })));
    this.#show(item);
  }

  clear() {
    this.#waiting = [];
    this.#all = 0;
    this.#list.replaceChildren();
    this.describe();
  }

  /** Says how many there are, in the language of the moment. */
  describe() {
    const shown = this.#list.querySelectorAll("li:not(.gap)").length;
    this.#none.hidden = this.#list.childElementCount > 0;
    this.#count.textContent =
      this.#all === 0 ? "" : text(language(), "watch.count", { shown, all: this.#all });
  }

  /** @param {HTMLLIElement} item */
  #show(item) {
    if (this.#waiting.push(item) === 1) {
      requestAnimationFrame(() => this.#draw());
    }
    if (this.#waiting.length > MAX_SHOWN) {
      // A tab in the background draws nothing.
      this.#waiting.shift();
    }
  }

  #draw() {
    this.#list.prepend(...this.#waiting.reverse());
    this.#waiting = [];
    while (this.#list.childElementCount > MAX_SHOWN) {
      this.#list.lastElementChild?.remove();
    }
    this.describe();
  }
}

/** @param {Date} when */
function time(when) {
  const element = document.createElement("time");
  element.dateTime = when.toISOString();
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  element.textContent =
    `${two(when.getHours())}:${two(when.getMinutes())}:${two(when.getSeconds())}.` +
    String(when.getMilliseconds()).padStart(3, "0");
  return element;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} content
 */
function piece(tag, className, content) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = content;
  return element;
}
