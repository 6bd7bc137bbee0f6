"""What an earlier card says once a newer one about the same record stands further down."""

from __future__ import annotations

from dialogs.cards.elements import card, small
from dialogs.wording import Wording
from workflows.chat import Card


def overtaken_card(case_number: str, wording: Wording) -> Card:
    return card([small(wording("meeting.overtaken", number=case_number))], (), wording.language)
