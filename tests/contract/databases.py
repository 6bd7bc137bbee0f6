"""Looking at a database from outside: its checks and its indexes, to compare two that should be alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import NullPool

from storage.schema.columns import metadata


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def checks(connection: Connection) -> set[tuple[str, str, str]]:
    inspector = inspect(connection)
    return {
        (table.name, str(check["name"]), check["sqltext"])
        for table in metadata.sorted_tables
        for check in inspector.get_check_constraints(table.name)
    }


def indexes(connection: Connection) -> set[tuple[str, str, str, str]]:
    """With what a partial index is restricted to, which Alembic does not compare."""
    inspector = inspect(connection)
    return {
        (
            table.name,
            str(index["name"]),
            str(index["column_names"]),
            str(index.get("dialect_options", {}).get(f"{connection.dialect.name}_where", "")),
        )
        for table in metadata.sorted_tables
        for index in inspector.get_indexes(table.name)
    }
