"""A staffed store with the time and the agreements of a test: a use case becomes one line, and what it
stored can be read back whole. Reads go past the store, so that reading changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest

from domain.admission import Admission
from domain.document import Document, DocumentContent
from domain.document_kind import DocumentKind
from domain.errors import BrobyggerError
from domain.network_meeting import NetworkMeeting
from domain.people import Area, Person
from domain.sensitive import NOTHING, Sensitive
from domain.subject import Subject
from domain.task import Task, TaskStatus
from storage.store import SqlStore
from tests import factories as f
from tests.agreements import in_force
from tests.stores import file_of, raw, staffed_on_sqlite
from tests.texts import whole_text
from workflows.agreements import Agreements
from workflows.cases import NewCase, open_case
from workflows.desk import Desk
from workflows.documents import send
from workflows.meetings import MeetingRequest, accept_time, request_meeting
from workflows.notice import NoticeKind, Post
from workflows.ports import Clockwork, DirectoryRow, DocumentOnCase, MeetingOnCase, Records

P = ParamSpec("P")
T = TypeVar("T")
CLOCK = Clockwork()
EVERYTHING = (
    "cases",
    "case_numbers",
    "case_people",
    "meetings",
    "documents",
    "document_versions",
    "admissions",
    "tasks",
    "counted",
    "events",
    "audit",
    "outbox",
    "handouts",
    "preferences",
    "unit_preferences",
    "journal_marks",
)
OnCase = NetworkMeeting | Document | Admission | Task


@dataclass(frozen=True)
class Told:
    """A row of the outbox, as far as a use case decides it."""

    kind: str
    recipient_id: str
    detail: str = ""


def told(kind: NoticeKind, *people: Person, detail: str = "") -> set[Told]:
    return {Told(kind, person.id, detail) for person in people}


@dataclass
class Office:
    store: SqlStore
    url: str
    now: datetime = f.NOW
    agreements: Agreements = field(default_factory=in_force)
    numbers: Callable[[], int] = field(default_factory=lambda: count(1).__next__)
    read: int = 0
    """The last row of the outbox that `news` has told."""

    def desk(self, records: Records, now: datetime | None = None) -> Desk:
        return Desk(records, now or self.now, self.agreements, lambda: f"{self.numbers():032x}")

    async def does(self, use_case: Callable[Concatenate[Desk, P], T], *rest: P.args, **named: P.kwargs) -> T:
        """The use case, in one transaction of its own."""
        return await self.store.run(lambda records: use_case(self.desk(records), *rest, **named))

    async def refuses(
        self, use_case: Callable[Concatenate[Desk, P], object], *rest: P.args, **named: P.kwargs
    ) -> BrobyggerError:
        """The refusal of the use case, after which nothing is stored."""
        before = self.everything()
        with pytest.raises(BrobyggerError) as refusal:
            await self.does(use_case, *rest, **named)
        assert self.everything() == before, "a refusal stores nothing"
        return refusal.value

    async def staff(self, *rows: DirectoryRow) -> None:
        """The made-up directory and these beside it."""
        await self.store.run(lambda records: records.directory.replace((*f.DIRECTORY, *rows)))

    async def asked(self, caller: Person = f.NURSE, **changes: Any) -> MeetingOnCase:
        """The nurse has asked the municipality for a meeting; changes of the case or of the request."""
        of_case = {name: changes.pop(name) for name in tuple(changes) if name in NewCase.__annotations__}
        return await self.does(ask_for_meeting, caller, a_new_case(caller, **of_case), a_request(**changes))

    async def sent(
        self,
        kind: DocumentKind,
        caller: Person = f.NURSE,
        content: DocumentContent | None = None,
        **of_case: Any,
    ) -> DocumentOnCase:
        """The caller has sent a whole document to the other sector."""
        text = Sensitive(content or whole_text(kind))
        return await self.does(send_document, caller, a_new_case(caller, **of_case), kind, text)

    async def scheduled(self) -> MeetingOnCase:
        """The caseworker has accepted the first of the proposed times."""
        found = await self.asked()
        return await self.does(accept_time, f.CASEWORKER, found.meeting.id, found.meeting.proposed[0].start)

    async def found(self, meeting_id: str) -> MeetingOnCase:
        return await self.store.run(lambda r: r.meetings.get(meeting_id, CLOCK))

    async def document(self, document_id: str) -> Document:
        return (await self.store.run(lambda r: r.documents.get(document_id, CLOCK))).document

    async def admissions(self, case_id: str) -> tuple[Admission, ...]:
        return await self.store.run(lambda r: r.admissions.of_case(case_id, CLOCK))

    async def tasks(self, thing: OnCase, status: TaskStatus = TaskStatus.OPEN) -> list[Task]:
        """Of the whole case the thing stands on, by due day."""
        every = await self.store.run(lambda r: r.tasks.of_case(thing.case_id, CLOCK))
        return [task for task in every if task.status is status]

    async def tasks_of(self, subject: Subject, status: TaskStatus = TaskStatus.OPEN) -> list[Task]:
        """By due day, and by unit where it is the same."""
        rows = raw(self.url, f"SELECT case_id FROM tasks WHERE subject_id = '{subject.id}' LIMIT 1")
        every = await self.store.run(lambda r: r.tasks.of_case(str(rows[0][0]), CLOCK)) if rows else ()
        return [task for task in every if task.status is status and task.subject == subject]

    async def hold(self, subject: Subject, *people: Person) -> None:
        """A card of the subject stands in these people's chats."""
        for person in people:
            post = Post(person.id, subject, "chat", "card", self.now)
            await self.store.run(lambda r, post=post: r.posts.record(post))  # type: ignore[misc]

    async def events(self, thing: OnCase) -> list[tuple[str, str]]:
        """Kind and status of everything that happened on the case, oldest first."""
        happened = await self.store.run(lambda r: r.events.of_case(thing.case_id, CLOCK))
        return [(event.kind, event.status) for event in happened]

    def news(self) -> set[Told]:
        """The notices queued since this was asked last, whether by themselves or for a morning's message;
        without the weekly overviews."""
        rows = raw(
            self.url, f"SELECT rowid, kind, recipient_id, detail FROM outbox WHERE rowid > {self.read}"
        )
        self.read = max([self.read, *(int(str(row[0])) for row in rows)])
        beside = (NoticeKind.DIGEST, NoticeKind.WEEK)
        return {Told(*map(str, row[1:])) for row in rows if row[1] not in beside}

    def states(self) -> dict[str, int]:
        counted = raw(self.url, "SELECT state, count(*) FROM outbox GROUP BY state")
        return {str(state): int(str(number)) for state, number in counted}

    def audited(self) -> list[tuple[str, str, str]]:
        """Actor, action and subject of every entry."""
        rows = raw(self.url, "SELECT actor_id, action, subject FROM audit ORDER BY seq")
        return [(str(actor), str(action), str(subject)) for actor, action, subject in rows]

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """All a use case may write, to prove that a refusal wrote nothing."""
        with closing(sqlite3.connect(file_of(self.url))) as file:
            rows = (file.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in EVERYTHING)
            return dict(zip(EVERYTHING, rows, strict=True))


def a_new_case(caller: Person = f.NURSE, **changes: Any) -> NewCase:
    """The made-up citizen's, with the unit the caller's one works with."""
    other = f.NURSE if caller.home == f.CASEWORKER.home else f.CASEWORKER
    new = NewCase(f.a_cpr(), Sensitive(f.CITIZEN_NAME), Area.ADULTS, NOTHING, other.home.id)
    return replace(new, **changes)


def a_request(**changes: Any) -> MeetingRequest:
    request = MeetingRequest(content=Sensitive(f.some_content()), times=(f.a_time(3), f.a_time(4)))
    return replace(request, **changes)


def ask_for_meeting(desk: Desk, caller: Person, new: NewCase, request: MeetingRequest) -> MeetingOnCase:
    """A meeting asked for on the citizen's case, in one unit of work."""
    return request_meeting(desk, caller, open_case(desk, caller, new), request)


def send_document(
    desk: Desk, caller: Person, new: NewCase, kind: DocumentKind, content: Sensitive[DocumentContent]
) -> DocumentOnCase:
    """A document sent on the citizen's case, in one unit of work."""
    return send(desk, caller, open_case(desk, caller, new), kind, content)


@asynccontextmanager
async def an_office(folder: Path) -> AsyncIterator[Office]:
    """An office in the folder."""
    async with staffed_on_sqlite(folder) as (store, url):
        yield Office(store, url)
