"""The audit log: written with the change, in one unbroken chain, and nobody can change it unseen."""

from __future__ import annotations

import asyncio

import pytest

from domain.errors import NotFound
from storage.store import SqlStore
from tests import factories as f
from tests.factories import a_case, an_entry
from tests.stores import opened, raw, stored
from workflows.ports import Clockwork, LoggedEntry, Origin, Source

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


CLICKED = Source(Origin.CHAT, "personal", "tenant", "activity 7")


async def test_what_was_logged_of_a_case_is_read_back_oldest_first(store: SqlStore) -> None:
    case, other = a_case(), a_case("26-1002")
    look = an_entry(
        case_id=case.id,
        basis="consent",
        detail={"why": "Søsteren ringede"},
        source=CLICKED,
        organisation_id=f.NURSE.home.organisation_id,
    )
    await stored(store, case, other, look, an_entry("elsewhere", case_id=other.id))
    await stored(store, an_entry("later", case_id=case.id, actor_id=f.CASEWORKER.id))
    first, second = await store.run(lambda r: r.audit.of_case(case.id, f.CASEWORKER))
    assert first == LoggedEntry(
        number=first.number,
        at=f.NOW,
        actor_id=f.NURSE.id,
        action=look.action,
        subject=look.subject,
        case_id=case.id,
        source=CLICKED,
        organisation_id=f.NURSE.home.organisation_id,
        is_erased=False,
        basis="consent",
        detail={"why": "Søsteren ringede"},
    )
    assert (second.subject, second.actor_id, second.source.origin) == ("later", f.CASEWORKER.id, "clock")
    assert second.number > first.number


async def test_the_log_of_a_case_is_for_those_who_have_a_relation_to_it(store: SqlStore) -> None:
    case = a_case()
    await stored(store, case, an_entry(case_id=case.id))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.audit.of_case(case.id, f.OUTSIDER))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.audit.of_case("0", f.NURSE))
    assert len(await store.run(lambda r: r.audit.of_case(case.id, Clockwork()))) == 1


def test_an_entry_does_not_show_its_detail() -> None:
    assert "Asta" not in repr(an_entry(detail={"search": f.CITIZEN_NAME}))
