"""Looks up what the colleagues of the person's unit have open, for the card that gives it on."""

from __future__ import annotations

from dialogs.cards.colleagues_card import WorkLine
from dialogs.talk import Talk
from dialogs.views import person_of
from workflows.handing_over import open_work


def work_lines(talk: Talk) -> tuple[WorkLine, ...]:
    """Those who have left come first."""
    lines = []
    for each in open_work(talk.desk, talk.person):
        owner = person_of(talk.desk, each.owner_id)
        lines.append(WorkLine(each.owner_id, owner.name if owner else "", len(each.tasks)))
    return tuple(lines)
