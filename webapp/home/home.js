// @ts-check
// The home page: what this hub is, live.

import { html } from "lit";
import "../shared/page-header.js";
import { root } from "../shared/hub.js";
import { PageElement } from "../shared/page-element.js";
import "../shared/code-block.js";
import { CHANNEL } from "./channel.js";
import "./health.js";
import "./links.js";
import "./publish-box.js";
import { text } from "./texts.js";
import "./watch.js";

class HomePage extends PageElement {
  render() {
    const watch = `curl -N '${new URL(`api/events?channel=${CHANNEL}`, root)}'`;
    const publish = `curl -d hello '${new URL(`api/events/${CHANNEL}`, root)}'`;
    return html`
      <div class="top">
        <div>
          <h1>Carillon</h1>
          <p class="lead">${text("lead")}</p>
        </div>
        <home-health></home-health>
      </div>
      <div class="columns">
        <home-watch class="panel"></home-watch>
        <div class="side">
          <home-publish class="panel"></home-publish>
          <section class="panel terminal" aria-labelledby="curl-title">
            <h2 id="curl-title">${text("curl.title")}</h2>
            <p class="hint">${text("curl.watch")}</p>
            <code-block id="curl-watch" .code=${watch} .label=${text("curl.watch")}></code-block>
            <p class="hint">${text("curl.publish")}</p>
            <code-block id="curl-publish" .code=${publish} .label=${text("curl.publish")}></code-block>
          </section>
        </div>
      </div>
      <home-links></home-links>
    `;
  }
}

customElements.define("home-page", HomePage);
