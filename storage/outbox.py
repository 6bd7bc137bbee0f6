"""Notices on their way out: decided once, claimed under a lease, sent at most once unlabelled.

A claim is held by its lease, not by a name: `begin_sending` takes it from `claimed` to `sending` in one
statement, so of two who think they hold it one goes on. Leases are measured by the `now` handed in, which
is a port everywhere (a demo winds it forward) and must be the same clock for all replicas; they are longer
than any difference between the clocks of machines that keep time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Update, bindparam, func, select, update

from domain.subject import Subject, SubjectKind
from storage.chat_tables import outbox
from storage.dialect import insert_or
from storage.identity import outgoing_id
from workflows.notice import Notice, NoticeKind, Outgoing, State

ENDED = (State.SENT, State.DEAD, State.DROPPED)
"""States that nothing changes any more; a late word on an earlier attempt is ignored."""
_RESULTS = (*ENDED, State.UNCERTAIN)

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
    .values(state=State.PENDING.value, lease_until=None)
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id == _DUE.c.id)
    .values(state=State.CLAIMED.value, lease_until=bindparam("until"))
    .returning(outbox)
)
_BEGIN = (
    update(outbox)
    .where(outbox.c.id == bindparam("which"), outbox.c.state == State.CLAIMED.value)
    .values(state=State.SENDING.value, lease_until=bindparam("until"), attempts=outbox.c.attempts + 1)
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

    def queue(self, notices: Iterable[Notice], now: datetime) -> int:
        rows = {row["id"]: row for row in (_new_row(notice, now) for notice in notices)}
        if not rows:
            return 0
        # In the order of ids, so that two who queue the same notices cannot wait for each other in a ring.
        ordered = [rows[row_id] for row_id in sorted(rows)]
        written = insert_or(self._connection, outbox).on_conflict_do_nothing().returning(outbox.c.id)
        return len(self._connection.execute(written, ordered).all())

    def claim(self, now: datetime, lease: timedelta, limit: int) -> tuple[Outgoing, ...]:
        self._connection.execute(_FREE_LAPSED, {"now": now})
        rows = self._connection.execute(_CLAIM, {"now": now, "until": now + lease, "limit": limit}).all()
        return tuple(map(_read, sorted(rows, key=lambda row: (row.not_before, row.id))))

    def begin_sending(self, outgoing_id: str, now: datetime, lease: timedelta) -> bool:
        """Counts as an attempt."""
        return self._connection.execute(_BEGIN, {"which": outgoing_id, "until": now + lease}).rowcount == 1

    def finish(self, outgoing_id: str, state: State, why: str = "") -> None:
        """Raises `ValueError` for a state in which the notice is still on its way."""
        if state not in _RESULTS:
            raise ValueError(f"{state} ends nothing")
        self._change(update(outbox), outgoing_id, state=state, lease_until=None, why=why)

    def retry(self, outgoing_id: str, not_before: datetime, why: str = "") -> None:
        self._back(update(outbox), outgoing_id, not_before=not_before, why=why)

    def repeat(self, outgoing_id: str, not_before: datetime, why: str) -> None:
        """One that already is the repeat stays as it is."""
        first = update(outbox).where(outbox.c.repeats.is_(False))
        self._back(first, outgoing_id, not_before=not_before, why=why, repeats=True)

    def stranded(self, now: datetime, limit: int) -> tuple[Outgoing, ...]:
        return tuple(map(_read, self._connection.execute(_STRANDED, {"now": now, "limit": limit})))

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

    def counts(self) -> dict[str, int]:
        """Rows per state, every state named."""
        grouped = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
        counted = {row.state: row.number for row in self._connection.execute(grouped)}
        return {state.value: counted.get(state.value, 0) for state in State}

    def _back(self, which: Update, outgoing_id: str, **changes: Any) -> None:
        """To pending again, unless it has ended."""
        self._change(which, outgoing_id, state=State.PENDING, lease_until=None, **changes)

    def _change(self, which: Update, outgoing_id: str, **changes: Any) -> None:
        open_row = which.where(outbox.c.id == outgoing_id, outbox.c.state.not_in(ENDED))
        self._connection.execute(open_row.values(**changes))


def _new_row(notice: Notice, now: datetime) -> dict[str, Any]:
    return {
        "id": outgoing_id(notice),
        "kind": notice.kind,
        "subject_kind": notice.subject.kind,
        "subject_id": notice.subject.id,
        "recipient_id": notice.recipient_id,
        "rule": notice.rule,
        "occurrence": notice.occurrence,
        "detail": notice.detail,
        "state": State.PENDING,
        "attempts": 0,
        "not_before": now,
        "lease_until": None,
        "repeats": False,
        "why": "",
        "queued_at": now,
    }


def _read(row: Row[Any]) -> Outgoing:
    notice = Notice(
        kind=NoticeKind(row.kind),
        subject=Subject(SubjectKind(row.subject_kind), row.subject_id),
        recipient_id=row.recipient_id,
        rule=row.rule,
        occurrence=row.occurrence,
        detail=row.detail,
    )
    return Outgoing(
        id=row.id,
        notice=notice,
        state=State(row.state),
        attempts=row.attempts,
        not_before=row.not_before,
        repeats=row.repeats,
        why=row.why,
    )
