"""What stands in the place of a card whose record has been erased: that, and nothing of the record."""

from __future__ import annotations

from dialogs.cards.elements import card, heading, line
from dialogs.wording import Wording
from workflows.chat import Card


def erased_card(wording: Wording) -> Card:
    return card([heading(wording("erased.title")), line(wording("erased.text"))], (), wording.language)
