"""Which keys the stored values are sealed with, counted page by page from what each value says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, LargeBinary, Row, func, select

from storage.databases.database import Database
from storage.schema.sealed_tables import Key, SealedTable, after_key, sealed_tables
from storage.sealing.encryption import LONGEST_HEADER, UNBOUND, Seal, seal_of

_PAGE = 1000


@dataclass(frozen=True, order=True)
class KeyUse:
    table: str
    key_id: str | None
    """None for values in a form this version does not read."""
    unbound: bool
    """Whether they are bound to no database, as versions before this one sealed them."""
    append_only: bool
    """Whether nothing may change them."""
    values: int


async def key_uses(database: Database) -> list[KeyUse]:
    """All of them; while others write, each value as it was when its page was read."""
    return [use for table in sealed_tables() for use in await _of_table(database, table)]


async def _of_table(database: Database, table: SealedTable) -> list[KeyUse]:
    counted: Counter[Seal | None] = Counter()
    last: Key = None
    while True:
        rows = await database.transaction(partial(_headers, table=table, after=last))
        if not rows:
            break
        counted.update(
            seal_of(bytes(value)) for row in rows for value in row[len(table.key) :] if value is not None
        )
        last = tuple(rows[-1][: len(table.key)])
    uses = [
        KeyUse(
            table.name,
            seal.key_id if seal else None,
            seal is not None and seal.form == UNBOUND,
            table.append_only,
            values,
        )
        for seal, values in counted.items()
    ]
    return sorted(uses, key=lambda use: (use.key_id or "", use.unbound))


def _headers(connection: Connection, table: SealedTable, after: Key) -> Sequence[Row[Any]]:
    """Primary key and the beginning of each sealed value, of the next rows."""
    begins = [func.substr(column, 1, LONGEST_HEADER, type_=LargeBinary) for column in table.columns]
    wanted = select(*table.key, *begins).where(table.by_the_ring)
    return connection.execute(after_key(wanted, table.key, after).limit(_PAGE)).all()
