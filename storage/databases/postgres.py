"""PostgreSQL, for several replicas: a pool of connections, a unit of work on one of them.

A connection is asked whether it still stands only when it has lain idle: asking costs half of what a small
unit of work does, and while there is much to do it is used again within milliseconds. All that were opened
stay open: one opened for a burst and closed after it would cost more than many such units of work.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.databases.migrate import upgrade

T = TypeVar("T")
CONNECTIONS = 20
"""At most, for each replica."""
IDLE_SECONDS = 1.0
_VACUUM = text("VACUUM")
_MIGRATION_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('brobygger.migrations'))")


class PostgresDatabase:
    def __init__(self, url: URL, idle_seconds: float = IDLE_SECONDS) -> None:
        """After `idle_seconds` a connection is asked whether it still stands."""
        self._engine = _engine(url, idle_seconds)

    async def transaction(self, work: Callable[[Connection], T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        async with self._engine.connect() as connection:
            reading = await connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            return await reading.run_sync(work)

    async def migrate(self) -> None:
        await self.transaction(_migrate)

    async def tidy(self) -> None:
        """Dead rows are given up at once instead of when the database gets round to it."""
        async with self._engine.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await alone.execute(_VACUUM)

    async def close(self) -> None:
        await self._engine.dispose()


def asyncpg_url(url: URL) -> URL:
    """`url` with asyncpg as its driver, and libpq's `sslmode` by the name asyncpg has for it."""
    options = dict(url.query)
    if "sslmode" in options:
        options["ssl"] = options.pop("sslmode")
    return url.set(drivername="postgresql+asyncpg", query=options)


def _engine(url: URL, idle_seconds: float) -> AsyncEngine:
    engine = create_async_engine(
        asyncpg_url(url), pool_size=CONNECTIONS, max_overflow=0, hide_parameters=True
    )
    _ask_after_idling(engine, idle_seconds)
    return engine


def _ask_after_idling(engine: AsyncEngine, seconds: float) -> None:
    dialect = engine.sync_engine.dialect

    def put_back(_connection: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    def taken_out(connection: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get("idle_since", time.monotonic()) < seconds:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            # The pool closes it and opens another.
            raise DisconnectionError("the connection was lost while it lay idle") from error

    event.listen(engine.sync_engine, "checkin", put_back)
    event.listen(engine.sync_engine, "checkout", taken_out)


def _migrate(connection: Connection) -> None:
    connection.execute(_MIGRATION_LOCK)
    upgrade(connection)
