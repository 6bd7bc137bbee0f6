"""Bringing a database's tables up to date with Alembic, from wherever the package is installed.

The caller holds a lock and a transaction; nothing is printed, and no configuration file is read.
"""

from __future__ import annotations

import io
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection

_MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseIsNewer(Exception):
    """A later version of the program has brought the database further than this one knows."""


def upgrade(connection: Connection, version: str = "head") -> None:
    """To that version, else the newest, within the connection's transaction. Raises `DatabaseIsNewer`."""
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
