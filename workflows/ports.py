"""What the use cases need from the world, as Protocols; `storage/` implements them, tests fake them.

`Store.run` gives one function one transaction: all it does is kept, or nothing. The function is plain
synchronous code over `Records`, may be run again after a conflict, and so must have no other effect.
Reads of a case take the caller and answer `NotFound` to anyone without a relation to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeVar

from domain.case import Case
from domain.cpr import Cpr
from domain.event import CaseEvent
from domain.network_meeting import NetworkMeeting
from domain.people import Area, Organisation, Person, Sector, Unit
from domain.task import Task
from workflows.chat import Address
from workflows.notice import Notice, Outgoing, Post, State, Subject

T = TypeVar("T")


class Clockwork:
    """The caller where no person is: a scan or a delivery. It reads cases, and shows them to nobody."""


Caller = Person | Clockwork


class Conflict(Exception):
    """Somebody else changed the record meanwhile; run the whole unit of work again."""


@dataclass(frozen=True)
class DirectoryRow:
    """One line of a directory import: a person's membership of a unit."""

    organisation: str
    sector: Sector
    tenant_id: str
    unit: str
    area: Area
    person: str
    title: str
    user_id: str
    email: str
    phone: str
    role: str
    receives: bool


class Directory(Protocol):
    def person(self, person_id: str) -> Person | None: ...

    def person_by_account(self, tenant_id: str, user_id: str) -> Person | None: ...

    def set_language(self, person_id: str, language: str) -> None: ...

    def organisation(self, organisation_id: str) -> Organisation | None: ...

    def organisations(self, sector: Sector) -> tuple[Organisation, ...]:
        """In the order of their names."""

    def unit(self, unit_id: str) -> Unit | None: ...

    def units_of(self, organisation_id: str) -> tuple[Unit, ...]: ...

    def staff_of(self, unit_id: str) -> tuple[Person, ...]:
        """Everyone with a membership of the unit, in the order of their names."""

    def coordinators(self, area: Area) -> tuple[Person, ...]:
        """Coordinators, of both sectors, whose area covers this one."""

    def replace(self, rows: Sequence[DirectoryRow]) -> None:
        """Make the directory hold exactly these memberships. Ids of organisations, units and people that
        stay are kept; people without a row are inactive and no longer found, never deleted."""


class Addresses(Protocol):
    def of(self, person_id: str) -> Address | None:
        """Where the person is reached. One who has not met the bot gets an address without a conversation,
        with the service URL and bot last seen in their tenant; None where the tenant is unknown too."""

    def remember(self, person_id: str, address: Address) -> None: ...

    def forget(self, person_id: str) -> None: ...


@dataclass(frozen=True)
class MeetingOnCase:
    case: Case
    meeting: NetworkMeeting


@dataclass(frozen=True)
class TaskOnCase:
    case: Case
    task: Task


class Cases(Protocol):
    def next_number(self, year: int) -> str:
        """The year's next case number; taken for good when the transaction commits."""

    def add(self, case: Case) -> None: ...

    def add_participant(self, case_id: str, person_id: str) -> None: ...

    def by_number(self, number: str, caller: Caller) -> Case:
        """Raises `NotFound` where there is none or the caller has no relation to it."""

    def of_citizen(self, cpr: Cpr, caller: Person) -> tuple[Case, ...]:
        """The citizen's cases the caller has a relation to."""

    def of_person(self, person: Person) -> tuple[Case, ...]:
        """Cases of the person's units or that name the person, newest first."""


class Meetings(Protocol):
    def get(self, meeting_id: str, caller: Caller) -> MeetingOnCase:
        """Raises `NotFound` like `Cases.by_number`."""

    def of_case(self, case_id: str, caller: Caller) -> tuple[NetworkMeeting, ...]:
        """Newest first."""

    def add(self, meeting: NetworkMeeting) -> None: ...

    def save(self, meeting: NetworkMeeting) -> None:
        """Store a changed meeting; `version` is one more than stored, else `Conflict`."""

    def over_by(self, now: datetime, limit: int) -> tuple[MeetingOnCase, ...]:
        """Scheduled meetings whose agreed time has ended."""


class Tasks(Protocol):
    def get(self, task_id: str, caller: Caller) -> TaskOnCase:
        """Raises `NotFound` like `Cases.by_number`."""

    def add(self, task: Task) -> None: ...

    def save(self, task: Task) -> None:
        """As `Meetings.save`."""

    def open_of_meeting(self, meeting_id: str) -> tuple[Task, ...]: ...

    def of_case(self, case_id: str, caller: Caller) -> tuple[Task, ...]:
        """All of the case's tasks by due day, whatever their status."""

    def open_of_person(self, person: Person) -> tuple[Task, ...]:
        """Open tasks the person owns, and those of their units that nobody owns, by due day."""

    def due_by(
        self, day: date, today: date, after: tuple[date, str] | None, limit: int
    ) -> tuple[TaskOnCase, ...]:
        """Open tasks due on or before `day`, or put off to a day that has come by `today`, in the order of
        (due, id), those after `after`: a page of the scan."""


@dataclass(frozen=True)
class Draft:
    """A form somebody has begun: their answers so far. One per person, form and subject."""

    id: str
    person_id: str
    form: str
    subject_id: str
    page: str
    values: dict[str, Any]
    """As typed, JSON-able, stored encrypted."""
    version: int
    updated_at: datetime

    def __repr__(self) -> str:
        return f"Draft({self.form}, page={self.page}, version={self.version})"


DRAFT_LIFETIME = timedelta(days=14)


class Drafts(Protocol):
    def get(self, draft_id: str, person_id: str) -> Draft | None: ...

    def of(self, person_id: str, form: str, subject_id: str) -> Draft | None: ...

    def latest(self, person_id: str) -> Draft | None: ...

    def save(self, draft: Draft) -> None:
        """Insert, or replace the stored version before; else `Conflict`."""

    def delete(self, draft_id: str) -> None: ...

    def expire(self, before: datetime) -> int:
        """Delete drafts untouched since; returns how many."""


class Effects(Protocol):
    """Answers already given, so that the same activity or click twice changes nothing twice."""

    def answer_to(self, keys: Sequence[str]) -> bytes | None: ...

    def record(self, keys: Sequence[str], answer: bytes, at: datetime) -> None: ...

    def forget(self, before: datetime) -> int: ...


class Events(Protocol):
    def append(self, event: CaseEvent) -> None: ...

    def of_case(self, case_id: str, caller: Caller) -> tuple[CaseEvent, ...]:
        """Oldest first."""


class Posts(Protocol):
    def record(self, post: Post) -> None: ...

    def of(self, person_id: str, subject: Subject) -> tuple[Post, ...]:
        """Newest first."""

    def holders(self, subject: Subject) -> tuple[str, ...]:
        """Ids of the people with a live card of the subject."""

    def drop(self, post: Post) -> None: ...


class Outbox(Protocol):
    def queue(self, notices: Iterable[Notice], now: datetime) -> int:
        """Write those not decided before; returns how many were new."""

    def claim(self, now: datetime, lease: timedelta, limit: int) -> tuple[Outgoing, ...]:
        """Take up to `limit` due rows, oldest first: pending ones whose `not_before` has come, and claimed
        ones whose lease ran out. No other replica gets them while the lease lasts."""

    def begin_sending(self, outgoing_id: str, now: datetime, lease: timedelta) -> bool:
        """Commit the intent to send. False if the claim was lost to another."""

    def finish(self, outgoing_id: str, state: State, why: str = "") -> None: ...

    def retry(self, outgoing_id: str, not_before: datetime, why: str = "") -> None:
        """Back to pending; only for what certainly was not accepted."""

    def repeat(self, outgoing_id: str, not_before: datetime, why: str) -> None:
        """Back to pending, once, as a labelled repeat."""

    def stranded(self, now: datetime, limit: int) -> tuple[Outgoing, ...]:
        """Rows still in sending after their lease: nobody knows whether they arrived."""

    def holds_later(self, notice: Notice) -> bool:
        """Whether one of the same kind and subject that came due later goes, or went, to its recipient."""

    def counts(self) -> dict[str, int]: ...


@dataclass(frozen=True)
class AuditEntry:
    """Who did what to what, when, and on what basis. Ids only; free text is encrypted."""

    at: datetime
    actor_id: str
    action: str
    subject: str
    case_id: str | None = None
    basis: str = ""
    detail: dict[str, str] = field(default_factory=dict)


class AuditLog(Protocol):
    def write(self, entry: AuditEntry) -> None: ...


class Records(Protocol):
    """Everything stored, within one transaction."""

    directory: Directory
    addresses: Addresses
    cases: Cases
    meetings: Meetings
    tasks: Tasks
    drafts: Drafts
    effects: Effects
    events: Events
    posts: Posts
    outbox: Outbox
    audit: AuditLog


class Store(Protocol):
    async def run(self, work: Callable[[Records], T]) -> T:
        """Run `work` in one transaction and commit it; roll back and raise what it raises. Runs it again
        after `Conflict` or a serialisation failure, a few times."""
