"""The morning messages among the outbox's rows: which is still to go out, what it carries, who has what.

The row of a morning's message is unique for its person and day. While it waits, whatever is gathered for the
person goes with it, also what is gathered on a later day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, literal_column, select

from domain.local_time import at_local
from domain.subject import Subject
from domain.task import TaskStatus
from storage.chats.outbox_rows import new_row, read
from storage.databases.dialect import insert_or
from storage.schema.chat_tables import outbox
from storage.schema.tables import tasks
from workflows.notice import DAY_BEGINS, NoticeKind, Outgoing, State, digest_of

_CARRIED = (
    select(outbox)
    .where(outbox.c.carried_by == bindparam("morning"), outbox.c.state == State.GATHERED.value)
    .order_by(outbox.c.occurrence, outbox.c.id)
)
_LAST = (
    select(outbox)
    .where(
        outbox.c.subject_id == bindparam("person"),
        outbox.c.recipient_id == bindparam("person"),
        outbox.c.kind == NoticeKind.DIGEST.value,
        outbox.c.state == State.SENT.value,
    )
    .order_by(outbox.c.not_before.desc(), outbox.c.occurrence.desc())
    .limit(1)
)
_ESCALATED = (
    select(outbox.c.subject_id, outbox.c.detail)
    .join(tasks, tasks.c.id == outbox.c.subject_id)
    .where(
        outbox.c.recipient_id == bindparam("person"),
        outbox.c.kind == literal_column(f"'{NoticeKind.ESCALATION}'"),
        outbox.c.state.in_((State.GATHERED.value, State.SENT.value)),
        tasks.c.status == TaskStatus.OPEN.value,
        tasks.c.due <= bindparam("today"),
    )
    .distinct()
    .order_by(outbox.c.subject_id)
)
_TOLD = (
    select(outbox.c.recipient_id)
    .where(
        outbox.c.subject_id == bindparam("subject"),
        outbox.c.state == State.GATHERED.value,
        outbox.c.queued_at >= bindparam("since"),
    )
    .distinct()
    .order_by(outbox.c.recipient_id)
)


def open_mornings(connection: Connection, days: Mapping[str, date], first: datetime) -> dict[str, str]:
    """By person, the id of the morning message that is still to go out: an earlier one that was kept back is
    filled on, else the day's own is decided now and goes out at `first` or later. Nobody whose day's message
    has gone has one. They are held, so that none goes out while it is being filled."""
    found = _hold_open(connection, days)
    rows = [new_row(digest_of(who, day), first) for who, day in sorted(days.items()) if who not in found]
    if rows:
        connection.execute(insert_or(connection, outbox).on_conflict_do_nothing(), rows)
        found |= _hold_open(connection, {who: day for who, day in days.items() if who not in found})
    return found


def _hold_open(connection: Connection, days: Mapping[str, date]) -> dict[str, str]:
    """The oldest of each that is not a later day's."""
    if not days:
        return {}
    waiting = select(outbox.c.recipient_id, outbox.c.id, outbox.c.occurrence).where(
        outbox.c.subject_id.in_(sorted(days)),
        outbox.c.kind == NoticeKind.DIGEST.value,
        outbox.c.state == State.PENDING.value,
        outbox.c.repeats.is_(False),
    )
    rows = connection.execute(waiting.order_by(outbox.c.id).with_for_update()).all()
    newest_first = sorted(rows, key=lambda row: row.occurrence, reverse=True)
    return {
        row.recipient_id: row.id
        for row in newest_first
        if row.occurrence <= at_local(days[row.recipient_id], DAY_BEGINS)
    }


def carried_by(connection: Connection, morning_id: str) -> tuple[Outgoing, ...]:
    return tuple(map(read, connection.execute(_CARRIED, {"morning": morning_id})))


def last_morning(connection: Connection, person_id: str) -> Outgoing | None:
    row = connection.execute(_LAST, {"person": person_id}).first()
    return read(row) if row else None


def still_escalated(connection: Connection, person_id: str, today: date) -> tuple[tuple[str, str], ...]:
    rows = connection.execute(_ESCALATED, {"person": person_id, "today": today})
    return tuple((row.subject_id, row.detail) for row in rows)


def gathered_about(connection: Connection, subject: Subject, since: datetime) -> tuple[str, ...]:
    return tuple(connection.execute(_TOLD, {"subject": subject.id, "since": since}).scalars())
