"""How long what is written about a citizen stays here, and when it may be erased.

Everything is counted from the end of the course: the day the case was closed, or the last day of the
follow-ups still open, if that is later. A document or minutes may be erased when its own period has passed,
and the case with all that is left on it when the case's has. Nothing is erased while the case is open, while
it is held back (restricted, or kept for a claim or an inquiry), or before every party has marked that it
stands in its own journal. The periods are the agreement's; what the databases do is `storage/erasure.py`.

Why so short: the journals are where it is kept (in health care ten years, for some staff five, and as long as
a complaint or claim is under way: autorisationsloven § 25, journalføringsbekendtgørelsen § 15). Here is only
what two sectors need to work together, and personal data are kept no longer than that (the General Data
Protection Regulation, article 5(1)(e)).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from domain.document_kind import DocumentKind
from domain.subject import Subject

DEFAULT_DOCUMENTS: Mapping[DocumentKind, int] = {
    DocumentKind.EARLY_NOTICE: 90,
    DocumentKind.MUNICIPAL_STATUS: 90,
    DocumentKind.DISCHARGE_NOTICE: 90,
    DocumentKind.READINESS_NOTICE: 90,
    DocumentKind.DISCHARGE_AGREEMENT: 180,
    DocumentKind.COORDINATION_PLAN: 180,
    DocumentKind.INTERVENTION_PLAN: 180,
}
"""A notice has done its work when the course is over; an agreement is what a readmission is held against."""


@dataclass(frozen=True)
class Retention:
    """In calendar days after the end of the course, unless the name says otherwise."""

    documents: Mapping[DocumentKind, int] = field(default_factory=lambda: DEFAULT_DOCUMENTS)
    meetings: int = 90
    case: int = 365
    """Who returns within a year is not asked everything again."""
    drafts: int = 14
    """Calendar days after the last change of a form that was never sent."""
    messages: int = 60
    """Calendar days after a message was decided, once it has gone or was given up."""
    journal_within: int = 10
    """Working days after closing in which the parties enter in their journals what is not there."""
    idle: int = 180
    """Calendar days after the last event of an open case on which nothing is to come: then its units are
    asked to close it (`idle.py`). As long as an agreement is kept after the course."""
    close_within: int = 10
    """Working days in which they close it, or write why it must be open."""


class Waits(StrEnum):
    """Why something is not erased."""

    OPEN = "open"
    """The case is open."""
    HELD = "held"
    """The case is restricted, or kept for a claim or an inquiry."""
    NOT_YET = "not_yet"
    """Its period has not passed."""
    NOT_IN_JOURNAL = "not_in_journal"
    """A party has not marked that it stands in its journal."""


@dataclass(frozen=True)
class KeptRecord:
    """A document or a meeting that is still here."""

    subject: Subject
    days: int
    """Its period."""
    rule: str
    """The period's name, such as `early_notice`."""
    in_journals: bool


@dataclass(frozen=True)
class KeptCase:
    """A case as this rule sees it."""

    case_id: str
    closed_on: date | None
    """Local day."""
    held: bool
    last_deadline: date | None
    """Local day; the latest of the follow-ups that are still open."""
    records: tuple[KeptRecord, ...]
    days: int
    """The case's own period."""

    @property
    def ended_on(self) -> date | None:
        """The local day from which every period runs; None while the case is open."""
        if self.closed_on is None:
            return None
        return max(self.closed_on, self.last_deadline or self.closed_on)

    def due_on(self, days: int) -> date | None:
        """The first local day on which what is kept so many days may be erased."""
        return None if self.ended_on is None else self.ended_on + timedelta(days=days)


def record_waits(case: KeptCase, record: KeptRecord, today: date) -> Waits | None:
    """Why the record is not erased on this local day; None where it is."""
    return _waits(case, min(record.days, case.days), today, in_journals=record.in_journals)


def case_waits(case: KeptCase, today: date) -> Waits | None:
    """The same of the case with everything that is left on it."""
    return _waits(case, case.days, today, in_journals=all(each.in_journals for each in case.records))


def _waits(case: KeptCase, days: int, today: date, *, in_journals: bool) -> Waits | None:
    due = case.due_on(days)
    if due is None:
        return Waits.OPEN
    if case.held:
        return Waits.HELD
    if today < due:
        return Waits.NOT_YET
    return None if in_journals else Waits.NOT_IN_JOURNAL


def records_due(case: KeptCase, today: date) -> tuple[KeptRecord, ...]:
    """What is erased of the case today, where the case itself is not."""
    return tuple(each for each in case.records if record_waits(case, each, today) is None)


def longest(periods: Iterable[int]) -> int:
    """What belongs to no single agreement is kept as long as the one that keeps it longest says."""
    return max(periods)
