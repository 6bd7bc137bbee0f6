// Puts the page together: two sides, the picker, the clock, and the stream of changes that feeds them.

import * as api from "./api.js";
import { runClock } from "./clock.js";
import { badge, button, make } from "./dom.js";
import { darkMode } from "./hostconfig.js";
import { Picker } from "./picker.js";
import { Side } from "./side.js";
import { ROLES } from "./words.js";

const twoColumns = window.matchMedia("(min-width: 900px)");
const byId = new Map();
const sides = new Map();
let unread = {};
let asking;

async function begin() {
  const beginning = await api.start();
  for (const person of beginning.people) byId.set(person.id, person);
  const picker = new Picker(beginning.people);
  const asked = new URLSearchParams(location.search);
  for (const root of document.querySelectorAll(".side")) {
    const name = root.dataset.side;
    const side = new Side(root, {
      onPick: (one) => picker.open(one.person, unread, (person) => place(one, person)),
      onRead: askUnread,
      isVisible: (one) => twoColumns.matches || document.body.dataset.shown === one.root.dataset.side,
    });
    sides.set(name, side);
    place(side, byId.get(asked.get(name)) ?? byId.get(beginning.sides[name]));
  }
  api.follow(beginning.last_change, { onChange: receive, onConnection: showConnection });
  runClock({ canStartOver: beginning.can_start_over });
}

/** Put a person on a side; the address remembers it. */
function place(side, person) {
  const address = new URL(location.href);
  address.searchParams.set(side.root.dataset.side, person.id);
  history.replaceState(null, "", address);
  side.show(person);
  showUnread();
}

function receive(change) {
  for (const side of sides.values()) side.receive(change);
  askUnread();
}

/** Ask for the counts once, however many changes came at the same time. */
function askUnread() {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    unread = await api.unread().catch(() => unread);
    showUnread();
  }, 150);
}

function showUnread() {
  const shown = [...sides.values()].map((side) => side.person?.id);
  for (const [name, side] of sides) {
    if (!side.person) continue;
    side.showUnread(unread[side.person.id]);
    const tab = document.querySelector(`[data-shows=${name}]`);
    const count = document.body.dataset.shown === name ? 0 : unread[side.person.id]?.personal;
    tab.replaceChildren(make("span", "label", {}, side.person.name), ...badge(count));
    tab.dataset.sector = side.person.sector;
  }
  const others = Object.keys(unread).filter((id) => unread[id].personal && !shown.includes(id));
  showOthers(others.map((id) => byId.get(id)));
}

function showOthers(people) {
  const nav = document.querySelector("#others");
  nav.hidden = people.length === 0;
  nav.querySelector("ul").replaceChildren(...people.map((person) => {
    const go = button("", "other", () => place(sides.get(person.sector === "region" ? "left" : "right"), person));
    const what = person.role === "frontline" ? person.title : ROLES[person.role];
    go.append(make("strong", "", {}, person.name), ` ${what}, ${person.organisation}`, ...badge(unread[person.id].personal));
    return make("li", "", { "data-sector": person.sector }, go);
  }));
}

function showConnection(connected) {
  const line = document.querySelector("#connection");
  line.hidden = connected;
  line.textContent = connected ? "" : "Forbindelsen til demoen er afbrudt. Prøver igen …";
}

for (const tab of document.querySelectorAll("[data-shows]")) {
  tab.addEventListener("click", () => {
    document.body.dataset.shown = tab.dataset.shows;
    for (const one of document.querySelectorAll("[data-shows]")) one.setAttribute("aria-pressed", String(one === tab));
    const side = sides.get(tab.dataset.shows);
    side?.messages.scrollTo({ top: side.messages.scrollHeight });
    side?.markRead();
    showUnread();
  });
}
darkMode.addEventListener("change", () => sides.forEach((side) => side.redraw()));
begin().catch(() => showConnection(false));
