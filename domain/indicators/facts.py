"""What is countable: what happened to meetings, documents, admissions and tasks, as local days and kinds.

A fact holds no personal data: no case number, no name, no text that anybody wrote. How a record becomes one
stands in `recorded.py`; here is only what an indicator may count by.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.admission import DischargeKind, Outcome
from domain.delay import Delay, DelayReason
from domain.discharge_count import DischargeCount
from domain.document_kind import DocumentKind
from domain.people import Area, Sector
from domain.task import TaskKind, TaskStatus


@dataclass(frozen=True)
class Place:
    """Whose the fact is: the two units concerned, whose organisations are the group it is counted in."""

    region_unit_id: str
    municipality_unit_id: str
    area: Area


@dataclass(frozen=True)
class MeetingFact:
    id: str
    place: Place
    requested_on: date
    held_on: date | None
    """The day of the agreed time, once it has passed and nobody has said that the meeting was not held."""
    gp: bool
    """Whether the general practitioner was to take part."""
    relatives: bool
    """Whether relatives were."""


@dataclass(frozen=True)
class DocumentFact:
    id: str
    place: Place
    kind: DocumentKind
    sent_on: date
    in_force_on: date | None
    """Of an agreement or plan: since when its present version is in force, or was until it ended."""
    is_withdrawn: bool


@dataclass(frozen=True)
class AdmissionFact:
    id: str
    place: Place
    admitted_on: date
    readmitted_after: int | None
    """Calendar days since the citizen's last discharge; None where the bot knows of none."""
    discharged_on: date | None
    kind: DischargeKind | None
    outcome: Outcome | None
    homeless: bool
    delay: DelayReason | None
    """Why it went without the agreement, where somebody has said so."""
    coercive: bool | None
    """Whether it began as a coercive admission, where the ward has said."""


@dataclass(frozen=True)
class TaskFact:
    """One deadline: who had it, when it was, and when and how it ended."""

    id: str
    place: Place
    sector: Sector
    """Of the unit that has it."""
    kind: TaskKind
    due: date
    status: TaskStatus
    ended_on: date | None
    delay: Delay | None
    """Why its deadline was moved last, or why it could not be done."""
    leaders_told_on: date | None
    """When a leader was told first that it is late."""
    coordinators_told_on: date | None

    @property
    def is_in_time(self) -> bool:
        return self.status is TaskStatus.DONE and self.ended_on is not None and self.ended_on <= self.due

    @property
    def was_asked(self) -> bool:
        """Whether it still counts as a deadline: not so where what it belongs to was given up in time."""
        return not (
            self.status is TaskStatus.WITHDRAWN and self.ended_on is not None and self.ended_on <= self.due
        )


RecordFact = MeetingFact | DocumentFact | AdmissionFact | TaskFact
"""What is known of one record."""
Fact = RecordFact | DischargeCount
