/** Client of a Carillon hub, for browsers. See docs/client.md. */

/** The version of this module; `package.json` has the same. */
export const version: string;

/** Says which hub, and who calls. */
export interface Options {
  /** The hub's root, such as `https://example.org/carillon/`. Without it, where this module came from. */
  url?: string | URL;
  /**
   * Gives the bearer token, before each request that needs one: keep it, and make a new one when it is `expiring` or was `refused`.
   * Without it cookies go along.
   */
  token?: (why: "refused" | "expiring" | null) => string | Promise<string>;
  /** Whether cookies go along; `omit` with a token and `include` without one, if left out. */
  credentials?: RequestCredentials;
  /** One connection for all tabs of the browser. True if left out, where the browser has what it takes. */
  share?: boolean;
  /** How to read. `auto`, if left out, begins with a stream and goes over to long polls behind a proxy that holds streams back. */
  transport?: "auto" | "stream" | "long-poll";
  /** Where positions are kept across a reload of the page; `sessionStorage` if left out, null for nowhere. */
  storage?: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
}

/**
 * - `connecting`: it tries, for the first time or again
 * - `catching-up`: connected, and what was missed is coming
 * - `gap`: the same, and some of it is gone: {@link Handlers.gap} was told what
 * - `live`: everything there is has come
 * - `offline`: the browser has no network, or the hub cannot be reached; `retryAt` says when it is tried again
 * - `refused`: the hub said no for good; `problem` says why
 * - `closed`: by you
 */
export type State = "connecting" | "catching-up" | "gap" | "live" | "offline" | "refused" | "closed";

export interface Status {
  readonly state: State;
  /** How events come at the moment. */
  readonly transport: "event-source" | "fetch" | "long-poll" | null;
  /** When it is tried again, if the state is `offline`. */
  readonly retryAt: Date | null;
  /** Why it was refused, or what went wrong last. */
  readonly problem: Problem | null;
  /** Whether another tab or a worker holds the connection. */
  readonly shared: boolean;
}

/** An event, as every transport gives it. */
export interface HubEvent<T = unknown> {
  /** Its place in the log; null for a volatile one. */
  readonly id: string | null;
  readonly channel: string;
  /** `message` for an event without one. */
  readonly type: string;
  readonly key: string | null;
  readonly time: Date;
  /** A JSON value where the data is JSON, else a string. */
  readonly data: T;
}

/** An event of a stream, as the format has it (WHATWG HTML, 9.2). */
export interface ParsedEvent {
  /** `message` for an event without one. */
  readonly type: string;
  readonly data: string;
  /** The last id of the stream so far. */
  readonly lastEventId: string;
  /** The id that stands in this very event; null if it has none of its own. */
  readonly id: string | null;
}

export type StreamItem =
  | ({ readonly kind: "event" } & ParsedEvent)
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "retry"; readonly milliseconds: number }
  | { readonly kind: "comment"; readonly text: string };

/** Reads a stream of server-sent events to its end, for example `(await fetch(…)).body`. */
export function parseEventStream(
  stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<StreamItem, void, void>;

/** The same for bytes that come in pieces of any size. An event that is cut off is not told. */
export class EventStreamParser {
  constructor(
    listener: {
      event?: (event: ParsedEvent) => void;
      /** An id that came without an event. */
      id?: (id: string) => void;
      retry?: (milliseconds: number) => void;
      comment?: (text: string) => void;
    },
    limits?: { maxCharacters?: number },
  );
  readonly lastEventId: string;
  push(bytes: Uint8Array): void;
  pushText(text: string): void;
}

/** Events that were asked for and can no longer be got. */
export interface Gap {
  readonly reason: "trimmed" | "unknown-epoch" | "slow" | string;
  readonly after: string | null;
  readonly resumed: string | null;
}

/** A refusal, RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly rule?: string;
  readonly finding?: string;
  readonly remedy?: string;
  readonly [member: string]: unknown;
}

export class ProblemError extends Error {
  constructor(problem: Problem);
  readonly problem: Problem;
  readonly status: number;
}

/** An error in a handler is reported as any other, and the next event comes all the same. */
export interface Handlers {
  /** Every event that no handler of {@link types} or {@link channels} takes. */
  event?: (event: HubEvent) => void;
  /** By the event's type. */
  types?: Record<string, (event: HubEvent) => void>;
  /** By the event's channel, or a selector of several. */
  channels?: Record<string, (event: HubEvent) => void>;
  gap?: (gap: Gap) => void;
  status?: (status: Status) => void;
}

/** Where to begin, if nothing is remembered. */
export type Start = "now" | "earliest" | { last: number } | { since: string | Date } | { after: string };

export interface SubscribeOptions {
  /** `now` if left out. */
  from?: Start;
  /** Remembers the position under this name, so that a reload of the page goes on there. */
  remember?: string;
}

export interface Subscription {
  /** The id of the last event that a handler was given. */
  readonly position: string | null;
  readonly status: Status;
  close(): void;
}

export interface PublishOptions {
  type?: string;
  key?: string;
  /** Delivered to those who listen, and not kept. Without an answer it is not sent again, because it could be told twice. */
  volatile?: boolean;
  /** Made at random if left out; the same one is used for every try. Not for a volatile event. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export class Carillon {
  constructor(options?: Options);
  readonly url: URL;
  readonly status: Status;

  /** Listens to channels and patterns. All subscriptions of all tabs share one connection. */
  subscribe(selectors: string | string[], handlers: Handlers | ((event: HubEvent) => void), options?: SubscribeOptions): Subscription;

  /**
   * Opens a stream that the hub has under an address of its own, such as `api/chat/rooms/lobby/events`: the same resume, states
   * and fall-back. Tabs that open the same one share it; each of them first gets what that stream begins with.
   */
  stream(path: string, handlers: Handlers | ((event: HubEvent) => void), options?: SubscribeOptions): Subscription;

  /** Publishes, and tries again with the same idempotency key until the hub has answered. A string is sent as text, all else as JSON. */
  publish(channel: string, data: unknown, options?: PublishOptions): Promise<{ id: string | null }>;

  /**
   * A request to the hub with the caller's identity. The path is relative to the hub's root.
   *
   * @returns what the answer's JSON says; null without one
   * @throws ProblemError
   */
  request<T = unknown>(method: string, path: string, body?: unknown, init?: RequestInit): Promise<T>;

  /** Is told the status now and whenever it changes; gives back what ends that. */
  onStatus(listener: (status: Status) => void): () => void;

  /** Tries to connect now, rather than when the back-off is over; asks again where it was refused. */
  retry(): void;

  /** Connects anew, because the caller is somebody else now: call it after a sign-in or a sign-out. */
  renew(): void;

  close(): void;
}
