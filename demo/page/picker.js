// The list of everybody one can be, by organisation, with a search.

import { badge, initials, make } from "./dom.js";
import { ROLES, SECTORS } from "./words.js";

export class Picker {
  constructor(people) {
    this.dialog = document.querySelector("#picker");
    this.search = this.dialog.querySelector("input");
    this.people = people;
    this.search.addEventListener("input", () => this.filter());
    this.dialog.querySelector(".close").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
  }

  /** Ask who to be; `onChosen(person)` runs for the answer. */
  open(current, unread, onChosen) {
    const groups = byOrganisation(this.people);
    const shown = [...groups].map(([organisation, people]) => this.group(organisation, people, current, unread, onChosen));
    this.dialog.querySelector(".groups").replaceChildren(...shown);
    this.search.value = "";
    this.filter();
    this.dialog.showModal();
    this.scrollTo(this.dialog.querySelector("[aria-current]"));
  }

  /** Scroll the list alone; the browser's own way would scroll the heading out of the dialog. */
  scrollTo(row) {
    const list = this.dialog.querySelector(".groups");
    if (row) list.scrollTop += row.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
  }

  group(organisation, people, current, unread, onChosen) {
    const [{ sector, tenant }] = people;
    const heading = make("h3", "", {}, organisation, make("small", "", {}, `${SECTORS[sector]} · tenant ${tenant.slice(0, 8)}`));
    const rows = people.map((person) => this.row(person, current, unread, onChosen));
    return make("section", "group", { "data-sector": sector }, heading, make("ul", "", {}, ...rows));
  }

  row(person, current, unread, onChosen) {
    const lines = make("span", "lines", {}, make("span", "name", {}, person.name), make("span", "title", {}, `${person.title} · ${person.unit}`));
    const role = person.role === "frontline" ? [] : [make("span", "role", {}, ROLES[person.role])];
    const choose = make("button", "choice", { type: "button", "data-person": person.id },
      make("span", "avatar", { "aria-hidden": "true" }, initials(person.name)), lines, ...role, ...badge(unread[person.id]?.personal));
    if (person.id === current.id) choose.setAttribute("aria-current", "true");
    choose.addEventListener("click", () => {
      this.dialog.close();
      onChosen(person);
    });
    return make("li", "", { "data-words": `${person.name} ${person.title} ${person.unit} ${person.organisation} ${ROLES[person.role]}`.toLowerCase() }, choose);
  }

  filter() {
    const words = this.search.value.toLowerCase().split(/\s+/);
    let found = 0;
    for (const group of this.dialog.querySelectorAll(".group")) {
      const rows = [...group.querySelectorAll("li")];
      for (const row of rows) row.hidden = !words.every((word) => row.dataset.words.includes(word));
      const left = rows.filter((row) => !row.hidden).length;
      group.hidden = left === 0;
      found += left;
    }
    this.dialog.querySelector(".nobody").hidden = found > 0;
  }
}

function byOrganisation(people) {
  const groups = new Map();
  for (const person of people) groups.set(person.organisation, [...(groups.get(person.organisation) ?? []), person]);
  return groups;
}
