// @ts-check
// What the page about Socket.IO says.

import { translator } from "../shared/texts.js";

const EN = {
  title: "Socket.IO",
  lead:
    "Socket.IO's own client works with Carillon as it is: nothing to install on the server, the same events, the same rights. " +
    "This page builds the chat that its tutorials begin with.",
  "chat.title": "The chat, live",
  "chat.lines": "What was said",
  "chat.none": "Nothing yet. Say something, open this page a second time, or use curl.",
  "chat.message": "Message",
  "chat.send": "Send",
  "chat.connecting": "connecting",
  "chat.by-websocket": "connected by WebSocket",
  "chat.by-polling": "connected by long polling",
  "chat.cut": "Cut the connection",
  "chat.cut-hint": "The client comes back after a second or so, and is sent what it missed.",
  "chat.recovered": "The connection was lost and is back. Nothing was missed.",
  "chat.anew": "A new connection: what was said in between is not here.",
  "chat.gap": "Some of what was said in between is gone.",
  "chat.closed": "The server ended this connection.",
  "chat.unreachable": "The server cannot be reached. The client tries again by itself.",
  "chat.no-answer": "The server has not acknowledged this message in time; it may have got it.",
  "curl.title": "From a terminal",
  "curl.text": "Whatever publishes over HTTP is heard in the chat, and the chat is heard by whoever listens over HTTP.",
  "curl.say": "Say something",
  "curl.listen": "Listen",
  "curl.why":
    "The chat is the channel demo of the hub: emit('event', …) publishes there, and everybody who is connected hears it as 'data'. " +
    "The setting carillon.socketio.default-channel names another one.",
  "code.title": "The code",
  "code.text": "Two files, served from here as any other; the client comes with the server, as it does with Socket.IO's own. A page of another origin begins both addresses with this server's, and carillon.cors.origins names it.",
  "code.page": "The page",
  "code.script": "The script",
  "code.module":
    "Tutorials put the script into the page. It is a file of its own here: a page with a content security policy, such as all of Carillon's, " +
    "runs no inline scripts. The plain socket.io.js, which sets a global io, is there too.",
  "next.title": "Beyond the tutorial",
  "ack.title": "Acknowledgements",
  "ack.text": "Once it is answered the event is on the disk, and has an id. A refusal is answered with a problem document, as over HTTP.",
  "channels.title": "Channels",
  "channels.text":
    "What Socket.IO calls a room of the server is a channel here: subscribe to any that you may read, from now on or with what was said before, and publish to any that you may write.",
  "recovery.title": "Recovery",
  "recovery.text":
    "Each event has its id. After a loss of two minutes at most the client is sent what it missed, also if the server was killed meanwhile; recovered says so. If something is gone for good, gap says that.",
  "rooms.title": "Chat rooms",
  "rooms.text": "The namespace /chat has the rooms of the chat page: history, members, who types, and the rights of each room.",
  "more.chat": "Open the chat page, and choose Socket.IO below its list of rooms.",
  "more.docs": "docs/socketio.md, which comes with the sources, has everything: what is supported, errors, limits, and how to write namespaces of your own in Java.",
};

/** @type {Record<keyof typeof EN, string>} */
const ZH = {
  title: "Socket.IO",
  lead: "Socket.IO 官方客户端无需修改即可用于 Carillon：服务器上不用另装任何东西，事件相同，权限也相同。本页实现的就是其教程一开始的那个聊天。",
  "chat.title": "正在运行的聊天",
  "chat.lines": "聊天内容",
  "chat.none": "还没有内容。请说点什么，再打开一次本页，或使用 curl。",
  "chat.message": "消息",
  "chat.send": "发送",
  "chat.connecting": "正在连接",
  "chat.by-websocket": "已通过 WebSocket 连接",
  "chat.by-polling": "已通过长轮询连接",
  "chat.cut": "切断连接",
  "chat.cut-hint": "客户端大约一秒后重新连接，并补收错过的内容。",
  "chat.recovered": "连接曾断开，现已恢复，没有错过任何内容。",
  "chat.anew": "这是一个新的连接：其间的内容不在这里。",
  "chat.gap": "其间的部分内容已无法补发。",
  "chat.closed": "服务器结束了此连接。",
  "chat.unreachable": "无法连接到服务器，客户端会自动重试。",
  "chat.no-answer": "服务器没有及时确认这条消息；它可能已经收到。",
  "curl.title": "在终端里",
  "curl.text": "通过 HTTP 发布的内容会出现在聊天里；聊天的内容，通过 HTTP 接收的程序也能收到。",
  "curl.say": "说点什么",
  "curl.listen": "接收",
  "curl.why": "这个聊天就是频道 demo：emit('event', …) 发布到那里，所有已连接的客户端以 'data' 收到。设置 carillon.socketio.default-channel 可指定其他频道。",
  "code.title": "代码",
  "code.text": "两个文件，由本服务器提供即可；客户端随服务器提供，与 Socket.IO 自己的服务器一样。其他来源的页面在两处地址前加上本服务器的地址，并在 carillon.cors.origins 中写明来源。",
  "code.page": "页面",
  "code.script": "脚本",
  "code.module": "教程把脚本写在页面里。这里它是单独的文件：设有内容安全策略的页面（Carillon 的页面都是）不运行内联脚本。设置全局变量 io 的普通 socket.io.js 也可以使用。",
  "next.title": "教程之外",
  "ack.title": "确认",
  "ack.text": "得到回答时，事件已写入磁盘并有了 id。被拒绝时，回答是与 HTTP 相同的问题文档。",
  "channels.title": "频道",
  "channels.text": "Socket.IO 服务器上的房间在这里就是频道：可以订阅任何有权读取的频道，从现在开始，或包括之前的内容；也可以向任何有权写入的频道发布。",
  "recovery.title": "恢复",
  "recovery.text": "每个事件都有 id。断线不超过两分钟时，客户端会收到错过的内容，即使服务器在此期间被强行终止；recovered 会说明这一点。如果有内容再也无法补发，gap 会说明。",
  "rooms.title": "聊天室",
  "rooms.text": "命名空间 /chat 提供聊天页面的房间：历史、成员、输入提示，以及每个房间的权限。",
  "more.chat": "打开聊天页面，在房间列表下方选择 Socket.IO。",
  "more.docs": "源代码附带的 docs/socketio.md 说明全部内容：支持什么、错误、限制，以及如何用 Java 编写自己的命名空间。",
};

export const text = translator({ en: EN, "zh-CN": ZH });
