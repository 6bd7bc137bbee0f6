"""What the use cases need from the world, as Protocols; `storage/` implements them, tests fake them.

`Store.run` gives one function one transaction: all it does is kept, or nothing. The function is plain
synchronous code over `Records`, may be run again after a conflict, and so must have no other effect.
Reads of a case take the caller and answer `NotFound` to anyone without a relation to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeVar

from domain.admission import Admission
from domain.case import Case
from domain.cpr import Cpr
from domain.discharge_count import DischargeCount
from domain.document import Document, DocumentVersion
from domain.event import CaseEvent
from domain.network_meeting import NetworkMeeting
from domain.people import Area, Organisation, Person, Sector, Unit
from domain.preferences import PersonPreferences, UnitPreferences
from domain.subject import Subject
from domain.task import Task, TaskKind
from workflows.chat import Address
from workflows.notice import Notice, Outgoing, Post
from workflows.outbox_states import Event

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

    def mark_unreachable(self, person_id: str, at: datetime) -> None:
        """They cannot be written to, since `at` if that was not known before; `remember` ends it."""

    def unreachable(self, person_ids: Iterable[str]) -> dict[str, datetime]:
        """Those of them who cannot be written to, and since when (UTC)."""


class Preferences(Protocol):
    def of(self, person_id: str) -> PersonPreferences: ...

    def save(self, chosen: PersonPreferences) -> None: ...

    def among(self, person_ids: Iterable[str]) -> tuple[PersonPreferences, ...]:
        """What those of them have asked for who have asked for anything."""

    def of_unit(self, unit_id: str) -> UnitPreferences: ...

    def save_unit(self, chosen: UnitPreferences) -> None: ...


@dataclass(frozen=True)
class MeetingOnCase:
    case: Case
    meeting: NetworkMeeting


@dataclass(frozen=True)
class TaskOnCase:
    case: Case
    task: Task


@dataclass(frozen=True)
class DocumentOnCase:
    case: Case
    document: Document


@dataclass(frozen=True)
class AdmissionOnCase:
    case: Case
    admission: Admission


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

    def of_citizen(self, cpr: Cpr, caller: Person) -> tuple[Case, ...]:
        """The citizen's cases the caller has a relation to."""

    def of_person(self, person: Person) -> tuple[Case, ...]:
        """Cases of the person's units or that name the person, newest first."""

    def open_naming(self, person_id: str, unit_id: str, caller: Person) -> tuple[Case, ...]:
        """The unit's open cases with a document or meeting on which this person is a contact, newest first;
        those the caller has a relation to."""


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


class Documents(Protocol):
    def get(self, document_id: str, caller: Caller) -> DocumentOnCase:
        """Raises `NotFound` like `Cases.by_number`."""

    def of_case(self, case_id: str, caller: Caller) -> tuple[Document, ...]:
        """Newest first."""

    def add(self, document: Document) -> None: ...

    def save(self, document: Document) -> None:
        """As `Meetings.save`."""

    def keep_version(self, document_id: str, version: DocumentVersion) -> None:
        """Keep one version of the text for good."""

    def version_of(self, document_id: str, number: int, caller: Caller) -> DocumentVersion:
        """Raises `NotFound` like `get`, or where there is no such version."""


class Admissions(Protocol):
    def get(self, admission_id: str, caller: Caller) -> AdmissionOnCase:
        """Raises `NotFound` like `Cases.by_number`."""

    def of_case(self, case_id: str, caller: Caller) -> tuple[Admission, ...]:
        """Newest first."""

    def of_citizen(self, cpr: Cpr, caller: Caller) -> tuple[AdmissionOnCase, ...]:
        """The citizen's admissions on cases the caller has a relation to, newest first."""

    def discharged_between(self, first: date, last: date, caller: Caller) -> tuple[AdmissionOnCase, ...]:
        """Those on cases the caller has a relation to, by day; both days included."""

    def add(self, admission: Admission) -> None: ...

    def save(self, admission: Admission) -> None:
        """As `Meetings.save`."""


class DischargeCounts(Protocol):
    def replace(self, counts: Sequence[DischargeCount]) -> None:
        """Keep these. Of a centre and month among them, nothing else stays: a count states a whole month."""

    def of_month(self, month: date) -> tuple[DischargeCount, ...]:
        """`month` is its first day. In the order of centre, municipality and area."""


class Tasks(Protocol):
    def get(self, task_id: str, caller: Caller) -> TaskOnCase:
        """Raises `NotFound` like `Cases.by_number`."""

    def add(self, task: Task) -> None: ...

    def save(self, task: Task) -> None:
        """As `Meetings.save`."""

    def open_of(self, subject: Subject) -> tuple[Task, ...]:
        """The open tasks that come from this meeting, document or admission."""

    def of_case(self, case_id: str, caller: Caller) -> tuple[Task, ...]:
        """All of the case's tasks by due day, whatever their status."""

    def open_of_person(self, person: Person) -> tuple[Task, ...]:
        """Open tasks the person owns, and those of their units, whoever owns them, by due day: wards work in
        shifts."""

    def owned_by(self, person_id: str, unit_ids: Sequence[str]) -> tuple[Task, ...]:
        """Open tasks of these units that the person owns, by due day: what somebody who leaves leaves."""

    def to_look_at(self, now: datetime, limit: int) -> tuple[TaskOnCase, ...]:
        """Open tasks whose moment to be looked at has come, the longest ago first. Of a new task, and of one
        that was saved, or whose case was, or since when the directory was replaced, it has."""

    def look_again(self, looked_at: Iterable[tuple[Task, datetime]]) -> None:
        """Look at each again at the moment beside it, and not before; one that was saved since it was read is
        left alone. This changes no task: its version stays."""

    def look_at_all(self) -> None:
        """Look at every open task again, whatever was said of it."""


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

    def replace(self, post: Post) -> None:
        """Record it as the only card of ours that its message holds for the person."""

    def of(self, person_id: str, subject: Subject) -> tuple[Post, ...]:
        """Newest first."""

    def holders(self, subject: Subject) -> tuple[str, ...]:
        """Ids of the people with a live card of the subject."""

    def drop(self, post: Post) -> None: ...


class Outbox(Protocol):
    def queue(self, notices: Iterable[Notice], now: datetime, mornings_from: datetime | None = None) -> int:
        """Write those not decided before; returns how many were new. One that waits for a morning's message
        goes with it; where that is on its way or gone, by itself. A morning message first decided by this
        does not go out before `mornings_from`, so that the rest of a scan is in it."""

    def claim(self, now: datetime, lease: timedelta, limit: int) -> tuple[Outgoing, ...]:
        """Take up to `limit` due rows, oldest first: pending ones whose `not_before` has come, and claimed
        ones whose lease ran out. No other replica gets them while the lease lasts."""

    def begin_sending(self, outgoing: Outgoing, now: datetime, lease: timedelta) -> bool:
        """Commit the intent to send. False if this claim of it was lost to another."""

    def settle(
        self, outgoing: Outgoing, event: Event, why: str = "", not_before: datetime | None = None
    ) -> bool:
        """Move the row to where the event leads; `not_before` where that is pending. False, and nothing is
        changed, where the row has moved on: what a holder says counts for its own claim only. After
        `NOT_KNOWN` it is the labelled repeat; an operator's retry begins anew, as a repeat where the row was
        uncertain. Raises `ValueError` where a time is missing or of no use."""

    def acted_on(self, mark: str, recipient_id: str) -> bool:
        """The recipient clicked on the card of the notice whose id begins with `mark`: it has arrived, where
        that was not known. An update is not settled by it, nor what certainly has not been accepted."""

    def stranded(self, now: datetime, limit: int) -> tuple[Outgoing, ...]:
        """Rows still in sending after their lease: nobody knows whether they arrived."""

    def find(self, outgoing_id: str) -> Outgoing | None: ...

    def standing_still(self, limit: int) -> tuple[Outgoing, ...]:
        """Rows that nothing moves on by itself: uncertain, dead, or without an address; oldest first."""

    def holds_later(self, notice: Notice) -> bool:
        """Whether one of the same kind and subject that came due later goes, or went, to its recipient."""

    def undelivered(self, kinds: Iterable[TaskKind], since: datetime) -> tuple[str, ...]:
        """Ids of the open tasks of these kinds with a reminder that came due `since` then and reached nobody
        for certain, and of which nobody was told after it."""

    def open_mornings(self, days: Mapping[str, date], first: datetime) -> None:
        """See to it that each of these people gets a morning message on their day, at `first` or later."""

    def carried_by(self, outgoing_id: str) -> tuple[Outgoing, ...]:
        """What goes, or went, out with this morning message, by the moment it came due."""

    def last_morning(self, person_id: str) -> Outgoing | None:
        """The latest morning message the person has got."""

    def still_escalated(self, person_id: str, today: date) -> tuple[tuple[str, str], ...]:
        """Id of each open task the person was told is late, and as what (`ReminderKind`)."""

    def gathered_about(self, subject: Subject, since: datetime) -> tuple[str, ...]:
        """Ids of the people who have this in a morning message that was decided `since` then."""

    def counts(self) -> dict[str, int]: ...


@dataclass(frozen=True)
class Reserved:
    """The moment from which a tenant is free for what was asked."""

    moment: datetime
    granted: bool
    """Whether it is kept for who asked; not so where the moment is further off than they would wait."""


class Pace(Protocol):
    """Requests to one tenant leave one after another, whichever replica sends them."""

    def reserve(
        self, tenant_id: str, now: datetime, length: timedelta, patience: timedelta, believed: timedelta
    ) -> Reserved:
        """The tenant's next stretch of this length, if it begins within `patience` from `now`. A moment
        further off than `believed` comes from a clock that was wrong, and counts as `now`."""

    def pause(self, tenant_id: str, until: datetime) -> None:
        """Nothing is to leave before that moment. Never shortens an earlier pause."""


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
    preferences: Preferences
    cases: Cases
    meetings: Meetings
    documents: Documents
    admissions: Admissions
    discharge_counts: DischargeCounts
    tasks: Tasks
    drafts: Drafts
    effects: Effects
    events: Events
    posts: Posts
    outbox: Outbox
    pace: Pace
    audit: AuditLog


class Store(Protocol):
    async def run(self, work: Callable[[Records], T]) -> T:
        """Run `work` in one transaction and commit it; roll back and raise what it raises. Runs it again
        after `Conflict` or a serialisation failure, a few times."""
