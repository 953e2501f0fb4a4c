// @ts-check
// What the frame of the page says, in each language. The descriptions themselves come from openapi.json.

/** @typedef {import("../shared/language.js").Language} Language */

/** @type {Record<Language, Record<string, string>>} */
const TEXTS = {
  en: {
    "nav.title": "On this page",
    "about.source": "Made from",
    "about.english": "The descriptions are in English.",
    "open.all": "Open all",
    "close.all": "Close all",
    "schemas.title": "Documents",
    "failure": "openapi.json cannot be read. Is the server running?",
    "part.parameters": "Parameters",
    "part.body": "Body",
    "part.answers": "Answers",
    "part.try": "Try it",
    "who": "Who",
    "who.anybody": "anybody",
    "who.bearer": "a token in Authorization: Bearer",
    "who.cookie": "the session's cookie",
    "who.ticket": "a ticket",
    "who.granted": "anybody, as far as it is granted to all",
    "in.path": "in the path",
    "in.query": "in the query",
    "in.header": "header",
    "required": "required",
    "default": "{value} if absent",
    "or": "or",
    "listOf": "list of",
    "schema.string": "text",
    "schema.integer": "whole number",
    "schema.number": "number",
    "schema.boolean": "true or false",
    "schema.object": "object",
    "schema.null": "null",
    "schema.any": "any value",
    "characters": "{min} to {max} characters",
    "between": "{min} to {max}",
    "from": "from {min}",
    "upTo": "up to {max}",
    "entries": "up to {max} of them",
  },
  "zh-CN": {
    "nav.title": "本页内容",
    "about.source": "由以下文档生成：",
    "about.english": "各项说明为英文。",
    "open.all": "全部展开",
    "close.all": "全部收起",
    "schemas.title": "文档结构",
    "failure": "无法读取 openapi.json。服务器在运行吗？",
    "part.parameters": "参数",
    "part.body": "请求正文",
    "part.answers": "回答",
    "part.try": "试一试",
    "who": "谁可以用",
    "who.anybody": "任何人",
    "who.bearer": "Authorization: Bearer 中的令牌",
    "who.cookie": "会话 cookie",
    "who.ticket": "一次性票据",
    "who.granted": "任何人（在对所有人开放的范围内）",
    "in.path": "在路径中",
    "in.query": "在查询中",
    "in.header": "请求头",
    "required": "必填",
    "default": "省略时为 {value}",
    "or": "或",
    "listOf": "列表：",
    "schema.string": "文本",
    "schema.integer": "整数",
    "schema.number": "数字",
    "schema.boolean": "true 或 false",
    "schema.object": "对象",
    "schema.null": "null",
    "schema.any": "任意值",
    "characters": "{min} 到 {max} 个字符",
    "between": "{min} 到 {max}",
    "from": "至少 {min}",
    "upTo": "至多 {max}",
    "entries": "至多 {max} 个",
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
