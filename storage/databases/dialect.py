"""The few words in which the two databases differ: `INSERT … ON CONFLICT` is spelt per dialect."""

from __future__ import annotations

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


def is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def insert_or(connection: Connection, table: Table) -> Insert:
    """An insert that can say what happens `on_conflict`."""
    return postgresql.insert(table) if is_postgresql(connection) else sqlite.insert(table)
