"""The audit log: entries written with what they tell of, and read back.

An entry waits for nobody: it is written in the transaction of the change or the look, with a hash of its own,
and put under a seal soon after (`seals.py`). So as not to hold up a unit of work, the entries are kept until
its end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, bindparam, insert, select

from domain.cpr import Cpr
from domain.log_action import check_known
from storage.casework.cases import SqlCases
from storage.databases.apart import Apart
from storage.databases.prepared import change
from storage.log.keys import MOST_REMEMBERED, KnownLogKeys, LogKey, SqlLogKeys, open_key
from storage.log.rows import bound_to, clear_columns, hash_of, is_of_the_old_chain, logged, what_identifies
from storage.schema.log_tables import audit, log_keys
from storage.sealing.encryption import Cipher, Unreadable
from workflows.ports import AuditEntry, Caller, Clockwork, LoggedEntry

_WRITTEN = (
    "id", "at", "actor_id", "organisation_id", "action", "subject", "case_id", "source", "key_id", "detail",
    "hash",
)  # fmt: skip
_APPEND = insert(audit).values({column: bindparam(column) for column in _WRITTEN}).inline()
WITH_KEYS = select(audit, log_keys.c.key.label("sealed_key")).outerjoin(
    log_keys, log_keys.c.id == audit.c.key_id
)
"""What a select must fetch for `EntryReader`."""
_SEARCHING = ("search", "refuse", "emergency.ask")
"""What is on no case and may name a citizen all the same, or a case by its number."""
_BESIDE_CASES = WITH_KEYS.where(
    audit.c.organisation_id == bindparam("organisation"),
    audit.c.case_id.is_(None),
    audit.c.action.in_(bindparam("actions", _SEARCHING, expanding=True, literal_execute=True)),
).order_by(audit.c.seq)
_OF_CASE = WITH_KEYS.where(audit.c.case_id == bindparam("of_case")).order_by(audit.c.seq)


class SqlAuditLog:
    """Keeps the entries of one unit of work and writes them at its end."""

    def __init__(
        self,
        connection: Connection,
        cipher: Cipher,
        cases: SqlCases,
        known_keys: KnownLogKeys,
        apart: Apart,
    ) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases
        self._apart = apart
        self._keys = SqlLogKeys(connection, cipher, known_keys)
        self._entries: list[AuditEntry] = []

    def write(self, entry: AuditEntry) -> None:
        check_known(entry.action)
        self._entries.append(entry)

    def of_case(self, case_id: str, caller: Caller) -> tuple[LoggedEntry, ...]:
        if not isinstance(caller, Clockwork):
            self._cases.get(case_id, caller)
        rows = self._connection.execute(_OF_CASE, {"of_case": case_id}).mappings()
        return read_entries(rows, self._cipher)

    def beside_cases(
        self, organisation_id: str, cpr: Cpr, numbers: Collection[str]
    ) -> tuple[LoggedEntry, ...]:
        """Whom an entry names is sealed, so each of the organisation's is opened: many, and read apart."""
        hashes, cipher = frozenset(self._cases.hashes_of(cpr)), self._cipher

        def read(connection: Connection) -> tuple[LoggedEntry, ...]:
            rows = connection.execute(_BESIDE_CASES, {"organisation": organisation_id}).mappings()
            entries = read_entries(rows, cipher)
            return tuple(e for e in entries if _names(e, hashes, numbers))

        question = ("beside cases", organisation_id, hashes, tuple(sorted(numbers)))
        return self._apart.answer(question, read)

    def forget_case_key(self, case_id: str, now: datetime) -> None:
        self.flush()
        self._keys.erase(case_id, now)

    def flush(self) -> None:
        """Write what was kept; the unit of work commits next, and then calls `after_commit`."""
        for entry in self._entries:
            change(self._connection, _APPEND, self._row(entry))
        self._entries.clear()

    def after_commit(self) -> None:
        self._keys.after_commit()

    def _row(self, entry: AuditEntry) -> dict[str, Any]:
        key_id, cipher = self._keys.for_entry(entry)
        row = clear_columns(entry, uuid4().hex, key_id)
        row["detail"] = cipher.seal("audit", "detail", bound_to(row), what_identifies(entry))
        row["hash"] = hash_of(row)
        return row


def _names(entry: LoggedEntry, hashes: Collection[str], numbers: Collection[str]) -> bool:
    return entry.detail.get("citizen") in hashes or entry.detail.get("number") in numbers


class EntryReader:
    """Opens what identifies in rows of `WITH_KEYS`, each key once."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher
        self._keys: dict[str, LogKey] = {}

    def opened(self, row: RowMapping) -> bytes | None:
        """None where the entry's key was erased. Raises `Unreadable` where it does not open."""
        if is_of_the_old_chain(row):
            return self._cipher.open("audit", "detail", bound_to(row), row["detail"])
        key = self.key_of(row)
        return (
            None if key.cipher is None else key.cipher.open("audit", "detail", bound_to(row), row["detail"])
        )

    def key_of(self, row: RowMapping) -> LogKey:
        """Raises `Unreadable` where it is gone, or not as it was stored."""
        key_id, sealed = row["key_id"], row["sealed_key"]
        if sealed is None:
            raise Unreadable("the key of an entry is gone from log_keys")
        if key_id not in self._keys:
            if len(self._keys) >= MOST_REMEMBERED:
                self._keys.clear()
            self._keys[key_id] = open_key(self._cipher, key_id, sealed)
        return self._keys[key_id]


def read_entries(rows: Iterable[RowMapping], cipher: Cipher) -> tuple[LoggedEntry, ...]:
    """The entries in rows of `WITH_KEYS`."""
    reader = EntryReader(cipher)
    return tuple(logged(row, reader.opened(row)) for row in rows)
