// @ts-check
// Draining.

import { translator } from "../../shared/texts.js";

export const text = translator({
  en: {
    title: "Drain",
    lead:
      "Before a server is stopped it lets its connections go: new streams are told to come again, polls are answered, and open streams end evenly over a time. Events are taken and delivered as always. Take the server out of the load balancer first.",
    idle: "The server takes connections.",
    "idle.open": "The server takes connections; {count} are open.",
    time: "Over",
    "time.default": "as in the settings",
    "time.hint": "Such as 30s or 5m, an hour at most. Empty: carillon.drain.time.",
    start: "Start the drain",
    "start.text": "Every stream of this server is closed, and no new one is taken until you take it back or the server is started anew. This page goes on by itself.",
    started: "The drain has begun.",
    left: "{count} connections are left.",
    empty: "No connection is left: the server can be stopped.",
    running: "Runs for {running}, planned for {time}.",
    resume: "Take it back",
    "resume.hint": "New connections are taken again, and what is open stays open.",
    resumed: "The server takes connections again.",
  },
  "zh-CN": {
    title: "排空",
    lead: "停止服务器之前，先让连接离开：新的流会被告知稍后再来，轮询会得到答复，打开的流会在一段时间内均匀地结束。事件照常接收和投递。请先把服务器移出负载均衡。",
    idle: "服务器正在接受连接。",
    "idle.open": "服务器正在接受连接，目前打开 {count} 个。",
    time: "用时",
    "time.default": "按设置",
    "time.hint": "例如 30s 或 5m，最多一小时。留空则按 carillon.drain.time。",
    start: "开始排空",
    "start.text": "本服务器的每个流都会关闭，在您撤回或服务器重新启动之前不接受新的流。本页会自动继续。",
    started: "排空已开始。",
    left: "还剩 {count} 个连接。",
    empty: "没有剩下的连接，可以停止服务器。",
    running: "已进行 {running}，计划 {time}。",
    resume: "撤回",
    "resume.hint": "重新接受新的连接，仍打开的保持打开。",
    resumed: "服务器重新接受连接。",
  },
});
