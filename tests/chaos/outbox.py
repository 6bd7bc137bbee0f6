"""The outbox as a run sees it: filled with due rows, asked when the next is due, and how all ended."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from domain.subject import Subject, SubjectKind
from storage.schema.identity import person_id
from tests import factories as f
from tests.stores import opened, raw
from workflows.chat import Address
from workflows.notice import Notice
from workflows.ports import DirectoryRow, Records

ROWS_PER_PERSON = 20
PEOPLE_PER_TENANT = 10
_AT_ONCE = 2_000
_UNDER_WAY = "state IN ('pending', 'claimed', 'sending')"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    id: str
    state: str
    why: str


def fill(url: str, rows: int, service_url: str, now: datetime) -> None:
    """Migrate, staff, and queue so many notices, all due now."""
    asyncio.run(_fill(url, rows, service_url, now))


async def _fill(url: str, rows: int, service_url: str, now: datetime) -> None:
    people = [_person(number) for number in range(max(1, rows // ROWS_PER_PERSON))]

    def staff(records: Records) -> None:
        records.directory.replace(people)
        for row in people:
            chat = Address(service_url, row.tenant_id, row.user_id, f"chat {row.user_id}", "28:bot")
            records.addresses.remember(person_id(row.tenant_id, row.user_id), chat)

    async with opened(url) as store:
        await store.run(staff)
        for first in range(0, rows, _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, rows))
            notices = [_notice(number, people[number % len(people)], now) for number in numbers]
            await store.run(lambda records, some=notices: records.outbox.queue(some, now))  # type: ignore[misc]


def _person(number: int) -> DirectoryRow:
    """One of the frontline staff of an organisation with a tenant of its own."""
    tenant = f"tenant {number // PEOPLE_PER_TENANT}"
    return replace(
        f.DIRECTORY[0],
        organisation=f"Center {tenant}",
        tenant_id=f.made_up_id(tenant),
        person=f"Medarbejder {number} Demo",
        user_id=f.made_up_id(f"user {number}"),
    )


def _notice(number: int, to: DirectoryRow, now: datetime) -> Notice:
    subject = Subject(SubjectKind.TASK, f.made_up_id(f"task {number}"))
    rule, who = f"task:{subject.id}:overdue", person_id(to.tenant_id, to.user_id)
    return replace(f.a_notice(), subject=subject, recipient_id=who, rule=rule, occurrence=now)


def rows_of(url: str) -> Iterator[Row]:
    for row in raw(url, "SELECT id, state, why FROM outbox"):
        yield Row(*map(str, row))


def next_moment(url: str) -> datetime | None:
    """When the next row comes due or its lease runs out; None when all have ended."""
    query = f"SELECT min(coalesce(lease_until, not_before)) FROM outbox WHERE {_UNDER_WAY}"
    [(found,)] = raw(url, query)
    if isinstance(found, int):
        return _EPOCH + timedelta(microseconds=found)
    return cast(datetime | None, found)
