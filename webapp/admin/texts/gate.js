// @ts-check
// What stands before the console.

import { translator } from "../../shared/texts.js";

export const text = translator({
  en: {
    looking: "Looking who is signed in…",
    unreachable: "The hub cannot be reached",
    "unreachable.remedy": "Is it running? This page tries again every few seconds.",
    "try-now": "Try now",
    anonymous: "Sign in to administer this hub",
    "anonymous.remedy": "The console is for tokens with the grant “admin”.",
    "not-admin": "This token may not administer the hub",
    "not-admin.remedy":
      "You are signed in as {name}, whose token does not have the grant “admin”. Ask an administrator for one that has, and sign in with it here.",
    ended: "Your session has ended",
    "ended.remedy": "The token has expired, was revoked, or you have signed out. Sign in again: you come back to where you were.",
    secret: "Token, or the code of the server's log",
    hint:
      "The browser keeps a token in a cookie that no page can read. If no administrator has a token yet, the server's log has a link with a code that works once: open it, or paste it here.",
    "sign-in": "Sign in",
  },
  "zh-CN": {
    looking: "正在查看登录状态…",
    unreachable: "无法连接到服务器",
    "unreachable.remedy": "服务器在运行吗？本页每隔几秒会自动重试。",
    "try-now": "立即重试",
    anonymous: "登录后才能管理",
    "anonymous.remedy": "控制台需要带有 “admin” 权限的令牌。",
    "not-admin": "此令牌没有管理权限",
    "not-admin.remedy": "当前以 {name} 登录，其令牌没有 “admin” 权限。请向管理员索取一个有此权限的令牌，然后在这里登录。",
    ended: "会话已结束",
    "ended.remedy": "令牌已过期、已被吊销，或者您已退出。重新登录后会回到刚才的位置。",
    secret: "令牌，或服务器日志中的一次性代码",
    hint: "令牌保存在任何网页都读不到的 Cookie 中。如果还没有管理员令牌，服务器日志里有一个只能用一次的链接：打开它，或者粘贴到这里。",
    "sign-in": "登录",
  },
});
