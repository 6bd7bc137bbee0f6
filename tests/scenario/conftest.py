"""A town for each story: on SQLite, and where a story asks for it on PostgreSQL as well."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.scenario.leaks import check_server
from tests.scenario.town import Town, in_town, make_template
from tests.stores import Postgres, running_postgres

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bot's folder with keys and the directory imported, to copy."""
    folder = tmp_path_factory.mktemp("template") / "state"
    asyncio.run(make_template(folder))
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server
        check_server(server)


@pytest.fixture
def state(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "state"))


@pytest.fixture
async def town(state: Path) -> AsyncIterator[Town]:
    async with in_town(state) as started:
        yield started


@pytest.fixture
def on_postgres(postgres: Postgres, state: Path) -> Iterator[str]:
    """A database with the directory in it."""
    with postgres.database(migrated=False) as url:
        asyncio.run(_staff(state, url))
        yield url


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str | None:
    """None for the SQLite file that is there already, or a PostgreSQL database."""
    if request.param == "sqlite":
        return None
    on_postgres: str = request.getfixturevalue("on_postgres")
    return on_postgres


async def _staff(state: Path, url: str) -> None:
    shutil.rmtree(state / "bot")
    await make_template(state, url)


@pytest.fixture
async def town_on_either(state: Path, database_url: str | None) -> AsyncIterator[Town]:
    async with in_town(state, database_url) as started:
        yield started
