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
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Update,
    and_,
    bindparam,
    func,
    literal_column,
    not_,
    null,
    or_,
    select,
    update,
)

from domain.subject import Subject
from domain.task import TaskKind
from storage.chats import mornings
from storage.chats.outbox_rows import new_row, read
from storage.chats.undelivered import undelivered
from storage.databases.dialect import insert_or
from storage.databases.prepared import change
from storage.schema.chat_tables import outbox
from storage.schema.identity import outgoing_id
from workflows.notice import ACTED_ON, NO_ADDRESS, NO_LONGER_TRUE, Notice, NoticeKind, Outgoing, State
from workflows.outbox_states import END, FACTS, SHOWN, STARTS, Event

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
_OLDEST_DUE = (
    select(outbox.c.not_before)
    .where(outbox.c.state == literal_column(f"'{State.PENDING}'"), outbox.c.not_before <= bindparam("now"))
    .order_by(outbox.c.not_before)
    .limit(1)
)


def _literals(states: Iterable[State]) -> list[ColumnElement[str]]:
    return [literal_column(f"'{state}'") for state in sorted(states)]


def _settling(event: Event) -> Update:
    row = update(outbox).where(outbox.c.id == bindparam("which"), outbox.c.state.in_(sorted(STARTS[event])))
    if event not in FACTS:
        row = row.where(outbox.c.claims == bindparam("claim"))
    row = row.values(state=END[event].value, lease_until=None, why=bindparam("reason"))
    if END[event] is State.PENDING:
        row = row.values(not_before=bindparam("time"))
    if event is Event.NOT_MADE:
        row = row.values(attempts=outbox.c.attempts + 1)
    if event is Event.RETRIED_BY_OPERATOR:
        was_uncertain = outbox.c.state == State.UNCERTAIN.value
        row = row.values(attempts=0, repeats=or_(outbox.c.repeats, was_uncertain))
    return row.values(repeats=True) if event is Event.NOT_KNOWN else row


_BEYOND = "g"
"""Comes after every letter of an id."""
_WAITING = (State.PENDING, State.CLAIMED)
_ACTED_ON = (
    update(outbox)
    .where(
        outbox.c.id >= bindparam("after"),
        outbox.c.id < bindparam("until"),
        outbox.c.recipient_id == bindparam("person"),
        outbox.c.kind != literal_column(f"'{NoticeKind.REFRESH}'"),
        or_(
            outbox.c.state.in_(_literals(STARTS[Event.ACTED_ON].difference(_WAITING))),
            and_(outbox.c.state.in_(_literals(_WAITING)), outbox.c.repeats),
        ),
    )
    .values(
        state=literal_column(f"'{END[Event.ACTED_ON]}'"),
        lease_until=null(),
        why=bindparam("reason"),
    )
)
_DROPPED_AS_UNTRUE = and_(outbox.c.state == State.DROPPED.value, outbox.c.why == NO_LONGER_TRUE)
_SETTLE = {event: _settling(event) for event in Event}


class SqlOutbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def queue(self, notices: Iterable[Notice], now: datetime, mornings_from: datetime | None = None) -> int:
        listed = self._undecided(list(notices))
        days: dict[str, date] = {}
        for notice in listed:
            if notice.gathered_on:
                days[notice.recipient_id] = max(notice.gathered_on, days.get(notice.recipient_id, date.min))
        open_ones = mornings.open_mornings(self._connection, days, mornings_from or now)
        made = (new_row(n, now, open_ones.get(n.recipient_id) if n.gathered_on else None) for n in listed)
        rows = {row["id"]: row for row in made}
        return self._insert(rows) if rows else 0

    def open_mornings(self, days: Mapping[str, date], first: datetime) -> None:
        mornings.open_mornings(self._connection, days, first)

    def _undecided(self, notices: list[Notice]) -> list[Notice]:
        """Where something is gathered: only what is new, so that no morning message is made for nothing."""
        if all(notice.gathered_on is None for notice in notices):
            return notices
        ids = [outgoing_id(notice) for notice in notices]
        decided = select(outbox.c.id).where(outbox.c.id.in_(ids), not_(_DROPPED_AS_UNTRUE))
        known = set(self._connection.execute(decided).scalars())
        return [notice for id_, notice in zip(ids, notices, strict=True) if id_ not in known]

    def _insert(self, rows: Mapping[str, dict[str, Any]]) -> int:
        """Those that are not there, and those that were dropped as untrue and are decided again; how many."""
        # In the order of ids, so that two who queue the same notices seldom wait for each other in a ring.
        ordered = [rows[row_id] for row_id in sorted(rows)]
        insert = insert_or(self._connection, outbox)
        again = {name: insert.excluded[name] for name in ("state", "not_before", "carried_by", "why")}
        written = insert.on_conflict_do_update(
            index_elements=[outbox.c.id], set_=again, where=_DROPPED_AS_UNTRUE
        ).returning(outbox.c.id)
        return len(self._connection.execute(written, ordered).all())

    def undecided(self, notices: Iterable[Notice]) -> tuple[Notice, ...]:
        by_id = {outgoing_id(notice): notice for notice in notices}
        known = self._connection.execute(select(outbox.c.id).where(outbox.c.id.in_(sorted(by_id)))).scalars()
        decided = set(known)
        return tuple(notice for id_, notice in by_id.items() if id_ not in decided)

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
        which = {"which": outgoing.id, "claim": outgoing.claims, "reason": why, "time": not_before}
        return self._connection.execute(_SETTLE[event], which).rowcount == 1

    def acted_on(self, mark: str, recipient_id: str) -> bool:
        marked = {"after": mark, "until": f"{mark}{_BEYOND}", "person": recipient_id, "reason": ACTED_ON}
        return change(self._connection, _ACTED_ON, marked) > 0

    def stranded(self, now: datetime, limit: int) -> tuple[Outgoing, ...]:
        return tuple(map(read, self._connection.execute(_STRANDED, {"now": now, "limit": limit})))

    def find(self, outgoing_id: str) -> Outgoing | None:
        row = self._connection.execute(select(outbox).where(outbox.c.id == outgoing_id)).one_or_none()
        return None if row is None else read(row)

    def standing_still(self, limit: int) -> tuple[Outgoing, ...]:
        homeless = and_(outbox.c.state == State.PENDING, outbox.c.why == NO_ADDRESS)
        found = (
            select(outbox)
            .where(or_(outbox.c.state.in_(sorted(SHOWN)), homeless))
            .order_by(outbox.c.occurrence, outbox.c.id)
            .limit(limit)
        )
        return tuple(map(read, self._connection.execute(found)))

    def undelivered(self, kinds: Iterable[TaskKind], since: datetime) -> tuple[str, ...]:
        return undelivered(self._connection, kinds, since)

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
        return mornings.carried_by(self._connection, outgoing_id)

    def last_morning(self, person_id: str) -> Outgoing | None:
        return mornings.last_morning(self._connection, person_id)

    def still_escalated(self, person_id: str, today: date) -> tuple[tuple[str, str], ...]:
        return mornings.still_escalated(self._connection, person_id, today)

    def gathered_about(self, subject: Subject, since: datetime) -> tuple[str, ...]:
        return mornings.gathered_about(self._connection, subject, since)

    def oldest_due(self, now: datetime) -> datetime | None:
        return self._connection.execute(_OLDEST_DUE, {"now": now}).scalar_one_or_none()

    def counts(self) -> dict[str, int]:
        """Rows per state, every state named."""
        grouped = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
        counted = {row.state: row.number for row in self._connection.execute(grouped)}
        return {state.value: counted.get(state.value, 0) for state in State}
