"""What stands in the place of a record's card while its case is restricted, for all but the leaders."""

from __future__ import annotations

from dialogs.cards.elements import banner, button, card, heading
from dialogs.wording import Wording
from domain.case import Case
from workflows.chat import Card


def restricted_card(case: Case, wording: Wording) -> Card:
    title = heading(wording("case.title", number=case.number))
    see = button(wording("case.see"), "case.card", {"id": case.id})
    return card([title, banner(wording("error.restricted"), "attention")], [see], wording.language)
