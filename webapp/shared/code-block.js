// @ts-check
// `<code-block>`: lines to take along, with a button that copies them.

import { html } from "lit";
import { PageElement } from "./page-element.js";
import { tell } from "./notices.js";
import { translator } from "./texts.js";

const text = translator({
  en: {
    copy: "Copy",
    "copy-what": "Copy: {label}",
    copied: "Copied.",
    selected: "The text is selected; copy it with the keyboard.",
  },
  "zh-CN": { copy: "复制", "copy-what": "复制：{label}", copied: "已复制。", selected: "已选中文本，请用键盘复制。" },
});

class CodeBlock extends PageElement {
  static properties = { code: { type: String }, label: { type: String } };

  constructor() {
    super();
    this.code = "";
    /** What it is, for who does not see where it stands. */
    this.label = "";
  }

  render() {
    return html`<div class="code-block">
      <pre tabindex="0" role="group" aria-label=${this.label}><code>${this.code}</code></pre>
      <button type="button" aria-label=${text("copy-what", { label: this.label })} @click=${() => this.#copy()}>${text("copy")}</button>
    </div>`;
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.code);
      tell("good", text("copied"));
    } catch {
      // Without HTTPS a browser has no clipboard for pages.
      getSelection()?.selectAllChildren(/** @type {HTMLElement} */ (this.querySelector("code")));
      tell("plain", text("selected"));
    }
  }
}

customElements.define("code-block", CodeBlock);
