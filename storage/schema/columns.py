"""The kinds of column the tables are made of, and the names of their constraints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    text,
)

SEALED = "sealed"
"""Where a column that holds sealed values says how, in its `info`."""
RUNNING = BigInteger().with_variant(Integer, "sqlite")
"""A running number; SQLite counts only an INTEGER up by itself."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


@dataclass(frozen=True)
class SealedAs:
    """How the values of a column are sealed."""

    row: tuple[str, ...]
    append_only: bool


def id_of(name: str, references: str | None = None, *, optional: bool = False) -> Column[str]:
    target = () if references is None else (ForeignKey(references),)
    return Column(name, String(32), *target, nullable=optional)


def key(name: str = "id", references: str | None = None) -> Column[str]:
    target = () if references is None else (ForeignKey(references),)
    return Column(name, String(32), *target, primary_key=True)


def words(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, String, nullable=optional)


def sealed(
    name: str, *, row: tuple[str, ...] = ("id",), optional: bool = False, append_only: bool = False
) -> Column[bytes]:
    """Holds values that the repository of the table seals (`encryption.py`); `row` are the columns its row id
    is made of (`sealed_tables.py`). What is `append_only` is never sealed anew, for nothing may change it."""
    info = {SEALED: SealedAs(row, append_only)}
    return Column(name, LargeBinary, nullable=optional, info=info)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def only_where(rows: str, name: str, *columns: Column[Any]) -> Index:
    """An index of the rows for which the condition holds, on either database."""
    return Index(name, *columns, sqlite_where=text(rows), postgresql_where=text(rows))
