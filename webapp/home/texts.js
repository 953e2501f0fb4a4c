// @ts-check
// What the home page says. index.html has the English texts of everything that stands still, for whoever has no script.

/** @typedef {import("../shared/language.js").Language} Language */

/** @type {Record<Language, Record<string, string>>} */
const TEXTS = {
  en: {
    "lead":
      "Carillon is a real-time event hub inside your servlet container: anything publishes over HTTP, and browsers and " +
      "services listen with plain EventSource. Whoever loses the connection is sent what it missed, and is told if " +
      "something is gone.",
    "watch.title": "Watch",
    "watch.listening": "Listening to",
    "watch.none": "Nothing yet. Publish something: here, or with curl.",
    "watch.connect": "Connect",
    "watch.disconnect": "Disconnect",
    "watch.clear": "Clear",
    "watch.count": "{shown} of {all} events",
    "watch.no-id": "volatile, no id",
    "state.connecting": "connecting",
    "state.live": "live",
    "state.reconnecting": "reconnecting",
    "state.disconnected": "disconnected",
    "state.refused": "refused",
    "gap.trimmed": "Events are missing here: the log no longer has them.",
    "gap.unknown-epoch": "Events may be missing here: the server has a new log. The stream begins with its oldest event.",
    "gap.unknown-offset": "Events may be missing here: the server's log ends before the last event of this page.",
    "gap.slow": "Volatile events are missing here: this page read too slowly.",
    "gap.other": "Events are missing here ({reason}).",
    "publish.title": "Publish",
    "publish.channel": "Channel",
    "publish.type": "Type, optional",
    "publish.type-hint":
      "EventSource gives an event that has a type only to a listener for that type. This page adds one for each type you " +
      "publish here.",
    "publish.data": "Data",
    "publish.json": "It is JSON",
    "publish.volatile": "Volatile: deliver it and keep nothing",
    "publish.send": "Publish",
    "publish.kept": "Published with the id {id}.",
    "publish.delivered": "Delivered, and not kept.",
    "publish.elsewhere": "This page watches {watched}, so it does not appear here.",
    "publish.unreachable": "The server did not answer. Is it running?",
    "publish.unclear": "The server answered with {status}.",
    "publish.explanation": "What this means",
    "curl.title": "From a terminal",
    "curl.copy": "Copy",
    "curl.copied": "Copied: {line}",
    "curl.selected": "The line is selected; copy it with the keyboard.",
    "more.title": "In short",
    "more.subscribe":
      "Subscribe to channels and patterns. Start with last=10, since=PT5M, from=earliest or last_event_id=…; envelope=true " +
      "adds channel, key and time.",
    "more.publish": "Publish one event. Headers: Event-Type, Event-Key, Event-Volatile.",
    "more.batch": "Publish a JSON event, or an array of them: all or nothing.",
    "more.sse": "The time, every two seconds: an example written with the Jakarta REST API alone.",
    "more.sign-in": "Sign in with a token. Without one you may use demo and the channels below it.",
    "more.api": "Every request with its parameters and answers, from openapi.json.",
    "more.problems": "Why something is refused, and what to do then.",
    "more.readme": "README.md, which comes with the sources, has the whole contract, the settings and how to deploy.",
  },
  "zh-CN": {
    "lead":
      "Carillon 是运行在 Servlet 容器里的实时事件中心：任何程序都可以用 HTTP 发布，浏览器和服务用原生的 EventSource 接收。" +
      "断线后会补发错过的事件；补不了的，会明确告知。",
    "watch.title": "接收",
    "watch.listening": "正在接收",
    "watch.none": "还没有事件。请在这里或用 curl 发布一个。",
    "watch.connect": "连接",
    "watch.disconnect": "断开",
    "watch.clear": "清空",
    "watch.count": "显示 {shown} 个，共 {all} 个事件",
    "watch.no-id": "易失，没有 id",
    "state.connecting": "正在连接",
    "state.live": "已连接",
    "state.reconnecting": "正在重新连接",
    "state.disconnected": "已断开",
    "state.refused": "被拒绝",
    "gap.trimmed": "此处缺少事件：日志里已经没有了。",
    "gap.unknown-epoch": "此处可能缺少事件：服务器换了新的日志，从其中最早的事件开始。",
    "gap.unknown-offset": "此处可能缺少事件：服务器的日志到不了本页最后收到的事件。",
    "gap.slow": "此处缺少易失事件：本页读取太慢。",
    "gap.other": "此处缺少事件（{reason}）。",
    "publish.title": "发布",
    "publish.channel": "频道",
    "publish.type": "类型（可选）",
    "publish.type-hint": "带类型的事件，EventSource 只交给该类型的监听器。在这里发布过的类型，本页都会添加监听器。",
    "publish.data": "数据",
    "publish.json": "这是 JSON",
    "publish.volatile": "易失：只投递，不保留",
    "publish.send": "发布",
    "publish.kept": "已发布，id 为 {id}。",
    "publish.delivered": "已投递，未保留。",
    "publish.elsewhere": "本页接收的是 {watched}，所以不会出现在这里。",
    "publish.unreachable": "服务器没有回答。它在运行吗？",
    "publish.unclear": "服务器的回答是 {status}。",
    "publish.explanation": "这是什么意思",
    "curl.title": "在终端里",
    "curl.copy": "复制",
    "curl.copied": "已复制：{line}",
    "curl.selected": "已选中这一行，请用键盘复制。",
    "more.title": "简要说明",
    "more.subscribe":
      "订阅频道和模式。起点：last=10、since=PT5M、from=earliest 或 last_event_id=…；envelope=true 会带上频道、键和时间。",
    "more.publish": "发布一个事件。请求头：Event-Type、Event-Key、Event-Volatile。",
    "more.batch": "发布一个 JSON 事件，或一个数组：要么全部成功，要么全部不发布。",
    "more.sse": "每两秒报一次时间：只用 Jakarta REST API 写成的例子。",
    "more.sign-in": "用令牌登录。没有令牌时可以使用 demo 及其下的频道。",
    "more.api": "每个请求的参数和回答，由 openapi.json 生成。",
    "more.problems": "请求为什么被拒绝，以及该怎么办。",
    "more.readme": "源代码附带的 README.zh-CN.md 有完整的约定、设置和部署方法。",
  },
};

/**
 * @param {Language} language
 * @param {string} key
 * @param {Record<string, string | number>} [values] for the names in braces
 */
export function text(language, key, values = {}) {
  const found = TEXTS[language][key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @param {string} key */
export function has(key) {
  return key in TEXTS.en;
}
