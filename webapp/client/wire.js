// @ts-check
// What comes over the wire, whatever the transport, as one kind of thing.

/**
 * An event as the hub's envelope has it, ready to be sent from a worker to a page.
 *
 * @typedef {object} WireEvent
 * @property {string | null} id
 * @property {string} channel
 * @property {string} type
 * @property {string | null} key
 * @property {string} time RFC 3339
 * @property {unknown} data
 */

/** @typedef {import("./carillon.js").Gap} Gap */
/** @typedef {import("./carillon.js").Problem} Problem */

/**
 * How a transport ended.
 *
 * @typedef {object} Ending
 * @property {boolean} refused it is of no use to come again
 * @property {string | null} reason what the hub said in its last words, such as `token-expired`
 * @property {Problem | null} problem
 * @property {number | null} wait milliseconds that the hub wants to be left alone for
 */

/**
 * What a transport tells. Nothing after `ended`, and nothing after it was closed.
 *
 * @typedef {object} TransportListener
 * @property {() => void} opened it works: the hub's first bytes are here
 * @property {() => void} alive something came, if only a heartbeat
 * @property {(milliseconds: number) => void} retry
 * @property {(event: WireEvent) => void} event
 * @property {(id: string) => void} place the reader's place has moved without an event
 * @property {(gap: Gap) => void} gap
 * @property {() => void} expiring the token ends soon
 * @property {(upToDate: boolean) => void} complete a poll was answered, with everything that there is or with a part of it
 * @property {(ending: Ending) => void} ended
 */

/**
 * One way to be told events.
 *
 * @typedef {object} Transport
 * @property {import("./carillon.js").Status["transport"]} name
 * @property {(cursor: string | null) => void} open
 * @property {() => void} close
 */

/** What the hub tells about itself, and not an event of a channel. */
const NOTICE = "carillon.";

/** The size of an event is found once for all who keep it. @type {WeakMap<WireEvent, number>} */
const sizes = new WeakMap();

/**
 * About how many characters an event takes.
 *
 * @param {WireEvent} event
 */
export function sizeOf(event) {
  const known = sizes.get(event);
  if (known !== undefined) {
    return known;
  }
  const size = 200 + (JSON.stringify(event.data)?.length ?? 0);
  sizes.set(event, size);
  return size;
}

/**
 * Understands blocks of server-sent events.
 *
 * @param {TransportListener} listener
 * @param {{ enveloped: boolean, channel: string, now: () => number }} stream
 * @param {import("./parser.js").ParsedEvent} event
 */
export function readBlock(listener, { enveloped, channel, now }, { type, data, id }) {
  if (type.startsWith(NOTICE)) {
    readNotice(listener, type.slice(NOTICE.length), parse(data));
    return;
  }
  const envelope = enveloped ? parse(data) : null;
  if (isEnvelope(envelope)) {
    listener.event(ofEnvelope(envelope));
  } else {
    const time = new Date(now()).toISOString();
    listener.event({ id, channel, type, key: null, time, data: parse(data) ?? data });
  }
}

/**
 * Understands a line of JSON.
 *
 * @param {TransportListener} listener
 * @param {string} line
 * @returns {string | null} the hub's last words
 */
export function readLine(listener, line) {
  const value = parse(line);
  if (isEnvelope(value)) {
    listener.event(ofEnvelope(value));
    return null;
  }
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const [name, content] = Object.entries(value)[0] ?? ["", null];
  switch (name) {
    case "retry":
      listener.retry(Number(content));
      break;
    case "cursor":
      listener.place(String(content));
      break;
    case "closed":
      return String(content);
    default:
      readNotice(listener, name, content);
      break;
  }
  return null;
}

/**
 * @param {TransportListener} listener
 * @param {string} name
 * @param {any} content
 */
function readNotice(listener, name, content) {
  if (name === "gap") {
    listener.gap({ reason: content?.reason ?? "unknown", after: content?.after ?? null, resumed: content?.resumed ?? null });
  } else if (name === "token-expiring") {
    listener.expiring();
  }
}

/** @param {any} value */
function isEnvelope(value) {
  return typeof value === "object" && value !== null && typeof value.channel === "string" && "data" in value;
}

/**
 * @param {any} envelope
 * @returns {WireEvent}
 */
export function ofEnvelope({ id, channel, type, key, time, data }) {
  return { id: id ?? null, channel, type: type ?? "message", key: key ?? null, time, data };
}

/**
 * JSON where it is JSON.
 *
 * @param {string} text
 * @returns {any} undefined else
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
