// A file in a message, as Teams shows it: one the bot offers, with yes and no, or one that is there to fetch.

import { button, make } from "./dom.js";

const OFFERED = "application/vnd.microsoft.teams.card.file.consent";
const IN_PLACE = "application/vnd.microsoft.teams.card.file.info";
const KILOBYTE = 1024;

/** The file of a message, if it has one: {offered, name, about, url}. */
export function fileOf(message) {
  const found = message.attachments.find((one) => one.contentType === OFFERED || one.contentType === IN_PLACE);
  if (!found) return undefined;
  const { name, content, contentUrl } = found;
  const offered = found.contentType === OFFERED;
  return { offered, name, about: offered ? `${content.description} · ${size(content.sizeInBytes)}` : "I Teams ligger den i dit OneDrive, her i demoens hukommelse.", url: contentUrl };
}

const size = (bytes) => `ca. ${Math.max(1, Math.round(bytes / KILOBYTE))} KB`;

/** The file as an element; `onAnswer(accepted)` is called for a yes or a no. */
export function renderFile(file, onAnswer) {
  const what = make("div", "what", {}, make("strong", "", {}, file.name), make("span", "about", {}, file.about));
  const choice = make("div", "file-buttons", {}, ...(file.offered ? yesAndNo(onAnswer) : [download(file)]));
  return make("div", "card file", { role: "group", "aria-label": `Fil: ${file.name}`, "aria-busy": "false" }, what, choice);
}

function yesAndNo(onAnswer) {
  return [
    button("Acceptér", "ac-pushButton style-positive", () => onAnswer(true)),
    button("Afvis", "ac-pushButton", () => onAnswer(false)),
  ];
}

function download(file) {
  return make("a", "ac-pushButton", { href: ownAddress(file.url), download: file.name }, "Hent filen");
}

/** Only this server's own files are linked to, under whichever name of the machine the page was opened. */
function ownAddress(url) {
  const { pathname } = new URL(url, location.href);
  return pathname.startsWith("/files/") ? pathname : "#";
}
