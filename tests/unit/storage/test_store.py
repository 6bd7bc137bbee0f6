"""Opening a store: which addresses it takes, and that SQLite is set up not to lose anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, make_url

from storage.chats.outbox import SqlOutbox
from storage.databases.postgres import asyncpg_url
from storage.databases.sqlite import SqliteDatabase
from storage.store import open_store
from tests.stores import KEYS, LOOKUP_KEY, opened, sqlite_url

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize("url", ["mysql://host/x", "oracle://host/x"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        open_store(url, KEYS, LOOKUP_KEY)


def test_opening_a_store_touches_nothing_yet(tmp_path: Path) -> None:
    open_store(sqlite_url(tmp_path / "later"), KEYS, LOOKUP_KEY)
    assert list(tmp_path.iterdir()) == []


async def test_the_folder_of_the_file_is_made(tmp_path: Path) -> None:
    async with opened(sqlite_url(tmp_path / "var" / "data")) as store:
        assert await store.run(lambda r: r.cases.next_number(2026)) == "26-1001"


async def test_a_store_in_memory_serves_one_process() -> None:
    async with opened("sqlite://") as store:
        assert await store.run(lambda r: r.cases.next_number(2026)) == "26-1001"
        assert await store.run(lambda r: r.cases.next_number(2026)) == "26-1002"


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
async def test_sqlite_keeps_what_it_has_committed(tmp_path: Path, pragma: str, value: object) -> None:
    database = SqliteDatabase(make_url(sqlite_url(tmp_path)))
    try:
        found = await database.transaction(lambda c: c.exec_driver_sql(f"PRAGMA {pragma}").scalar())
        assert found == value
    finally:
        await database.close()


def plan_of_a_claim(connection: Connection) -> str:
    ran: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        ran.append((statement, values))

    event.listen(connection, "before_cursor_execute", note)
    SqlOutbox(connection).claim(NOW, timedelta(minutes=1), 10)
    event.remove(connection, "before_cursor_execute", note)
    plans = [
        connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values) for statement, values in ran
    ]
    return "\n".join(row.detail for plan in plans for row in plan)


async def test_a_claim_reads_indexes_and_sorts_nothing(tmp_path: Path) -> None:
    database = SqliteDatabase(make_url(sqlite_url(tmp_path)))
    try:
        await database.migrate()
        plan = await database.transaction(plan_of_a_claim)
    finally:
        await database.close()
    assert "ix_outbox_pending (not_before<?)" in plan
    assert "ix_outbox_leased (state=? AND lease_until<?)" in plan
    assert "SCAN outbox" not in plan
    assert "TEMP B-TREE" not in plan


def test_libpqs_word_for_encryption_is_understood() -> None:
    url = asyncpg_url(make_url("postgres://host/x?sslmode=require&application_name=bot"))
    assert url.drivername == "postgresql+asyncpg"
    assert dict(url.query) == {"ssl": "require", "application_name": "bot"}
