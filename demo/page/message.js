// One message in a chat: its notification line, its text or card, and what came of a click on the card.

import * as api from "./api.js";
import { formatted, renderCard } from "./card.js";
import { button, make } from "./dom.js";
import { fileOf, renderFile } from "./file.js";
import { DECLINED, DELETED, FETCHING, KEPT, NO_ANSWER, NOT_SENT, troubleWith } from "./words.js";

const CARD = "application/vnd.microsoft.card.adaptive";
const LINE = "application/vnd.microsoft.activity.message";
const BELL = "M12 3a6 6 0 0 0-6 6v4l-2 3v1h16v-1l-2-3V9a6 6 0 0 0-6-6zm-2 15a2 2 0 0 0 4 0z";

export class MessageView {
  /** `viewer` is the person who reads along. */
  constructor(message, viewer) {
    this.viewer = viewer;
    this.element = make("article", "message", { "data-message": message.id });
    this.update(message);
  }

  update(message) {
    const same = this.message && content(this.message) === content(message);
    this.message = message;
    if (same) this.refreshEdges();
    else this.renderAll();
  }

  /** Draw the card again, for instance in other colours. */
  redraw() {
    this.renderAll();
  }

  get byBot() {
    return this.message.by === "bot";
  }

  renderAll() {
    const { message } = this;
    this.element.classList.toggle("bot", this.byBot);
    this.element.classList.toggle("own", message.by === this.viewer.id);
    this.head = this.renderHead();
    this.body = message.state === "deleted" ? [make("p", "deleted", {}, DELETED)] : this.renderBody();
    this.outcome = make("div", "outcome");
    this.element.replaceChildren(this.head, ...this.body, this.outcome);
    this.renderState();
  }

  refreshEdges() {
    const head = this.renderHead();
    this.head.replaceWith(head);
    this.head = head;
    this.renderState();
  }

  renderHead() {
    const { message } = this;
    const head = make("header", "", {},
      make("span", "by", {}, message.by === this.viewer.id ? "Dig" : message.name), " ",
      make("time", "", { datetime: message.at, title: message.written_out }, message.clock));
    if (message.edited && message.state !== "deleted") head.append(make("span", "edited", {}, "Opdateret"));
    return head;
  }

  renderBody() {
    const { message } = this;
    const parts = [];
    if (this.byBot && message.summary && message.summary !== message.text) parts.push(notification(message.summary));
    if (message.text) parts.push(this.byBot ? formatted(message.text) : plain(message.text));
    this.cards = cardsOf(message).map((json) => this.renderOne(json));
    const file = fileOf(message);
    if (file) this.cards.push({ holder: renderFile(file, (accepted) => this.answerFile(accepted)) });
    parts.push(...this.cards.map((card) => card.holder));
    return parts;
  }

  renderOne(json) {
    const { element, firstStop } = renderCard(json, (action) => this.click(action));
    const holder = make("div", "card", { role: "group", "aria-label": "Kort fra Brobygger", "aria-busy": "false" }, element);
    return { holder, firstStop };
  }

  renderState() {
    this.element.dataset.state = this.message.state;
    this.outcome.replaceChildren();
    if (this.message.state === "failed") this.tellTrouble(NOT_SENT, () => this.sendAgain());
  }

  async sendAgain() {
    this.outcome.replaceChildren();
    await api.sayAgain(this.message.id).catch((trouble) => {
      if (this.message.state === "failed") this.renderState();
      if (!trouble.body.id) this.tellTrouble(troubleWith(trouble.code), () => this.sendAgain());
    });
  }

  click(action) {
    const id = `f:${crypto.randomUUID()}`;
    return this.perform({ person: this.viewer.id, message: this.message.id, action, activity_id: id });
  }

  /** Send a click to the bot; the same click again is the same activity again. */
  async perform(click) {
    const returnTo = document.activeElement;
    const awake = this.beBusy();
    try {
      this.take(await api.act(click), returnTo, awake);
    } catch (trouble) {
      awake();
      this.tellTrouble(`${troubleWith(trouble.code)} ${KEPT}`, () => this.perform(click));
      this.outcome.querySelector("button").focus();
    }
  }

  /** Say yes or no to the file that is offered; the bot then changes the message itself. */
  async answerFile(accepted) {
    const awake = this.beBusy();
    try {
      await api.answerFile({ person: this.viewer.id, message: this.message.id, accepted });
      awake();
      if (fileOf(this.message)?.offered) this.tell(accepted ? FETCHING : DECLINED);
    } catch (trouble) {
      awake();
      this.tellTrouble(troubleWith(trouble.code), () => this.answerFile(accepted));
    }
  }

  take(answer, returnTo, awake) {
    if (answer.type === CARD) {
      this.showCard(answer.value);
      awake();
      this.cards[0]?.firstStop()?.focus();
      return;
    }
    awake();
    if (returnTo?.isConnected) returnTo.focus();
    this.tell(typeof answer.value === "string" ? answer.value : (answer.value?.message ?? NO_ANSWER), answer.type === LINE);
  }

  showCard(json) {
    const attachments = [{ contentType: CARD, content: json }];
    this.update({ ...this.message, attachments });
  }

  beBusy() {
    this.outcome.replaceChildren();
    const holders = this.cards.map((card) => card.holder);
    const buttons = holders.flatMap((holder) => [...holder.querySelectorAll("button:not(:disabled)")]);
    holders.forEach((holder) => holder.setAttribute("aria-busy", "true"));
    buttons.forEach((one) => (one.disabled = true));
    return () => {
      holders.forEach((holder) => holder.setAttribute("aria-busy", "false"));
      buttons.forEach((one) => (one.disabled = false));
    };
  }

  tell(line, fine = true) {
    this.outcome.replaceChildren(make("p", fine ? "notice" : "notice wrong", { role: "status" }, line));
  }

  tellTrouble(line, again) {
    const failed = make("p", "failed", { role: "alert" }, line);
    this.outcome.replaceChildren(failed, button("Prøv igen", "again", again));
  }
}

const cardsOf = (message) => message.attachments.filter((one) => one.contentType === CARD).map((one) => one.content);

/** What a message shows; while it stays the same, what is typed on its card is left alone. */
const content = (message) => JSON.stringify([message.state === "deleted", message.text, message.summary, cardsOf(message), fileOf(message)]);

function plain(text) {
  const mention = /<at>([^<]*)<\/at>\s*/;
  const [, bot] = mention.exec(text) ?? [];
  const words = make("div", "text plain");
  if (bot) words.append(make("span", "mention", {}, `@${bot}`), " ");
  words.append(text.replace(mention, ""));
  return words;
}

function notification(summary) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", BELL);
  icon.append(path);
  return make("p", "notification", {}, icon, make("span", "", {}, "Notifikation: ", summary));
}
