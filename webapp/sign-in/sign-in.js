// @ts-check
// Signs in with a token, or with the one-time code that stands behind the # of the link in the server's log. What stands behind
// the # is sent to no server and kept in no log.

import { language, onLanguage, speak } from "../shared/language.js";
import { find, text } from "./texts.js";

/** @typedef {{subject: string | null, name: string | null, expiresAt: string | null,
 *   grants: {publish: string[], subscribe: string[], admin: boolean}}} Session */

const ADDRESS = new URL("../api/session", document.baseURI);

const form = /** @type {HTMLFormElement} */ (byId("form"));
const secret = /** @type {HTMLInputElement} */ (byId("secret"));
const message = byId("message");

/** @type {Session | null} */
let session = null;

/** @type {{kind: "good" | "bad", key: string, detail?: string} | null} */
let told = null;

function describe() {
  const spoken = language();
  document.documentElement.lang = spoken;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(spoken, /** @type {HTMLElement} */ (element).dataset.text ?? "");
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.language === spoken));
  }
  message.dataset.kind = told?.kind ?? "";
  message.textContent = told ? text(spoken, told.key, { detail: told.detail ?? "" }) : "";
  const signedIn = session !== null && session.subject !== null;
  form.hidden = signedIn;
  byId("session").hidden = !signedIn;
  if (session === null || session.subject === null) {
    return;
  }
  const { grants, expiresAt } = session;
  byId("name").textContent = session.name;
  byId("until").textContent =
    expiresAt === null ? text(spoken, "until.never") : new Date(expiresAt).toLocaleString(spoken);
  byId("subscribe").textContent = grants.subscribe.join(", ") || text(spoken, "nothing");
  byId("publish").textContent = grants.publish.join(", ") || text(spoken, "nothing");
  byId("admin").textContent = text(spoken, grants.admin ? "yes" : "no");
}

/**
 * @param {string} method
 * @param {Record<string, string>} [body]
 * @returns {Promise<boolean>} whether it was done
 */
async function ask(method, body) {
  try {
    const response = await fetch(ADDRESS, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
    const answer = response.status === 204 ? null : await response.json();
    if (!response.ok) {
      const slug = String(answer?.type ?? "").split("/").pop() ?? "";
      told = find("en", slug)
        ? { kind: "bad", key: slug }
        : { kind: "bad", key: "failed", detail: String(answer?.detail ?? response.status) };
      return false;
    }
    session = answer;
    return true;
  } catch {
    told = { kind: "bad", key: "unreachable" };
    return false;
  }
}

/** A token has two dots, and a code has none. @param {string} value */
async function signIn(value) {
  told = null;
  if (await ask("POST", value.includes(".") ? { token: value } : { code: value })) {
    told = { kind: "good", key: "signed-in" };
    secret.value = "";
  }
  describe();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  signIn(secret.value.trim());
});

byId("out").addEventListener("click", async () => {
  told = null;
  if (await ask("DELETE")) {
    session = null;
    told = { kind: "good", key: "signed-out" };
  }
  describe();
});

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    speak(/** @type {HTMLElement} */ (button).dataset.language === "zh-CN" ? "zh-CN" : "en");
  });
}
onLanguage(describe);

const code = /^#(?:code=)?([\w-]+)$/.exec(location.hash)?.[1];
if (code) {
  // The code is used up now: nobody needs it in the history.
  history.replaceState(null, "", location.pathname);
  signIn(code);
} else {
  ask("GET").then(describe);
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function byId(id) {
  const element = document.getElementById(id);
  if (!element) {
    throw new Error(`no element ${id}`);
  }
  return element;
}
