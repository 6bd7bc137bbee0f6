"""The pace of a tenant is one for all replicas: no two get the same stretch of time, and a pause holds."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from storage.store import SqlStore
from tests.factories import NOW
from workflows.ports import Reserved

STEP = timedelta(milliseconds=20)
PATIENCE = timedelta(seconds=10)
BELIEVED = timedelta(minutes=15)


async def reserve(
    store: SqlStore, tenant_id: str = "tenant", now: datetime = NOW, patience: timedelta = PATIENCE
) -> Reserved:
    return await store.run(lambda r: r.pace.reserve(tenant_id, now, STEP, patience, BELIEVED))


async def test_a_tenant_nothing_was_sent_to_is_free_at_once(store: SqlStore) -> None:
    assert await reserve(store) == Reserved(NOW, granted=True)
    assert await reserve(store, "another tenant") == Reserved(NOW, granted=True)


async def test_those_who_ask_at_the_same_moment_get_one_stretch_each(store: SqlStore) -> None:
    reserved = await asyncio.gather(*(reserve(store) for _ in range(8)))
    assert sorted(each.moment for each in reserved) == [NOW + n * STEP for n in range(8)]


async def test_time_nobody_used_is_not_saved_up(store: SqlStore) -> None:
    await reserve(store)
    later = NOW + timedelta(minutes=1)
    assert [(await reserve(store, now=later)).moment for _ in range(2)] == [later, later + STEP]


async def test_what_is_further_off_than_one_would_wait_is_told_and_not_kept(store: SqlStore) -> None:
    for _ in range(3):
        await reserve(store)
    told = Reserved(NOW + 3 * STEP, granted=False)
    assert [await reserve(store, patience=2 * STEP) for _ in range(2)] == [told, told]
    assert await reserve(store, patience=3 * STEP) == Reserved(NOW + 3 * STEP, granted=True)


async def test_a_pause_holds_for_all_and_is_never_shortened(store: SqlStore) -> None:
    until = NOW + timedelta(seconds=5)
    await store.run(lambda r: r.pace.pause("tenant", until))
    await store.run(lambda r: r.pace.pause("tenant", NOW))
    assert await reserve(store) == Reserved(until, granted=True)
    assert await reserve(store, patience=timedelta(seconds=1)) == Reserved(until + STEP, granted=False)
    assert await reserve(store, "another tenant") == Reserved(NOW, granted=True)


async def test_a_moment_from_a_clock_that_was_wrong_is_not_waited_for(store: SqlStore) -> None:
    await store.run(lambda r: r.pace.pause("tenant", NOW + timedelta(days=1)))
    assert await reserve(store) == Reserved(NOW, granted=True)
    assert await reserve(store) == Reserved(NOW + STEP, granted=True)
