"""One person's talk with the bot: who, in which language, and the desk where the work is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dialogs.turn import Reply
from dialogs.wording import Catalogues, Wording
from domain.people import Person
from workflows.chat import Card
from workflows.desk import Desk

CalendarLink = Callable[[str], str]
"""The address of a meeting's calendar entry, which holds no personal data."""


@dataclass(frozen=True)
class Clicked:
    """The message whose card was clicked."""

    conversation_id: str
    activity_id: str


@dataclass(frozen=True)
class Talk:
    desk: Desk
    person: Person
    catalogues: Catalogues
    calendar_link: CalendarLink
    clicked: Clicked | None = None

    @property
    def wording(self) -> Wording:
        return self.catalogues.speaking(self.person.language)

    def speaking(self, language: str) -> Talk:
        return replace(self, person=replace(self.person, language=language))

    def show(self, card: Card, lasting: str = "") -> Reply:
        """Answer a click: put `card` where the clicked one was, to stay if it has a `lasting` summary."""
        return Reply(card=card, lasting=lasting)
