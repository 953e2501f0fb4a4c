import { ProblemError } from "/client/carillon.js";
import { SocketRoom } from "/chat/socket-room.js";
import { same, settled } from "./check.js";

const REFUSAL = { type: "https://carillon.dev/problems/banned", title: "Banned", status: 403 };

/** A socket of the official client that a test speaks for. */
class FakeSocket {
  active = false;
  connected = false;
  recovered = false;
  /** What was asked, and how each is answered. */
  asked = [];
  answers = { join: () => ({ at: "e-10", messages: [] }) };
  io = { engine: { transport: { name: "websocket" }, once: () => {} } };
  #listeners = {};

  on(name, listener) {
    this.#listeners[name] = listener;
  }

  onAny(listener) {
    this.hear = listener;
  }

  connect() {
    this.active = true;
  }

  disconnect() {
    this.active = false;
    if (this.connected) {
      this.lose("io client disconnect");
    }
  }

  timeout() {
    return {
      emitWithAck: async (name, asked) => {
        this.asked.push([name, asked]);
        return this.answers[name]?.(asked) ?? {};
      },
    };
  }

  async arrive({ recovered = false } = {}) {
    this.connected = true;
    this.recovered = recovered;
    this.#listeners.connect();
    await settled();
  }

  lose(reason) {
    this.connected = false;
    this.active = reason !== "io server disconnect" && reason !== "io client disconnect";
    this.#listeners.disconnect(reason);
  }

  fail(failure, active) {
    this.active = active;
    this.#listeners.connect_error(failure);
  }

  say(offset, text, room = "lobby") {
    this.hear("new-message", { text }, { room, time: "2026-11-27T20:00:00Z" }, `e-${offset}`);
  }
}

async function enter(socket = new FakeSocket()) {
  const told = { events: [], states: [], gaps: 0 };
  const take = (event) => told.events.push(event.type === "chat-room-connected" ? `picture ${event.id}` : `${event.id} ${event.data.text}`);
  const room = new SocketRoom({
    connect: async () => socket,
    room: "lobby",
    handlers: {
      types: { "chat-room-connected": take, "new-message": take },
      gap: () => told.gaps++,
      status: ({ state, transport, problem }) => {
        told.states.push(state);
        told.transport = transport;
        told.problem = problem;
      },
    },
  });
  await settled();
  return { socket, told, room };
}

export async function a_room_is_joined_and_its_events_follow() {
  const { socket, told } = await enter();

  await socket.arrive();
  socket.say(11, "hello");
  socket.say(12, "elsewhere", "other");

  same(socket.asked, [["join", { room: "lobby" }]]);
  same(told.events, ["picture e-10", "e-11 hello"]);
  same([told.states, told.transport], [["connecting", "live"], "websocket"]);
}

export async function what_comes_before_the_answer_follows_it() {
  const { socket, told } = await enter();
  let answer = () => {};
  socket.answers.join = () => new Promise((done) => (answer = done));

  await socket.arrive();
  socket.say(11, "early");
  same(told.events, []);
  answer({ at: "e-10", messages: [] });
  await settled();

  same(told.events, ["picture e-10", "e-11 early"]);
}

export async function after_a_recovery_nothing_is_joined_again() {
  const { socket, told } = await enter();
  await socket.arrive();

  socket.lose("transport close");
  await socket.arrive({ recovered: true });
  socket.say(11, "missed");

  same(socket.asked.map(([name]) => name), ["join", "who"]);
  same(told.events, ["picture e-10", "e-11 missed"]);
  same(told.states, ["connecting", "live", "connecting", "live"]);
}

export async function who_was_sent_away_meanwhile_is_told_so_after_a_recovery() {
  const { socket, told } = await enter();
  await socket.arrive();
  socket.answers.who = () => ({ error: REFUSAL });

  socket.lose("transport close");
  await socket.arrive({ recovered: true });

  same([told.states.at(-1), told.problem.title, socket.active], ["refused", "Banned", false]);
}

export async function without_a_recovery_the_room_is_shown_anew() {
  const { socket, told } = await enter();
  await socket.arrive();
  socket.say(11, "hello");

  socket.lose("transport close");
  await socket.arrive();

  same(socket.asked[1], ["join", { room: "lobby" }]);
  same(told.events, ["picture e-10", "e-11 hello", "picture e-10"]);
}

export async function a_loss_before_the_answer_is_no_join() {
  const { socket, told } = await enter();
  let late = () => {};
  socket.answers.join = () => new Promise((done) => (late = done));
  await socket.arrive();

  socket.lose("transport close");
  socket.answers.join = () => ({ at: "e-20", messages: [] });
  await socket.arrive({ recovered: true });
  late({ at: "e-10", messages: [] });
  await settled();

  same(told.events, ["picture e-20"]);
}

export async function a_gap_is_told() {
  const { socket, told } = await enter();
  await socket.arrive();

  socket.hear("gap", { reason: "trimmed" });

  same(told.gaps, 1);
}

export async function a_refusal_is_final_and_told_with_its_reason() {
  const { socket, told } = await enter();
  socket.answers.join = () => ({ error: REFUSAL });

  await socket.arrive();

  same([told.states.at(-1), told.problem.title, socket.active], ["refused", "Banned", false]);
}

export async function a_refused_connection_is_told_with_its_reason() {
  const { socket, told } = await enter();

  socket.fail(Object.assign(new Error("no"), { data: REFUSAL }), false);

  same([told.states.at(-1), told.problem.title], ["refused", "Banned"]);
}

export async function a_server_that_is_away_is_waited_for() {
  const { socket, told } = await enter();

  socket.fail(new Error("xhr poll error"), true);
  same([told.states.at(-1), told.problem.status], ["offline", 0]);
  await socket.arrive();

  same(told.states.at(-1), "live");
}

export async function whom_the_server_has_sent_away_comes_back_and_joins_again() {
  const { socket, told } = await enter();
  await socket.arrive();

  socket.lose("io server disconnect");
  same([told.states.at(-1), socket.active], ["connecting", false]);
  await new Promise((done) => setTimeout(done, 1_400));
  same(socket.active, true);
  await socket.arrive({ recovered: true });

  same(socket.asked.length, 2);
}

export async function whoever_does_not_want_to_wait_connects_at_once() {
  const { socket, told, room } = await enter();
  await socket.arrive();
  socket.lose("io server disconnect");

  room.retry();

  same([told.states.at(-1), socket.active], ["connecting", true]);
}

export async function what_is_said_goes_over_the_socket_and_a_refusal_comes_back() {
  const { socket, room } = await enter();
  await socket.arrive();
  socket.answers.message = ({ text }) => (text === "rude" ? { error: REFUSAL } : { id: "e-11", repeated: false });

  const { id } = await room.talk.send({ text: "hello", clientId: "c" });
  const failure = await room.talk.send({ text: "rude", clientId: "d" }).catch((refused) => refused);

  same(socket.asked[1], ["message", { room: "lobby", text: "hello", clientId: "c" }]);
  same([id, failure instanceof ProblemError, failure.status], ["e-11", true, 403]);
}

export async function what_is_said_without_a_connection_may_be_said_again() {
  const { room } = await enter();

  const failure = await room.talk.send({ text: "hello", clientId: "c" }).catch((refused) => refused);

  same([failure instanceof ProblemError, failure.status], [true, 0]);
}

export async function a_room_that_was_left_is_silent() {
  const { socket, told, room } = await enter();
  await socket.arrive();

  room.close();

  same([socket.active, told.states], [false, ["connecting", "live"]]);
}
