"""Reads cards as a client does: their elements, their buttons, every text a person would see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from workflows.chat import Card

SHOWN = ("text", "title", "value", "label", "placeholder")
"""Where an element keeps what a person reads; `value` is an input's, or a fact's."""


def parts_of(part: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of the card with a type of its own, the card first; a button's data is not looked into."""
    if isinstance(part, list):
        for each in part:
            yield from parts_of(each)
    elif isinstance(part, Mapping):
        if "type" in part:
            yield part
        for name, value in part.items():
            if name != "data":
                yield from parts_of(value)


def buttons_of(card: Card | None) -> list[Mapping[str, Any]]:
    return [part for part in parts_of(card) if part["type"] == "Action.Execute"]


def verbs_of(card: Card | None) -> set[str]:
    return {button["verb"] for button in buttons_of(card)}


def inputs_of(card: Card | None) -> dict[str, Any]:
    """Each input's value, by id."""
    return {part["id"]: part.get("value") for part in parts_of(card) if part["type"].startswith("Input.")}


def text_of(card: Card | None) -> str:
    """All a person reads on the card, a line each."""
    return "\n".join(_texts(card))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, Mapping):
        for name, value in part.items():
            if name in SHOWN and isinstance(value, str):
                yield value
            elif name != "data":
                yield from _texts(value)


def everything_in(card: Card | None) -> str:
    """The card as it travels, buttons' data and all."""
    return orjson.dumps(card).decode()
