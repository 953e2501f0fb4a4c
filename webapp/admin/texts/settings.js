// @ts-check
// Settings.

import { translator } from "../../shared/texts.js";

export const text = translator({
  en: {
    title: "Settings in effect",
    search: "Search",
    changed: "Only what is not as it ships",
    unknown: "Names that mean nothing",
    "unknown.text": "They begin with “carillon.”, and no setting has them: most often a typing error. What they were to say is not in effect.",
    none: "No setting is like that.",
    name: "Setting",
    value: "Value",
    source: "From",
    secret: "secret",
    empty: "empty",
    "source.default": "as it ships",
    "source.file": "file",
    "source.environment": "environment",
    "source.system property": "system property",
  },
  "zh-CN": {
    title: "生效的设置",
    search: "搜索",
    changed: "只看改动过的",
    unknown: "没有意义的名称",
    "unknown.text": "它们以 “carillon.” 开头，但没有这样的设置：多半是拼写错误。它们想表达的内容没有生效。",
    none: "没有这样的设置。",
    name: "设置",
    value: "值",
    source: "来源",
    secret: "机密",
    empty: "空",
    "source.default": "出厂值",
    "source.file": "文件",
    "source.environment": "环境变量",
    "source.system property": "系统属性",
  },
});
