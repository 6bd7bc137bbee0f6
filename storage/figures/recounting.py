"""Makes `counted` anew from the records, page by page: after an upgrade, or when a definition has changed.

It goes through the tables in one order and remembers how far it is, so that it can stop and go on, and others
can work meanwhile. Every page is counted as if its records had just been saved. What is left of records that
are gone by then stays as it was counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, bindparam, delete, insert, select, update

from domain.indicators.table import definitions
from storage.casework.admissions import read_admission
from storage.casework.counting import Counting, Record
from storage.casework.documents import read_document
from storage.casework.meetings import read_meeting
from storage.casework.tasks import read_task
from storage.schema.document_tables import admissions, documents
from storage.schema.figure_tables import counting
from storage.schema.tables import cases, meetings, tasks
from storage.sealing.encryption import Cipher

PAGE = 500
_TABLES: tuple[tuple[Table, Callable[[RowMapping, Cipher], Record]], ...] = (
    (meetings, read_meeting),
    (documents, read_document),
    (admissions, read_admission),
    (tasks, read_task),
)
_NAMES = tuple(table.name for table, _ in _TABLES)
_STATE = select(counting)
_COUNTED = select(counting.c.table_name).where(counting.c.definitions == bindparam("now"))
_BEGIN = insert(counting)
_MOVE = update(counting)


@dataclass(frozen=True)
class Recounted:
    """One step of it."""

    records: int
    is_done: bool


@cache
def definitions_key() -> str:
    """Stands for all definitions as they are now."""
    return sha256(definitions().encode()).hexdigest()[:32]


def is_up_to_date(connection: Connection) -> bool:
    """Whether everything stored is counted by the definitions as they are now."""
    state = connection.execute(_COUNTED, {"now": definitions_key()}).one_or_none()
    return state is not None and state.table_name is None


def begin(connection: Connection) -> None:
    """Count everything anew, from the first record."""
    connection.execute(delete(counting))
    connection.execute(_BEGIN, {"definitions": definitions_key(), "table_name": _NAMES[0], "after": ""})


def count_page(connection: Connection, cipher: Cipher, counted_anew: Counting) -> Recounted:
    """The next page, where any is left; begins where nothing was counted by these definitions."""
    state = connection.execute(_STATE.with_for_update()).one_or_none()
    if state is None or state.definitions != definitions_key():
        begin(connection)
        state = connection.execute(_STATE).one()
    if state.table_name is None:
        return Recounted(0, is_done=True)
    table, read = _TABLES[_NAMES.index(state.table_name)]
    rows = connection.execute(_page(table), {"after": state.after}).mappings().all()
    for row in rows:
        counted_anew.note(read(row, cipher))
    connection.execute(_MOVE, _next(table, rows))
    return Recounted(len(rows), is_done=False)


def _page(table: Table) -> Any:
    """Held until they are counted, so that nobody stores newer ones meanwhile, which are then overwritten."""
    return (
        select(*table.c, cases.c.number)
        .join_from(table, cases, table.c.case_id == cases.c.id)
        .where(table.c.id > bindparam("after"))
        .order_by(table.c.id)
        .limit(PAGE)
        .with_for_update(of=table)
    )


def _next(table: Table, rows: Any) -> dict[str, str | None]:
    """Where to go on: after the last row, or at the next table."""
    if len(rows) == PAGE:
        return {"table_name": table.name, "after": rows[-1][table.c.id]}
    following = _NAMES.index(table.name) + 1
    if following == len(_NAMES):
        return {"table_name": None, "after": None}
    return {"table_name": _NAMES[following], "after": ""}
