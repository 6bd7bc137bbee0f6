"""What each colleague of a unit has open, with a button that gives it on: for who leaves, or is away long.

Names of staff and numbers of tasks only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import button, buttons, card, heading, line, plain, quiet
from dialogs.cards.form_card import note_card
from dialogs.wording import Wording
from domain.people import Person
from workflows.chat import Card

SHOWN_COLLEAGUES = 15


@dataclass(frozen=True)
class WorkLine:
    """One person's open tasks in the unit."""

    owner_id: str
    name: str
    """Empty where the directory no longer knows the person."""
    number: int
    """Of open tasks."""


def whose(each: WorkLine, wording: Wording) -> str:
    return each.name or wording("colleagues.former")


def colleagues_card(lines: Sequence[WorkLine], wording: Wording) -> Card:
    body: list[CardElement] = [heading(wording("colleagues.title"))]
    if not lines:
        body.append(line(wording("colleagues.none")))
    for each in lines[:SHOWN_COLLEAGUES]:
        tasks = wording.count("colleagues.tasks", each.number)
        body.append(line(wording("colleagues.line", who=plain(whose(each, wording)), tasks=tasks)))
        give_on = button(wording("colleagues.hand_over"), "colleagues.hand_over_all", {"id": each.owner_id})
        body.append(buttons([give_on]))
    more = len(lines) - SHOWN_COLLEAGUES
    if more > 0:
        body.append(quiet(wording.count("colleagues.more", more)))
    return card(body, [_see_tasks(wording)], wording.language)


def handed_over_card(number: int, to: Person | None, wording: Wording) -> Card:
    """How much was given on, and to whom; None is the whole unit."""
    title = wording("colleagues.title")
    if number:
        who = plain(to.name) if to else wording("colleagues.whole_unit")
        text = wording("colleagues.handed", tasks=wording.count("colleagues.tasks", number), who=who)
    else:
        text = wording("colleagues.nothing_left")
    again = button(wording("intent.handover_all"), "command.handover_all", {})
    return note_card(title, text, wording, [_see_tasks(wording), again])


def _see_tasks(wording: Wording) -> Action:
    return button(wording("tasks.title"), "command.unit_tasks", {})
