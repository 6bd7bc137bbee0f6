// Renders Adaptive Cards with Microsoft's library and tells when a button is clicked.
// The library checks required inputs itself before it reports a click.

import "./chart.js";
import { hostConfig } from "./hostconfig.js";

const { AdaptiveCards, markdownit } = window;
const markdown = markdownit({ html: false, linkify: false, breaks: true });
const PASSED_ON = ["id", "aria-labelledby", "aria-required"];
const OPENABLE = new Set(["https:", "http:", "mailto:"]);

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};
AdaptiveCards.GlobalSettings.allowMoreThanMaxActionsInOverflowMenu = true;
AdaptiveCards.Strings.defaults.overflowButtonTooltip = () => "Flere handlinger";
AdaptiveCards.Strings.defaults.inlineActionTitle = () => "Udfør";

/** A chat message's text as Teams shows it: Markdown, no HTML. */
export function formatted(text) {
  const element = document.createElement("div");
  element.className = "text";
  element.innerHTML = markdown.render(text);
  for (const link of element.querySelectorAll("a")) Object.assign(link, { target: "_blank", rel: "noopener" });
  return element;
}

/** The card as an element. `onExecute(action)` gets {type, verb, data, id} of a clicked button. */
export function renderCard(json, onExecute) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfig();
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) openInNewTab(action.url);
    if (action instanceof AdaptiveCards.ExecuteAction) {
      const { verb, data, id } = action;
      onExecute({ type: "Action.Execute", verb, data: data ?? {}, ...(id && { id }) });
    }
  };
  card.parse(json);
  const element = card.render() ?? document.createElement("div");
  for (const input of card.getAllInputs()) finish(input);
  return { element, firstStop: () => firstStop(card, element) };
}

function openInNewTab(url) {
  if (url && OPENABLE.has(new URL(url, location.href).protocol)) window.open(url, "_blank", "noopener");
}

/** What the library leaves undone. A placeholder must not take the label's place for those who listen. */
function finish(input) {
  const box = input.renderedElement?.querySelector("input, textarea, select");
  if (!box) return;
  if (input instanceof AdaptiveCards.ChoiceSetInput && input.style === "filtered") finishFiltered(input, box);
  else if (input.label && box.hasAttribute("aria-labelledby")) box.removeAttribute("aria-label");
}

/** A filtered choice is filled in with its value, not its title; and its label and focus go to a box around it. */
function finishFiltered(input, box) {
  const chosen = input.choices.find((choice) => choice.value === input.defaultValue);
  if (chosen) box.value = chosen.title;
  box.autocomplete = "off";
  const around = box.parentElement;
  const passOn = (name) => {
    if (!around.hasAttribute(name)) return;
    box.setAttribute(name, around.getAttribute(name));
    around.removeAttribute(name);
  };
  PASSED_ON.forEach(passOn);
  new MutationObserver(() => PASSED_ON.forEach(passOn)).observe(around, { attributeFilter: PASSED_ON });
  around.tabIndex = -1;
  around.addEventListener("focus", () => box.focus());
}

/** Where the reader goes on after a card came: an error among the fields, the heading, a field or a button. */
function firstStop(card, element) {
  const target =
    (card.getAllInputs().length && firstError(card)) ||
    element.querySelector("[role=heading]") ||
    element.querySelector("input, select, textarea, button");
  if (target && target.tabIndex < 0) target.tabIndex = -1;
  return target;
}

function firstError(container) {
  for (let index = 0; index < container.getItemCount(); index += 1) {
    const item = container.getItemAt(index);
    const found =
      item instanceof AdaptiveCards.TextBlock
        ? item.isVisible && item.color === AdaptiveCards.TextColor.Attention && item.renderedElement
        : item.getItemCount && firstError(item);
    if (found) return found;
  }
  return undefined;
}
