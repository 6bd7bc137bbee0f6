"""PostgreSQL, for several replicas: a pool of connections, a unit of work on one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import URL, Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.migrate import upgrade

T = TypeVar("T")
_MIGRATION_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('brobygger.migrations'))")


class PostgresDatabase:
    def __init__(self, url: URL) -> None:
        self._engine = _engine(url)

    async def transaction(self, work: Callable[[Connection], T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def migrate(self) -> None:
        await self.transaction(_migrate)

    async def close(self) -> None:
        await self._engine.dispose()


def asyncpg_url(url: URL) -> URL:
    """`url` with asyncpg as its driver, and libpq's `sslmode` by the name asyncpg has for it."""
    options = dict(url.query)
    if "sslmode" in options:
        options["ssl"] = options.pop("sslmode")
    return url.set(drivername="postgresql+asyncpg", query=options)


def _engine(url: URL) -> AsyncEngine:
    return create_async_engine(
        asyncpg_url(url), pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True
    )


def _migrate(connection: Connection) -> None:
    connection.execute(_MIGRATION_LOCK)
    upgrade(connection)
