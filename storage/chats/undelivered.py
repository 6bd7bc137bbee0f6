"""Reminders that reached nobody for certain, or have nowhere to go: their own row says so, or that of the
morning message they went in.

Left out is what somebody was told of after all, by a row of the same task that came due then or later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    union,
)

from domain.task import TaskKind, TaskStatus
from storage.schema.chat_tables import outbox
from storage.schema.tables import tasks
from workflows.notice import NO_ADDRESS, NoticeKind, State
from workflows.outbox_states import SHOWN

_TOLD_OF = (NoticeKind.REMINDER.value, NoticeKind.ESCALATION.value)
_carrier, _other, _others_carrier = (outbox.alias(name) for name in ("carrier", "other", "others_carrier"))


def _standing(row: FromClause) -> ColumnElement[bool]:
    """In the very words of the index."""
    states: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in sorted(SHOWN)]
    nowhere: ColumnElement[str] = literal_column("'{}'".format(NO_ADDRESS.replace("'", "''")))
    return or_(row.c.state.in_(states), row.c.why == nowhere)


_OPEN = and_(tasks.c.status == TaskStatus.OPEN.value, tasks.c.kind.in_(bindparam("kinds", expanding=True)))
_ALONE = (
    select(outbox.c.subject_id, outbox.c.occurrence)
    .join(tasks, tasks.c.id == outbox.c.subject_id)
    .where(_standing(outbox), outbox.c.kind.in_(_TOLD_OF), outbox.c.occurrence >= bindparam("since"), _OPEN)
)
_CARRIED = (
    select(outbox.c.subject_id, outbox.c.occurrence)
    .join(tasks, tasks.c.id == outbox.c.subject_id)
    .where(
        outbox.c.carried_by.in_(
            select(_carrier.c.id).where(_standing(_carrier), _carrier.c.occurrence >= bindparam("since"))
        ),
        outbox.c.state == State.GATHERED.value,
        _OPEN,
    )
)
_FAILED = union(_ALONE, _CARRIED).cte("failed")
_WAS_TOLD = exists(
    select(_other.c.id)
    .select_from(_other.outerjoin(_others_carrier, _others_carrier.c.id == _other.c.carried_by))
    .where(
        _other.c.subject_id == _FAILED.c.subject_id,
        _other.c.kind.in_(_TOLD_OF),
        _other.c.occurrence >= _FAILED.c.occurrence,
        or_(
            _other.c.state == State.SENT.value,
            and_(_other.c.state == State.GATHERED.value, _others_carrier.c.state == State.SENT.value),
        ),
    )
)
_UNDELIVERED = select(_FAILED.c.subject_id).where(~_WAS_TOLD).distinct().order_by(_FAILED.c.subject_id)


def undelivered(connection: Connection, kinds: Iterable[TaskKind], since: datetime) -> tuple[str, ...]:
    """Ids of the open tasks of these kinds."""
    asked = {"kinds": [kind.value for kind in kinds], "since": since}
    return tuple(connection.execute(_UNDELIVERED, asked).scalars())
