"""The store: where a unit of work becomes one transaction, on SQLite or PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, make_url

from storage.anchors import AnchorLine
from storage.collisions import is_collision
from storage.database import Database
from storage.directory import KnownDirectory
from storage.encryption import Cipher, CprLookup, KeyRing
from storage.log_check import LogReport, check_log
from storage.log_keys import KnownLogKeys
from storage.postgres import PostgresDatabase
from storage.records import SqlRecords
from storage.sqlite import SqliteDatabase
from workflows.ports import Records

T = TypeVar("T")
MOST_RUNS = 8
_PAUSE_SECONDS = 0.005


def open_store(url: str, keys: KeyRing, lookup_key: bytes) -> SqlStore:
    """The store at `sqlite:///path` or `postgresql://…`; nothing is opened before its first use.

    Raises `ValueError` for another kind of database or a lookup key shorter than 32 bytes.
    """
    parsed = make_url(url)
    kinds: dict[str, type[SqliteDatabase | PostgresDatabase]] = {
        "sqlite": SqliteDatabase,
        "postgresql": PostgresDatabase,
        "postgres": PostgresDatabase,
    }
    kind = kinds.get(parsed.get_backend_name())
    if kind is None:
        raise ValueError("the database is neither sqlite:// nor postgresql://")
    return SqlStore(kind(parsed), Cipher(keys), CprLookup(lookup_key))


class SqlStore:
    """`ports.Store`, plus what the composition root and the command line need."""

    def __init__(self, database: Database, cipher: Cipher, lookup: CprLookup) -> None:
        self._database = database
        self._cipher = cipher
        self._lookup = lookup
        self._directory = KnownDirectory()
        self._log_keys = KnownLogKeys()

    async def start(self) -> None:
        """Make the store ready for use: migrate it."""
        await self._database.migrate()

    async def run(self, work: Callable[[Records], T]) -> T:
        """As `ports.Store.run`; at most `MOST_RUNS` times, then raises what the last run raised."""
        for run in range(1, MOST_RUNS):
            try:
                return await self._once(work)
            except Exception as error:
                if not is_collision(error):
                    raise
            await asyncio.sleep(run * _PAUSE_SECONDS)
        return await self._once(work)

    async def check_log(
        self, now: datetime, patience: timedelta, anchors: Iterable[AnchorLine | None] = ()
    ) -> LogReport:
        """Whether the audit log is as it was written; as `storage.log_check.check_log`."""
        return await check_log(self._database.transaction, self._cipher, anchors, now, patience)

    async def tidy(self) -> None:
        """After something was erased: what was deleted is gone from the files too, as far as they allow."""
        await self._database.tidy()

    async def close(self) -> None:
        await self._database.close()

    async def _once(self, work: Callable[[Records], T]) -> T:
        def within(connection: Connection) -> tuple[T, SqlRecords]:
            records = SqlRecords(connection, self._cipher, self._lookup, self._directory, self._log_keys)
            result = work(records)
            records.finish()
            return result, records

        result, records = await self._database.transaction(within)
        records.after_commit()
        return result
