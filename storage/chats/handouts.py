"""Files that wait to be fetched: the content is sealed, and gone once it was taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.schema.chat_tables import handouts
from storage.sealing.encryption import Cipher
from workflows.ports import KeptHandout

_TOLD = [column for column in handouts.c if column.name != "content"]
_FIND = select(*_TOLD).where(handouts.c.digest == bindparam("wanted"))
_CONTENT = select(handouts.c.id, handouts.c.content).where(handouts.c.digest == bindparam("wanted"))
_TAKE = (
    update(handouts)
    .where(
        handouts.c.digest == bindparam("wanted"),
        handouts.c.fetched_at.is_(None),
        handouts.c.expires_at > bindparam("now"),
    )
    .values(fetched_at=bindparam("now"), content=None)
)


class SqlHandouts:
    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def add(self, kept: KeptHandout, content: bytes) -> None:
        sealed = self._cipher.seal("handouts", "content", kept.id, content)
        self._connection.execute(insert(handouts), {**vars(kept), "content": sealed})

    def find(self, digest: str) -> KeptHandout | None:
        row = self._connection.execute(_FIND, {"wanted": digest}).one_or_none()
        return None if row is None else KeptHandout(**row._mapping)

    def take(self, digest: str, now: datetime) -> bytes | None:
        """Read first: of two at once the one that changes the row has read what stood there."""
        row = self._connection.execute(_CONTENT, {"wanted": digest}).one_or_none()
        taken = self._connection.execute(_TAKE, {"wanted": digest, "now": now}).rowcount
        if row is None or taken != 1:
            return None
        return self._cipher.open("handouts", "content", row.id, bytes(row.content))

    def expire(self, now: datetime) -> int:
        return self._connection.execute(delete(handouts).where(handouts.c.expires_at <= now)).rowcount
