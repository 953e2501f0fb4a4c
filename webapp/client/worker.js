// @ts-check
// The shared worker: one for all pages of a browser that read the same hub as the same caller.

import { browser } from "./environment.js";
import { Host } from "./host.js";

/** @typedef {import("./host.js").FromPage} FromPage */

/** @type {Host | null} */
let host = null;

/** @param {{ ports: readonly MessagePort[] }} event */
function connected({ ports: [port] }) {
  /** @type {ReturnType<Host["attach"]> | null} */
  let page = null;
  port.onmessage = ({ data }) => {
    if (data.tell === "hello" && page === null) {
      host ??= new Host(browser(), data.config);
      page = host.attach((message) => port.postMessage(message));
      const { detach } = page;
      // The page holds this lock while it lives, so whoever gets it knows that it is gone, however that was.
      navigator.locks?.request(data.lock, () => {
        detach();
        port.close();
      });
    }
    page?.receive(/** @type {FromPage} */ (data));
  };
}

globalThis.addEventListener("connect", (event) => connected(/** @type {MessageEvent} */ (event)));
