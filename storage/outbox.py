"""Notices on their way out: decided once, claimed under a lease, sent at most once unlabelled.

Each claim of a row has a number of its own. `begin_sending` and the holder's word on how it went hold for
that claim only, so a replica that was stopped past its lease changes nothing that another has decided since;
but that a message arrived is true whoever brings it. Where each event leads is `workflows/outbox_states.py`'s
to say. Leases are measured by the `now` handed in, which is a port everywhere (a demo winds it forward) and
must be the same clock for all replicas; they are longer than any difference between the clocks of machines
that keep time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from domain.subject import Subject
from storage.chat_tables import outbox
from storage.dialect import insert_or
from storage.outbox_rows import new_row, read
from workflows.notice import Notice, NoticeKind, Outgoing, State, digest_of
from workflows.outbox_states import END, FACTS, STARTS, Event

_DUE = (
    select(outbox.c.id)
    .where(outbox.c.state == "pending", outbox.c.not_before <= bindparam("now"))
    .order_by(outbox.c.not_before, outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_FREE_LAPSED = (
    update(outbox)
    .where(outbox.c.state == State.CLAIMED.value, outbox.c.lease_until <= bindparam("now"))
    .values(state=END[Event.LEASE_RAN_OUT].value, lease_until=None)
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id == _DUE.c.id)
    .values(state=END[Event.CLAIMED].value, lease_until=bindparam("until"), claims=outbox.c.claims + 1)
    .returning(outbox)
)
_BEGIN = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("which"),
        outbox.c.state == State.CLAIMED.value,
        outbox.c.claims == bindparam("claim"),
    )
    .values(
        state=END[Event.INTENT_COMMITTED].value,
        lease_until=bindparam("until"),
        attempts=outbox.c.attempts + 1,
    )
)
_STRANDED = (
    select(outbox)
    .where(outbox.c.state == State.SENDING.value, outbox.c.lease_until <= bindparam("now"))
    .order_by(outbox.c.lease_until, outbox.c.id)
    .limit(bindparam("limit"))
)


class SqlOutbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def queue(self, notices: Iterable[Notice], now: datetime, mornings_from: datetime | None = None) -> int:
        listed = list(notices)
        mornings = self._open_mornings(listed, mornings_from or now)
        rows = {row["id"]: row for row in (new_row(notice, now, mornings) for notice in listed)}
        return self._insert(rows) if rows else 0

    def _open_mornings(self, notices: Iterable[Notice], now: datetime) -> frozenset[str]:
        """Ids of the morning messages that these wait for and that have not gone out: held, so that none goes
        out while something is put into it. Those that nobody has decided on yet are decided now."""
        gathered = {(n.recipient_id, n.gathered_on) for n in notices if n.gathered_on}
        rows = {row["id"]: row for row in (new_row(digest_of(*each), now) for each in gathered)}
        if not rows:
            return frozenset()
        self._insert(rows)
        waiting = select(outbox.c.id).where(outbox.c.id.in_(sorted(rows)), outbox.c.state == State.PENDING)
        held = self._connection.execute(waiting.order_by(outbox.c.id).with_for_update())
        return frozenset(held.scalars())

    def _insert(self, rows: Mapping[str, dict[str, Any]]) -> int:
        """Those that are not there; how many that was."""
        # In the order of ids, so that two who queue the same notices cannot wait for each other in a ring.
        ordered = [rows[row_id] for row_id in sorted(rows)]
        written = insert_or(self._connection, outbox).on_conflict_do_nothing().returning(outbox.c.id)
        return len(self._connection.execute(written, ordered).all())

    def claim(self, now: datetime, lease: timedelta, limit: int) -> tuple[Outgoing, ...]:
        self._connection.execute(_FREE_LAPSED, {"now": now})
        rows = self._connection.execute(_CLAIM, {"now": now, "until": now + lease, "limit": limit}).all()
        return tuple(map(read, sorted(rows, key=lambda row: (row.not_before, row.id))))

    def begin_sending(self, outgoing: Outgoing, now: datetime, lease: timedelta) -> bool:
        """Counts as an attempt."""
        which = {"which": outgoing.id, "claim": outgoing.claims, "until": now + lease}
        return self._connection.execute(_BEGIN, which).rowcount == 1

    def settle(
        self, outgoing: Outgoing, event: Event, why: str = "", not_before: datetime | None = None
    ) -> bool:
        end = END[event]
        if (end is State.PENDING) is (not_before is None):
            raise ValueError(f"{event} leads to {end}: only what is pending has a time to wait for")
        changes: dict[str, Any] = {"state": end, "lease_until": None, "why": why}
        if not_before is not None:
            changes["not_before"] = not_before
        if event is Event.NOT_KNOWN:
            changes["repeats"] = True
        row = update(outbox).where(outbox.c.id == outgoing.id, outbox.c.state.in_(STARTS[event]))
        if event not in FACTS:
            row = row.where(outbox.c.claims == outgoing.claims)
        return self._connection.execute(row.values(**changes)).rowcount == 1

    def stranded(self, now: datetime, limit: int) -> tuple[Outgoing, ...]:
        return tuple(map(read, self._connection.execute(_STRANDED, {"now": now, "limit": limit})))

    def holds_later(self, notice: Notice) -> bool:
        later = select(outbox.c.id).where(
            outbox.c.recipient_id == notice.recipient_id,
            outbox.c.subject_kind == notice.subject.kind,
            outbox.c.subject_id == notice.subject.id,
            outbox.c.kind == notice.kind,
            outbox.c.occurrence > notice.occurrence,
            outbox.c.state.not_in((State.DEAD, State.DROPPED)),
        )
        return self._connection.execute(later.limit(1)).first() is not None

    def carried_by(self, outgoing_id: str) -> tuple[Outgoing, ...]:
        carried = select(outbox).where(
            outbox.c.carried_by == outgoing_id, outbox.c.state == State.GATHERED.value
        )
        in_order = carried.order_by(outbox.c.occurrence, outbox.c.id)
        return tuple(map(read, self._connection.execute(in_order)))

    def last_morning(self, person_id: str) -> Outgoing | None:
        sent = select(outbox).where(
            outbox.c.subject_id == person_id,
            outbox.c.recipient_id == person_id,
            outbox.c.kind == NoticeKind.DIGEST.value,
            outbox.c.state == State.SENT.value,
        )
        row = self._connection.execute(sent.order_by(outbox.c.occurrence.desc()).limit(1)).first()
        return read(row) if row else None

    def gathered_about(self, subject: Subject) -> tuple[str, ...]:
        told = select(outbox.c.recipient_id).where(
            outbox.c.subject_id == subject.id, outbox.c.state == State.GATHERED.value
        )
        return tuple(self._connection.execute(told.distinct().order_by(outbox.c.recipient_id)).scalars())

    def counts(self) -> dict[str, int]:
        """Rows per state, every state named."""
        grouped = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
        counted = {row.state: row.number for row in self._connection.execute(grouped)}
        return {state.value: counted.get(state.value, 0) for state in State}
