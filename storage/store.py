"""The store: where a unit of work becomes one transaction, on SQLite or PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection, make_url

from storage import recounting
from storage.apart import Apart, ReadApart
from storage.audit import verify
from storage.bulk import Bulk, Stored
from storage.collisions import is_collision
from storage.counting import Counting
from storage.database import Database
from storage.directory import KnownDirectory, SqlDirectory
from storage.encryption import Cipher, CprLookup, KeyRing
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

    async def start(self) -> None:
        """Make the store ready for use: migrate it."""
        await self._database.migrate()

    async def run(self, work: Callable[[Records], T]) -> T:
        """As `ports.Store.run`; at most `MOST_RUNS` times, then raises what the last run raised. A run that
        wants something read beside it is not one of them."""
        apart = Apart()
        for run in range(1, MOST_RUNS):
            try:
                return await self._with_reads(work, apart)
            except Exception as error:
                if not is_collision(error):
                    raise
            await asyncio.sleep(run * _PAUSE_SECONDS)
        return await self._with_reads(work, apart)

    async def fill(self, things: Sequence[Stored]) -> None:
        """Store many new records at once, in a transaction of their own (`bulk.py`)."""

        def within(connection: Connection) -> None:
            Bulk(connection, self._cipher, self._lookup, self._directory).add(things)

        await self._database.transaction(within)

    async def recount(self, *, anew: bool = False) -> int:
        """Count what figures are made of, as far as it is not counted by the definitions as they are now; all
        of it, if `anew`. In small transactions, so that others work meanwhile. Returns how many records."""
        if anew:
            await self._database.transaction(recounting.begin)
        records = 0
        while not (page := await self._recounted()).is_done:
            records += page.records
        return records

    async def _recounted(self) -> recounting.Recounted:
        while True:
            try:
                return await self._database.transaction(self._recount_page)
            except Exception as error:
                if not is_collision(error):
                    raise
            await asyncio.sleep(_PAUSE_SECONDS)

    def _recount_page(self, connection: Connection) -> recounting.Recounted:
        counting = Counting(connection, SqlDirectory(connection, self._directory))
        page = recounting.count_page(connection, self._cipher, counting)
        counting.flush()
        return page

    async def verify_audit(self) -> int | None:
        """The number of the first broken audit entry, or None."""
        return await self._database.transaction(verify)

    async def tidy(self) -> None:
        """After something was erased: what was deleted is gone from the files too, as far as they allow."""
        await self._database.tidy()

    async def close(self) -> None:
        await self._database.close()

    async def _with_reads(self, work: Callable[[Records], T], apart: Apart) -> T:
        while True:
            try:
                return await self._once(work, apart)
            except ReadApart as wanted:
                apart.keep(wanted.question, await self._database.read(wanted.read))

    async def _once(self, work: Callable[[Records], T], apart: Apart) -> T:
        def within(connection: Connection) -> T:
            records = SqlRecords(connection, self._cipher, self._lookup, self._directory, apart)
            result = work(records)
            records.finish()
            return result

        return await self._database.transaction(within)
