"""Reads a card the way a person does: its words, its buttons, its fields and the faults at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class CardSeen:
    """One card as it stands in a chat."""

    content: Json

    @property
    def texts(self) -> tuple[str, ...]:
        """Every sentence on the card, facts included, with the markup's escapes taken away."""
        return tuple(text.replace("\\", "") for text in _texts(self.content))

    @property
    def heading(self) -> str:
        return next((e["text"] for e in _elements(self.content) if e.get("style") == "heading"), "")

    @property
    def everything(self) -> str:
        return "\n".join(self.texts)

    @property
    def buttons(self) -> dict[str, Json]:
        return {e["title"]: e for e in _elements(self.content) if e.get("type") == "Action.Execute"}

    @property
    def links(self) -> dict[str, str]:
        return {e["title"]: e["url"] for e in _elements(self.content) if e.get("type") == "Action.OpenUrl"}

    @property
    def fields(self) -> dict[str, str]:
        """What stands in each field, by the field's name."""
        return {e["id"]: e.get("value") or "" for e in _elements(self.content) if _is_input(e)}

    def choices(self, field: str) -> dict[str, str]:
        """A field's choices: title to value."""
        found = [e for e in _elements(self.content) if _is_input(e) and e["id"] == field]
        return {choice["title"]: choice["value"] for e in found for choice in e["choices"]}

    def faults_at(self, field: str) -> tuple[str, ...]:
        """The red sentences right below a field (below the row it stands in)."""
        here: tuple[str, ...] = ()
        faults: list[str] = []
        for element in self.content["body"]:
            inputs = tuple(e["id"] for e in _elements(element) if _is_input(e))
            here = inputs or here
            if element.get("color") == "Attention" and field in here:
                faults.append(element["text"])
        return tuple(faults)

    @property
    def fault_count(self) -> int:
        return sum(element.get("color") == "Attention" for element in self.content["body"])


def _is_input(element: Json) -> bool:
    return str(element.get("type", "")).startswith("Input.")


def _elements(part: Any) -> Iterator[Json]:
    if isinstance(part, Mapping):
        yield part
        for value in part.values():
            yield from _elements(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _elements(value)


def _texts(content: Json) -> Iterator[str]:
    for element in _elements(content):
        if element.get("type") == "TextBlock":
            yield element["text"]
        elif element.get("type") == "FactSet":
            for fact in element["facts"]:
                yield fact["title"]
                yield fact["value"]
        elif str(element.get("type", "")).startswith(("Input.", "Action.")):
            yield element.get("label") or element.get("title") or ""
            yield str(element.get("value") or "")
