"""A log with something of everything in it, and somebody with the administrator's rights at work on it.

Entries of the old chain, batches under seals, a case that was erased, and entries that wait for a seal. What
is done to it is done in a transaction that is rolled back, so that each test begins with the log as it was.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, Table, delete, insert, select, update

from storage.log.anchors import AnchorLine
from storage.log.check import FaultKind, LogReport, check_log
from storage.log.rows import BEGINNING, hash_of
from storage.log.seals import root_of, seal_hash
from storage.schema.log_tables import audit, audit_seals
from storage.sealing.binding import UnboundTables, database_id_of
from storage.sealing.encryption import Cipher
from storage.store import SqlStore
from tests import factories as f
from tests.contract import earlier
from tests.contract.databases import looking_at
from tests.stores import KEYS, opened, raw, stored

PATIENCE = timedelta(minutes=15)
ERASED = f.made_up_id("an erased case")
CASE = f.made_up_id("a case that stays")
LIFT = {
    "sqlite": (
        "DROP TRIGGER audit_no_update",
        "DROP TRIGGER audit_no_delete",
        "DROP TRIGGER audit_seals_no_update",
        "DROP TRIGGER audit_seals_no_delete",
    ),
    "postgresql": (
        "ALTER TABLE audit DISABLE TRIGGER USER",
        "ALTER TABLE audit_seals DISABLE TRIGGER USER",
    ),
}


def lift_protection(url: str) -> None:
    """What somebody with the administrator's rights could do first."""
    for statement in LIFT[url.partition(":")[0]]:
        raw(url, statement)


def write_old_chain(connection: Connection, count: int = 3) -> None:
    """Entries as version 0003 wrote them."""
    before = BEGINNING
    for seq in range(1, count + 1):
        detail = orjson.dumps({"basis": "consent", "detail": {"n": str(seq)}})
        row: dict[str, Any] = {
            "seq": seq,
            "at": f.NOW - timedelta(days=30 - seq),
            "actor_id": f.NURSE.id,
            "action": "read",
            "subject": f"meeting:{seq}",
            "case_id": CASE,
            "detail": earlier.CIPHER.seal("audit", "detail", str(seq), detail),
            "previous": before,
        }
        before = hash_of({**row, "id": None})
        earlier.insert(connection, "audit", **row, hash=before)


async def write_everything(store: SqlStore) -> None:
    """Three batches after that of the old chain, and two entries that wait."""

    async def seal(minutes: int) -> None:
        now = f.NOW + timedelta(minutes=minutes)
        await store.run(lambda r: r.seals.seal(now))

    await seal(0)
    await stored(store, *(f.an_entry(f"a:{n}", case_id=CASE, basis="consent") for n in range(4)))
    await seal(1)
    await stored(store, *(f.an_entry(f"b:{n}", case_id=ERASED, detail={"n": str(n)}) for n in range(2)))
    await stored(store, f.an_entry("c", organisation_id=f.NURSE.home.organisation_id))
    await seal(2)
    await store.run(lambda r: r.audit.forget_case_key(ERASED, f.NOW + timedelta(minutes=2)))
    await stored(store, f.an_entry("d"), f.an_entry("e", actor_id=f.CASEWORKER.id))
    await seal(3)
    await stored(store, f.an_entry("waits", case_id=CASE), f.an_entry("waits too", at=f.NOW))


async def write_full_log(url: str) -> None:
    """In the empty database, still protected."""
    await earlier.at_0003(url, write_old_chain)
    async with opened(url) as store:
        await write_everything(store)


@dataclass(frozen=True)
class Intruder:
    """Somebody at the database, in a transaction of their own."""

    connection: Connection

    def rows(self, table: Table = audit) -> list[dict[str, Any]]:
        order = table.primary_key.columns
        return [dict(row) for row in self.connection.execute(select(table).order_by(*order)).mappings()]

    def change(self, table: Table, key: object, /, **values: Any) -> None:
        """In the row with this primary key."""
        (column,) = table.primary_key.columns
        self.connection.execute(update(table).where(column == key).values(**values))

    def remove(self, table: Table, key: object) -> None:
        (column,) = table.primary_key.columns
        self.connection.execute(delete(table).where(column == key))

    def add(self, table: Table, **values: Any) -> None:
        self.connection.execute(insert(table).values(**values))

    def swap(self, column: str, first: int, second: int) -> None:
        """What two entries have in one column, in three steps: it may have to be unique."""
        values = {row["seq"]: row[column] for row in self.rows()}
        if column == "seq":
            for now, then in ((first, -1), (second, first), (-1, second)):
                self.change(audit, now, seq=then)
            return
        self.change(audit, first, **{column: None if column == "id" else values[second]})
        self.change(audit, second, **{column: values[first]})
        self.change(audit, first, **{column: values[second]})

    def make_seals_anew(self) -> None:
        """So that they fit what is there: nothing in them needs a key."""
        before, total = BEGINNING, 0
        for seal in self.rows(audit_seals):
            batch = [row for row in self.rows() if row["batch"] == seal["number"]]
            total += len(batch)
            made = {
                **seal,
                "entries": len(batch),
                "total": total,
                "oldest_at": min(row["at"] for row in batch),
                "newest_at": max(row["at"] for row in batch),
                "root": root_of(batch),
                "previous": before,
            }
            before = made["hash"] = seal_hash(made)
            self.change(audit_seals, seal["number"], **made)


@contextmanager
def at_work(url: str) -> Iterator[Intruder]:
    """Nothing of what is done within stays."""
    with looking_at(url) as connection, connection.begin() as transaction:
        if url.startswith("sqlite"):
            connection.exec_driver_sql("BEGIN")  # else the first savepoint would be the transaction
        yield Intruder(connection)
        transaction.rollback()


def cipher_on(connection: Connection) -> Cipher:
    """As the store's own."""
    cipher = Cipher(KEYS)
    return cipher.bound_to(database_id_of(connection), UnboundTables(connection, cipher).holds)


async def report(
    intruder: Intruder, anchors: Iterable[AnchorLine | None] = (), now: datetime | None = None
) -> LogReport:
    async def ask(work: Callable[[Connection], bool]) -> bool:
        return work(intruder.connection)

    asked: Callable[[Callable[[Connection], bool]], Awaitable[bool]] = ask
    now = now or f.NOW + timedelta(minutes=4)
    return await check_log(asked, cipher_on, anchors, now, PATIENCE)


async def faults(
    intruder: Intruder, anchors: Iterable[AnchorLine | None] = ()
) -> list[tuple[FaultKind, int]]:
    return [(fault.kind, fault.number) for fault in (await report(intruder, anchors)).faults]
