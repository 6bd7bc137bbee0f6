"""Group commit: who waits together is kept together, fails alone, and is answered when it is on disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, make_url

from storage.databases.group_commit import MOST_AT_ONCE, NotCommitted
from storage.databases.sqlite import SqliteDatabase
from tests.stores import raw, sqlite_url

PATIENCE_SECONDS = 30
Work = Callable[[Connection], Any]


class Failure(Exception):
    """Something went wrong in the middle."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path)


@pytest.fixture
async def database(url: str) -> AsyncIterator[SqliteDatabase]:
    opened = SqliteDatabase(make_url(url))
    await opened.transaction(lambda c: c.exec_driver_sql("CREATE TABLE words (word TEXT PRIMARY KEY)"))
    await opened.transaction(
        lambda c: c.exec_driver_sql("CREATE TABLE echoes (word TEXT REFERENCES words (word))")
    )
    yield opened
    await opened.close()


def write(word: str) -> Work:
    def writing(connection: Connection) -> str:
        connection.exec_driver_sql("INSERT INTO words VALUES (?)", (word,))
        return word

    return writing


def write_and_fail(connection: Connection) -> None:
    write("half")(connection)
    raise Failure


def spoil_the_commit(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("INSERT INTO echoes VALUES ('nobody said it')")


def lose_the_transaction(connection: Connection) -> None:
    """As SQLite itself does when the disk is full."""
    connection.exec_driver_sql("ROLLBACK")


def lose_the_transaction_and_fail(connection: Connection) -> None:
    lose_the_transaction(connection)
    raise Failure


def written(url: str) -> list[object]:
    return [word for (word,) in raw(url, "SELECT word FROM words ORDER BY rowid")]


@asynccontextmanager
async def waiting_together(database: SqliteDatabase, *works: Work) -> AsyncIterator[list[asyncio.Task[Any]]]:
    """Callers who all came while the worker was busy with somebody else, which it is until this ends."""
    busy, free = Event(), Event()

    def keep_busy(_: Connection) -> None:
        busy.set()
        free.wait(PATIENCE_SECONDS)

    before = asyncio.create_task(database.transaction(keep_busy))
    await asyncio.to_thread(busy.wait, PATIENCE_SECONDS)
    tasks = [asyncio.create_task(database.transaction(work)) for work in works]
    await asyncio.sleep(0)  # lets each of them begin to wait
    try:
        yield tasks
    finally:
        free.set()
        await before


async def results_of(database: SqliteDatabase, *works: Work) -> list[Any]:
    async with waiting_together(database, *works) as tasks:
        pass
    return await asyncio.gather(*tasks, return_exceptions=True)


async def test_who_waits_together_shares_a_transaction_in_the_order_they_came(
    database: SqliteDatabase, url: str
) -> None:
    words = ["third", "first", "second"]
    assert await results_of(database, *map(write, words)) == words
    assert written(url) == words
    one, other = await results_of(database, Connection.get_transaction, Connection.get_transaction)
    assert one is other


async def test_a_group_has_a_limit_and_keeps_the_order(database: SqliteDatabase) -> None:
    transactions = await results_of(database, *[Connection.get_transaction] * (2 * MOST_AT_ONCE + 1))
    first, second, last = (transactions[start::MOST_AT_ONCE][0] for start in (0, MOST_AT_ONCE, -1))
    assert transactions == [first] * MOST_AT_ONCE + [second] * MOST_AT_ONCE + [last]
    assert first is not second


async def test_one_that_fails_leaves_nothing_and_disturbs_nobody(database: SqliteDatabase, url: str) -> None:
    before, failed, after = await results_of(database, write("before"), write_and_fail, write("after"))
    assert (before, type(failed), after) == ("before", Failure, "after")
    assert written(url) == ["before", "after"]


async def test_what_the_database_refuses_one_is_granted_the_others(
    database: SqliteDatabase, url: str
) -> None:
    first, refused, other = await results_of(database, write("taken"), write("taken"), write("free"))
    assert (first, other) == ("taken", "free")
    assert "UNIQUE" in str(refused)
    assert written(url) == ["taken", "free"]


async def test_nobody_is_answered_before_it_is_on_disk(database: SqliteDatabase, url: str) -> None:
    seen: list[list[object]] = []

    def write_and_look_from_outside(connection: Connection) -> object:
        write("last")(connection)
        return written(url), tasks[0].done()

    async with waiting_together(database, write("first"), write_and_look_from_outside) as tasks:
        tasks[0].add_done_callback(lambda _: seen.append(written(url)))
    assert await tasks[1] == ([], False)
    await tasks[0]
    assert seen == [["first", "last"]]


@pytest.mark.parametrize("spoil", [spoil_the_commit, lose_the_transaction, lose_the_transaction_and_fail])
async def test_a_commit_that_fails_is_told_to_all_and_keeps_nothing(
    database: SqliteDatabase, url: str, spoil: Work
) -> None:
    told = await results_of(database, write("before"), spoil, write_and_fail, write("after"))
    assert [type(error) for error in told] == [NotCommitted] * 4
    assert len(set(map(id, told))) == 4
    assert written(url) == []
    assert await database.transaction(write("again")) == "again"
    assert written(url) == ["again"]


async def test_a_caller_who_goes_away_disturbs_nobody(database: SqliteDatabase, url: str) -> None:
    async with waiting_together(database, write("before"), write("gone"), write("after")) as tasks:
        tasks[1].cancel()
    before, gone, after = await asyncio.gather(*tasks, return_exceptions=True)
    assert (before, type(gone), after) == ("before", asyncio.CancelledError, "after")
    assert written(url) == ["before", "gone", "after"]


async def test_a_failure_of_any_kind_reaches_its_caller(database: SqliteDatabase) -> None:
    def leave(_: Connection) -> None:
        raise GeneratorExit

    (failed,) = await results_of(database, leave)
    assert type(failed) is GeneratorExit


def test_callers_are_served_after_the_loop_of_others_is_gone(url: str) -> None:
    database, gone = SqliteDatabase(make_url(url)), Event()

    async def come_and_go() -> None:
        task = asyncio.create_task(database.transaction(lambda _: gone.wait(PATIENCE_SECONDS)))
        await asyncio.sleep(0)  # lets it begin to wait
        task.cancel()

    async def come_and_stay() -> str:
        try:
            return await database.transaction(lambda _: "served")
        finally:
            await database.close()

    asyncio.run(come_and_go())
    gone.set()
    assert asyncio.run(come_and_stay()) == "served"
