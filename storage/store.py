"""The store: where a unit of work becomes one transaction, on SQLite or PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, make_url

from storage.bulk import Bulk, Stored
from storage.casework.counting import Counting
from storage.databases.apart import Apart, ReadApart
from storage.databases.collisions import is_collision
from storage.databases.database import Database
from storage.databases.postgres import PostgresDatabase
from storage.databases.sqlite import SqliteDatabase
from storage.figures import recounting
from storage.log.anchors import AnchorLine
from storage.log.check import LogReport, check_log
from storage.log.keys import KnownLogKeys
from storage.people.directory import KnownDirectory, SqlDirectory
from storage.records import SqlRecords
from storage.rotation import PAGE, Between, Rotation, Told, nobody, rest
from storage.sealing.binding import Binding, UnboundTables, database_id_of
from storage.sealing.encryption import Cipher, CprLookup, KeyRing
from storage.sealing.key_uses import KeyUse, key_uses
from workflows.ports import Records

T = TypeVar("T")
MOST_RUNS = 8
_PAUSE_SECONDS = 0.005


def open_store(url: str, keys: KeyRing, *lookup_keys: bytes) -> SqlStore:
    """The store at `sqlite:///path` or `postgresql://…`; nothing is opened before its first use. The first
    of the lookup keys hashes, the others find what they hashed earlier.

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
    return SqlStore(kind(parsed), Cipher(keys), CprLookup(*lookup_keys))


class SqlStore:
    """`ports.Store`, plus what the composition root and the command line need."""

    def __init__(self, database: Database, cipher: Cipher, lookup: CprLookup) -> None:
        self._database = database
        self._cipher = cipher
        self._lookup = lookup
        self._directory = KnownDirectory()
        self._log_keys = KnownLogKeys()
        self._database_id: str | None = None

    async def start(self) -> None:
        """Make the store ready for use: migrate it, and see that its keys fit. Raises `KeysDoNotFit`
        and `DatabaseIsNewer`."""
        await self._database.migrate()
        await self._database.transaction(self._establish)

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
            Bulk(connection, self._cipher_on(connection), self._lookup, self._directory).add(things)

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
        page = recounting.count_page(connection, self._cipher_on(connection), counting)
        counting.flush()
        return page

    async def check_log(
        self, now: datetime, patience: timedelta, anchors: Iterable[AnchorLine | None] = ()
    ) -> LogReport:
        """Whether the audit log is as it was written; as `storage.log.check.check_log`."""
        return await check_log(self._database.transaction, self._cipher_on, anchors, now, patience)

    async def tidy(self) -> None:
        """After something was erased: what was deleted is gone from the files too, as far as they allow."""
        await self._database.tidy()

    async def rotate_keys(self, told: Told = nobody, between: Between = rest, page: int = PAGE) -> int:
        """As `rotation.Rotation.run`: everything is sealed and hashed with the current keys."""
        return await Rotation(self._database, self._cipher_on, self._lookup, page).run(told, between)

    async def values_by_key(self) -> list[KeyUse]:
        """How many values each key seals, by table."""
        return await key_uses(self._database)

    async def close(self) -> None:
        await self._database.close()

    def _establish(self, connection: Connection) -> None:
        Binding(connection, self._cipher, to_change=True).establish(self._lookup)

    def _cipher_on(self, connection: Connection) -> Cipher:
        """The cipher for the database that this connection is to; its id is asked for once."""
        if self._database_id is None:
            self._database_id = database_id_of(connection)
        return self._cipher.bound_to(self._database_id, UnboundTables(connection, self._cipher).holds)

    async def _with_reads(self, work: Callable[[Records], T], apart: Apart) -> T:
        while True:
            try:
                return await self._once(work, apart)
            except ReadApart as wanted:
                apart.keep(wanted.question, await self._database.read(wanted.read))

    async def _once(self, work: Callable[[Records], T], apart: Apart) -> T:
        def within(connection: Connection) -> tuple[T, SqlRecords]:
            cipher = self._cipher_on(connection)
            records = SqlRecords(connection, cipher, self._lookup, self._directory, apart, self._log_keys)
            result = work(records)
            records.finish()
            return result, records

        result, records = await self._database.transaction(within)
        records.after_commit()
        return result
