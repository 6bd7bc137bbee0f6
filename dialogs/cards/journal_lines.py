"""In whose journals a document or minutes stand, and the button to say that they stand in one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from microsoft_teams.cards.core import CardElement

from dialogs.cards.elements import button, buttons, line, subheading
from dialogs.wording import Wording
from domain.subject import Subject


@dataclass(frozen=True)
class JournalLine:
    organisation: str
    marked_at: datetime | None
    """UTC; None where no version was ever marked."""
    is_present: bool
    """Whether the mark is of the present version."""


@dataclass(frozen=True)
class JournalView:
    subject: Subject
    lines: tuple[JournalLine, ...]
    """One for each party whose journal it belongs in."""
    marked: bool | None
    """Whether the viewer's unit has marked the present version; None where that is not theirs to say."""


def journal_lines(view: JournalView | None, wording: Wording) -> list[CardElement]:
    """Nothing where there is nothing for a journal."""
    if view is None:
        return []
    shown: list[CardElement] = [subheading(wording("journal.title"))]
    shown += [line(_told(each, wording)) for each in view.lines]
    if view.marked is not None:
        key, verb = ("journal.undo", "journal_undo") if view.marked else ("journal.mark", "journal")
        verb = f"{view.subject.kind}.{verb}"
        shown.append(buttons([button(wording(key), verb, {"id": view.subject.id})]))
    return shown


def _told(each: JournalLine, wording: Wording) -> str:
    if each.marked_at is None:
        return wording("journal.unmarked", who=each.organisation)
    if not each.is_present:
        return wording("journal.older", who=each.organisation)
    return wording("journal.marked", who=each.organisation, when=wording.moment(each.marked_at))
