// @ts-check
// Refusals: RFC 9457.

/** @typedef {import("./carillon.js").Problem} Problem */

/** Characters of an answer that are looked at: a problem of the hub has some hundred. */
const MAX_CHARACTERS = 65_536;

/** A request was refused, or there was no answer (`status` is 0 then). */
export class ProblemError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super([problem.title, problem.finding, problem.remedy].filter(Boolean).join(" "));
    this.name = "ProblemError";
    this.problem = problem;
    this.status = problem.status;
  }
}

/**
 * What an answer that is no success says. Whoever stands in between (a proxy, a portal) has no problem document.
 *
 * @param {Response} response
 * @returns {Promise<Problem>}
 */
export async function problemOf(response) {
  const { status } = response;
  try {
    const type = response.headers.get("Content-Type") ?? "";
    if (/^application\/(problem\+)?json\b/i.test(type)) {
      const document = JSON.parse((await response.text()).slice(0, MAX_CHARACTERS));
      if (typeof document?.type === "string") {
        return { title: response.statusText, ...document, status };
      }
    }
  } catch {
    // Cut off, or no JSON: the status is all there is.
  }
  return { type: "about:blank", title: response.statusText || `Status ${status}`, status };
}

/**
 * No answer at all. Browsers tell pages nothing more about it.
 *
 * @param {unknown} cause
 * @returns {Problem}
 */
export function unreachable(cause) {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return { type: "about:blank", title: "The hub cannot be reached", status: 0, detail };
}

/**
 * Whether asking again may help: the answer speaks of the moment and not of the request.
 *
 * @param {number} status
 */
export function isPassing(status) {
  return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;
}

/**
 * `Retry-After` (RFC 9110, 10.2.3) in milliseconds; null without one.
 *
 * @param {Response} response
 * @param {number} now milliseconds since 1970
 */
export function retryAfter(response, now) {
  const text = response.headers.get("Retry-After")?.trim() ?? "";
  if (/^[0-9]+$/.test(text)) {
    return Number(text) * 1000;
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
