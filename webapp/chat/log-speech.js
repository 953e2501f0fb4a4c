// @ts-check
// What a screen reader says of messages that come: each of them, or how many, if they come faster than somebody can listen.

import { excerpt } from "./message-view.js";
import { text } from "./texts.js";

/** @typedef {import("./model.js").Message} Message */

const TOGETHER_MILLIS = 1_000;
const MOST_CHARACTERS = 300;

export class LogSpeech {
  #changed;
  /** @type {Message[]} */
  #unspoken = [];

  /** For the live region. */
  spoken = "";

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {Message} message */
  add(message) {
    this.#unspoken.push(message);
    if (this.#unspoken.length === 1) {
      setTimeout(() => this.#speak(), TOGETHER_MILLIS);
    }
  }

  forget() {
    this.#unspoken = [];
    this.spoken = "";
  }

  #speak() {
    const [first, ...more] = this.#unspoken;
    this.#unspoken = [];
    if (first !== undefined) {
      this.spoken = more.length === 0
        ? text("log.says", { name: first.author.name, text: excerpt(first.text, MOST_CHARACTERS) })
        : text("log.new", { count: more.length + 1 });
      this.#changed();
    }
  }
}
