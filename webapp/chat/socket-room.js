// @ts-check
// One room over the namespace /chat (docs/socketio.md): joined once, then each event after that, also over losses of the connection.

import { ProblemError } from "../client/carillon.js";
import { isPassing, unreachable } from "../client/problem.js";
import { toEvent } from "./socket-event.js";

/** @typedef {import("../client/carillon.js").Problem} Problem */
/** @typedef {import("./line.js").LineStatus} LineStatus */
/** @typedef {() => Promise<any>} Connect gives a socket of Socket.IO's client that is not connected yet */

const ACK_MILLIS = 10_000;

/** After the hub has ended it or has no room for it; doubled each time. */
const FIRST_PAUSE_MILLIS = 1_000;
const LONGEST_PAUSE_MILLIS = 30_000;

/** The first event of a room, with which carillon.js's stream begins too. */
const PICTURE = "chat-room-connected";

/** @typedef {import("./line.js").Call} Call */

/** @implements {Call} */
export class SocketRoom {
  #connect;
  #room;
  #handlers;
  /** @type {any} */
  #socket = null;
  #isClosed = false;
  /** Counts the connections: an answer of an earlier one says nothing. */
  #connections = 0;
  /** Whether the hub has us in the room, by what it last told; and what came before it said so. */
  #isIn = false;
  /** @type {import("./line.js").HubEvent[]} */
  #early = [];
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {LineStatus["state"]} */
  #state = "connecting";

  /**
   * @param {object} needs
   * @param {Connect} needs.connect
   * @param {string} needs.room
   * @param {import("./line.js").Wanted["handlers"]} needs.handlers
   */
  constructor({ connect, room, handlers }) {
    this.#connect = connect;
    this.#room = room;
    this.#handlers = handlers;
    /** @type {import("./line.js").Talk} */
    this.talk = {
      send: (message) => this.#ask("message", { room, ...message }),
      typing: () => this.#ask("typing", { room }),
      read: (message) => this.#ask("read", { room, message }),
      edit: (message, text) => this.#ask("edit", { room, message, text }),
      delete: (message, reason) => this.#ask("delete", { room, message, reason }),
      react: (message, emoji, added) => this.#ask("react", { room, message, emoji, added }),
    };
    // Whoever opens it gets it before its first status.
    queueMicrotask(() => void this.#open());
  }

  close() {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#socket?.disconnect();
  }

  retry() {
    clearTimeout(this.#timer);
    if (this.#socket === null) {
      void this.#open();
    } else if (this.#state !== "live") {
      this.#tell("connecting");
      this.#socket.disconnect();
      this.#socket.connect();
    }
  }

  async #open() {
    this.#tell("connecting");
    try {
      this.#socket ??= await this.#connect();
    } catch (failure) {
      this.#pause(unreachable(failure), () => void this.#open());
      return;
    }
    if (!this.#isClosed && !this.#socket.active) {
      this.#listenTo(this.#socket);
      this.#socket.connect();
    }
  }

  /** @param {any} socket */
  #listenTo(socket) {
    socket.on("connect", () => void this.#connected());
    socket.on("disconnect", (/** @type {string} */ reason) => this.#lost(reason));
    socket.on("connect_error", (/** @type {Error & {data?: Problem}} */ failure) => this.#failed(failure));
    socket.onAny((/** @type {string} */ name, /** @type {unknown[]} */ ...args) => this.#heard(name, args));
  }

  // --- connecting ---

  async #connected() {
    const connection = ++this.#connections;
    this.#socket.io.engine.once("upgrade", () => this.#tell(this.#state));
    if (this.#isIn && this.#socket.recovered) {
      // The hub has everything of us, and what was missed follows; but nobody is told what he lost the right to meanwhile.
      this.#live();
      await this.#ifStill(connection, this.#ask("who", { room: this.#room }), () => {});
      return;
    }
    this.#isIn = false;
    this.#early = [];
    await this.#ifStill(connection, this.#ask("join", { room: this.#room }), ({ at, ...picture }) => this.#joined(at, picture));
  }

  /** @param {number} connection @param {Promise<any>} answer @param {(answer: any) => void} take */
  async #ifStill(connection, answer, take) {
    /** @type {() => void} */
    let then;
    try {
      const told = await answer;
      then = () => take(told);
    } catch (failure) {
      then = () => this.#notJoined(failure instanceof ProblemError ? failure.problem : unreachable(failure));
    }
    if (connection === this.#connections && !this.#isClosed) {
      then();
    }
  }

  /** @param {string} at the place in the log that it shows @param {any} picture */
  #joined(at, picture) {
    this.#isIn = true;
    this.#handlers.types[PICTURE]({ id: at, channel: "", type: PICTURE, key: null, time: new Date(), data: picture });
    this.#early.forEach((event) => this.#give(event));
    this.#early = [];
    this.#live();
  }

  /** @param {Problem} problem */
  #notJoined(problem) {
    if (isPassing(problem.status)) {
      this.#socket.disconnect();
      this.#pause(problem, () => this.#socket.connect());
    } else {
      this.#refused(problem);
    }
  }

  #live() {
    this.#failures = 0;
    this.#tell("live");
  }

  // --- losses ---

  /** @param {string} reason */
  #lost(reason) {
    this.#connections++;
    if (reason === "io client disconnect") {
      return;
    }
    if (reason === "io server disconnect") {
      // Its client does not come back by itself then. Who may not is told so.
      this.#isIn = false;
      this.#pause(null, () => this.#socket.connect());
    } else {
      this.#tell("connecting");
    }
  }

  /** @param {Error & {data?: Problem}} failure */
  #failed(failure) {
    const problem = failure.data ?? unreachable(failure);
    if (this.#socket.active) {
      this.#tell("offline", problem);
    } else if (isPassing(problem.status)) {
      this.#pause(problem, () => this.#socket.connect());
    } else {
      this.#refused(problem);
    }
  }

  /** @param {Problem} problem */
  #refused(problem) {
    this.#tell("refused", problem);
    this.#socket.disconnect();
  }

  /** @param {Problem | null} problem @param {() => void} again */
  #pause(problem, again) {
    const millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** this.#failures++) * (0.75 + Math.random() / 2);
    this.#tell(problem === null ? "connecting" : "offline", problem, new Date(Date.now() + millis));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(again, millis);
  }

  // --- what comes and goes ---

  /** @param {string} name @param {unknown[]} args */
  #heard(name, args) {
    if (name === "gap") {
      this.#handlers.gap();
      return;
    }
    const event = toEvent(name, args, this.#room);
    if (event === null) {
      return;
    }
    if (this.#isIn) {
      this.#give(event);
    } else {
      this.#early.push(event);
    }
  }

  /** @param {import("./line.js").HubEvent} event */
  #give(event) {
    this.#handlers.types[event.type]?.(event);
  }

  /**
   * @param {string} name
   * @param {object} asked
   * @returns {Promise<any>} what the hub answers
   * @throws {ProblemError} if it refuses, or does not answer in time
   */
  async #ask(name, asked) {
    if (!this.#socket?.connected) {
      throw new ProblemError(unreachable("not connected"));
    }
    let answer;
    try {
      answer = await this.#socket.timeout(ACK_MILLIS).emitWithAck(name, asked);
    } catch (failure) {
      throw new ProblemError(unreachable(failure));
    }
    if (answer?.error) {
      throw new ProblemError(answer.error);
    }
    return answer ?? {};
  }

  /** @param {LineStatus["state"]} state @param {Problem | null} [problem] @param {Date | null} [retryAt] */
  #tell(state, problem = null, retryAt = null) {
    if (!this.#isClosed) {
      this.#state = state;
      const transport = this.#socket?.connected ? this.#socket.io.engine.transport.name : null;
      this.#handlers.status({ state, transport, retryAt, problem, shared: false });
    }
  }
}
