// @ts-check
// `<panel-members>`: who is in the room, who belongs to it, and for moderators who may not come in.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { tellFailure } from "../shared/notices.js";
import { PageElement } from "../shared/page-element.js";
import { memberMenu } from "./member-acts.js";
import { personName } from "./names.js";
import { Watch } from "./observable.js";
import { untilOf } from "./times.js";
import { text } from "./texts.js";

/** @typedef {import("./model.js").Member} Member */

class PanelMembers extends PageElement {
  static properties = { chat: { attribute: false }, room: { attribute: false }, screen: { attribute: false } };

  /** Those who have a role, here or not. @type {Member[]} */
  #belonging = [];
  /** @type {import("./room-api.js").Banned[]} */
  #banned = [];
  /** @type {import("./room-store.js").RoomStore | null} */
  #of = null;
  /** What was true when it was looked up. */
  #state = "";

  constructor() {
    super();
    /** @type {import("./chat-store.js").ChatStore} */
    this.chat;
    /** @type {import("./room-store.js").RoomStore} */
    this.room;
    /** @type {import("./room-screen.js").RoomScreen} */
    this.screen;
    new Watch(this, () => this.room);
  }

  updated() {
    const { room } = this;
    const state = room.people.present.map(({ id, role }) => `${id} ${role}`).join() + room.may("ban");
    if (room !== this.#of || state !== this.#state) {
      this.#of = room;
      this.#state = state;
      void this.#look();
    }
  }

  async #look() {
    const { room } = this;
    try {
      const [members, bans] = await Promise.all([room.api.members(), room.may("ban") ? room.api.bans() : { members: [] }]);
      this.#belonging = members.members;
      this.#banned = bans.members;
      this.requestUpdate();
    } catch (failure) {
      if (room.exit === null) {
        tellFailure(failure);
      }
    }
  }

  render() {
    const { present, online } = this.room.people;
    const absent = this.#belonging.filter(({ id, role }) => role !== "visitor" && present.every((one) => one.id !== id));
    return html`<div class="panel-body">
      <h3>${text("members.here", { count: online })}</h3>
      ${this.#list(present)}
      ${present.length < online ? html`<p class="hint">${text("members.more", { count: online - present.length })}</p>` : ""}
      ${absent.length === 0 ? "" : html`<h3>${text("members.absent")}</h3>${this.#list(absent.map((one) => ({ ...one, status: /** @type {const} */ ("offline") })))}`}
      ${this.#banned.length === 0 ? "" : html`<h3>${text("members.banned")}</h3>${this.#bans()}`}
    </div>`;
  }

  /** @param {Member[]} members */
  #list(members) {
    return html`<ul class="people">${repeat(members, ({ id }) => id, (member) => this.#member(member))}</ul>`;
  }

  /** @param {Member} member */
  #member(member) {
    const self = member.id === this.room.you?.id;
    return html`<li><button type="button" class="quiet person" aria-haspopup="menu"
      @click=${(/** @type {Event} */ event) => this.#menu(event, member)}>
      <span class="dot ${member.status}" aria-hidden="true"></span>
      <span>${personName(member)}${self ? html` <span class="tag">${text("members.you")}</span>` : ""}
        ${member.role === "visitor" ? "" : html`<span class="tag">${text(`role.${member.role}`)}</span>`}
        ${member.mutedUntil === null ? "" : html`<span class="tag warn">${text("members.muted")}</span>`}
        ${member.status === "away" ? html`<span class="tag">${text("status.away")}</span>` : ""}</span>
    </button></li>`;
  }

  /** @param {Event} event @param {Member} member */
  #menu(event, member) {
    const { chat, room, screen } = this;
    void memberMenu(/** @type {HTMLElement} */ (event.currentTarget), { chat, room, screen }, member).then(() => this.#look());
  }

  #bans() {
    return html`<ul class="people">
      ${this.#banned.map((banned) => html`<li class="banned"><span>${personName(banned)}
          <span class="hint">${banned.bannedUntil === null ? text("time.for-good") : text("members.until", { time: untilOf(banned.bannedUntil) })}
            ${banned.reason === "" ? "" : html`· <bdi>${banned.reason}</bdi>`}</span></span>
        <button type="button" @click=${() => this.#forgive(banned.id)}>${text("member.unban")}</button></li>`)}
    </ul>`;
  }

  /** @param {string} user */
  #forgive(user) {
    this.room.api.forgive("ban", user).then(() => this.#look()).catch(tellFailure);
  }
}

customElements.define("panel-members", PanelMembers);
