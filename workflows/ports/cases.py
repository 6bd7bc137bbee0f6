"""Cases, what happened on them, and what centres count beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from domain.case import Case
from domain.cpr import Cpr
from domain.discharge_count import DischargeCount
from domain.event import CaseEvent
from domain.people import Person
from workflows.ports.callers import Caller


class Cases(Protocol):
    def next_number(self, year: int) -> str:
        """The year's next case number; taken for good when the transaction commits."""

    def add(self, case: Case) -> None: ...

    def add_participant(self, case_id: str, person_id: str) -> None: ...

    def save(self, case: Case) -> None:
        """Store what changes on a case: its units, and whether it is closed or its consent withdrawn. As
        `Meetings.save`."""

    def get(self, case_id: str, caller: Caller) -> Case:
        """Raises `NotFound` like `by_number`."""

    def by_number(self, number: str, caller: Caller) -> Case:
        """Raises `NotFound` where there is none or the caller has no relation to it."""

    def of_citizen(self, cpr: Cpr, caller: Caller) -> tuple[Case, ...]:
        """The citizen's cases the caller has a relation to, newest first. For a person by `search_citizen`,
        which logs it."""

    def hash_of(self, cpr: Cpr) -> str:
        """A keyed hash of the number: stands for the citizen in the log, and tells nothing else of them."""

    def of_person(self, person: Person) -> tuple[Case, ...]:
        """Cases of the person's units or that name the person, newest first."""

    def open_naming(self, person_id: str, unit_id: str, caller: Person) -> tuple[Case, ...]:
        """The unit's open cases with a document or meeting on which this person is a contact, newest first;
        those the caller has a relation to."""


class Events(Protocol):
    def append(self, event: CaseEvent) -> None: ...

    def of_case(self, case_id: str, caller: Caller) -> tuple[CaseEvent, ...]:
        """Oldest first."""


class DischargeCounts(Protocol):
    def replace(self, counts: Sequence[DischargeCount]) -> None:
        """Keep these. Of a centre and month among them, nothing else stays: a count states a whole month."""

    def of_month(self, month: date) -> tuple[DischargeCount, ...]:
        """`month` is its first day. In the order of centre, municipality and area."""
