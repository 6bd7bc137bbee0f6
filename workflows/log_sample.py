"""The monthly control: some entries of the log, drawn so that nobody can foretell which.

Drawn are as many of each organisation's staff, so that a small one is looked at like a large one, and only of
what is sealed: what is drawn from can no longer be changed. The draw itself is written to the log with the
numbers that were drawn, so that nobody draws until they like what they see.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.errors import NotFound
from domain.local_time import at_local
from domain.people import Person
from workflows.outbox_care import OPERATOR_ID
from workflows.ports import AuditEntry, Clockwork, LoggedEntry, Records, Source

DRAWN = "log.sample"
Choose = Callable[[Sequence[int], int], Sequence[int]]
"""So many of these, each at most once, by chance."""


@dataclass(frozen=True)
class Drawn:
    """An entry as who controls it needs it: who did it, and on which case, by its number."""

    entry: LoggedEntry
    person: Person | None
    """None for who is not on the staff directory any more."""
    case_number: str | None
    """None where the entry is on no case, or the case is gone."""


@dataclass(frozen=True)
class OfOrganisation:
    name: str
    """Empty where the directory does not know it any more."""
    written: int
    """How many entries of the month were drawn from."""
    drawn: tuple[Drawn, ...]
    """Oldest first."""


@dataclass(frozen=True)
class LogSample:
    month: date
    """Its first day."""
    at: datetime
    organisations: tuple[OfOrganisation, ...]
    """In the order of their names."""


def draw_sample(
    records: Records, month: date, each: int, choose: Choose, now: datetime, source: Source
) -> LogSample:
    """Draw `each` entries of every organisation's staff from the month that begins on this local day."""
    after = (month + timedelta(days=31)).replace(day=1)
    start, end = (at_local(day, time()) for day in (month, after))
    written = records.seals.written_between(start, end)
    staff = {id_: numbers for id_, numbers in sorted(written.items()) if id_}
    chosen = {id_: choose(numbers, min(each, len(numbers))) for id_, numbers in staff.items()}
    found = tuple(
        OfOrganisation(_name(records, id_), len(staff[id_]), _read(records, numbers))
        for id_, numbers in chosen.items()
    )
    numbers = ",".join(str(number) for of in chosen.values() for number in sorted(of))
    entry = AuditEntry(
        now, OPERATOR_ID, DRAWN, f"log:{month:%Y-%m}", detail={"drawn": numbers}, source=source
    )
    records.audit.write(entry)
    return LogSample(month, now, tuple(sorted(found, key=lambda each: each.name)))


def _name(records: Records, organisation_id: str) -> str:
    organisation = records.directory.organisation(organisation_id)
    return organisation.name if organisation else ""


def _read(records: Records, numbers: Sequence[int]) -> tuple[Drawn, ...]:
    return tuple(
        Drawn(entry, records.directory.person(entry.actor_id), _case_number(records, entry))
        for entry in records.seals.entries(numbers)
    )


def _case_number(records: Records, entry: LoggedEntry) -> str | None:
    if entry.case_id is None:
        return None
    try:
        return records.cases.get(entry.case_id, Clockwork()).number
    except NotFound:
        return None
