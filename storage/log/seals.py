"""Seals over the audit log: batches of entries, each sealed with the hash of the one before.

Whoever writes an entry waits for nobody. What has been written since is put into a batch by one sealer at a
time: the seal holds how many entries there are, which, in which order and with which hash, so that none can
be changed, added, taken away or moved unseen from then on. Entries leave only by whole batches when their
time is over; the seals stay, and the chain of them with it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import orjson
from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, text, update

from storage.databases.dialect import is_postgresql
from storage.log.audit import WITH_KEYS, read_entries
from storage.log.rows import BEGINNING, Row, moment_text
from storage.schema.log_tables import audit, audit_seals, log_keys
from storage.schema.tables import cases
from storage.sealing.encryption import Cipher
from workflows.ports import Expired, LoggedEntry, Seal

BATCH = 200
"""Entries under one seal at most, so that a turn that comes meanwhile does not wait long."""
BATCHES_EXPIRED = 20
"""Deleted in one transaction at most."""
_OUT_OF_ORDER = timedelta(days=2)
"""An entry with a lower number was not written later than this."""
_ALONE = text("SELECT pg_try_advisory_xact_lock(hashtext('brobygger.audit'))")
_NEWEST = select(audit_seals).where(
    audit_seals.c.number == select(func.max(audit_seals.c.number)).scalar_subquery()
)
_WAITING = select(audit.c.seq).where(audit.c.batch.is_(None)).order_by(audit.c.seq).limit(BATCH)
_PUT_IN_BATCH = (
    update(audit)
    .where(audit.c.batch.is_(None), audit.c.seq.in_(_WAITING))
    .values(batch=bindparam("number"))
    .returning(audit.c.seq, audit.c.at, audit.c.hash)
)
_OLDEST = (
    select(audit_seals.c.number, audit_seals.c.newest_at)
    .where(audit_seals.c.expired_at.is_(None))
    .order_by(audit_seals.c.number)
    .limit(BATCHES_EXPIRED)
)
_OLDEST_WAITING = select(audit.c.at).where(audit.c.batch.is_(None)).order_by(audit.c.seq).limit(1)


class SqlSeals:
    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def seal(self, now: datetime) -> int:
        if not self._is_alone():
            return 0
        before = self._connection.execute(_NEWEST).mappings().one_or_none()
        number = before["number"] + 1 if before else 1
        found = self._connection.execute(_PUT_IN_BATCH, {"number": number}).mappings().all()
        if not found:
            return 0
        batch = sorted(found, key=lambda row: row["seq"])
        made = {
            "number": number,
            "sealed_at": now,
            "entries": len(batch),
            "total": len(batch) + (before["total"] if before else 0),
            "oldest_at": min(row["at"] for row in batch),
            "newest_at": max(row["at"] for row in batch),
            "root": root_of(batch),
            "previous": before["hash"] if before else BEGINNING,
        }
        self._connection.execute(insert(audit_seals), {**made, "hash": seal_hash(made)})
        return len(batch)

    def newest(self) -> Seal | None:
        row = self._connection.execute(_NEWEST).mappings().one_or_none()
        return None if row is None else Seal(row["number"], row["total"], bytes(row["hash"]))

    def waiting_since(self) -> datetime | None:
        return self._connection.execute(_OLDEST_WAITING).scalar_one_or_none()

    def expire(self, before: datetime, now: datetime) -> Expired | None:
        if not self._is_alone():
            return None
        over = self._over(before)
        if not over:
            return None
        mark = update(audit_seals).where(audit_seals.c.number.in_(over)).values(expired_at=now)
        self._connection.execute(mark)
        gone = self._connection.execute(delete(audit).where(audit.c.batch.in_(over))).rowcount
        self._drop_keys()
        return Expired(over[-1], gone)

    def written_between(self, start: datetime, end: datetime) -> Mapping[str, Sequence[int]]:
        batches = select(audit_seals.c.number).where(
            audit_seals.c.newest_at >= start, audit_seals.c.oldest_at < end
        )
        written = select(audit.c.seq, audit.c.organisation_id).where(
            audit.c.batch.in_(batches), audit.c.at >= start, audit.c.at < end
        )
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, organisation_id in self._connection.execute(written):
            numbers[organisation_id].append(number)
        return numbers

    def entries(self, numbers: Sequence[int]) -> tuple[LoggedEntry, ...]:
        found = WITH_KEYS.where(audit.c.seq.in_(numbers)).order_by(audit.c.seq)
        return read_entries(self._connection.execute(found).mappings(), self._cipher)

    def _is_alone(self) -> bool:
        """Whether no other replica seals now. SQLite lets one transaction write at a time in any case."""
        return not is_postgresql(self._connection) or bool(self._connection.execute(_ALONE).scalar_one())

    def _over(self, before: datetime) -> list[int]:
        """Numbers of the oldest batches whose time is over; the first with something newer ends them."""
        over = []
        for number, newest_at in self._connection.execute(_OLDEST):
            if newest_at >= before:
                break
            over.append(number)
        return over

    def _drop_keys(self) -> None:
        """Those of months, and of cases that are gone themselves, that no entry is left of."""
        first = select(audit.c.at).order_by(audit.c.seq).limit(1)
        oldest = self._connection.execute(first).scalar_one_or_none()
        if oldest is None:
            return
        oldest -= _OUT_OF_ORDER
        left = exists(select(audit.c.seq).where(audit.c.case_id == log_keys.c.case_id))
        open_to_more = exists(select(cases.c.id).where(cases.c.id == log_keys.c.case_id))
        of_cases = log_keys.c.case_id.is_not(None) & ~left & ~open_to_more
        of_months = log_keys.c.month < f"{oldest:%Y-%m}"
        over = delete(log_keys).where(log_keys.c.made_at < oldest, of_cases | of_months)
        self._connection.execute(over)


def root_of(batch: Iterable[Row]) -> bytes:
    """One hash for the entries, in the order of their numbers: which they are, and each one's own hash."""
    root = hashlib.sha256()
    for row in batch:
        root.update(int(row["seq"]).to_bytes(8, signed=True))
        root.update(bytes(row["hash"]))
    return root.digest()


def seal_hash(seal: Row) -> bytes:
    """Over everything in the seal but when its entries' time was over, which comes later."""
    content = (
        seal["number"],
        moment_text(seal["sealed_at"]),
        seal["entries"],
        seal["total"],
        moment_text(seal["oldest_at"]),
        moment_text(seal["newest_at"]),
        bytes(seal["root"]).hex(),
        bytes(seal["previous"]).hex(),
    )
    return hashlib.sha256(orjson.dumps(content)).digest()
