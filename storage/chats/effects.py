"""Answers already given, under every key by which the same activity or click may come again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from storage.databases.prepared import change, fetch_one
from storage.schema.chat_tables import effects
from storage.sealing.encryption import Cipher

_KNOWN = select(effects.c.answer).where(effects.c.key == bindparam("known"))
_RECORD = insert(effects)


class SqlEffects:
    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def answer_to(self, keys: Sequence[str]) -> bytes | None:
        """The answer under the first of the keys that has one."""
        for key in keys:
            row = fetch_one(self._connection, _KNOWN, {"known": key})
            if row is not None:
                return self._cipher.open("effects", "answer", key, row[0])
        return None

    def record(self, keys: Sequence[str], answer: bytes, at: datetime) -> None:
        """A key that is taken makes the unit of work run again, which then finds the answer."""
        for key in dict.fromkeys(keys):
            sealed = self._cipher.seal("effects", "answer", key, answer)
            change(self._connection, _RECORD, {"key": key, "answer": sealed, "at": at})

    def forget(self, before: datetime) -> int:
        return self._connection.execute(delete(effects).where(effects.c.at < before)).rowcount
