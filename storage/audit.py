"""The audit log: append-only, and chained so that a changed or missing entry is found.

Every entry holds the hash of the one before and its own, SHA-256 over the entry as canonical JSON together
with the hash before. Sealed values are hashed as stored, so the chain is checked without any key. What the
chain alone cannot tell is that entries were cut off at its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, RowMapping, bindparam, insert, select, text

from storage.cases import SqlCases
from storage.dialect import is_postgresql
from storage.encryption import Cipher
from storage.tables import audit
from workflows.ports import BY_THE_CLOCK, AuditEntry, Caller, Clockwork, LoggedEntry, Origin, Source

BEGINNING = bytes(32)
"""The hash before the first entry."""
_PAGE = 1000
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('brobygger.audit'))")
_HEAD = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_APPEND = insert(audit)
_OF_CASE = select(audit).where(audit.c.case_id == bindparam("case")).order_by(audit.c.seq)
_AFTER = select(audit).where(audit.c.seq > bindparam("after")).order_by(audit.c.seq).limit(_PAGE)


@dataclass(frozen=True)
class _Link:
    seq: int
    hash: bytes


class SqlAuditLog:
    """Keeps the entries of one unit of work and writes them at its end, for the chain admits one writer
    at a time and should be held for as short as can be."""

    def __init__(self, connection: Connection, cipher: Cipher, cases: SqlCases) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases
        self._entries: list[AuditEntry] = []

    def write(self, entry: AuditEntry) -> None:
        self._entries.append(entry)

    def of_case(self, case_id: str, caller: Caller) -> tuple[LoggedEntry, ...]:
        if not isinstance(caller, Clockwork):
            self._cases.get(case_id, caller)
        rows = self._connection.execute(_OF_CASE, {"case": case_id}).mappings()
        return tuple(self._logged(row) for row in rows)

    def flush(self) -> None:
        """Write what was kept; the unit of work commits next."""
        if not self._entries:
            return
        link, rows = _head(self._connection), []
        for entry in self._entries:
            row = self._row(entry, link)
            link = _Link(row["seq"], row["hash"])
            rows.append(row)
        self._connection.execute(_APPEND, rows)
        self._entries.clear()

    def _row(self, entry: AuditEntry, before: _Link) -> dict[str, Any]:
        seq = before.seq + 1
        came_from = entry.source
        known = {
            "basis": entry.basis,
            "detail": entry.detail,
            "organisation": entry.organisation_id,
            "source": [came_from.origin, came_from.place, came_from.tenant_id, came_from.reference],
        }
        detail = orjson.dumps(known)
        row = {
            "seq": seq,
            "at": entry.at,
            "actor_id": entry.actor_id,
            "action": entry.action,
            "subject": entry.subject,
            "case_id": entry.case_id,
            "detail": self._cipher.seal("audit", "detail", str(seq), detail),
            "previous": before.hash,
        }
        return {**row, "hash": _hash(row)}

    def _logged(self, row: RowMapping) -> LoggedEntry:
        seq = row[audit.c.seq]
        known = orjson.loads(self._cipher.open("audit", "detail", str(seq), row[audit.c.detail]))
        return LoggedEntry(
            number=seq,
            at=row[audit.c.at],
            actor_id=row[audit.c.actor_id],
            action=row[audit.c.action],
            subject=row[audit.c.subject],
            case_id=row[audit.c.case_id],
            source=_source(known.get("source")),
            organisation_id=known.get("organisation", ""),
            is_erased=False,
            basis=known["basis"],
            detail=known["detail"],
        )


def _source(parts: list[str] | None) -> Source:
    """Of the first entries it was not written down."""
    return Source(Origin(parts[0]), *parts[1:]) if parts else BY_THE_CLOCK


def verify(connection: Connection) -> int | None:
    """The number of the first entry that is not as it was written, or None when the chain is whole."""
    link = _Link(0, BEGINNING)
    for row in _entries(connection):
        follows = row["seq"] == link.seq + 1 and row["previous"] == link.hash
        if not follows or row["hash"] != _hash(row):
            return link.seq + 1
        link = _Link(row["seq"], row["hash"])
    return None


def _head(connection: Connection) -> _Link:
    if is_postgresql(connection):
        connection.execute(_LOCK)
    last = connection.execute(_HEAD).one_or_none()
    return _Link(0, BEGINNING) if last is None else _Link(last.seq, bytes(last.hash))


def _entries(connection: Connection) -> Iterator[dict[str, Any]]:
    after = 0
    while page := connection.execute(_AFTER, {"after": after}).mappings().all():
        yield from map(dict, page)
        after = page[-1][audit.c.seq]


def _hash(row: dict[str, Any]) -> bytes:
    at: datetime = row["at"]
    entry = {
        "seq": row["seq"],
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": row["actor_id"],
        "action": row["action"],
        "subject": row["subject"],
        "case_id": row["case_id"],
        "detail": bytes(row["detail"]).hex(),
        "previous": bytes(row["previous"]).hex(),
    }
    return hashlib.sha256(orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)).digest()
