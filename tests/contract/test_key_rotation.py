"""Keys are changed while the bot runs: all is sealed anew, nobody fails to read, and no change is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import psycopg
import pytest

from domain.document import DocumentVersion
from domain.sensitive import Sensitive
from domain.task import Task
from storage.rotation import Progress
from storage.sealing.binding import KeysDoNotFit
from storage.sealing.encryption import KeyRing, Unreadable
from storage.store import SqlStore
from tests import factories as f
from tests.contract import earlier, test_upgrade
from tests.contract.everything import a_full_document, write_everything
from tests.contract.logbook import write_old_chain
from tests.stores import KEYS, LOOKUP_KEY, Postgres, a_key, opened, raw, stored, with_a_case
from workflows.ports import Clockwork, Records, TaskOnCase

CLOCK = Clockwork()
NEW_KEY = a_key("2027")
BOTH = KeyRing({"2027": NEW_KEY, **KEYS.keys}, current="2027")
NEW_ONLY = KeyRing({"2027": NEW_KEY}, current="2027")
NEW_LOOKUP = a_key("another lookup")
NUMBER = "26-2000"


async def at_once(_took: float) -> None:
    """No rest between two pages."""


async def by_key(store: SqlStore, *, of_log: bool = False) -> Counter[str | None]:
    """How many values each key seals, in the log or in all that may be changed."""
    counted: Counter[str | None] = Counter()
    for use in await store.values_by_key():
        if use.append_only is of_log:
            counted[use.key_id] += use.values
    return counted


def everything_read(records: Records) -> list[object]:
    case = f.a_case(NUMBER)
    meeting, document = f.a_meeting(case), f.a_document(case)
    return [
        records.cases.by_number(NUMBER, CLOCK),
        records.meetings.get(meeting.id, CLOCK),
        records.documents.get(document.id, CLOCK),
        records.documents.version_of(document.id, 1, CLOCK),
        records.admissions.get(f.an_admission(case).id, CLOCK),
        records.tasks.of_case(case.id, CLOCK),
        records.drafts.latest(f.NURSE.id),
        records.effects.answer_to([NUMBER]),
        records.events.of_case(case.id, CLOCK),
    ]


async def test_after_a_rotation_the_old_key_opens_nothing_and_is_not_needed(
    store: SqlStore, url: str
) -> None:
    await store.run(write_everything)
    before = await store.run(everything_read)
    async with opened(url, BOTH) as bot:
        assert set(await by_key(bot)) == {"2026"}
        assert await bot.rotate_keys(between=at_once) == 0
        assert set(await by_key(bot)) == {"2027"}
    async with opened(url, NEW_ONLY) as later:
        assert await later.run(everything_read) == before
        assert (await later.check_log(f.NOW, timedelta(hours=1))).faults == ()
    with pytest.raises(KeysDoNotFit, match="holds no key that opens this database"):
        async with opened(url, KEYS):
            pass


async def test_entries_of_the_log_that_the_ring_itself_sealed_keep_their_seal_and_that_is_told(
    empty_url: str,
) -> None:
    """Those of the old chain; later ones have keys of their cases, and only these are sealed anew."""
    await earlier.at_0003(empty_url, write_old_chain)
    async with opened(empty_url) as store:
        await stored(store, f.an_entry(case_id="a case"))
    async with opened(empty_url, BOTH) as bot:
        await bot.rotate_keys(between=at_once)
        assert await by_key(bot, of_log=True) == {"2026": 3}
        assert (await bot.check_log(f.NOW, timedelta(hours=1))).faults == ()


async def test_the_log_is_not_written_anew_but_the_keys_it_is_sealed_with_are(
    store: SqlStore, url: str
) -> None:
    await store.run(write_everything)
    case = f.a_case(NUMBER)
    before = raw(url, "SELECT seq, detail, hash FROM audit ORDER BY seq")
    async with opened(url, BOTH) as bot:
        await bot.rotate_keys(between=at_once)
        assert await by_key(bot, of_log=True) == {}
    assert raw(url, "SELECT seq, detail, hash FROM audit ORDER BY seq") == before
    async with opened(url, NEW_ONLY) as later:
        (entry,) = await later.run(lambda r: r.audit.of_case(case.id, CLOCK))
        assert entry.detail == {"search": "Søgte efter nogen"}


async def test_progress_is_told_in_counts_page_by_page(store: SqlStore, url: str) -> None:
    for number in range(5):
        await store.run(partial(write_everything, number=f"26-20{number:02}"))
    told: list[Progress] = []
    async with opened(url, BOTH) as bot:
        await bot.rotate_keys(told.append, at_once, page=2)
    of_cases = [(progress.rows, progress.finished) for progress in told if progress.table == "cases"]
    assert of_cases == [(2, False), (4, False), (5, False), (5, True)]


class Killed(Exception):
    """The rotation's process is gone."""


async def test_a_rotation_that_was_killed_goes_on_where_it_was(store: SqlStore, url: str) -> None:
    for number in range(4):
        await store.run(partial(write_everything, number=f"26-20{number:02}"))
    before = await store.run(everything_read)
    pages = 0

    def dies_soon(_: Progress) -> None:
        nonlocal pages
        pages += 1
        if pages == 7:
            raise Killed

    made_new: dict[str, int] = {}
    async with opened(url, BOTH) as bot:
        total = (await by_key(bot)).total()
        with pytest.raises(Killed):
            await bot.rotate_keys(dies_soon, at_once, page=1)
        halfway = await by_key(bot)
        assert 0 < halfway["2027"] < total
        assert await bot.run(everything_read) == before
    async with opened(url, BOTH) as again:
        await again.rotate_keys(lambda p: made_new.update({p.table: p.rows}), at_once)
        assert await by_key(again) == {"2027": total}
        assert await again.run(everything_read) == before
    assert made_new["admissions"] == 0, "sealed before it was killed"


async def test_what_does_not_open_is_left_and_stops_nothing(store: SqlStore, url: str) -> None:
    await store.run(write_everything)
    spoilt = "X'00'" if url.startswith("sqlite") else "'\\x00'::bytea"
    raw(url, f"UPDATE effects SET answer = {spoilt}")
    async with opened(url, BOTH) as bot:
        await bot.rotate_keys(between=at_once)
        counted = await by_key(bot)
        assert (set(counted), counted[None]) == ({"2027", None}, 1)


class Load:
    """Readers and writers at their work for as long as the rotation lasts."""

    def __init__(self, store: SqlStore, tasks: list[Task]) -> None:
        self._store = store
        self._tasks = tasks
        self._turned = asyncio.Event()
        self._over = False
        self.reads = 0
        self.writes: Counter[str] = Counter()

    async def have_their_turn(self, _took: float) -> None:
        """Between two pages: until some more of them have read and written."""
        reads, writes = self.reads + 3, self.writes.total() + 3
        while self.reads < reads or self.writes.total() < writes:
            self._turned.clear()
            await self._turned.wait()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Any of them that fails makes it fail."""
        async with asyncio.TaskGroup() as group:
            for first in range(3):
                group.create_task(self._read(first))
                group.create_task(self._write(first))
            yield
            self._over = True

    async def _read(self, turn: int) -> None:
        while not self._over:
            task = self._tasks[turn % len(self._tasks)]
            found = await self._store.run(partial(task_read, task_id=task.id))
            assert found.case.citizen == f.a_citizen()
            self.reads += 1
            turn += 1
            self._turned.set()

    async def _write(self, turn: int) -> None:
        while not self._over:
            task = self._tasks[turn % len(self._tasks)]
            await self._store.run(partial(count_up, task_id=task.id))
            self.writes[task.id] += 1
            turn += 1
            self._turned.set()


def task_read(records: Records, task_id: str) -> TaskOnCase:
    return records.tasks.get(task_id, CLOCK)


def count_up(records: Records, task_id: str) -> None:
    """A change that builds on what was read, so that one lost shows in the sum."""
    task = records.tasks.get(task_id, CLOCK).task
    counted = Sensitive(str(int(task.text.reveal()) + 1))
    records.tasks.save(replace(task, text=counted, version=task.version + 1))


async def test_nobody_fails_to_read_and_no_change_is_lost_meanwhile(store: SqlStore, url: str) -> None:
    _, meeting, _ = await with_a_case(store)
    tasks = [f.a_task(meeting, f"counted {n}", text=Sensitive("0")) for n in range(12)]
    await stored(store, *tasks)
    async with opened(url, BOTH) as replica, opened(url, BOTH) as operator:
        load = Load(replica, tasks)
        async with load.at_work():
            await operator.rotate_keys(between=load.have_their_turn, page=1)
        assert set(await by_key(operator)) == {"2027"}
    assert load.writes.total() >= 36
    async with opened(url, NEW_ONLY) as later:
        for task in tasks:
            found = (await later.run(partial(task_read, task_id=task.id))).task
            assert int(found.text.reveal()) == load.writes[task.id]
            assert found.version == 1 + load.writes[task.id]


async def test_two_rotations_at_once_do_no_harm(store: SqlStore, url: str) -> None:
    await store.run(write_everything)
    before = await store.run(everything_read)
    async with opened(url, BOTH) as one, opened(url, BOTH) as other:
        await asyncio.gather(*(each.rotate_keys(between=at_once, page=1) for each in (one, other)))
        assert set(await by_key(one)) == {"2027"}
        assert await one.run(everything_read) == before


async def test_a_row_that_somebody_is_changing_is_not_waited_for(postgres: Postgres) -> None:
    with postgres.database() as url:
        async with opened(url) as store:
            await store.run(write_everything)
        async with opened(url, BOTH) as operator:
            with psycopg.connect(url) as somebody:
                somebody.execute("UPDATE cases SET area = area")
                await operator.rotate_keys(between=at_once)
                left = [use for use in await operator.values_by_key() if use.key_id == "2026"]
                assert {use.table for use in left if not use.append_only} == {"cases"}
            await operator.rotate_keys(between=at_once)
            assert set(await by_key(operator)) == {"2027"}


# Versions of documents


async def test_of_a_version_only_the_seal_may_be_changed(store: SqlStore, url: str) -> None:
    await store.run(write_everything)
    async with opened(url, BOTH) as bot:
        await bot.rotate_keys(between=at_once)
    changed = "CAST(content || '!' AS BLOB)" if url.startswith("sqlite") else "content || '!'::bytea"
    for change in (f"content = {changed}", "number = 2", "written_at = written_at", "content = content"):
        with pytest.raises(Exception, match="never changed"):
            raw(url, f"UPDATE document_versions SET {change}")
    async with opened(url, BOTH) as bot:
        document = a_full_document(f.a_case(NUMBER))
        found = await bot.run(lambda r: r.documents.version_of(document.id, 1, CLOCK))
        assert found == DocumentVersion(1, f.NURSE.id, f.NOW, document.content)


# Values from before there was an identity


async def test_what_was_sealed_before_is_read_until_it_is_sealed_anew(empty_url: str) -> None:
    await earlier.at_0003(empty_url, test_upgrade.in_use)
    case = test_upgrade.CASE
    [(unbound,)] = raw(empty_url, f"SELECT name FROM cases WHERE id = '{case.id}'")
    async with opened(empty_url) as bot:
        assert await bot.run(lambda r: r.cases.get(case.id, CLOCK)) == case
        assert any(use.unbound for use in await bot.values_by_key())
        await bot.rotate_keys(between=at_once)
        assert not any(use.unbound for use in await bot.values_by_key())
        assert await bot.run(lambda r: r.cases.get(case.id, CLOCK)) == case
        put_back(empty_url, unbound)
        with pytest.raises(Unreadable, match=r"cases\.name is not in a form this version reads"):
            await bot.run(lambda r: r.cases.get(case.id, CLOCK))


async def test_a_database_that_never_had_such_values_does_not_take_any(store: SqlStore, url: str) -> None:
    case, _, _ = await with_a_case(store)
    put_back(url, earlier.CIPHER.seal_text("cases", "name", case.id, "Asta Opdigtet"))
    with pytest.raises(Unreadable, match=r"cases\.name is not in a form this version reads"):
        await store.run(lambda r: r.cases.get(case.id, CLOCK))
    raw(url, "UPDATE database_identity SET unbound = 'cases'")
    async with opened(url) as later:
        with pytest.raises(Unreadable, match=r"cases\.name is not in a form this version reads"):
            await later.run(lambda r: r.cases.get(case.id, CLOCK))


def put_back(url: str, unbound: object) -> None:
    assert isinstance(unbound, bytes)
    value = f"X'{unbound.hex()}'" if url.startswith("sqlite") else f"'\\x{unbound.hex()}'::bytea"
    raw(url, f"UPDATE cases SET name = {value}")


# Keys that are not the database's


async def test_a_start_with_another_key_of_the_same_name_is_refused(store: SqlStore, url: str) -> None:
    with pytest.raises(KeysDoNotFit, match="BROBYGGER_KEYS holds no key that opens this database"):
        async with opened(url, KeyRing({"2026": NEW_KEY}, "2026")):
            pass


async def test_a_start_with_another_lookup_key_is_refused(store: SqlStore, url: str) -> None:
    with pytest.raises(KeysDoNotFit, match="BROBYGGER_LOOKUP_KEY is not the key"):
        async with opened(url, KEYS, (NEW_LOOKUP,)):
            pass


async def test_a_proof_that_was_taken_away_is_not_made_again(store: SqlStore, url: str) -> None:
    await with_a_case(store)
    raw(url, "UPDATE database_identity SET proof = NULL, unbound = 'cases'")
    with pytest.raises(KeysDoNotFit, match="proof of its keys was removed"):
        async with opened(url):
            pass


# The lookup key


async def test_a_citizen_is_found_before_during_and_after_the_lookup_key_is_changed(
    store: SqlStore, url: str
) -> None:
    case, _, _ = await with_a_case(store)
    admission = f.an_admission(case)
    await stored(store, admission)
    added = f.a_case("26-3000", opened_at=f.NOW.replace(year=2025))

    async def found(bot: SqlStore) -> tuple[set[str], int]:
        cases = await bot.run(lambda r: r.cases.of_citizen(f.a_cpr(), f.NURSE))
        admissions = await bot.run(lambda r: r.admissions.of_citizen(f.a_cpr(), CLOCK))
        return {each.number for each in cases}, len(admissions)

    async with opened(url, KEYS, (NEW_LOOKUP, LOOKUP_KEY)) as bot:
        assert await found(bot) == ({case.number}, 1)
        await stored(bot, added)
        assert await found(bot) == ({case.number, added.number}, 1)
        assert await bot.rotate_keys(between=at_once, page=1) == 0
        assert await found(bot) == ({case.number, added.number}, 1)
    async with opened(url, KEYS, (NEW_LOOKUP,)) as later:
        assert await found(later) == ({case.number, added.number}, 1)
    with pytest.raises(KeysDoNotFit, match="BROBYGGER_LOOKUP_KEY"):
        async with opened(url):
            pass
