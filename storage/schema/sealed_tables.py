"""Which columns hold sealed values, and the row id each value is bound to: read from the tables themselves.

A table says of its columns which are sealed (`columns.sealed`) and what the row id is made of: the values of
those columns, joined by colons, as the table's repository writes them. Nothing is sealed or opened here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, literal, true, tuple_

from storage.schema.columns import SEALED, SealedAs, metadata

Columns = tuple[Column[Any], ...]
Key = tuple[Any, ...] | None
"""The primary key of the row that a page ended with; None before the first page."""


@dataclass(frozen=True)
class SealedTable:
    """A table with at least one sealed column; all of them are bound to the same row id."""

    table: Table
    columns: Columns
    row: tuple[str, ...]
    append_only: bool

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def key(self) -> Columns:
        return tuple(self.table.primary_key.columns)

    @property
    def by_the_ring(self) -> ColumnElement[bool]:
        """Which of its rows the key ring itself seals: not those with a key of their own (`log/keys.py`)."""
        key_id = self.table.c.get("key_id")
        return true() if key_id is None else key_id.is_(None)

    def row_id(self, row: Mapping[str, object]) -> str:
        """Of a row that has at least the columns in `row`."""
        return ":".join(str(row[name]) for name in self.row)


def sealed_tables() -> tuple[SealedTable, ...]:
    """Every one of the tables that were imported, by name."""
    found = (_sealed_in(table) for table in metadata.tables.values())
    return tuple(sorted((each for each in found if each), key=lambda each: each.name))


def _sealed_in(table: Table) -> SealedTable | None:
    columns = tuple(column for column in table.columns if SEALED in column.info)
    if not columns:
        return None
    (how,) = {column.info[SEALED] for column in columns}
    assert isinstance(how, SealedAs)
    return SealedTable(table, columns, how.row, how.append_only)


def after_key(wanted: Select[Any], key: Columns, after: Key) -> Select[Any]:
    """In the order of the primary key, and only the rows behind that one."""
    ordered = wanted.order_by(*key)
    if after is None:
        return ordered
    values = (literal(value, column.type) for value, column in zip(after, key, strict=True))
    return ordered.where(tuple_(*key) > tuple_(*values))
