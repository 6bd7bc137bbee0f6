"""The limits a card must keep to be shown by Teams and by npm's adaptivecards 3.0.6."""

from __future__ import annotations

import re
from typing import Any

import orjson

from tests.unit.dialogs.card_reading import buttons_of, parts_of
from workflows.chat import Card

ELEMENTS = frozenset(
    {
        "AdaptiveCard", "TextBlock", "FactSet", "Container", "ColumnSet", "Column", "ActionSet", "Input.Text",
        "Input.Date", "Input.Time", "Input.ChoiceSet", "Action.Execute", "Action.OpenUrl",
        "Chart.HorizontalBar",
    }
)  # fmt: skip
MOST_BYTES = 28 * 1024
MOST_ACTIONS = 6
_ID = re.compile(r"[0-9a-f]{8,32}")
_DATA = {
    "id", "draft", "said", "version", "content_version", "kind", "party", "agrees", "page", "start", "shown",
    "first", "last", "area", "unit", "centre", "municipality", "months", "number",
}  # fmt: skip
_WORD = re.compile(r"[a-z_]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")


def faults_of(card: Card) -> list[str]:
    """What would keep the card from being shown as we mean it, or tells too much with its buttons."""
    parts = list(parts_of(card))
    found = [f"unknown element {part['type']}" for part in parts if part["type"] not in ELEMENTS]
    found += [] if (card["type"], card["version"]) == ("AdaptiveCard", "1.5") else ["not a card of 1.5"]
    found += [
        f"{len(part['actions'])} actions in a row"
        for part in parts
        if len(part.get("actions", ())) > MOST_ACTIONS
    ]
    found += ["a button without a title"] * any(
        not part["title"] for part in parts if part["type"].startswith("Action.")
    )
    found += ["an input without a label"] * any(
        not part.get("label") for part in parts if part["type"].startswith("Input.")
    )
    ids = [part["id"] for part in parts if part["type"].startswith("Input.")]
    found += ["two inputs of one id"] * (len(ids) != len(set(ids)))
    found += ["an empty text"] * any(
        not part["text"].strip() for part in parts if part["type"] == "TextBlock"
    )
    found += [f"{name} of a button" for button in buttons_of(card) for name in _odd(button.get("data", {}))]
    size = len(orjson.dumps(card))
    return found + ([f"{size} bytes"] if size >= MOST_BYTES else [])


def _odd(data: dict[str, Any]) -> list[str]:
    return [name for name, value in data.items() if name not in _DATA or not _is_harmless(name, value)]


def _is_harmless(name: str, value: object) -> bool:
    if name in ("version", "content_version", "party", "agrees", "months", "number"):
        return isinstance(value, int)
    shape = {"page": _WORD, "kind": _WORD, "start": _MOMENT, "first": _DAY, "last": _DAY, "area": _WORD}.get(
        name, _ID
    )
    return isinstance(value, str) and shape.fullmatch(value) is not None
