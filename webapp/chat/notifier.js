// @ts-check
// Notifications of the system, for those who asked for them: when somebody names you or writes to you while the page is hidden.

import { storage } from "./storage.js";

const WANTED_KEY = "carillon.chat.notify";

/** @typedef {"unknown" | "off" | "on" | "denied"} Notifications `unknown`: this browser has none, or not without HTTPS */

/** @returns {Notifications} */
export function notifications() {
  if (!("Notification" in globalThis) || !isSecureContext) {
    return "unknown";
  }
  if (Notification.permission === "denied") {
    return "denied";
  }
  return Notification.permission === "granted" && storage.getItem(WANTED_KEY) !== null ? "on" : "off";
}

/** Asks for leave, which a browser grants only on somebody's own act. */
export async function wantNotifications() {
  if ((await Notification.requestPermission()) === "granted") {
    storage.setItem(WANTED_KEY, "1");
  }
}

export function stopNotifications() {
  storage.removeItem(WANTED_KEY);
}

/**
 * @param {{title: string, text: string, tag: string}} what tabs that tell the same do it once, by the tag
 * @param {() => void} chosen when somebody clicks it
 */
export function notify({ title, text, tag }, chosen) {
  if (document.hidden && notifications() === "on") {
    const notification = new Notification(title, { body: text, tag, icon: new URL("../shared/icon.svg", import.meta.url).href });
    notification.addEventListener("click", () => {
      window.focus();
      chosen();
      notification.close();
    });
  }
}
