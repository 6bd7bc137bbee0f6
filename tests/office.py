"""A staffed store with the time and the agreements of a test: a use case becomes one line, and what it
stored can be read back whole. Reads go past the store, so that reading changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from domain.network_meeting import NetworkMeeting
from domain.people import Area, Person
from domain.sensitive import NOTHING, Sensitive
from domain.task import Task, TaskStatus
from storage.store import SqlStore
from tests import factories as f
from tests.agreements import in_force
from tests.stores import raw, sqlite_url, staffed
from workflows.agreements import Agreements
from workflows.desk import Desk
from workflows.meetings import MeetingRequest, accept_time, request_meeting
from workflows.notice import NoticeKind
from workflows.ports import Clockwork, MeetingOnCase, Records

P = ParamSpec("P")
T = TypeVar("T")
CLOCK = Clockwork()
EVERYTHING = ("cases", "case_numbers", "case_people", "meetings", "tasks", "events", "audit", "outbox")


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

    async def asked(self, **changes: Any) -> MeetingOnCase:
        """The nurse has asked the municipality for a meeting."""
        return await self.does(request_meeting, f.NURSE, a_request(**changes))

    async def scheduled(self) -> MeetingOnCase:
        """The caseworker has accepted the first of the proposed times."""
        found = await self.asked()
        return await self.does(accept_time, f.CASEWORKER, found.meeting.id, found.meeting.proposed[0].start)

    async def found(self, meeting_id: str) -> MeetingOnCase:
        return await self.store.run(lambda r: r.meetings.get(meeting_id, CLOCK))

    async def tasks(self, meeting: NetworkMeeting, status: TaskStatus = TaskStatus.OPEN) -> list[Task]:
        every = await self.store.run(lambda r: r.tasks.of_case(meeting.case_id, CLOCK))
        return [task for task in every if task.status is status]

    async def events(self, meeting: NetworkMeeting) -> list[tuple[str, str]]:
        """Kind and status of everything that happened on the case, oldest first."""
        happened = await self.store.run(lambda r: r.events.of_case(meeting.case_id, CLOCK))
        return [(event.kind, event.status) for event in happened]

    def news(self) -> set[Told]:
        """The notices queued since this was asked last."""
        rows = raw(
            self.url, f"SELECT rowid, kind, recipient_id, detail FROM outbox WHERE rowid > {self.read}"
        )
        self.read = max([self.read, *(int(str(row[0])) for row in rows)])
        return {Told(*map(str, row[1:])) for row in rows}

    def states(self) -> dict[str, int]:
        counted = raw(self.url, "SELECT state, count(*) FROM outbox GROUP BY state")
        return {str(state): int(str(number)) for state, number in counted}

    def audited(self) -> list[tuple[str, str, str]]:
        """Actor, action and subject of every entry."""
        rows = raw(self.url, "SELECT actor_id, action, subject FROM audit ORDER BY seq")
        return [(str(actor), str(action), str(subject)) for actor, action, subject in rows]

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """All a use case may write, to prove that a refusal wrote nothing."""
        return {table: raw(self.url, f"SELECT * FROM {table} ORDER BY 1, 2") for table in EVERYTHING}


def a_request(**changes: Any) -> MeetingRequest:
    request = MeetingRequest(
        cpr=f.a_cpr(),
        citizen_name=Sensitive(f.CITIZEN_NAME),
        area=Area.ADULTS,
        override_reason=NOTHING,
        receiver_unit_id=f.CASEWORKER.home.id,
        content=Sensitive(f.some_content()),
        times=(f.a_time(3), f.a_time(4)),
    )
    return replace(request, **changes)


@asynccontextmanager
async def an_office(folder: Path) -> AsyncIterator[Office]:
    url = sqlite_url(folder)
    async with staffed(url) as store:
        yield Office(store, url)
