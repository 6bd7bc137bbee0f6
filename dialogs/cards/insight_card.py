"""Whether there is anything on a citizen, and the files with all of it, for a leader to hand out."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.cards.elements import button, card, heading, line
from dialogs.wording import Wording
from domain.case import Case
from workflows.chat import Card


def insight_card(cases: Sequence[Case], wording: Wording) -> Card:
    """The newest case comes first. The answer is the same for a citizen nobody knows and for one whose cases
    are others'."""
    title = heading(wording("insight.title"))
    if not cases:
        return card([title, line(wording("insight.nothing"))], (), wording.language)
    numbers = ", ".join(case.number for case in cases)
    offers = [
        button(wording(f"insight.get_{kind}"), "case.insight", {"id": cases[0].id, "kind": kind})
        for kind in ("pdf", "json")
    ]
    text = line(wording("insight.found", numbers=numbers))
    return card([title, text, line(wording("insight.hand_out"))], offers, wording.language)
