"""Every sealed value opens in its own place in its own database, and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Connection, LargeBinary, select

from domain.people import Area
from storage.schema.columns import SEALED, metadata
from storage.schema.sealed_tables import SealedTable, sealed_tables
from storage.sealing.binding import KeysDoNotFit, database_id_of
from storage.sealing.encryption import Cipher, Unreadable
from storage.store import SqlStore
from tests import factories as f
from tests.contract.databases import looking_at
from tests.contract.everything import write_everything
from tests.stores import KEYS, Postgres, file_of, opened, raw, sqlite_url, staffed
from workflows.ports import Clockwork, Records
from workflows.ports.reports import ReportFile

CLOCK = Clockwork()
FIRST, SECOND = "26-2000", "26-2001"
HASHES = {
    ("audit", "previous"),
    ("audit", "hash"),
    ("audit_seals", "root"),
    ("audit_seals", "previous"),
    ("audit_seals", "hash"),
}
"""Bytes that are no sealed value."""


class Value(NamedTuple):
    table: str
    column: str
    row_id: str
    sealed: bytes

    @property
    def place(self) -> tuple[str, str, str]:
        return self[:3]


BY_THE_RING = [table for table in sealed_tables() if not table.append_only]
"""The log's entries are sealed with keys of their cases; `test_log_tampering.py` is about them."""


def values_in(connection: Connection) -> Iterator[Value]:
    for sealed in BY_THE_RING:
        for row in connection.execute(select(sealed.table)).mappings():
            by_name = {column.name: row[column] for column in sealed.table.columns}
            for column in sealed.columns:
                if by_name[column.name] is not None:
                    row_id = sealed.row_id(by_name)
                    yield Value(sealed.name, column.name, row_id, bytes(by_name[column.name]))


async def filled(store: SqlStore) -> None:
    for number in (FIRST, SECOND):
        await store.run(partial(write_everything, number=number))


@asynccontextmanager
async def another_like(url: str, tmp_path: Path, postgres: Postgres | None) -> AsyncIterator[str]:
    """The URL of a database of the same kind, with the same keys and the same rows, but an id of its own."""
    if postgres is None:
        folder = tmp_path / "another"
        folder.mkdir()
        file_of(sqlite_url(folder)).touch()  # so that it is migrated itself, and not a copy with the same id
        async with staffed(sqlite_url(folder)) as store:
            await filled(store)
        yield sqlite_url(folder)
        return
    with postgres.database(migrated=False) as other:
        async with staffed(other) as store:
            await filled(store)
        yield other


def look(url: str) -> tuple[Cipher, list[Value]]:
    with looking_at(url) as connection:
        bound = Cipher(KEYS).bound_to(database_id_of(connection), may_be_unbound=nowhere)
        return bound, list(values_in(connection))


def nowhere(_table: str) -> bool:
    return False


def opens(cipher: Cipher, place: tuple[str, str, str], sealed: bytes) -> bool:
    try:
        cipher.open(*place, sealed)
    except Unreadable:
        return False
    return True


def test_every_column_of_bytes_is_sealed_or_a_hash() -> None:
    of_bytes = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    sealed = {(table.name, column.name) for table in sealed_tables() for column in table.columns}
    assert sealed == of_bytes - HASHES
    assert {(t.name, c.name) for t in metadata.sorted_tables for c in t.columns if SEALED in c.info} == sealed


async def test_every_sealed_column_opens_in_the_place_its_table_says(store: SqlStore, url: str) -> None:
    await filled(store)
    cipher, values = look(url)
    assert [value.place for value in values if not opens(cipher, value.place, value.sealed)] == []
    seen = {(value.table, value.column) for value in values}
    assert seen == {(table.name, column.name) for table in BY_THE_RING for column in table.columns}


async def test_no_value_opens_in_the_place_of_any_other(store: SqlStore, url: str) -> None:
    await filled(store)
    cipher, values = look(url)
    moved = [
        (value.place, other.place)
        for value in values
        for other in values
        if value.place != other.place and opens(cipher, other.place, value.sealed)
    ]
    assert moved == []
    assert len(values) > 25


async def test_no_value_opens_in_another_database_not_even_in_its_own_place(
    store: SqlStore, url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server = None if url.startswith("sqlite") else request.getfixturevalue("postgres")
    await filled(store)
    cipher, values = look(url)
    async with another_like(url, tmp_path, server) as other_url:
        other_cipher, others = look(other_url)
    assert {value.place[:2] for value in values} == {value.place[:2] for value in others}
    assert [value.place for value in values if opens(other_cipher, value.place, value.sealed)] == []
    assert [value.place for value in others if opens(cipher, value.place, value.sealed)] == []


CASE = f.a_case(FIRST)
READ: dict[str, Callable[[Records], object]] = {
    "admissions": lambda r: r.admissions.get(f.an_admission(CASE).id, CLOCK),
    "cases": lambda r: r.cases.by_number(FIRST, CLOCK),
    "document_versions": lambda r: r.documents.version_of(f.a_document(CASE).id, 1, CLOCK),
    "documents": lambda r: r.documents.get(f.a_document(CASE).id, CLOCK),
    "drafts": lambda r: r.drafts.get(f.made_up_id(f"draft {FIRST}"), f.NURSE.id),
    "effects": lambda r: r.effects.answer_to([FIRST]),
    "emergency_accesses": lambda r: r.emergencies.get(f.made_up_id(f"access {FIRST}"), CLOCK),
    "events": lambda r: r.events.of_case(CASE.id, CLOCK),
    "forum_actions": lambda r: r.forum_actions.open(),
    "forum_reports": lambda r: [r.reports.file(1, which) for which in ReportFile],
    "log_keys": lambda r: r.audit.of_case(CASE.id, CLOCK),
    "meetings": lambda r: r.meetings.get(f.a_meeting(CASE).id, CLOCK),
    "remarks": lambda r: r.remarks.of_case(CASE.id, CLOCK),
    "settled_quarters": lambda r: r.settled_quarters.get(Area.ADULTS, f.a_settled_quarter(FIRST).first),
    "tasks": lambda r: r.tasks.get(f.a_task(f.a_meeting(CASE)).id, CLOCK),
}
"""How the bot reads a row of the first case, by table."""
READ_OTHERWISE = {"audit", "database_identity", "handouts"}
"""The log is read by its check, the database's own row by every start, and a file once; each is tested on its
own."""


def test_every_sealed_table_is_read_here() -> None:
    assert {table.name for table in sealed_tables()} == READ.keys() | READ_OTHERWISE


SWAPPED = [
    pytest.param(table, column.name, id=f"{table.name}.{column.name}")
    for table in sealed_tables()
    if table.name in READ
    for column in table.columns
]


@pytest.mark.parametrize(("table", "column"), SWAPPED)
async def test_the_bot_notices_two_rows_that_were_swapped(
    store: SqlStore, url: str, table: SealedTable, column: str
) -> None:
    await filled(store)
    await store.run(READ[table.name])
    unprotected(url)
    rows = raw(url, f"SELECT {column} FROM {table.name} WHERE {column} IS NOT NULL")
    one, other = (literal(url, value) for (value,) in rows)
    raw(url, f"UPDATE {table.name} SET {column} = CASE {column} WHEN {one} THEN {other} ELSE {one} END")
    assert set(raw(url, f"SELECT {column} FROM {table.name}")) == set(rows)
    with pytest.raises(Unreadable, match=rf"{table.name}\.{column} was changed or moved"):
        await store.run(READ[table.name])


async def test_a_file_that_was_swapped_with_another_is_not_handed_out(store: SqlStore, url: str) -> None:
    await filled(store)
    rows = raw(url, "SELECT content FROM handouts")
    one, other = (literal(url, value) for (value,) in rows)
    raw(url, f"UPDATE handouts SET content = CASE content WHEN {one} THEN {other} ELSE {one} END")
    with pytest.raises(Unreadable, match=r"handouts\.content was changed or moved"):
        await store.run(lambda r: r.handouts.take(f.a_kept_handout(name=FIRST).digest, f.NOW))


async def test_a_start_notices_another_databases_identity(store: SqlStore, url: str) -> None:
    await filled(store)
    raw(url, f"UPDATE database_identity SET id = '{f.made_up_id('another')}'")
    with pytest.raises(KeysDoNotFit):
        async with opened(url):
            pass


def literal(url: str, value: object) -> str:
    assert isinstance(value, bytes)
    return f"X'{value.hex()}'" if url.startswith("sqlite") else f"'\\x{value.hex()}'::bytea"


def unprotected(url: str) -> None:
    """What somebody with the administrator's rights could do."""
    if url.startswith("sqlite"):
        raw(url, "DROP TRIGGER document_versions_no_update")
    else:
        raw(url, "ALTER TABLE document_versions DISABLE TRIGGER document_versions_kept")
