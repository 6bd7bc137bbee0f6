"""Whether the audit log is as it was written: every entry, every seal, and the chain of seals.

It is read page by page, each in a short transaction of its own, so that the bot can go on meanwhile. Each
entry's hash is made anew, and its detail must open beside its other columns, which only who has the keys can
bring about. Each seal's entries must be those it counted, in their order, and each seal must follow the one
before. Batches without entries must be the oldest ones, and an entry of the log must say that their time was
over. The seals that were written down outside (`anchors.py`) must be found as they were.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from sqlalchemy import Connection, RowMapping, bindparam, exists, func, or_, select

from storage.log.anchors import AnchorLine
from storage.log.audit import WITH_KEYS, EntryReader
from storage.log.rows import BEGINNING, ONLY_NEW, hash_of, is_of_the_old_chain
from storage.log.seals import root_of, seal_hash
from storage.schema.log_tables import audit, audit_seals
from storage.sealing.encryption import Cipher, Unreadable
from workflows.log_keeping import EXPIRE, LEAST_KEPT, last_expired

T = TypeVar("T")
Ask = Callable[[Callable[[Connection], T]], Awaitable[T]]
"""Runs a function over a connection in a transaction of its own."""
CipherOn = Callable[[Connection], Cipher]
MOST_FAULTS = 100
_PAGE = 10
"""Seals with their entries in one transaction."""
_LATE = timedelta(hours=2)
"""An entry sealed with a key that is erased was sealed before then, or this long after at most."""


class FaultKind(StrEnum):
    ENTRY_CHANGED = "entry_changed"
    """Its hash is not that of its columns."""
    ENTRY_NOT_OURS = "entry_not_ours"
    """Its detail does not open beside its other columns: changed, or written without the keys."""
    KEY_GONE = "key_gone"
    ENTRY_AFTER_ERASURE = "entry_after_erasure"
    """It names a key that was erased before it was written."""
    ENTRY_TWICE = "entry_twice"
    OLD_CHAIN_BROKEN = "old_chain_broken"
    STRAY_ENTRY = "stray_entry"
    """It says it is in a batch that no seal knows."""
    WAITS_TOO_LONG = "waits_too_long"
    """It has no seal yet, though it should."""
    BATCH_CHANGED = "batch_changed"
    """Its entries are others, more, fewer, or in another order than were sealed."""
    SEAL_CHANGED = "seal_changed"
    """It is not as it was made, or does not follow the one before."""
    BATCH_GONE = "batch_gone"
    """Its entries are gone, and the log does not say that their time was over."""
    NOT_READABLE = "not_readable"
    """After this batch stands a value of another kind than its column holds; what follows was not checked."""
    ANCHOR_NOT_OURS = "anchor_not_ours"
    """A line that the bot did not write, or that is not as it was written."""
    ANCHOR_CUT_OFF = "anchor_cut_off"
    """It names a seal that the log no longer reaches: the newest entries are gone."""
    ANCHOR_REWRITTEN = "anchor_rewritten"
    """The seal it names is another now: the log was written anew."""


@dataclass(frozen=True)
class Fault:
    kind: FaultKind
    number: int
    """Of the entry, the batch, or the line among the anchors."""


@dataclass(frozen=True)
class LogReport:
    faults: tuple[Fault, ...]
    """At most `MOST_FAULTS`."""
    entries: int
    batches: int
    waiting: int
    """Entries that have no seal yet."""
    anchors: int


@dataclass
class _Walk:
    """Where the check is, and what it has found."""

    cipher_on: CipherOn
    anchors: Mapping[int, Sequence[tuple[int, AnchorLine]]]
    number: int = 0
    hash: bytes = BEGINNING
    total: int = 0
    entries: int = 0
    waiting: int = 0
    old: tuple[int, bytes] | None = None
    gone: list[tuple[int, datetime]] = field(default_factory=list)
    """Batches without entries, and when the newest of these was written."""
    expired: list[tuple[int, datetime]] = field(default_factory=list)
    """Up to which batch the log says entries' time was over, and when it said so."""
    faults: list[Fault] = field(default_factory=list)

    def found(self, kind: FaultKind, number: int) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(kind, number))


async def check_log(
    ask: Ask[bool],
    cipher_on: CipherOn,
    anchors: Iterable[AnchorLine | None],
    now: datetime,
    patience: timedelta,
) -> LogReport:
    """Check everything. An entry without a seal may have waited for `patience`; `anchors` are the lines as
    they were read, None for one that the bot did not write."""
    lines = list(enumerate(anchors, start=1))
    by_batch: dict[int, list[tuple[int, AnchorLine]]] = {}
    walk = _Walk(cipher_on, by_batch)
    for number, line in lines:
        if line is None:
            walk.found(FaultKind.ANCHOR_NOT_OURS, number)
        else:
            by_batch.setdefault(line.batch, []).append((number, line))
    try:
        while await ask(lambda connection: _page(connection, walk)):
            pass
        await ask(lambda connection: _check_unsealed(connection, walk, now, patience))
        await ask(lambda connection: _check_places(connection, walk))
    except (TypeError, ValueError, ArithmeticError):
        walk.found(FaultKind.NOT_READABLE, walk.number)
        return LogReport(tuple(walk.faults), walk.entries, walk.number, walk.waiting, len(lines))
    _check_gone(walk)
    for number, named in by_batch.items():
        if number > walk.number:
            for line_number, _ in named:
                walk.found(FaultKind.ANCHOR_CUT_OFF, line_number)
    return LogReport(tuple(walk.faults), walk.entries, walk.number, walk.waiting, len(lines))


_SEALS = (
    select(audit_seals)
    .where(audit_seals.c.number > bindparam("after"))
    .order_by(audit_seals.c.number)
    .limit(_PAGE)
)
_SEALED = WITH_KEYS.where(audit.c.batch > bindparam("after"), audit.c.batch <= bindparam("last")).order_by(
    audit.c.batch, audit.c.seq
)
_UNSEALED = WITH_KEYS.where(audit.c.batch.is_(None)).order_by(audit.c.seq)
_STRAYS = select(audit.c.seq).where(
    or_(audit.c.batch < 1, audit.c.batch > bindparam("last")),
    ~exists(select(audit_seals.c.number).where(audit_seals.c.number == audit.c.batch)),
)
_TWICE = (
    select(func.max(audit.c.seq)).where(audit.c.id.is_not(None)).group_by(audit.c.id).having(func.count() > 1)
)


def _page(connection: Connection, walk: _Walk) -> bool:
    """Check the next seals and all that is under them; False where there are none."""
    seals = connection.execute(_SEALS, {"after": walk.number}).mappings().all()
    if not seals:
        return False
    bounds = {"after": walk.number, "last": seals[-1]["number"]}
    reader = EntryReader(walk.cipher_on(connection))
    rows = connection.execute(_SEALED, bounds).mappings()
    batches = {number: list(batch) for number, batch in groupby(rows, key=lambda row: row["batch"])}
    for seal in seals:
        batch = batches.pop(seal["number"], [])
        _check_seal(walk, seal, batch)
        for row in batch:
            _check_entry(walk, row, reader, seal["sealed_at"])
    for row in (row for batch in batches.values() for row in batch):
        walk.found(FaultKind.STRAY_ENTRY, row["seq"])
    return True


def _check_seal(walk: _Walk, seal: RowMapping, batch: Sequence[RowMapping]) -> None:
    number, total = seal["number"], walk.total + seal["entries"]
    follows = number == walk.number + 1 and bytes(seal["previous"]) == walk.hash and seal["total"] == total
    if not follows or bytes(seal["hash"]) != seal_hash(seal):
        walk.found(FaultKind.SEAL_CHANGED, number)
    if not batch and seal["expired_at"] is not None:
        walk.gone.append((number, seal["newest_at"]))
    elif not _is_whole(seal, batch):
        walk.found(FaultKind.BATCH_CHANGED, number)
    for line_number, line in walk.anchors.get(number, ()):
        if (line.entries, line.hash) != (seal["total"], bytes(seal["hash"])):
            walk.found(FaultKind.ANCHOR_REWRITTEN, line_number)
    walk.number, walk.hash, walk.total = number, bytes(seal["hash"]), seal["total"]


def _is_whole(seal: RowMapping, batch: Sequence[RowMapping]) -> bool:
    if len(batch) != seal["entries"] or seal["expired_at"] is not None:
        return False
    moments = [row["at"] for row in batch]
    between = min(moments) == seal["oldest_at"] and max(moments) == seal["newest_at"]
    return between and root_of(batch) == bytes(seal["root"])


def _check_entry(walk: _Walk, row: RowMapping, reader: EntryReader, sealed_at: datetime) -> None:
    walk.entries += 1
    if bytes(row["hash"]) != hash_of(row):
        walk.found(FaultKind.ENTRY_CHANGED, row["seq"])
    if is_of_the_old_chain(row):
        _check_old_link(walk, row)
    elif row["previous"] is not None:
        walk.found(FaultKind.ENTRY_CHANGED, row["seq"])
    try:
        opened = reader.opened(row)
        erased_at = None if opened is not None else reader.key_of(row).erased_at
    except Unreadable:
        walk.found(FaultKind.KEY_GONE if _lacks_key(row) else FaultKind.ENTRY_NOT_OURS, row["seq"])
        return
    if erased_at is not None and max(row["at"], sealed_at) > erased_at + _LATE:
        walk.found(FaultKind.ENTRY_AFTER_ERASURE, row["seq"])
    if row["action"] == EXPIRE and opened is not None:
        walk.expired.append((last_expired(row["subject"]), row["at"]))


def _lacks_key(row: RowMapping) -> bool:
    return not is_of_the_old_chain(row) and row["sealed_key"] is None


def _check_old_link(walk: _Walk, row: RowMapping) -> None:
    """Entries of the old chain follow one another; the first that is left, what is gone by right."""
    is_empty = not any(row[column] for column in ONLY_NEW)
    if walk.old is None:
        follows = bool(walk.gone) or (row["seq"] == 1 and row["previous"] == BEGINNING)
    else:
        follows = (row["seq"] - 1, row["previous"]) == walk.old
    if not follows or not is_empty or row["previous"] is None:
        walk.found(FaultKind.OLD_CHAIN_BROKEN, row["seq"])
    walk.old = (row["seq"], bytes(row["hash"]))


def _check_unsealed(connection: Connection, walk: _Walk, now: datetime, patience: timedelta) -> bool:
    reader = EntryReader(walk.cipher_on(connection))
    for row in connection.execute(_UNSEALED).mappings():
        _check_entry(walk, row, reader, now)
        walk.waiting += 1
        if row["at"] < now - patience and not is_of_the_old_chain(row):
            walk.found(FaultKind.WAITS_TOO_LONG, row["seq"])
    return True


def _check_places(connection: Connection, walk: _Walk) -> bool:
    """What says it is under a seal that there is not, and what stands there twice."""
    for seq in connection.execute(_STRAYS, {"last": walk.number}).scalars():
        walk.found(FaultKind.STRAY_ENTRY, seq)
    for seq in connection.execute(_TWICE).scalars():
        walk.found(FaultKind.ENTRY_TWICE, seq)
    return True


def _check_gone(walk: _Walk) -> None:
    """Only the oldest batches may be without entries, and only those of which the log says so."""
    for place, (number, newest_at) in enumerate(_in_order(walk.gone), start=1):
        said = any(last >= number and newest_at <= at - LEAST_KEPT for last, at in walk.expired)
        if number != place or not said:
            walk.found(FaultKind.BATCH_GONE, number)


def _in_order(gone: Iterable[tuple[int, datetime]]) -> Iterator[tuple[int, datetime]]:
    yield from sorted(gone)
