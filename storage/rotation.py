"""Seals values anew with the current key, page by page, while the bot goes on using the database.

A page is a transaction of its own, so a rotation that is killed is begun again and goes on with what is left:
which key a value has stands in the value. Nobody waits long and nothing is lost: a row that somebody else is
changing is left for the next round, a value is replaced only where it is still the one that was read, and no
`version` changes, so a unit of work that read a row before saves it after. What nothing may change, the audit
log, keeps its seal. A value that does not open is left as it is and counted as such by `key_uses`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    RowMapping,
    Select,
    func,
    or_,
    select,
    update,
)

from storage.casework.cases import read_cpr
from storage.databases.database import Database
from storage.schema.sealed_tables import Columns, Key, SealedTable, after_key, sealed_tables
from storage.schema.tables import cases
from storage.sealing.binding import Binding, holds_unbound
from storage.sealing.encryption import Cipher, CprLookup, Unreadable

PAGE = 100
"""Rows sealed anew in one transaction: a few milliseconds, for which SQLite lets nobody else write."""
ROUNDS = 3
"""How often a table is gone through, for the sake of rows that were busy before."""
HASHES = "cases.cpr_hash"
"""How the hashes are called where progress is told."""
_CASES = select(cases.c.id, cases.c.cpr, cases.c.cpr_hash)
_CASE_KEY: Columns = (cases.c.id,)
_SHORTEST_REST = 0.01
_LONGEST_REST = 1.0

CipherOn = Callable[[Connection], Cipher]


@dataclass(frozen=True)
class Page:
    last: Key
    """None where nothing more needs it."""
    done: int
    """How many of its rows were made new."""


@dataclass(frozen=True)
class Progress:
    table: str
    rows: int
    """Made new so far in that table."""
    finished: bool


class PageOf(Protocol):
    def __call__(self, connection: Connection, after: Key) -> Page:
        """Make the next rows behind that one new."""


Told = Callable[[Progress], None]
Between = Callable[[float], Awaitable[None]]
"""Awaited between two pages, with the seconds the last one took."""


def nobody(_: Progress) -> None:
    """For who does not want to be told."""


async def rest(took: float) -> None:
    """As long as the page took, so that the others get the database half of the time."""
    await asyncio.sleep(min(max(took, _SHORTEST_REST), _LONGEST_REST))


class Rotation:
    def __init__(self, database: Database, cipher_on: CipherOn, lookup: CprLookup, page: int) -> None:
        self._database = database
        self._cipher_on = cipher_on
        self._lookup = lookup
        self._page = page

    async def run(self, told: Told = nobody, between: Between = rest) -> int:
        """Through every table, and with a new lookup key through the cases' hashes. Returns how many cases
        are still found by an earlier lookup key only: they were being changed each time."""
        for table in sealed_tables():
            if not table.append_only:
                await self._through(table.name, self._sealing(table), told, between)
        found_by_earlier = await self._hash_anew(told, between) if self._lookup.changes else 0
        await self._database.transaction(partial(self._conclude, lookup_is_new=not found_by_earlier))
        return found_by_earlier

    async def _hash_anew(self, told: Told, between: Between) -> int:
        await self._through(HASHES, self._hashing, told, between)
        left, last = 0, Page(None, 0)
        while True:
            last = await self._database.transaction(partial(self._not_hashed, after=last.last))
            left += last.done
            if last.last is None:
                return left

    def _sealing(self, table: SealedTable) -> PageOf:
        return lambda connection, after: seal_page(
            connection, self._cipher_on(connection), table, after, self._page
        )

    def _hashing(self, connection: Connection, after: Key) -> Page:
        return hash_page(connection, self._cipher_on(connection), self._lookup, after, self._page)

    def _not_hashed(self, connection: Connection, after: Key) -> Page:
        """How many of the next cases have an earlier key's hash."""
        rows = connection.execute(after_key(_CASES, _CASE_KEY, after).limit(self._page)).mappings().all()
        hashes = (_new_hash(self._cipher_on(connection), self._lookup, row) for row in rows)
        return Page(_last(rows, _CASE_KEY), sum(new is not None for new in hashes))

    async def _through(self, name: str, page_of: PageOf, told: Told, between: Between) -> None:
        done = 0
        for this_round in range(ROUNDS):
            page, before = Page(None, 0), done
            while True:
                began, after = time.monotonic(), page.last
                page = await self._database.transaction(partial(page_of, after=after))
                done += page.done
                if page.last is None:
                    break
                told(Progress(name, done, finished=False))
                await between(time.monotonic() - began)
            if this_round and done == before:
                break
        told(Progress(name, done, finished=True))

    def _conclude(self, connection: Connection, *, lookup_is_new: bool) -> None:
        """Tables without a value of the earlier form take none from now on; the lookup key is the new one."""
        binding = Binding(connection, self._cipher_on(connection), to_change=True)
        proof = binding.proof()
        still = [t.name for t in sealed_tables() if t.name in proof.unbound and holds_unbound(connection, t)]
        binding.renew(self._lookup.checks()[0] if lookup_is_new else proof.lookup, still)


def seal_page(connection: Connection, cipher: Cipher, table: SealedTable, after: Key, limit: int) -> Page:
    """Seal the next rows anew in which a value has not the current form and key."""
    stale = or_(*(_is_stale(column, cipher) for column in table.columns))
    wanted = select(*_once_each(table)).where(stale)
    rows = _next_rows(connection, wanted, table.key, after, limit)
    done = sum(_seal_row(connection, cipher, table, row) for row in rows)
    return Page(_last(rows, table.key), done)


def hash_page(connection: Connection, cipher: Cipher, lookup: CprLookup, after: Key, limit: int) -> Page:
    """Hash the numbers of the next cases with the current lookup key."""
    rows = _next_rows(connection, _CASES, _CASE_KEY, after, limit)
    done = 0
    for row in rows:
        new = _new_hash(cipher, lookup, row)
        if new is not None:
            connection.execute(update(cases).where(cases.c.id == row[cases.c.id]).values(cpr_hash=new))
            done += 1
    return Page(_last(rows, _CASE_KEY), done)


def _next_rows(
    connection: Connection, wanted: Select[Any], key: Columns, after: Key, limit: int
) -> Sequence[RowMapping]:
    """Locked, those that others have locked left out, so that nobody waits for us who we wait for."""
    page = after_key(wanted, key, after).limit(limit)
    return connection.execute(page.with_for_update(key_share=True, skip_locked=True)).mappings().all()


def _seal_row(connection: Connection, cipher: Cipher, table: SealedTable, row: RowMapping) -> bool:
    old = {column: row[column] for column in table.columns if row[column] is not None}
    try:
        new = {column.name: _anew(cipher, table, column, row) for column in old}
    except Unreadable:
        return False
    unchanged = [column == value for column, value in old.items()]
    return (
        connection.execute(
            update(table.table).where(*_is_row(table.key, row), *unchanged).values(new)
        ).rowcount
        == 1
    )


def _anew(cipher: Cipher, table: SealedTable, column: Column[Any], row: RowMapping) -> bytes:
    place = table.name, column.name, table.row_id({name: row[table.table.c[name]] for name in table.row})
    return cipher.seal(*place, cipher.open(*place, row[column]))


def _new_hash(cipher: Cipher, lookup: CprLookup, row: RowMapping) -> str | None:
    """None where the case has it already, or its number cannot be read."""
    try:
        new = lookup.hash(read_cpr(cipher, row[cases.c.id], row[cases.c.cpr]))
    except Unreadable:
        return None
    return None if new == row[cases.c.cpr_hash] else new


def _is_stale(column: Column[Any], cipher: Cipher) -> ColumnElement[bool]:
    header = cipher.writes.header
    return func.substr(column, 1, len(header), type_=LargeBinary) != header


def _is_row(key: Columns, row: RowMapping) -> list[ColumnElement[bool]]:
    return [column == row[column] for column in key]


def _once_each(table: SealedTable) -> list[Column[Any]]:
    return list(dict.fromkeys((*table.key, *(table.table.c[name] for name in table.row), *table.columns)))


def _last(rows: Sequence[RowMapping], key: Columns) -> Key:
    return tuple(rows[-1][column] for column in key) if rows else None
