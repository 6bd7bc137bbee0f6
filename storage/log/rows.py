"""An entry of the audit log as a row: its columns, what binds them together, and its hash.

Everything but what identifies stands in the clear. The sealed detail is bound to all that stands beside it,
so whoever has the database but no key can neither change an entry nor make one up. The hash is SHA-256 over
every column as it is stored, for the seal over the entry's batch; it is checked without a key. Where in the
log an entry stands is the seal's to say.

Entries of before version 0011 have no id: they are chained one to the next by `previous`, and their detail
is sealed by the key ring itself.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any, Protocol

import orjson

from workflows.ports import BY_THE_CLOCK, AuditEntry, LoggedEntry, Origin, Source

BEGINNING = bytes(32)
"""The hash before the first entry of the old chain, and before the first seal."""
_FORM = 2
_IN_THE_CLEAR = ("id", "actor_id", "organisation_id", "action", "subject", "case_id", "source", "key_id")
ONLY_NEW = ("organisation_id", "source", "key_id")
"""Columns that are empty in an entry of the old chain."""


class Row(Protocol):
    """A row by the names of its columns, whether read or about to be written."""

    def __getitem__(self, column: str, /) -> Any: ...


def clear_columns(entry: AuditEntry, entry_id: str, key_id: str) -> dict[str, Any]:
    return {
        "id": entry_id,
        "at": entry.at,
        "actor_id": entry.actor_id,
        "organisation_id": entry.organisation_id,
        "action": entry.action,
        "subject": entry.subject,
        "case_id": entry.case_id,
        "source": source_text(entry.source),
        "key_id": key_id,
    }


def what_identifies(entry: AuditEntry) -> bytes:
    """To be sealed."""
    return orjson.dumps([entry.basis, entry.detail])


def is_of_the_old_chain(row: Row) -> bool:
    return row["id"] is None


def bound_to(row: Row) -> str:
    """The place the detail is sealed for: it opens beside these columns only."""
    if is_of_the_old_chain(row):
        return str(row["seq"])
    return hashlib.sha256(_canonical(row)).hexdigest()


def hash_of(row: Row) -> bytes:
    if is_of_the_old_chain(row):
        return _old_hash(row)
    return hashlib.sha256(_canonical(row) + bytes(row["detail"])).digest()


def logged(row: Row, opened: bytes | None) -> LoggedEntry:
    """The entry in a row; `opened` is its detail, None where that was erased."""
    basis, detail = _read(opened) if opened is not None else ("", {})
    return LoggedEntry(
        number=row["seq"],
        at=row["at"],
        actor_id=row["actor_id"],
        action=row["action"],
        subject=row["subject"],
        case_id=row["case_id"],
        source=_source(row["source"]),
        organisation_id=row["organisation_id"],
        is_erased=opened is None,
        basis=basis,
        detail=detail,
    )


def source_text(source: Source) -> str:
    parts = (source.origin, source.place, source.tenant_id, source.reference)
    return orjson.dumps(parts).decode()


def _source(text: str) -> Source:
    """Of entries of the old chain it was not written down."""
    if not text:
        return BY_THE_CLOCK
    origin, place, tenant_id, reference = orjson.loads(text)
    return Source(Origin(origin), place, tenant_id, reference)


def _read(opened: bytes) -> tuple[str, dict[str, str]]:
    content = orjson.loads(opened)
    if isinstance(content, dict):  # of the old chain
        return content["basis"], content["detail"]
    basis, detail = content
    return basis, detail


def _canonical(row: Row) -> bytes:
    return orjson.dumps([_FORM, moment_text(row["at"]), *(row[column] for column in _IN_THE_CLEAR)])


def moment_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _old_hash(row: Row) -> bytes:
    entry = {
        "seq": row["seq"],
        "at": moment_text(row["at"]),
        "actor_id": row["actor_id"],
        "action": row["action"],
        "subject": row["subject"],
        "case_id": row["case_id"],
        "detail": bytes(row["detail"]).hex(),
        "previous": bytes(row["previous"] or b"").hex(),
    }
    return hashlib.sha256(orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)).digest()
