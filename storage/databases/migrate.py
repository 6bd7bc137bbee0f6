"""Bringing a database's tables up to date with Alembic, from wherever the package is installed.

The caller holds a lock and a transaction; nothing is printed, and no configuration file is read. A database
that is up to date, as it is at most starts, is only asked.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection

_MIGRATIONS = Path(__file__).parents[1] / "migrations"
_NEWEST = "head"


class DatabaseIsNewer(Exception):
    """A later version of the program has brought the database further than this one knows."""


def upgrade(connection: Connection, version: str = _NEWEST) -> None:
    """To that version, else the newest, within the connection's transaction. Raises `DatabaseIsNewer`."""
    if version == _NEWEST and MigrationContext.configure(connection).get_current_heads() == _newest():
        return
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, version)
    except CommandError as error:
        if isinstance(error.__cause__, ResolutionError):
            raise DatabaseIsNewer("the database is of a later version: run that version") from None
        raise


@cache
def _newest() -> tuple[str, ...]:
    """The versions that no other follows: one, as long as the migrations are a chain."""
    return tuple(ScriptDirectory(str(_MIGRATIONS)).get_heads())
