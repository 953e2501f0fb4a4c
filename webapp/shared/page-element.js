// @ts-check
// What the elements of our pages have in common: they are drawn into the page itself, so that its style sheets hold for them, and
// drawn anew when somebody chooses another language.

import { LitElement } from "lit";
import { onLanguage } from "./language.js";

export class PageElement extends LitElement {
  /** @type {() => void} */
  #stopListening = () => {};

  /** What is there without a script makes room. */
  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stopListening = onLanguage(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopListening();
  }
}
