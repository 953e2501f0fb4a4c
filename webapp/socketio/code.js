// @ts-check
// The code that the page shows, for the server that it comes from. SocketIoPageIT runs it.

import { root } from "../shared/hub.js";

/** How many messages of before are asked for. */
const LAST = 10;

/** @type {Record<string, () => string>} */
const WRITERS = {
  page: () => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Chat</title>
  <script type="module" src="chat.js"></script>
</head>
<body>
  <ul id="messages"></ul>
  <form>
    <input autocomplete="off" aria-label="Message">
    <button>Send</button>
  </form>
</body>
</html>`,

  script: () => `import { io } from "${client()}";

const socket = ${connect("/")};
const form = document.querySelector("form");
const input = document.querySelector("input");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (input.value) {
    socket.emit("event", input.value);
    input.value = "";
  }
});

socket.on("data", (data) => {
  const item = document.createElement("li");
  item.textContent =
    typeof data === "string" ? data : JSON.stringify(data);
  document.querySelector("#messages").append(item);
});`,

  "curl-say": () => `curl -d 'Hello from curl' '${new URL("api/events/demo", root)}'`,

  "curl-listen": () => `curl -N '${new URL("api/events?channel=demo", root)}'`,

  ack: () => `const { id, error } = await socket
  .timeout(5000)
  .emitWithAck("event", "Hello");
if (error) {
  console.error(error.title, error.detail);
} else {
  console.log("kept as", id);
}`,

  channels: () => `socket.on("event", ({ id, channel, type, time, data }) => {
  console.log(channel, data);
});
const channel = "demo/kitchen";
await socket.emitWithAck("subscribe", { channel, last: ${LAST} });
await socket.emitWithAck("publish", {
  channel,
  data: { order: 7 },
});`,

  recovery: () => `socket.on("connect", () => {
  console.log("recovered:", socket.recovered);
});
socket.on("gap", (gap) => {
  console.log("some of it is gone", gap);
});`,

  rooms: () => `const chat = ${connect("/chat")};
chat.on("new-message", ({ author, text }, { room }, id) => {
  console.log(room, author.name, text);
});
// Unless a cookie or a token says who it is.
await chat.emitWithAck("nickname", "Ann");
const room = "lobby";
const { messages } = await chat.emitWithAck("join", { room });
await chat.emitWithAck("message", { room, text: "Hello" });`,
};

/** @param {string} name */
export function code(name) {
  return WRITERS[name]();
}

function client() {
  return `${root.pathname}socket.io/socket.io.esm.min.js`;
}

/** Under a path of its own the client has to be told, as everywhere. @param {string} namespace */
function connect(namespace) {
  const args = [
    ...(namespace === "/" ? [] : [JSON.stringify(namespace)]),
    ...(root.pathname === "/" ? [] : [`{ path: "${root.pathname}socket.io/" }`]),
  ];
  return `io(${args.join(", ")})`;
}
