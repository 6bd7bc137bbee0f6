// Small ways to build elements without ever writing HTML as text.

/** An element with a class, attributes and children (elements or strings). */
export function make(tag, className = "", attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function button(text, className, onClick) {
  const element = make("button", className, { type: "button" }, text);
  element.addEventListener("click", onClick);
  return element;
}

/** A count to hang on something, or nothing for zero. */
export function badge(count) {
  return count ? [make("span", "badge", {}, String(count), make("span", "sr-only", {}, " ulæste"))] : [];
}

export const initials = (name) => name.split(" ").map((word) => word[0]).filter((_, i, all) => i === 0 || i === all.length - 1).join("");
