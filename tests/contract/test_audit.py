"""The audit log: written with the change by writers who wait for nobody, and read back opened."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.log_action import UnknownAction
from storage.schema.log_tables import audit
from storage.sealing.encryption import KeyRing
from storage.store import SqlStore
from tests import factories as f
from tests.contract.databases import looking_at
from tests.contract.logbook import cipher_on
from tests.factories import a_case, an_entry
from tests.stores import KEYS, Postgres, opened, raw, stored
from workflows.ports import Clockwork, LoggedEntry, Origin, Records, Source

CLOCK = Clockwork()
CLICKED = Source(Origin.CHAT, "personal", "tenant", "activity 7")


async def of_case(store: SqlStore, case_id: str) -> tuple[LoggedEntry, ...]:
    return await store.run(lambda r: r.audit.of_case(case_id, CLOCK))


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
    assert len(await of_case(store, case.id)) == 1


async def test_what_has_no_row_among_the_actions_is_not_done(store: SqlStore, url: str) -> None:
    def act(records: Records) -> None:
        records.cases.add(a_case())
        records.audit.write(an_entry(action="meeting.forget"))

    with pytest.raises(UnknownAction, match=r"meeting\.forget"):
        await store.run(act)
    assert raw(url, "SELECT id FROM cases") == []


async def test_entries_of_many_at_once_are_all_kept(store: SqlStore, url: str) -> None:
    await stored(store, an_entry(case_id="a case"))
    async with opened(url) as replica:
        work = (s.run(lambda r: r.audit.write(an_entry(case_id="a case"))) for s in (store, replica) * 10)
        await asyncio.gather(*work)
    assert len(await of_case(store, "a case")) == 21


async def test_who_has_written_and_not_committed_holds_up_neither_writers_nor_the_sealer(
    postgres: Postgres,
) -> None:
    """On PostgreSQL; SQLite lets one transaction write at a time, whatever it writes."""
    with postgres.database() as url:
        async with opened(url) as store:
            await stored(store, an_entry("before", case_id="a case"))
            with looking_at(url) as slow, slow.begin():
                copied = ", ".join(
                    column.name for column in audit.columns if column.name not in ("seq", "id")
                )
                slow.exec_driver_sql(f"INSERT INTO audit (id, {copied}) SELECT 'slow', {copied} FROM audit")
                async with asyncio.timeout(30):
                    await stored(store, an_entry("meanwhile", case_id="a case"))
                    assert await store.run(lambda r: r.seals.seal(f.NOW)) == 2
            assert await store.run(lambda r: r.seals.seal(f.NOW)) == 1, "what was committed late is not lost"
            in_order = raw(url, "SELECT subject, batch FROM audit ORDER BY seq")
            assert in_order == [("before", 1), ("before", 2), ("meanwhile", 1)]


async def test_one_sealer_works_at_a_time(store: SqlStore, url: str) -> None:
    await stored(store, *(an_entry(f"meeting:{n}") for n in range(30)))
    async with opened(url) as replica:
        work = (s.run(lambda r: r.seals.seal(f.NOW)) for s in (store, replica) * 5)
        assert sorted(await asyncio.gather(*work)) == [0] * 9 + [30]
    report = await store.check_log(f.NOW, timedelta(hours=1))
    assert (report.faults, report.batches) == ((), 1)


async def test_two_who_log_the_first_of_a_case_at_once_use_one_key(store: SqlStore, url: str) -> None:
    async with opened(url) as replica:
        work = (s.run(lambda r: r.audit.write(an_entry(case_id="new"))) for s in (store, replica) * 5)
        await asyncio.gather(*work)
    assert len(await of_case(store, "new")) == 10
    assert raw(url, "SELECT count(*) FROM log_keys") == [(1,)]


async def test_a_key_that_was_rolled_back_is_not_used_again(store: SqlStore) -> None:
    def fail(records: Records) -> None:
        records.audit.write(an_entry(case_id="new"))
        records.audit.forget_case_key("other", f.NOW)  # which writes what was kept
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await store.run(fail)
    await stored(store, an_entry(case_id="new", detail={"why": "igen"}))
    assert [entry.detail for entry in await of_case(store, "new")] == [{"why": "igen"}]


async def test_a_case_that_is_erased_takes_with_it_what_identifies_and_nothing_else(
    store: SqlStore,
) -> None:
    kept = an_entry("kept", case_id="kept", detail={"why": "bliver"})
    await stored(store, an_entry("first", case_id="gone", basis="consent", detail={"why": "væk"}), kept)

    def erase(records: Records) -> None:
        records.audit.write(an_entry("last", case_id="gone", detail={"why": "også væk"}))
        records.audit.forget_case_key("gone", f.NOW)
        records.audit.write(an_entry("erased", case_id="gone", detail={"rule": "fem år"}))

    await store.run(erase)
    entries = await of_case(store, "gone")
    assert [(e.subject, e.is_erased, e.basis, e.detail) for e in entries] == [
        ("first", True, "", {}),
        ("last", True, "", {}),
        ("erased", False, "", {"rule": "fem år"}),
    ]
    assert entries[0] == replace(
        entries[0], actor_id=f.NURSE.id, action="read", at=f.NOW, subject="first", case_id="gone"
    )
    (other,) = await of_case(store, "kept")
    assert other.detail == {"why": "bliver"}


async def test_a_case_erased_before_anything_was_logged_of_it_never_gets_a_key(store: SqlStore) -> None:
    await store.run(lambda r: r.audit.forget_case_key("quiet", f.NOW))
    await stored(store, an_entry(case_id="quiet", detail={"why": "senere"}))
    await store.run(lambda r: r.audit.forget_case_key("quiet", f.NOW))
    (entry,) = await of_case(store, "quiet")
    assert entry.detail == {"why": "senere"}


async def test_an_erased_key_is_nowhere_in_the_tables_though_one_has_the_ring(
    store: SqlStore, url: str
) -> None:
    def key_of_the_case() -> bytes:
        ((key_id, sealed),) = raw(url, "SELECT id, key FROM log_keys")
        assert isinstance(sealed, bytes)
        with looking_at(url) as connection:
            return cipher_on(connection).open("log_keys", "key", str(key_id), sealed)

    await stored(store, an_entry(case_id="gone"))
    before = key_of_the_case()
    await store.run(lambda r: r.audit.forget_case_key("gone", f.NOW))
    after = key_of_the_case()
    assert before[1:] not in after
    assert len(after) == len(before), "so that it lies where the key lay"
    async with opened(url, KEYS) as fresh:
        (entry,) = await of_case(fresh, "gone")
    assert entry.is_erased


async def test_when_the_ring_is_rotated_only_the_keys_are_sealed_anew(store: SqlStore, url: str) -> None:
    await stored(store, an_entry(case_id="a case", detail={"why": "læst"}))
    before = raw(url, "SELECT detail, hash FROM audit")
    new = KeyRing({"2027": b"\x07" * 32, **KEYS.keys}, current="2027")
    async with opened(url, new) as rotating:
        await rotating.rotate_keys()
        assert {use.key_id for use in await rotating.values_by_key()} == {"2027"}
    async with opened(url, KeyRing({"2027": new.keys["2027"]}, current="2027")) as later:
        (entry,) = await of_case(later, "a case")
        assert (await later.check_log(f.NOW, timedelta(hours=1))).faults == ()
    assert entry.detail == {"why": "læst"}
    assert raw(url, "SELECT detail, hash FROM audit") == before


def test_an_entry_does_not_show_its_detail() -> None:
    assert "Asta" not in repr(an_entry(detail={"search": f.CITIZEN_NAME}))
