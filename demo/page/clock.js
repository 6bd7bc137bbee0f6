// The clock in the header: shown, wound, and the chance to begin again.

import * as api from "./api.js";
import { troubleWith } from "./words.js";

const LOOK_EVERY_MS = 5000;
const STATUS_STAYS_MS = 15000;

export function runClock({ canStartOver }) {
  const shown = document.querySelector("#clock-now");
  const status = document.querySelector("#clock-status");
  const steps = [...document.querySelectorAll("[data-step]")];

  let fading;

  const show = ({ now, written_out }) => {
    shown.textContent = written_out;
    shown.dateTime = now;
  };
  const look = () => api.clock().then(show, () => {});

  async function wind(step, button) {
    steps.forEach((one) => (one.disabled = true));
    clearTimeout(fading);
    status.textContent = "Uret stilles frem. Venter på Brobygger …";
    try {
      const wound = await api.wind(step);
      show(wound);
      status.textContent = caughtUp(wound);
    } catch (trouble) {
      status.textContent = troubleWith(trouble.code);
    }
    steps.forEach((one) => (one.disabled = false));
    button.focus();
    clearTimeout(fading);
    fading = setTimeout(() => (status.textContent = ""), STATUS_STAYS_MS);
  }

  for (const button of steps) button.addEventListener("click", () => wind(button.dataset.step, button));
  if (canStartOver) offerStartOver(status);
  look();
  setInterval(look, LOOK_EVERY_MS);
}

function caughtUp({ caught_up, messages, written_out }) {
  if (!caught_up) return "Brobygger arbejder stadig. Nye beskeder kommer af sig selv.";
  const news = messages === 0 ? "Der var ingen nye beskeder" : messages === 1 ? "Én besked er ny eller ændret" : `${messages} beskeder er nye eller ændrede`;
  return `Det er nu ${written_out}. ${news}.`;
}

function offerStartOver(status) {
  const button = document.querySelector("#start-over");
  const dialog = document.querySelector("#confirm");
  button.hidden = false;
  button.addEventListener("click", () => {
    dialog.returnValue = "no";
    dialog.showModal();
  });
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "yes") return;
    status.textContent = "Begynder forfra …";
    await api.startOver().then(() => location.reload(), (trouble) => (status.textContent = troubleWith(trouble.code)));
  });
}
