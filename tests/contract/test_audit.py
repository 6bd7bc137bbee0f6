"""The audit log: written with the change, in one unbroken chain, and nobody can change it unseen."""

from __future__ import annotations

import asyncio

import pytest

from storage.store import SqlStore
from tests.factories import a_case, an_entry
from tests.stores import opened, raw, stored

LIFT = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("ALTER TABLE audit DISABLE TRIGGER audit_append_only",),
}


def lift_protection(url: str) -> None:
    """What somebody with the administrator's rights could do."""
    for statement in LIFT[url.partition(":")[0]]:
        raw(url, statement)


async def write(store: SqlStore, count: int) -> None:
    for n in range(count):
        await stored(store, an_entry(f"meeting:{n}"))


async def test_an_empty_log_is_whole(store: SqlStore) -> None:
    assert await store.verify_audit() is None


async def test_entries_of_one_and_of_several_units_of_work_make_one_chain(store: SqlStore, url: str) -> None:
    case = a_case()
    await store.run(lambda r: r.cases.add(case))
    full = an_entry(case_id=case.id, basis="consent", detail={"search": "26-1001"})
    await stored(store, an_entry("a"), full, an_entry("c"))
    await write(store, 2)
    assert await store.verify_audit() is None
    rows = raw(url, "SELECT seq, subject FROM audit ORDER BY seq")
    assert rows == [(1, "a"), (2, "meeting:1"), (3, "c"), (4, "meeting:0"), (5, "meeting:1")]


async def test_writers_at_the_same_moment_do_not_break_the_chain(store: SqlStore, url: str) -> None:
    async with opened(url) as replica:
        work = (s.run(lambda r: r.audit.write(an_entry())) for s in (store, replica) * 10)
        await asyncio.gather(*work)
    assert await store.verify_audit() is None
    assert raw(url, "SELECT count(*), max(seq) FROM audit") == [(20, 20)]


@pytest.mark.parametrize(
    "mutation",
    [
        "UPDATE audit SET subject = 'meeting:9' WHERE seq = 2",
        "UPDATE audit SET actor_id = 'somebody else' WHERE seq = 2",
        "UPDATE audit SET case_id = 'x' WHERE seq = 2",
        "UPDATE audit SET hash = previous WHERE seq = 2",
        "UPDATE audit SET detail = previous WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
    ],
)
async def test_a_changed_or_missing_entry_is_found(store: SqlStore, url: str, mutation: str) -> None:
    await write(store, 3)
    lift_protection(url)
    raw(url, mutation)
    assert await store.verify_audit() == 2


@pytest.mark.parametrize("change", ["UPDATE audit SET subject = ''", "DELETE FROM audit"])
async def test_the_database_refuses_to_change_an_entry(store: SqlStore, url: str, change: str) -> None:
    await write(store, 1)
    with pytest.raises(Exception, match="append-only"):
        raw(url, change)
    assert await store.verify_audit() is None


async def test_a_log_longer_than_a_page_is_checked_to_its_end(store: SqlStore, url: str) -> None:
    await stored(store, *(an_entry(f"meeting:{n}") for n in range(1003)))
    assert await store.verify_audit() is None
    lift_protection(url)
    raw(url, "UPDATE audit SET subject = '' WHERE seq = 1002")
    assert await store.verify_audit() == 1002
