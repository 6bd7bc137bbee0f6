"""The keys that what identifies in the audit log is sealed with: one for each case, so that it can be erased.

A key is 32 random bytes, made with the first entry of its case and stored sealed by the key ring, so that a
rotation of the ring seals these keys anew and no entry. What is on no case has a key of its organisation and
month. Erasing a case puts a sealed note that it was erased in the key's place: nobody without the ring can
write such a note, and what is logged of the case from then on is sealed with the month's key.

Keys used lately are remembered, so that a turn most often asks for none; only those of transactions that are
committed, since an entry sealed with a key that was rolled back could never be opened.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, bindparam, select, update

from storage.databases.dialect import insert_or
from storage.databases.prepared import fetch_one
from storage.schema.log_tables import log_keys
from storage.schema.moment import from_microseconds, microseconds
from storage.sealing.encryption import KEY_BYTES, Cipher, KeyRing
from workflows.ports import AuditEntry

MOST_REMEMBERED = 4096
REMEMBERED_SECONDS = 600.0
"""After this a key is asked for again: another replica may have erased its case."""
_KEY, _ERASED = b"K", b"E"


@dataclass(frozen=True)
class Scope:
    """What a key is for: a case, or what is on no case in an organisation and month."""

    case_id: str | None
    organisation_id: str | None = None
    month: str | None = None


@dataclass(frozen=True, repr=False)
class LogKey:
    """Seals and opens the details of its entries. Holds no key once that was erased."""

    id: str
    cipher: Cipher | None
    erased_at: datetime | None = None


class KnownLogKeys:
    """Keys used lately, for all units of work of one store."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._keys: dict[Scope, tuple[float, LogKey]] = {}

    def get(self, scope: Scope) -> LogKey | None:
        since, known = self._keys.get(scope, (0.0, None))
        return known if known is not None and self._clock() - since < REMEMBERED_SECONDS else None

    def learn(self, keys: dict[Scope, LogKey]) -> None:
        if len(self._keys) + len(keys) > MOST_REMEMBERED:
            self._keys.clear()
        self._keys.update({scope: (self._clock(), key) for scope, key in keys.items()})

    def forget(self, scopes: Iterable[Scope]) -> None:
        for scope in scopes:
            self._keys.pop(scope, None)


_COLUMNS = (log_keys.c.id, log_keys.c.key)
_OF_CASE = select(*_COLUMNS).where(log_keys.c.case_id == bindparam("of_case"))
_OF_MONTH = select(*_COLUMNS).where(
    log_keys.c.organisation_id == bindparam("organisation"), log_keys.c.month == bindparam("of_month")
)
_REPLACE = update(log_keys).where(log_keys.c.id == bindparam("which")).values(key=bindparam("sealed"))


class SqlLogKeys:
    """The keys as one transaction sees them. Whoever commits it says so with `after_commit`."""

    def __init__(self, connection: Connection, cipher: Cipher, known: KnownLogKeys) -> None:
        self._connection = connection
        self._cipher = cipher
        self._known = known
        self._learned: dict[Scope, LogKey] = {}
        self._erased: set[Scope] = set()

    def for_entry(self, entry: AuditEntry) -> tuple[str, Cipher]:
        """Id and cipher of the key to seal the entry with, made if there is none."""
        if entry.case_id is not None:
            key = self._of(Scope(entry.case_id), entry.at)
            if key.cipher is not None:
                return key.id, key.cipher
        month = f"{entry.at.astimezone(UTC):%Y-%m}"
        key = self._of(Scope(None, entry.organisation_id, month), entry.at)
        assert key.cipher is not None, "a month's key is never erased"
        return key.id, key.cipher

    def erase(self, case_id: str, now: datetime) -> None:
        """Put the note in the place of the case's key; of a case without one, so that it never gets one."""
        scope = Scope(case_id)
        stored = self._stored(scope) or self._made(scope, now)
        self._connection.execute(_REPLACE, {"which": stored.id, "sealed": self._sealed_note(stored.id, now)})
        self._learned.pop(scope, None)
        self._erased.add(scope)

    def after_commit(self) -> None:
        self._known.learn(self._learned)
        self._known.forget(self._erased)

    def _of(self, scope: Scope, now: datetime) -> LogKey:
        known = self._learned.get(scope) or (self._known.get(scope) if scope not in self._erased else None)
        if known is not None:
            return known
        found = self._stored(scope) or self._made(scope, now)
        if found.cipher is not None:
            self._learned[scope] = found
        return found

    def _stored(self, scope: Scope) -> LogKey | None:
        if scope.case_id is not None:
            row = fetch_one(self._connection, _OF_CASE, {"of_case": scope.case_id})
        else:
            values = {"organisation": scope.organisation_id, "of_month": scope.month}
            row = fetch_one(self._connection, _OF_MONTH, values)
        return None if row is None else open_key(self._cipher, row[0], row[1])

    def _made(self, scope: Scope, now: datetime) -> LogKey:
        """A new key; or, where another transaction was first, that one's."""
        key_id = uuid4().hex
        sealed = self._cipher.seal("log_keys", "key", key_id, _KEY + os.urandom(KEY_BYTES))
        row: dict[str, Any] = {
            "id": key_id,
            "case_id": scope.case_id,
            "organisation_id": scope.organisation_id,
            "month": scope.month,
            "made_at": now,
            "key": sealed,
        }
        self._connection.execute(insert_or(self._connection, log_keys).on_conflict_do_nothing(), row)
        made = self._stored(scope)
        assert made is not None, "it was made by this transaction or by one that is committed"
        return made

    def _sealed_note(self, key_id: str, now: datetime) -> bytes:
        """As long as a key, so that it takes the same place in the file."""
        note = _ERASED + microseconds(now).to_bytes(KEY_BYTES)
        return self._cipher.seal("log_keys", "key", key_id, note)


def open_key(cipher: Cipher, key_id: str, sealed: bytes) -> LogKey:
    """The key in a row. Raises `Unreadable` as `Cipher.open`."""
    content = cipher.open("log_keys", "key", key_id, bytes(sealed))
    if content[:1] == _ERASED:
        return LogKey(key_id, None, from_microseconds(int.from_bytes(content[1:])))
    return LogKey(key_id, Cipher(KeyRing({key_id: content[1:]}, current=key_id)))
