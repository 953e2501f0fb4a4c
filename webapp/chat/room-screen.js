// @ts-check
// What somebody has in front of him while a room is open: the panel at its side, the message he is at, what he answers or changes.

import { Observable } from "./observable.js";

/** @typedef {import("./model.js").Message} Message */
/** @typedef {{kind: "members"} | {kind: "search"} | {kind: "thread", root: string} | {kind: "reports"} | {kind: "edits", message: string}} Panel */

export class RoomScreen extends Observable {
  /** @type {Panel | null} */
  panel = null;
  /** The message whose tools are shown. @type {string | null} */
  active = null;
  /** The message that is being changed. @type {Message | null} */
  editing = null;
  /** The message that is being answered. @type {Message | null} */
  answering = null;
  /** What is to be put into the text that somebody writes; the composer takes it from here. */
  insertion = "";
  /** The message to which somebody wants to go; the list takes it from here when it is loaded. @type {string | null} */
  wanted = null;
  /** The message that was gone to, which is marked for a moment. @type {string | null} */
  marked = null;

  /** @param {import("./room-store.js").RoomStore} room */
  constructor(room) {
    super();
    this.room = room;
  }

  /** @param {Panel | null} panel */
  show(panel) {
    this.panel = panel;
    if (panel?.kind === "thread") {
      if (this.room.thread?.id !== panel.root) {
        this.room.openThread(panel.root);
      }
    } else {
      this.room.closeThread();
    }
    this.changed();
  }

  /** @param {"members" | "search" | "reports"} kind */
  toggle(kind) {
    this.show(this.panel?.kind === kind ? null : { kind });
  }

  /** @param {string | null} message */
  activate(message) {
    if (this.active !== message) {
      this.active = message;
      this.changed();
    }
  }

  /** @param {Message | null} message */
  answer(message) {
    this.answering = message;
    this.editing = null;
    this.changed();
  }

  /** @param {Message | null} message */
  edit(message) {
    this.editing = message;
    this.answering = null;
    this.changed();
  }

  /** @param {string} text */
  insert(text) {
    this.insertion = text;
    this.changed();
  }

  /** @param {string} message @throws {unknown} if it is not there any more */
  async goTo(message) {
    await this.room.history.goTo(message);
    this.wanted = message;
    this.marked = message;
    this.changed();
  }
}
