// @ts-check
// `<chat-room>`: one room as a moderator sees it: what was reported, who is kept out, who is there; and the room itself.

import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { ask } from "../shared/dialog.js";
import { dateAndTime, number } from "../shared/format.js";
import { ProblemError, api } from "../shared/hub.js";
import { audit } from "./audit-trail.js";
import { Section, withQuery, word } from "./section.js";
import { askForPenalty } from "./penalty.js";
import { text } from "./texts/chat.js";

/** @typedef {{id: string, name: string, guest: boolean}} User */
/** @typedef {{id: string, name: string, topic: string, kind: string, archived: boolean, slowModeSeconds: number, createdBy: User,
 *   createdAt: string, online: number, lastActivity: string | null, reports?: number}} Room */
/** @typedef {{id: string, author: User, text: string, time: string, deletedAt: string | null}} Message */
/** @typedef {{id: string, message: string, reporter: User, reason: string, time: string, said: Message | null}} Report */
/** @typedef {{id: string, name: string, guest: boolean, role: string, status: string, mutedUntil: string | null}} Member */
/** @typedef {{id: string, name: string, bannedUntil: string | null, reason: string}} Banned */
/** @typedef {{reports: Report[], members: Member[], banned: Banned[], more: boolean}} Loaded */

const PAGE = 100;

/** @extends {Section<Loaded>} */
class ChatRoom extends Section {
  static properties = { room: { attribute: false } };

  /** Messages that were reported and are gone: nobody asks for them again. @type {Set<string>} */
  #gone = new Set();
  /** @type {() => void} */
  #stop = () => {};

  constructor() {
    super();
    this.room = /** @type {Room} */ (/** @type {unknown} */ (null));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = audit.listen((news) => news?.document.what.room === this.room.id && this.refreshSoon());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  get #path() {
    return `api/chat/rooms/${encodeURIComponent(this.room.id)}`;
  }

  /** @param {string} user */
  #member(user) {
    return `${this.#path}/members/${encodeURIComponent(user)}`;
  }

  /** @param {string} message */
  #message(message) {
    return `${this.#path}/messages/${encodeURIComponent(message)}`;
  }

  async load() {
    const [{ reports }, { members, next }, banned] = await Promise.all([
      /** @type {Promise<{reports: Report[]}>} */ (api("GET", withQuery(`${this.#path}/reports`, { limit: PAGE }))),
      /** @type {Promise<{members: Member[], next: string | null}>} */ (api("GET", withQuery(`${this.#path}/members`, { limit: PAGE }))),
      /** @type {Promise<{members: Banned[]}>} */ (api("GET", withQuery(`${this.#path}/bans`, { limit: PAGE }))),
    ]);
    const said = await Promise.all(reports.map((report) => this.#look(report.message)));
    return {
      reports: reports.map((report, place) => ({ ...report, said: said[place] })),
      members,
      banned: banned.members,
      more: next !== null,
    };
  }

  /**
   * @param {string} message
   * @returns {Promise<Message | null>} null if it is gone, or cannot be read
   */
  async #look(message) {
    if (this.#gone.has(message)) {
      return null;
    }
    try {
      return await /** @type {Promise<Message>} */ (api("GET", this.#message(message)));
    } catch (failure) {
      if (failure instanceof ProblemError && failure.status === 404) {
        this.#gone.add(message);
      }
      return null;
    }
  }

  render() {
    const { room } = this;
    return html`<section class="panel chat-room" aria-labelledby="room-title">
      <div class="heading">
        <h2 id="room-title"><bdi>${room.name}</bdi></h2>
        <code>${room.id}</code>
        <div class="actions">
          <button type="button" class="small" @click=${() => void this.#change()}>${text("edit")}</button>
          <button type="button" class="small" @click=${() => void this.#archive()}>${text(room.archived ? "wake" : "archive")}</button>
          <button type="button" class="danger small" @click=${() => void this.#delete()}>${text("delete.room")}</button>
        </div>
      </div>
      ${room.topic === "" ? "" : html`<p class="names"><bdi>${room.topic}</bdi></p>`}
      <p class="hint">${word(text, "kind", room.kind)} · ${room.slowModeSeconds === 0 ? text("slow.none") : text("slow", { seconds: number(room.slowModeSeconds) })} ·
        ${text("made")} ${dateAndTime(room.createdAt)}, <bdi>${room.createdBy.name}</bdi></p>
      ${this.loaded((loaded) => html`${this.#reports(loaded.reports)} ${this.#bans(loaded.banned)} ${this.#members(loaded)}`)}
    </section>`;
  }

  /** @param {Report[]} reports */
  #reports(reports) {
    return html`<h3>${text("reports")}</h3>
      ${reports.length === 0
        ? html`<p class="hint">${text("reports.none")}</p>`
        : html`<ul class="reports">${repeat(reports, (report) => report.id, (report) => this.#report(report))}</ul>`}`;
  }

  /** @param {Report} report */
  #report(report) {
    const { said } = report;
    const isThere = said !== null && said.deletedAt === null;
    return html`<li data-report=${report.id}>
      ${isThere
        ? html`<blockquote><bdi>${said.text}</bdi></blockquote>`
        : html`<p class="hint">${text("message.gone")}</p>`}
      <p class="hint">${said === null ? "" : html`<bdi>${said.author.name}</bdi>, ${dateAndTime(said.time)} · `}${text("reported-by")} <bdi>${report.reporter.name}</bdi>,
        ${dateAndTime(report.time)}${report.reason === "" ? "" : html`: <bdi class="reason">${report.reason}</bdi>`}</p>
      <div class="actions">
        ${isThere ? html`<button type="button" class="danger small" @click=${() => void this.#deleteMessage(report)}>${text("delete.message")}</button>` : ""}
        ${said === null
          ? ""
          : html`<button type="button" class="small" @click=${() => void this.#punish("mute", said.author)}>${text("mute.one", { name: said.author.name })}</button>
              <button type="button" class="small" @click=${() => void this.#punish("ban", said.author)}>${text("ban.one", { name: said.author.name })}</button>`}
        <button type="button" class="primary small" @click=${() => void this.#close(report)}>${text("close-report")}</button>
      </div>
    </li>`;
  }

  /** @param {Banned[]} banned */
  #bans(banned) {
    return html`<h3>${text("bans")}</h3>
      ${banned.length === 0
        ? html`<p class="hint">${text("bans.none")}</p>`
        : html`<ul class="people">${banned.map(
            (person) => html`<li>
              <span><bdi>${person.name}</bdi> <span class="hint">${until(person.bannedUntil)}${person.reason ? html`: <bdi>${person.reason}</bdi>` : ""}</span></span>
              <button type="button" class="small" @click=${() => void this.#undo("ban", person)} aria-label=${text("unban.one", { name: person.name })}>${text("unban")}</button>
            </li>`,
          )}</ul>`}`;
  }

  /** @param {Loaded} loaded */
  #members({ members, more }) {
    return html`<h3>${text("members")}</h3>
      ${members.length === 0
        ? html`<p class="hint">${text("members.none")}</p>`
        : html`<ul class="people">${repeat(members, (member) => member.id, (member) => this.#person(member))}</ul>`}
      ${more ? html`<p class="hint">${text("members.more", { count: number(PAGE) })}</p>` : ""}`;
  }

  /** @param {Member} member */
  #person(member) {
    const { name, role, status, mutedUntil, guest } = member;
    return html`<li data-member=${member.id}>
      <span><bdi>${name}</bdi> <span class="hint">${guest ? `${text("guest")} · ` : ""}${word(text, "role", role)} · ${word(text, "status", status)}</span>${mutedUntil === null
        ? ""
        : html` <span class="chip warn">${text("muted")} ${until(mutedUntil)}</span>`}</span>
      <span class="actions">
        ${mutedUntil === null
          ? html`<button type="button" class="small" @click=${() => void this.#punish("mute", member)} aria-label=${text("mute.one", { name })}>${text("mute")}</button>`
          : html`<button type="button" class="small" @click=${() => void this.#undo("mute", member)} aria-label=${text("unmute.one", { name })}>${text("unmute")}</button>`}
        <button type="button" class="small" @click=${() => void this.#punish("kick", member)} aria-label=${text("kick.one", { name })}>${text("kick")}</button>
        <button type="button" class="danger small" @click=${() => void this.#punish("ban", member)} aria-label=${text("ban.one", { name })}>${text("ban")}</button>
      </span>
    </li>`;
  }

  /**
   * @param {() => Promise<unknown>} deed
   * @param {string} done
   */
  async #do(deed, done) {
    await this.act(deed, () => done);
    this.dispatchEvent(new CustomEvent("changed"));
  }

  /** @param {Report} report */
  #close(report) {
    return this.#do(() => api("DELETE", `${this.#path}/reports/${encodeURIComponent(report.id)}`), text("closed-report"));
  }

  /** @param {Report} report */
  async #deleteMessage(report) {
    const answer = await ask({
      title: text("delete.message"),
      text: report.said?.text ?? "",
      action: text("delete.message"),
      danger: true,
      fields: [{ name: "reason", label: text("reason"), maxLength: 500 }],
    });
    if (answer !== null) {
      await this.#do(() => api("DELETE", withQuery(this.#message(report.message), { reason: answer.reason })), text("deleted.message"));
    }
  }

  /**
   * @param {"mute" | "kick" | "ban"} act
   * @param {{id: string, name: string}} person
   */
  async #punish(act, { id, name }) {
    const penalty = await askForPenalty(act, name);
    if (penalty !== null) {
      await this.#do(() => api(act === "kick" ? "POST" : "PUT", `${this.#member(id)}/${act}`, penalty), text(`${act}.done`, { name }));
    }
  }

  /**
   * @param {"mute" | "ban"} act
   * @param {{id: string, name: string}} person
   */
  #undo(act, { id, name }) {
    return this.#do(() => api("DELETE", `${this.#member(id)}/${act}`), text(`${act}.undone`, { name }));
  }

  async #change() {
    const { name, topic, slowModeSeconds } = this.room;
    const answer = await ask({
      title: text("edit"),
      action: text("save"),
      fields: [
        { name: "name", label: text("name"), value: name, required: true, maxLength: 64 },
        { name: "topic", label: text("topic"), value: topic, maxLength: 500 },
        { name: "slow", label: text("slow.seconds"), value: String(slowModeSeconds), type: "number", required: true },
      ],
    });
    if (answer !== null) {
      const change = { name: answer.name, topic: answer.topic, slowModeSeconds: Number(answer.slow) };
      await this.#do(() => api("PATCH", this.#path, change), text("saved"));
    }
  }

  #archive() {
    const archived = !this.room.archived;
    return this.#do(() => api("PATCH", this.#path, { archived }), text(archived ? "archived.done" : "woken"));
  }

  async #delete() {
    const { name } = this.room;
    const sure = await ask({ title: text("delete.room.one", { name }), text: text("delete.room.text"), action: text("delete.room"), danger: true });
    if (sure !== null) {
      await this.#do(() => api("DELETE", this.#path), text("deleted.room", { name }));
    }
  }
}

/** @param {string | null} time null or `for-good` for good */
function until(time) {
  return time === null || time === "for-good" ? text("for-good") : text("until", { time: dateAndTime(time) });
}

customElements.define("chat-room", ChatRoom);
