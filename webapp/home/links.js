// @ts-check
// `<home-links>`: where everything is.

import { html } from "lit";
import { root } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import { text } from "./texts.js";

const PAGES = ["chat/", "ticker/", "playground/", "socketio/", "admin/", "api-docs/", "sign-in/"];
const DOCUMENTS = ["openapi.json", "problems/", "client/carillon.js", "client/carillon.d.ts", "sse", "health/ready", "health/live", "metrics"];

/** @type {Record<string, string>} */
const REQUESTS = {
  "GET api/events?channel=a&channel=b/*": "subscribe",
  "POST api/events/{channel}": "publish",
  "POST api/events": "batch",
};

class HomeLinks extends PageElement {
  render() {
    return html`<div class="lists">
      <section class="panel" aria-labelledby="pages-title">
        <h2 id="pages-title">${text("links.pages")}</h2>
        <dl>${PAGES.map(link)}</dl>
      </section>
      <section class="panel" aria-labelledby="documents-title">
        <h2 id="documents-title">${text("links.documents")}</h2>
        <dl>${DOCUMENTS.map(link)}</dl>
      </section>
      <section class="panel" aria-labelledby="requests-title">
        <h2 id="requests-title">${text("links.requests")}</h2>
        <dl>
          ${Object.entries(REQUESTS).map(([request, name]) => html`<dt><code>${request}</code></dt>
            <dd>${text(`requests.${name}`)}</dd>`)}
        </dl>
        <p class="hint">${text("links.readme")}</p>
      </section>
    </div>`;
  }
}

/** @param {string} path */
function link(path) {
  return html`<dt><a href=${new URL(path, root).href}><code>${path}</code></a></dt>
    <dd>${text(`links.${path}`)}</dd>`;
}

customElements.define("home-links", HomeLinks);
