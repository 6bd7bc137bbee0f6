"""A busy Monday at 08:00 in simulated time: replicas over one store, and a channel with Teams' limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from domain.subject import Subject, SubjectKind
from reminders.deliver import LEASE, Delivery
from reminders.limits import TEAMS, Limits
from storage.schema.identity import person_id
from tests import factories as f
from tests.fakes import at_any_hour
from tests.simulated_teams import PER_TENANT, SimulatedTeams
from tests.simulated_time import SimulatedTime, in_memory
from workflows.chat import Address, Message
from workflows.notice import Notice, NoticeKind, Outgoing, Post
from workflows.ports import DirectoryRow, Records, Store

T = TypeVar("T")
SEED = 8
EIGHT = f.NOW
SARA = next(row for row in f.DIRECTORY if row.user_id == f.CASEWORKER.user_id)
TICK = 5.0
"""Seconds from one look at the outbox to the next."""
[(REQUESTS, _SECONDS)] = PER_TENANT


@dataclass
class Monday:
    store: Store
    time: SimulatedTime
    staff: list[DirectoryRow]
    teams: SimulatedTeams
    limits: Limits = field(default=TEAMS)
    lease: timedelta = LEASE
    units_of_work: int = 0
    """How often the replicas asked the store."""

    def now(self) -> datetime:
        return EIGHT + timedelta(seconds=self.time.time())

    async def due(self, messages: int, kind: NoticeKind = NoticeKind.REMINDER) -> None:
        """So many notices to one person after another, each of a subject of its own."""
        people = [id_of(row) for row in self.staff]
        notices = [
            Notice(kind, subject(n), people[n % len(people)], f"task:{n}:overdue", EIGHT, "overdue")
            for n in range(messages)
        ]
        await self.store.run(lambda r: r.outbox.queue(notices, EIGHT))

    async def cards_stand(self, messages: int) -> None:
        """Of the same subjects, in the chats of the same people."""
        yesterday = EIGHT - timedelta(days=1)

        def stand(records: Records) -> None:
            for n in range(messages):
                row = self.staff[n % len(self.staff)]
                records.posts.record(Post(id_of(row), subject(n), chat_of(row), f"card {n}", yesterday))

        await self.store.run(stand)

    async def deliver(self, replicas: int = 2) -> None:
        """Until nothing is on its way any more."""
        await asyncio.gather(*(self._keep_delivering(number) for number in range(replicas)))

    async def states(self) -> dict[str, int]:
        counted = await self.store.run(lambda r: r.outbox.counts())
        return {state: number for state, number in counted.items() if number}

    async def _keep_delivering(self, number: int) -> None:
        delivery = Delivery(
            Counted(self),
            self.teams,
            card,
            overtaken,
            at_any_hour,
            self.now,
            self.lease,
            limits=self.limits,
            jitter=Random(SEED + number).random,
        )
        while (await self.states()).keys() & {"pending", "claimed", "sending"}:
            await delivery.run()
            await asyncio.sleep(TICK)


@dataclass
class Counted:
    """The store, as a replica has it."""

    monday: Monday

    async def run(self, work: Callable[[Records], T]) -> T:
        self.monday.units_of_work += 1
        return await self.monday.store.run(work)


def least_seconds(requests: int) -> float:
    """In which the channel's own limit lets so many requests through."""
    return requests / REQUESTS


def subject(number: int) -> Subject:
    return Subject(SubjectKind.TASK, f.made_up_id(f"task {number}"))


def id_of(row: DirectoryRow) -> str:
    return person_id(row.tenant_id, row.user_id)


def chat_of(row: DirectoryRow) -> str:
    return f"chat with {row.user_id}"


def card(_records: Records, outgoing: Outgoing, _now: datetime) -> Message | None:
    return Message(outgoing.notice.detail)


def overtaken(_records: Records, _outgoing: Outgoing, _now: datetime) -> Message | None:
    return Message("Se nedenfor")


@asynccontextmanager
async def a_monday(
    time: SimulatedTime,
    people: int,
    *,
    met: bool = True,
    limits: Limits = TEAMS,
    lease: timedelta = LEASE,
) -> AsyncIterator[Monday]:
    """So many people of one tenant. Where they have not `met` the bot, only the first has a chat with it."""
    staff = [replace(SARA, user_id=f"{n:08d}", person=f"Person {n} Demo") for n in range(people)]
    async with in_memory() as store:
        await store.run(lambda r: r.directory.replace(staff))
        await store.run(lambda r: _remember(r, staff if met else staff[:1]))
        yield Monday(store, time, staff, SimulatedTeams(time.time, Random(SEED)), limits, lease)


def _remember(records: Records, staff: list[DirectoryRow]) -> None:
    for row in staff:
        address = Address("https://teams.example", row.tenant_id, row.user_id, chat_of(row), "bot")
        records.addresses.remember(id_of(row), address)
