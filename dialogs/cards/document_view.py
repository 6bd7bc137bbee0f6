"""What a document's card may show one person, looked up beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dialogs.cards.journal_lines import JournalView
from domain.case import Case
from domain.document import Document
from domain.document_steps import Action, Side
from domain.people import Person, Unit
from domain.remark import Remark
from domain.task import Task


@dataclass(frozen=True)
class DocumentView:
    case: Case
    document: Document
    name: str
    """What the case's agreement calls it."""
    side: Side | None
    """The viewer's side; None for a participant from elsewhere, who only reads."""
    actions: tuple[Action, ...]
    """What the viewer may do now."""
    units: Mapping[Side, Unit]
    people: Mapping[str, Person]
    """The staff the card may name, by id."""
    signatories: tuple[str, ...]
    """Names of those who may sign for the viewer's side."""
    due: date | None
    """Local day by which the next step is to be taken."""
    follow_ups: tuple[Task, ...] = ()
    agreement: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    """The parts of the version before this one; looked up for the details of a changed document only."""
    may_take_file: bool = True
    """Whether the viewer may get it as a file."""
    journal: JournalView | None = None
    """In whose journals it stands; looked up for the details only."""
    remarks: tuple[Remark, ...] = ()
    """What the citizen has remarked on it or on the case; looked up for the details only."""
    transition_hint: bool = False
    """The citizen is 16 or 17: the municipality prepares the transition to adulthood."""

    def organisation(self, side: Side) -> str:
        return self.units[side].organisation
