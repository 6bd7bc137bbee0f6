"""Every contract is kept by both databases: `store` is one of each in turn, with the directory in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.store import SqlStore
from tests.stores import Postgres, opened, running_postgres, sqlite_url, staffed

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        asyncio.run(server.make_template())
        yield server


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the directory in it once `store` has opened it."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.database() as fresh:
            yield fresh


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database nobody has migrated."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.database(migrated=False) as fresh:
            yield fresh


@pytest.fixture
async def store(url: str) -> AsyncIterator[SqlStore]:
    open_as = staffed if url.startswith("sqlite") else opened  # PostgreSQL's is a copy of a staffed one
    async with open_as(url) as started:
        yield started
