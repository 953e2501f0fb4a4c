// @ts-check
// What is chosen on the page, and the link that says it.

/** @typedef {"event-source" | "fetch" | "ndjson" | "long-poll" | "short-poll"} Transport */
/** @typedef {"now" | "last" | "since" | "earliest" | "after"} StartKind */

/**
 * Everything is kept as it was typed; validation.js says what is wrong with it.
 *
 * @typedef {object} Options
 * @property {string} channels selectors, one a line
 * @property {StartKind} start
 * @property {string} last
 * @property {string} since
 * @property {string} after an event's id
 * @property {Transport} transport
 * @property {boolean} envelope
 * @property {string} types that a native EventSource listens for, with commas between
 * @property {string} wait seconds of a long poll
 * @property {string} every seconds between short polls
 * @property {string} cut seconds for which the connection stays cut
 * @property {boolean} token whether the code to copy sends one
 * @property {"one" | "batch"} form
 * @property {string} to the channel that is published to
 * @property {string} type
 * @property {string} key
 * @property {boolean} json
 * @property {boolean} volatile
 * @property {string} idempotency
 * @property {string} data
 * @property {string} batch
 * @property {"subscribe" | "publish"} code what the code to copy does
 * @property {"curl" | "javascript" | "java" | "python"} language
 */

/** @type {Readonly<Options>} */
export const DEFAULTS = Object.freeze({
  channels: "demo/**",
  start: "now",
  last: "10",
  since: "PT5M",
  after: "",
  transport: "fetch",
  envelope: true,
  types: "",
  wait: "30",
  every: "2",
  cut: "5",
  token: false,
  form: "one",
  to: "demo",
  type: "",
  key: "",
  json: false,
  volatile: false,
  idempotency: "",
  data: "hello",
  batch: '[\n  {"channel": "demo/a", "data": "one"},\n  {"channel": "demo/b", "type": "count", "key": "b", "data": {"n": 2}}\n]',
  code: "subscribe",
  language: "curl",
});

/** @type {Readonly<Record<string, readonly string[]>>} */
const CHOICES = {
  start: ["now", "last", "since", "earliest", "after"],
  transport: ["event-source", "fetch", "ndjson", "long-poll", "short-poll"],
  form: ["one", "batch"],
  code: ["subscribe", "publish"],
  language: ["curl", "javascript", "java", "python"],
};

/** Characters of one option in a link; browsers and chats take links of some thousand characters. */
const MOST_IN_LINK = 2_000;

/** @typedef {keyof Options} Name */

/**
 * What differs from the defaults, for the fragment of the page's address: that part is sent to no server.
 *
 * @param {Options} options
 */
export function toFragment(options) {
  const query = new URLSearchParams();
  for (const name of /** @type {Name[]} */ (Object.keys(DEFAULTS))) {
    const value = String(options[name]);
    if (options[name] !== DEFAULTS[name] && value.length <= MOST_IN_LINK) {
      query.set(name, value);
    }
  }
  return query.toString().replaceAll("%2F", "/").replaceAll("%2A", "*");
}

/**
 * @param {string} fragment
 * @returns {Options} the defaults for whatever it does not say, or says in a way that cannot be
 */
export function fromFragment(fragment) {
  /** @type {Record<string, string | boolean>} */
  const options = { ...DEFAULTS };
  for (const [name, value] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    if (!Object.hasOwn(DEFAULTS, name) || value.length > MOST_IN_LINK) {
      continue;
    }
    if (typeof DEFAULTS[/** @type {Name} */ (name)] === "boolean") {
      options[name] = value === "true";
    } else if (CHOICES[name]?.includes(value) ?? true) {
      options[name] = value;
    }
  }
  return /** @type {Options} */ (/** @type {unknown} */ (options));
}

/** @param {Options} options */
export function selectors(options) {
  return options.channels
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** @param {Options} options */
export function listenedTypes(options) {
  return options.types
    .split(",")
    .map((type) => type.trim())
    .filter((type) => type !== "");
}
