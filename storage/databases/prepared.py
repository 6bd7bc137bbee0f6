"""The few statements of every turn, compiled once per connection and run straight on its driver cursor.

SQLAlchemy spends ten times as long on such a statement as SQLite does, mostly on a result that can do more
than we ask of it. Here a row is a plain tuple, and every value is one the caller binds by name. Whatever is
not in the way of every turn runs on SQLAlchemy as usual. The driver's own errors come through unwrapped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select, Update

Statement = Select[Any] | Insert | Update
Row = tuple[Any, ...]
_Convert = Callable[[Any], Any]


def fetch_one(connection: Connection, statement: Select[Any], values: Mapping[str, Any]) -> Row | None:
    """The first row of a select, with values as its columns' types give them."""
    prepared = _prepared(connection, statement)
    cursor = connection.connection.cursor()
    try:
        cursor.execute(prepared.text, prepared.parameters(values))
        row = cursor.fetchone()
        return None if row is None else prepared.row(row)
    finally:
        cursor.close()


def change(connection: Connection, statement: Insert | Update, values: Mapping[str, Any]) -> int:
    """Run it once; how many rows it wrote."""
    prepared = _prepared(connection, statement)
    cursor = connection.connection.cursor()
    try:
        cursor.execute(prepared.text, prepared.parameters(values))
        return cursor.rowcount
    finally:
        cursor.close()


@dataclass(frozen=True)
class Prepared:
    """A statement in the words of one dialect, and how values go in and come out there."""

    text: str
    binds: tuple[tuple[str, _Convert | None], ...]
    results: tuple[_Convert | None, ...]

    def parameters(self, values: Mapping[str, Any]) -> Row:
        """Raises `KeyError` where a value is missing."""
        return tuple(values[name] if into is None else into(values[name]) for name, into in self.binds)

    def row(self, stored: Any) -> Row:
        pairs = zip(stored, self.results, strict=True)
        return tuple(value if out_of is None else out_of(value) for value, out_of in pairs)


def prepare(statement: Statement, dialect: Dialect) -> Prepared:
    compiled: Any = statement.compile(dialect=dialect)
    kinds = [(name, compiled.binds[name].type) for name in compiled.positiontup]
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    return Prepared(
        text=str(compiled),
        binds=tuple((name, kind.dialect_impl(dialect).bind_processor(dialect)) for name, kind in kinds),
        results=tuple(c.type.dialect_impl(dialect).result_processor(dialect, None) for c in columns),
    )


def _prepared(connection: Connection, statement: Statement) -> Prepared:
    known: Prepared | None = connection.info.get(statement)
    if known is None:
        known = connection.info[statement] = prepare(statement, connection.dialect)
    return known
