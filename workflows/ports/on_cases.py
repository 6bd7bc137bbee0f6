"""What stands on a case: meetings, documents, admissions and tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.admission import Admission
from domain.case import Case
from domain.cpr import Cpr
from domain.document import Document, DocumentVersion
from domain.network_meeting import NetworkMeeting
from domain.people import Person
from domain.reminder import ReminderKind
from domain.subject import Subject
from domain.task import Task
from workflows.ports.callers import Caller


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


class Meetings(Protocol):
    def get(self, meeting_id: str, caller: Caller) -> MeetingOnCase:
        """Raises `NotFound` like `Cases.by_number`."""

    def of_case(self, case_id: str, caller: Caller) -> tuple[NetworkMeeting, ...]:
        """Newest first."""

    def add(self, meeting: NetworkMeeting) -> None: ...

    def save(self, meeting: NetworkMeeting) -> None:
        """Store a changed meeting; `version` is one more than stored, else `Conflict`."""

    def over_by(self, now: datetime, limit: int, caller: Caller) -> tuple[MeetingOnCase, ...]:
        """Scheduled meetings whose agreed time has ended, on cases the caller has a relation to."""


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


class Tasks(Protocol):
    def get(self, task_id: str, caller: Caller) -> TaskOnCase:
        """Raises `NotFound` like `Cases.by_number`."""

    def add(self, task: Task) -> None: ...

    def save(self, task: Task) -> None:
        """As `Meetings.save`."""

    def open_of(self, subject: Subject, caller: Caller) -> tuple[Task, ...]:
        """The open tasks that come from this meeting, document or admission. Raises `NotFound` like `get`,
        where there are any."""

    def of_case(self, case_id: str, caller: Caller) -> tuple[Task, ...]:
        """All of the case's tasks by due day, whatever their status."""

    def open_of_person(self, person: Person) -> tuple[Task, ...]:
        """Open tasks the person owns, and those of their units, whoever owns them, by due day: wards work in
        shifts."""

    def owned_by(self, person_id: str, unit_ids: Sequence[str], caller: Caller) -> tuple[Task, ...]:
        """Open tasks of these units that the person owns, by due day: what somebody who leaves leaves. Those
        of units the caller works in."""

    def to_look_at(self, now: datetime, limit: int, caller: Caller) -> tuple[TaskOnCase, ...]:
        """Open tasks whose moment to be looked at has come, the longest ago first; those on cases the caller
        has a relation to. Of a new task, and of one
        that was saved, or whose case was, or since when the directory was replaced, it has."""

    def escalated(self, task_ids: Iterable[str], kind: ReminderKind, on: date) -> None:
        """Leaders or coordinators were told on that local day that these are late. The first day stays; this
        is no new version of the task."""

    def look_again(self, looked_at: Iterable[tuple[Task, datetime]]) -> None:
        """Look at each again at the moment beside it, and not before; one that was saved since it was read is
        left alone. This changes no task: its version stays."""

    def look_at_all(self) -> None:
        """Look at every open task again, whatever was said of it."""
