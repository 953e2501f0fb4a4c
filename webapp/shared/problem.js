// @ts-check
// What went wrong, as a sentence for the reader.

import { ProblemError } from "../client/carillon.js";
import { translator } from "./texts.js";

const text = translator({
  en: {
    unreachable: "The hub cannot be reached. Try again when the connection is back.",
    unknown: "Something went wrong on this page: {message}",
  },
  "zh-CN": {
    unreachable: "无法连接到服务器。请在网络恢复后重试。",
    unknown: "此页面出现错误：{message}",
  },
});

/**
 * The finding and the remedy of a refusal; they are English, as the API's are.
 *
 * @param {unknown} failure
 */
export function explain(failure) {
  if (failure instanceof ProblemError && failure.status === 0) {
    return text("unreachable");
  }
  if (failure instanceof ProblemError) {
    const { title, finding, remedy, detail } = failure.problem;
    return [title, finding ?? detail, remedy].filter((part) => typeof part === "string" && part !== "").join(" — ");
  }
  if (failure instanceof TypeError || (failure instanceof DOMException && failure.name === "NetworkError")) {
    return text("unreachable");
  }
  return text("unknown", { message: String(failure instanceof Error ? failure.message : failure) });
}
