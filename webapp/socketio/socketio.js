// @ts-check
// The page about Socket.IO: the classic chat, which runs here, its code, and what there is beyond it.

import { html } from "lit";
import "../shared/code-block.js";
import { root } from "../shared/hub.js";
import "../shared/page-header.js";
import { PageElement } from "../shared/page-element.js";
import "./classic-chat.js";
import { code } from "./code.js";
import { text } from "./texts.js";

/** What one does when the classic chat runs, in the order of its need. */
const NEXT = ["ack", "channels", "recovery", "rooms"];

class SocketIoPage extends PageElement {
  render() {
    return html`<h1>${text("title")}</h1>
      <p class="lead">${text("lead")}</p>
      <div class="columns">
        <div>
          <classic-chat class="panel"></classic-chat>
          <section class="panel" aria-labelledby="code-title">
            <h2 id="code-title">${text("code.title")}</h2>
            <p>${text("code.text")}</p>
            <h3><code>index.html</code></h3>
            ${block("page", text("code.page"))}
            <h3><code>chat.js</code></h3>
            ${block("script", text("code.script"))}
            <p class="hint">${text("code.module")}</p>
          </section>
        </div>
        <div>
          <section class="panel" aria-labelledby="curl-title">
            <h2 id="curl-title">${text("curl.title")}</h2>
            <p>${text("curl.text")}</p>
            ${block("curl-say", text("curl.say"))}
            ${block("curl-listen", text("curl.listen"))}
            <p class="hint">${text("curl.why")}</p>
          </section>
          <section class="panel" aria-labelledby="next-title">
            <h2 id="next-title">${text("next.title")}</h2>
            ${NEXT.map((name) => html`<h3>${text(`${name}.title`)}</h3>
              <p>${text(`${name}.text`)}</p>
              ${block(name, text(`${name}.title`))}`)}
            <p><a href=${new URL("chat/", root).href}>${text("more.chat")}</a></p>
            <p class="hint">${text("more.docs")}</p>
          </section>
        </div>
      </div>`;
  }

  updated() {
    document.title = `${text("title")} · Carillon`;
  }
}

/** @param {string} name @param {string} label */
function block(name, label) {
  return html`<code-block id=${`code-${name}`} .code=${code(name)} .label=${label}></code-block>`;
}

customElements.define("socketio-page", SocketIoPage);
