"""One rule: the concepts that add up to an intent, and how strongly.

The rules themselves stand in `intents.py` and `document_intents.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.understanding.concepts import Concept
from dialogs.understanding.meaning import Intent


@dataclass(frozen=True)
class Rule:
    """Holds when all it needs is there and nothing it forbids."""

    intent: Intent
    strength: int
    needs: frozenset[Concept]
    forbids: frozenset[Concept] = frozenset()
    likely: bool = False
    """Only likely: asked about instead of done."""


def rules(
    intent: Intent,
    strength: int,
    *needs: set[Concept],
    unless: set[Concept] | None = None,
    likely: bool = False,
) -> tuple[Rule, ...]:
    """Rules of one intent that differ in what they need."""
    return tuple(Rule(intent, strength, frozenset(need), frozenset(unless or ()), likely) for need in needs)
