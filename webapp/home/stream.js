// @ts-check
// The one module that owns the connection. It asks for envelopes: EventSource alone does not tell when an event was made, nor
// whether the id that it has is the event's own.

/** @typedef {"connecting" | "live" | "reconnecting" | "disconnected" | "refused"} State */

/**
 * @typedef {object} Received
 * @property {string} type `message` for an event without one
 * @property {string} data
 * @property {string | null} id null for an event that is not kept
 * @property {Date} time when the hub took it
 */

/**
 * @typedef {object} Gap
 * @property {string} reason
 * @property {string | null} after
 * @property {string} resumed
 */

/**
 * @typedef {object} Listener
 * @property {(state: State) => void} state
 * @property {(event: Received) => void} event
 * @property {(gap: Gap, time: Date) => void} gap
 */

export class Stream {
  #address;
  #listener;
  #types = new Set(["message"]);
  #lastId = "";
  /** @type {EventSource | null} */
  #source = null;

  /**
   * @param {string} address with envelopes, without a starting point
   * @param {Listener} listener
   */
  constructor(address, listener) {
    this.#address = address;
    this.#listener = listener;
  }

  get isConnected() {
    return this.#source !== null;
  }

  /** Connects, and goes on after the last event that came in before. */
  connect() {
    this.disconnect();
    const address = new URL(this.#address);
    if (this.#lastId !== "") {
      address.searchParams.set("last_event_id", this.#lastId);
    }
    const source = new EventSource(address);
    this.#source = source;
    this.#listener.state("connecting");
    source.onopen = () => this.#listener.state("live");
    source.onerror = () => this.#failed(source);
    source.addEventListener("carillon.gap", (event) => this.#gap(event));
    this.#types.forEach((type) => this.#listen(source, type));
  }

  disconnect() {
    if (this.#source !== null) {
      this.#source.close();
      this.#source = null;
      this.#listener.state("disconnected");
    }
  }

  /**
   * EventSource gives an event only to listeners for its type.
   *
   * @param {string} type
   */
  listenTo(type) {
    if (!this.#types.has(type)) {
      this.#types.add(type);
      if (this.#source !== null) {
        this.#listen(this.#source, type);
      }
    }
  }

  /**
   * @param {EventSource} source
   * @param {string} type
   */
  #listen(source, type) {
    source.addEventListener(type, (event) => {
      this.#lastId = event.lastEventId;
      const { id, time, data } = JSON.parse(event.data);
      const shown = typeof data === "string" ? data : JSON.stringify(data);
      this.#listener.event({ type, data: shown, id, time: new Date(time) });
    });
  }

  /** @param {MessageEvent} event */
  #gap(event) {
    try {
      this.#listener.gap(JSON.parse(event.data), new Date());
    } catch {
      this.#listener.gap({ reason: event.data, after: null, resumed: "" }, new Date());
    }
  }

  /** @param {EventSource} source */
  #failed(source) {
    if (source.readyState !== EventSource.CLOSED) {
      this.#listener.state("reconnecting");
      return;
    }
    // EventSource has given up for good, and does not tell why.
    this.#source = null;
    this.#listener.state("refused");
  }
}
