"""SQLite, the embedded default: one worker thread and one connection, to which units of work go in groups.

Other processes may write the same file, so every transaction begins by taking the write lock
(`BEGIN IMMEDIATE`) instead of failing when it first writes. How a group shares one is in `group_commit.py`.
Long reads have a thread and a connection of their own, which the write-ahead log lets read meanwhile.
"""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from storage.databases.group_commit import GroupCommit
from storage.databases.migrate import upgrade

T = TypeVar("T")
_LOCK_SECONDS = 10
_PRAGMAS = (
    f"PRAGMA busy_timeout = {_LOCK_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten with zeros, not only let go of
)


class SqliteDatabase:
    def __init__(self, url: URL) -> None:
        self._file = Path(url.database) if url.database and url.database != ":memory:" else None
        self._engine = _engine(url)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")
        self._units_of_work = GroupCommit(self._engine, self._worker)
        self._reading = _engine(url, begin=_begin_reading)
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite-read")

    async def transaction(self, work: Callable[[Connection], T]) -> T:
        return await self._units_of_work.run(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        if self._file is None:  # what is in memory is one connection's own
            return await self.transaction(work)
        return await asyncio.get_running_loop().run_in_executor(self._reader, self._read, work)

    async def migrate(self) -> None:
        await self._there(self._migrate)

    async def tidy(self) -> None:
        await self._there(self._empty_the_log)

    async def close(self) -> None:
        await self._there(self._engine.dispose)
        await asyncio.get_running_loop().run_in_executor(self._reader, self._reading.dispose)
        self._worker.shutdown()
        self._reader.shutdown()

    async def _there(self, call: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._worker, call)

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._reading.connect() as connection:
            return work(connection)

    def _empty_the_log(self) -> None:
        """The write-ahead log still holds the pages as they were; another process that reads may keep it so
        until the next time."""
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def _migrate(self) -> None:
        if self._file is None:
            return self._upgrade()
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self._file):
            self._upgrade()
        return None

    def _upgrade(self) -> None:
        with self._engine.begin() as connection:
            upgrade(connection)


def _engine(url: URL, begin: Callable[[Connection], None] | None = None) -> Engine:
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", begin or _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # else pysqlite begins transactions itself, late and deferred
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA query_only = ON")
    connection.exec_driver_sql("BEGIN")


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold the lock file beside `file`; the system lets go of it when the process dies."""
    with file.with_name(file.name + ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
