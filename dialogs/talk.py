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
FileLink = Callable[[str], str]
"""The address where a file is fetched, from the token that `workflows.handouts.hand_out` gave. It goes into
the card of whom the file is for, and nowhere else."""


def no_file_link(_token: str) -> str:
    """Raises: a file is made where a person asks for it, and then its link is shown to them alone."""
    raise RuntimeError("a file is handed out in the answer to who asked for it, not in a notice")


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
    file_link: FileLink = no_file_link

    @property
    def wording(self) -> Wording:
        return self.catalogues.speaking(self.person.language)

    def speaking(self, language: str) -> Talk:
        return replace(self, person=replace(self.person, language=language))

    def show(self, card: Card, lasting: str = "") -> Reply:
        """Answer a click: put `card` where the clicked one was, to stay if it has a `lasting` summary."""
        return Reply(card=card, lasting=lasting)
