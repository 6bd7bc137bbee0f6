"""Answers already given, under every key by which the same activity or click may come again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from storage.encryption import Cipher
from storage.tables import effects

_KNOWN = select(effects.c.key, effects.c.answer).where(effects.c.key.in_(bindparam("keys", expanding=True)))
_RECORD = insert(effects)


class SqlEffects:
    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def answer_to(self, keys: Sequence[str]) -> bytes | None:
        """The answer under the first of the keys that has one."""
        found = self._connection.execute(_KNOWN, {"keys": list(keys)})
        rows = {row.key: row.answer for row in found}
        known = next((key for key in keys if key in rows), None)
        return None if known is None else self._cipher.open("effects", "answer", known, rows[known])

    def record(self, keys: Sequence[str], answer: bytes, at: datetime) -> None:
        """A key that is taken makes the unit of work run again, which then finds the answer."""
        rows = [
            {"key": key, "answer": self._cipher.seal("effects", "answer", key, answer), "at": at}
            for key in dict.fromkeys(keys)
        ]
        if rows:
            self._connection.execute(_RECORD, rows)

    def forget(self, before: datetime) -> int:
        return self._connection.execute(delete(effects).where(effects.c.at < before)).rowcount
