"""One row of the sentence tables: what was typed and all that is to be understood from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from dialogs.understanding import OpenQuestion, Understanding

_NOTHING = Understanding()


@dataclass(frozen=True)
class Sentence:
    text: str
    expected: dict[str, Any]

    @property
    def name(self) -> str:
        """The sentence for a test's id: without figures, so that it never holds a CPR number."""
        return re.sub(r"[^a-zæøå]+", "-", self.text.lower()).strip("-")


def said(text: str, asks: tuple[OpenQuestion, ...] = (), **understood: Any) -> Sentence:
    """A sentence and what it means; what is not mentioned is to be empty."""
    return Sentence(text, {**understood, "open_questions": asks})


def understood(meaning: Understanding) -> dict[str, Any]:
    """All that is filled in, the CPR number as digits."""
    found = {field.name: getattr(meaning, field.name) for field in fields(meaning)}
    filled = {name: value for name, value in found.items() if value != getattr(_NOTHING, name)}
    if meaning.cpr is not None:
        filled["cpr"] = meaning.cpr.digits
    return {"open_questions": (), **filled}
