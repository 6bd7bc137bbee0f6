// One person's window: who they are, their chat with the bot or their channel, and the line they type in.

import * as api from "./api.js";
import { formatted } from "./card.js";
import { badge, initials, make } from "./dom.js";
import { MessageView } from "./message.js";
import { ROLES, SECTORS, troubleWith } from "./words.js";

const TOAST_MS = 7000;

export class Side {
  /** `onPick(side)` opens the picker, `onRead()` runs when something was read, `isVisible()` tells if it can be. */
  constructor(root, { onPick, onRead, isVisible }) {
    this.root = root;
    root.append(document.querySelector("#side").content.cloneNode(true));
    this.onRead = onRead;
    this.isVisible = isVisible;
    this.views = new Map();
    this.waiting = 0;
    this.find = (selector) => root.querySelector(selector);
    this.messages = this.find(".messages");
    this.box = this.find("textarea");
    this.drafts = new Map();
    this.find(".person").addEventListener("click", () => onPick(this));
    for (const tab of root.querySelectorAll("[data-kind]")) {
      tab.addEventListener("click", () => this.show(this.person, tab.dataset.kind));
    }
    this.find(".composer").addEventListener("submit", (event) => this.submit(event));
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("input", () => this.fit());
    root.addEventListener("focusin", () => this.find(".toasts").replaceChildren());
    this.find(".trouble button").addEventListener("click", () => this.show(this.person, this.kind));
  }

  /** Show a person's chat or channel. */
  async show(person, kind = "personal") {
    this.keepDraft();
    Object.assign(this, { person, kind, conversation: undefined });
    this.views.clear();
    this.messages.replaceChildren(make("p", "loading", {}, "Henter samtalen …"));
    this.describe();
    this.box.value = this.drafts.get(this.draftKey) ?? "";
    this.fit();
    this.find(".trouble").hidden = true;
    try {
      const chat = await api.enter(person.id, kind);
      if (this.person !== person || this.kind !== kind) return;
      this.conversation = chat.conversation;
      this.messages.querySelector(".loading")?.remove();
      chat.messages.forEach((message) => this.put(message));
      this.messages.scrollTop = this.messages.scrollHeight;
      this.markRead();
    } catch (trouble) {
      if (this.person !== person || this.kind !== kind) return;
      this.messages.replaceChildren();
      this.find(".trouble p").textContent = `${troubleWith(trouble.code)} Samtalen kunne ikke åbnes.`;
      this.find(".trouble").hidden = false;
    }
  }

  describe() {
    const { person, kind } = this;
    const inChannel = kind === "channel";
    this.root.dataset.sector = person.sector;
    this.root.setAttribute("aria-label", `${person.name}, ${person.organisation}`);
    this.find(".avatar").textContent = initials(person.name);
    this.find(".name").textContent = person.name;
    this.find(".title").textContent = person.role === "frontline" ? person.title : `${person.title} (${ROLES[person.role].toLowerCase()})`;
    this.find(".organisation").textContent = person.organisation;
    this.find(".tenant").textContent = `${SECTORS[person.sector]} · tenant ${person.tenant.slice(0, 8)}`;
    this.messages.setAttribute("aria-label", inChannel ? `Fælles kanal i ${person.organisation}` : `${person.name}s chat med Brobygger`);
    this.box.placeholder = inChannel ? "Skriv i kanalen til @Brobygger" : "Skriv til Brobygger";
    this.box.setAttribute("aria-label", `${this.box.placeholder} som ${person.name}`);
    for (const tab of this.root.querySelectorAll("[data-kind]")) {
      tab.setAttribute("aria-pressed", String(tab.dataset.kind === kind));
    }
  }

  showUnread(counts = {}) {
    for (const tab of this.root.querySelectorAll("[data-kind]")) {
      tab.querySelector(".badge")?.remove();
      if (!(tab.dataset.kind === this.kind && this.isVisible(this))) tab.append(...badge(counts[tab.dataset.kind]));
    }
  }

  /** A change from the stream. */
  receive({ conversation, message }) {
    if (!this.person) return;
    const here = conversation.id === this.conversation;
    const known = this.views.has(message.id);
    const mine = here || [this.person.id, this.person.organisation].includes(conversation.belongs_to);
    if (mine && message.by === "bot" && !message.edited && message.state === "sent" && !known) this.notify(message);
    if (!here) return;
    const wasAtEnd = this.isAtEnd();
    const view = this.put(message);
    if (!known) this.reveal(view);
    else if (message.by === "bot" && message.edited) this.flash(view, message);
    else if (wasAtEnd) this.messages.scrollTop = this.messages.scrollHeight;
    this.markRead();
  }

  put(message) {
    const known = this.views.get(message.id);
    if (known) {
      known.update(message);
      return known;
    }
    const view = new MessageView(message, this.person);
    this.views.set(message.id, view);
    this.divideDays(message);
    this.messages.append(view.element);
    return view;
  }

  divideDays(message) {
    const day = message.written_out.split(" kl.")[0];
    const last = [...this.messages.querySelectorAll(".day")].at(-1)?.textContent;
    if (day !== last) this.messages.append(make("p", "day", {}, day));
  }

  isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.messages;
    return scrollTop + clientHeight > scrollHeight - 40;
  }

  /** Bring a new message into view; of one taller than the window, its beginning. */
  reveal(view) {
    const { messages } = this;
    const top = view.element.offsetTop - 12;
    messages.scrollTo({ top: Math.min(top, messages.scrollHeight - messages.clientHeight) });
  }

  flash(view, message) {
    view.element.classList.remove("flash");
    requestAnimationFrame(() => view.element.classList.add("flash"));
    if (!view.element.contains(document.activeElement)) this.announce(`Opdateret: ${message.summary || "et kort"}`);
  }

  /** What Teams would show outside the window: the summary only. Who is busy here sees the message itself. */
  notify(message) {
    const seen = message.summary || formatted(message.text).textContent || "Har sendt et kort";
    this.announce(`Ny besked fra Brobygger til ${this.person.name}: ${seen}`);
    if (this.root.contains(document.activeElement) || !this.conversation) return;
    const toast = make("p", "toast", {}, make("strong", "", {}, "Brobygger"), make("span", "", {}, seen));
    this.find(".toasts").replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  }

  /** Tell those who listen instead of looking. */
  announce(words) {
    const announcer = this.find(".announcer");
    announcer.textContent = words;
    clearTimeout(this.hushing);
    this.hushing = setTimeout(() => {
      announcer.textContent = "";
      announcer.classList.remove("shown");
    }, TOAST_MS);
  }

  async markRead() {
    if (!this.conversation || !this.isVisible(this)) return;
    await api.read(this.person.id, this.conversation).catch(() => {});
    this.onRead();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text) return;
    this.box.value = "";
    this.fit();
    this.typing(+1);
    try {
      await api.say(this.person.id, this.kind, text);
    } catch (trouble) {
      // A message the server kept is shown as not sent; any other comes back into the box.
      if (!trouble.body.id) this.giveBack(text, trouble);
    }
    this.typing(-1);
  }

  giveBack(text, trouble) {
    this.box.value = this.box.value ? `${text}\n${this.box.value}` : text;
    this.fit();
    this.announce(`${troubleWith(trouble.code)} Beskeden er ikke sendt, og teksten står i feltet.`);
    this.find(".announcer").classList.add("shown");
  }

  typing(step) {
    this.waiting += step;
    this.root.classList.toggle("answering", this.waiting > 0);
  }

  onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.find(".composer").requestSubmit();
  }

  fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, 160)}px`;
  }

  get draftKey() {
    return `${this.person.id}/${this.kind}`;
  }

  keepDraft() {
    if (this.person) this.drafts.set(this.draftKey, this.box.value);
  }

  redraw() {
    for (const view of this.views.values()) view.redraw();
  }
}
