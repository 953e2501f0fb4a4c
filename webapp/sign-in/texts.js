// @ts-check
// What the page on which one signs in says.

import { translator } from "../shared/texts.js";

export const text = translator({
  en: {
    title: "Sign in",
    secret: "Token, or the code of the server's log",
    hint:
      "The browser keeps a token in a cookie that no page can read. The server prints a link with a one-time code when it " +
      "starts and no administrator is signed in.",
    submit: "Sign in",
    until: "Until",
    "until.never": "no end",
    subscribe: "May read",
    publish: "May publish to",
    nothing: "nothing",
    admin: "Administration",
    yes: "yes",
    no: "no",
    out: "Sign out",
    home: "To the home page",
    console: "To the console",
    "signed-in": "You are signed in.",
    "signed-out": "You are signed out.",
    "invalid-code": "The code was used, is too old, or is wrong. Take the newest link in the server's log.",
    "invalid-token": "The token is not valid for this server.",
    "token-expired": "The token has expired. Get a new one.",
    "token-revoked": "The token was revoked.",
  },
  "zh-CN": {
    title: "登录",
    secret: "令牌，或服务器日志中的登录码",
    hint: "浏览器把令牌保存在任何页面都读不到的 cookie 中。只要没有管理员登录，服务器启动时会打印带有一次性登录码的链接。",
    submit: "登录",
    until: "有效期至",
    "until.never": "无期限",
    subscribe: "可以读取",
    publish: "可以发布到",
    nothing: "无",
    admin: "管理",
    yes: "是",
    no: "否",
    out: "退出登录",
    home: "前往首页",
    console: "前往控制台",
    "signed-in": "您已登录。",
    "signed-out": "您已退出登录。",
    "invalid-code": "登录码已被使用、已过期或有误。请使用服务器日志中最新的链接。",
    "invalid-token": "该令牌对本服务器无效。",
    "token-expired": "令牌已过期。请获取新令牌。",
    "token-revoked": "令牌已被吊销。",
  },
});
