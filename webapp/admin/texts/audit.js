// @ts-check
// The audit trail.

import { translator } from "../../shared/texts.js";

export const text = translator({
  en: {
    title: "Audit trail",
    lead: "Whatever is changed by administrators and by moderators of the chat, newest first, as it happens. An act that has only begun is shown so: the server died in between, or is still at it.",
    search: "Search in what is loaded",
    outcome: "Outcome",
    "outcome.all": "all",
    "outcome.done": "done",
    "outcome.failed": "failed",
    "outcome.accepted": "begun",
    gap: "Entries are missing between two that are shown here: retention has removed them. Load the page anew.",
    none: "Nothing was done yet, or nothing is kept of it.",
    "none.filtered": "Nothing of what is loaded is like that. Older entries may be.",
    count: "{shown} shown of {all} loaded",
    older: "Load older ones",
    beginning: "This is the beginning of the trail",
    time: "Time",
    who: "Who",
    act: "Act",
    what: "What",
  },
  "zh-CN": {
    title: "审计记录",
    lead: "管理员和聊天管理者所做的每一项更改，最新的在前，实时更新。只有开始没有结果的操作会如此标明：服务器在其间中断，或者仍在进行。",
    search: "在已加载的内容中搜索",
    outcome: "结果",
    "outcome.all": "全部",
    "outcome.done": "完成",
    "outcome.failed": "失败",
    "outcome.accepted": "已开始",
    gap: "这里显示的记录之间缺少一些：已按保留规则删除。请重新加载本页。",
    none: "还没有任何操作，或者没有保留。",
    "none.filtered": "已加载的内容中没有符合的。更早的记录中可能有。",
    count: "已加载 {all} 条，显示 {shown} 条",
    older: "加载更早的",
    beginning: "已到记录的开头",
    time: "时间",
    who: "谁",
    act: "操作",
    what: "内容",
  },
});
