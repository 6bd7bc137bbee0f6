"""A database of its own for each run, migrated by the run itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import Postgres, running_postgres, sqlite_url

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture
def on_postgres(postgres: Postgres) -> Iterator[str]:
    with postgres.database(migrated=False) as url:
        yield url


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    on_postgres: str = request.getfixturevalue("on_postgres")
    return on_postgres
