// @ts-check
// The home page: a stream to watch, a form to publish, and the same as lines for a terminal.

import { language, onLanguage, speak } from "../shared/language.js";
import { EventList } from "./event-list.js";
import { publish } from "./publish.js";
import { Stream } from "./stream.js";
import { text } from "./texts.js";

/** @typedef {import("../shared/language.js").Language} Language */
/** @typedef {import("./stream.js").State} State */
/** @typedef {import("./publish.js").Outcome} Outcome */

const WATCHED = "demo";
const WATCH_ADDRESS = new URL(`api/events?channel=${WATCHED}&envelope=true`, document.baseURI);
const CURL_ADDRESS = new URL(`api/events?channel=${WATCHED}`, document.baseURI);
const PUBLISH_ADDRESS = new URL(`api/events/${WATCHED}`, document.baseURI);

const list = new EventList(byId("list"), byId("none"), byId("count"));
const state = byId("state");
const toggle = byId("toggle");
const answer = byId("answer");
const copied = byId("copied");
const form = /** @type {HTMLFormElement} */ (byId("publish"));

const stream = new Stream(WATCH_ADDRESS.href, {
  state: (now) => {
    state.dataset.state = now;
    describe();
  },
  event: (event) => list.add(event),
  gap: (gap, time) => list.addGap(gap, time),
});

/** What the page says depends on the state too. */
function describe() {
  state.textContent = text(language(), `state.${state.dataset.state}`);
  toggle.dataset.text = stream.isConnected ? "watch.disconnect" : "watch.connect";
  toggle.textContent = text(language(), toggle.dataset.text);
}

/** @param {Language} spoken */
function translate(spoken) {
  document.documentElement.lang = spoken;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(spoken, /** @type {HTMLElement} */ (element).dataset.text ?? "");
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    const pressed = /** @type {HTMLElement} */ (button).dataset.language === spoken;
    button.setAttribute("aria-pressed", String(pressed));
  }
  answer.replaceChildren();
  copied.textContent = "";
  list.describe();
  describe();
}

let sending = false;

async function send() {
  if (sending) {
    return;
  }
  sending = true;
  const button = form.querySelector("button");
  button?.setAttribute("aria-disabled", "true");
  const fields = new FormData(form);
  const draft = {
    channel: field(fields, "channel").trim(),
    type: field(fields, "type").trim(),
    data: field(fields, "data"),
    json: fields.has("json"),
    volatile: fields.has("volatile"),
  };
  if (draft.type !== "") {
    stream.listenTo(draft.type);
  }
  tell(await publish(draft), draft.channel);
  button?.removeAttribute("aria-disabled");
  sending = false;
}

/**
 * @param {Outcome} result
 * @param {string} channel
 */
function tell(result, channel) {
  const spoken = language();
  switch (result.outcome) {
    case "kept":
    case "delivered": {
      const id = result.outcome === "kept" ? result.id : "";
      const lines = [paragraph("", text(spoken, `publish.${result.outcome}`, { id }))];
      if (channel !== WATCHED) {
        lines.push(paragraph("", text(spoken, "publish.elsewhere", { watched: WATCHED })));
      }
      answer.replaceChildren(...lines);
      break;
    }
    case "refused": {
      const { problem } = result;
      const link = document.createElement("a");
      link.href = `problems/${encodeURIComponent(problem.type.split("/").pop() ?? "")}`;
      link.textContent = text(spoken, "publish.explanation");
      const lines = [
        paragraph("refused", problem.title),
        paragraph("", problem.finding),
        paragraph("", problem.remedy),
      ];
      lines.forEach((line) => (line.lang = "en"));
      const last = paragraph("", "");
      last.append(link);
      answer.replaceChildren(...lines, last);
      break;
    }
    case "unclear":
      answer.replaceChildren(paragraph("refused", text(spoken, "publish.unclear", { status: result.status })));
      break;
    case "unreachable":
      answer.replaceChildren(paragraph("refused", text(spoken, "publish.unreachable")));
      break;
  }
}

/** @param {HTMLElement} line */
async function copy(line) {
  const content = line.textContent ?? "";
  try {
    await navigator.clipboard.writeText(content);
    copied.textContent = text(language(), "curl.copied", { line: content });
  } catch {
    // Without HTTPS a browser has no clipboard for pages.
    getSelection()?.selectAllChildren(line);
    copied.textContent = text(language(), "curl.selected");
  }
}

/**
 * @param {FormData} fields
 * @param {string} name
 */
function field(fields, name) {
  return String(fields.get(name) ?? "");
}

/**
 * @param {string} className
 * @param {string} content
 */
function paragraph(className, content) {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = content;
  return element;
}

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`no element ${id}`);
  }
  return element;
}

byId("address").textContent = WATCH_ADDRESS.href;
byId("curl-watch").textContent = `curl -N '${CURL_ADDRESS}'`;
byId("curl-publish").textContent = `curl -d hello '${PUBLISH_ADDRESS}'`;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void send();
});
toggle.addEventListener("click", () => (stream.isConnected ? stream.disconnect() : stream.connect()));
byId("clear").addEventListener("click", () => list.clear());
for (const button of document.querySelectorAll("[data-language]")) {
  const chosen = /** @type {Language} */ (/** @type {HTMLElement} */ (button).dataset.language);
  button.addEventListener("click", () => speak(chosen));
}
for (const button of document.querySelectorAll("[data-copy]")) {
  const line = byId(/** @type {HTMLElement} */ (button).dataset.copy ?? "");
  button.addEventListener("click", () => void copy(line));
}

onLanguage(translate);
stream.connect();
