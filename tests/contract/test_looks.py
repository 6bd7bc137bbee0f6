"""Emergency access holds for its time and no longer; searches in vain are counted, and take the same work."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, event, make_url

from domain.cpr import Cpr
from domain.emergency import LASTS, EmergencyAccess
from domain.errors import NotFound
from domain.people import Person
from domain.sensitive import Sensitive
from storage.databases.postgres import PostgresDatabase
from storage.databases.sqlite import SqliteDatabase
from storage.people.directory import KnownDirectory
from storage.records import SqlRecords
from storage.sealing.encryption import Cipher, CprLookup
from storage.store import SqlStore
from tests import factories as f
from tests.agreements import in_force
from tests.contract.refusals import refusals
from tests.stores import KEYS, LOOKUP_KEY, stored
from workflows.desk import Desk
from workflows.ports import Clockwork, Records
from workflows.searching import search_citizen

CASE = f.a_case()
REASON = Sensitive("Borgeren er fundet bevidstløs")
ACCESS = EmergencyAccess(f.made_up_id("access"), f.OUTSIDER.id, CASE.id, f.OUTSIDER.home.id, f.NOW, REASON)
CITIZENS = tuple(f"{number:064x}" for number in range(1, 4))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def with_access(store: SqlStore) -> None:
    await stored(store, CASE, f.a_case("26-1002"))
    await store.run(lambda r: r.emergencies.add(ACCESS))


async def test_an_access_is_held_until_it_ends_and_by_nobody_else(store: SqlStore) -> None:
    await with_access(store)
    last = f.NOW + LASTS - timedelta(microseconds=1)
    for moment in (f.NOW, last):
        held = await store.run(lambda r, at=moment: r.emergencies.held_by(f.OUTSIDER.id, at))  # type: ignore[misc]
        assert held == {CASE.id: ACCESS.id}
    assert await store.run(lambda r: r.emergencies.held_by(f.OUTSIDER.id, f.NOW + LASTS)) == {}
    assert await store.run(lambda r: r.emergencies.held_by(f.COLLEAGUE.id, f.NOW)) == {}


async def test_of_two_accesses_to_a_case_the_later_one_counts(store: SqlStore) -> None:
    await with_access(store)
    later = replace(ACCESS, id=f.made_up_id("again"), begins=f.NOW + HOUR)
    await store.run(lambda r: r.emergencies.add(later))
    held = await store.run(lambda r: r.emergencies.held_by(f.OUTSIDER.id, f.NOW + 2 * HOUR))
    assert held == {CASE.id: later.id}


async def test_an_access_with_its_reason_is_read_by_who_may_read_the_case(store: SqlStore) -> None:
    await with_access(store)
    holder = replace(f.OUTSIDER, emergencies={CASE.id: ACCESS.id})
    for caller in (f.NURSE, holder, Clockwork()):
        found = await store.run(lambda r, c=caller: r.emergencies.get(ACCESS.id, c))  # type: ignore[misc]
        assert (found, found.reason.reveal()) == (ACCESS, REASON.reveal())
    answers = await refusals(
        store,
        lambda r: r.emergencies.get(ACCESS.id, f.OUTSIDER),
        lambda r: r.emergencies.get("0" * 32, f.OUTSIDER),
    )
    assert len(set(answers)) == 1


async def test_with_an_access_one_case_is_read_and_no_other(store: SqlStore) -> None:
    await with_access(store)
    holder = replace(f.OUTSIDER, emergencies={CASE.id: ACCESS.id})
    assert await store.run(lambda r: r.cases.get(CASE.id, holder)) == CASE
    assert await store.run(lambda r: r.cases.of_citizen(f.a_cpr(), holder)) == (CASE,)
    assert await store.run(lambda r: r.cases.of_person(holder)) == (), "it is none of theirs"
    with pytest.raises(NotFound):
        await store.run(lambda r: r.cases.by_number("26-1002", holder))


async def searched(store: SqlStore, person: Person, *seconds_and_citizens: tuple[int, str]) -> None:
    def search(records: Records) -> None:
        for seconds, citizen in seconds_and_citizens:
            records.searches.add(person.id, citizen, f.NOW + timedelta(seconds=seconds))

    await store.run(search)


async def test_other_citizens_are_counted_each_once_and_those_of_one_person_only(store: SqlStore) -> None:
    await searched(store, f.NURSE, (0, CITIZENS[0]), (1, CITIZENS[0]), (2, CITIZENS[1]))
    await searched(store, f.COLLEAGUE, (0, CITIZENS[2]))
    before = f.NOW - MINUTE
    assert await store.run(lambda r: r.searches.others(f.NURSE.id, CITIZENS[2], before)) == 2
    assert await store.run(lambda r: r.searches.others(f.NURSE.id, CITIZENS[0], before)) == 1
    later = f.NOW + timedelta(seconds=1)
    assert await store.run(lambda r: r.searches.others(f.NURSE.id, CITIZENS[2], later)) == 1
    both = (f.NURSE.id, f.COLLEAGUE.id, f.OUTSIDER.id)
    counted = await store.run(lambda r: r.searches.citizens(both, before))
    assert counted == {f.NURSE.id: 2, f.COLLEAGUE.id: 1}


async def test_searches_are_forgotten(store: SqlStore) -> None:
    await searched(store, f.NURSE, (0, CITIZENS[0]), (5, CITIZENS[1]))
    assert await store.run(lambda r: r.searches.forget(f.NOW + timedelta(seconds=5))) == 1
    assert await store.run(lambda r: r.searches.citizens([f.NURSE.id], f.NOW - HOUR)) == {f.NURSE.id: 1}


async def test_searches_at_the_same_moment_see_each_other(store: SqlStore) -> None:
    """Whichever replica they come to: no more get through than one after another would."""

    def search(citizen: str, records: Records) -> bool:
        if records.searches.others(f.NURSE.id, citizen, f.NOW - HOUR) >= 2:
            return False
        records.searches.add(f.NURSE.id, citizen, f.NOW)
        return True

    asked = [f"{number:064x}" for number in range(12)]
    through = await asyncio.gather(*(store.run(partial(search, citizen)) for citizen in asked))
    assert sum(through) == 2


class CountingCipher(Cipher):
    opened = 0

    def open(self, table: str, column: str, row_id: str, sealed: bytes) -> bytes:
        self.opened += 1
        return super().open(table, column, row_id, sealed)


async def work_of_search(url: str, caller: Person, cpr: Cpr) -> tuple[list[str], list[int], int]:
    """The statements a search sends, how many rows each gets, and how many values are deciphered."""
    database = (SqliteDatabase if url.startswith("sqlite") else PostgresDatabase)(make_url(url))
    cipher = CountingCipher(KEYS)

    def search(connection: Connection) -> tuple[list[str], list[int]]:
        records = SqlRecords(connection, cipher, CprLookup(LOOKUP_KEY), KnownDirectory())
        records.directory.person(caller.id)
        sent, rows = list[str](), list[int]()
        event.listen(connection, "before_cursor_execute", lambda *told: sent.append(told[2]))
        event.listen(connection, "after_cursor_execute", lambda *told: rows.append(told[1].rowcount))
        found = search_citizen(Desk(records, f.NOW, in_force(), lambda: "0" * 32), caller, cpr)
        records.finish()
        assert found == ()
        return sent, rows

    try:
        sent, rows = await database.transaction(search)
    finally:
        await database.close()
    return sent, rows, cipher.opened


@pytest.mark.parametrize("caller", [f.OUTSIDER, f.REGION_COORDINATOR, f.ADMINISTRATOR], ids=lambda p: p.title)
async def test_a_search_in_vain_is_the_same_work_whether_the_citizen_has_a_case(
    store: SqlStore, url: str, caller: Person
) -> None:
    await stored(store, *(f.a_case(f"26-{1001 + n}") for n in range(5)), f.an_entry())
    await work_of_search(url, caller, f.a_cpr("640190-4321"))  # makes this month's key of the log
    has_cases = await work_of_search(url, caller, f.a_cpr())
    has_none = await work_of_search(url, caller, f.a_cpr("620190-4321"))
    assert has_cases == has_none
    statements, _, opened = has_none
    assert len(statements) >= 4
    assert opened == 1, "the key of the log, and nothing of a case"
