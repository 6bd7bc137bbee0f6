"""What is on its way out, and the pace at which it may leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from domain.subject import Subject
from domain.task import TaskKind
from workflows.notice import Notice, Outgoing
from workflows.outbox_states import Event


class Outbox(Protocol):
    def queue(self, notices: Iterable[Notice], now: datetime, mornings_from: datetime | None = None) -> int:
        """Write those not decided before; returns how many were new. One that waits for a morning's message
        goes with it; where that is on its way or gone, by itself. A morning message first decided by this
        does not go out before `mornings_from`, so that the rest of a scan is in it."""

    def undecided(self, notices: Iterable[Notice]) -> tuple[Notice, ...]:
        """Those of which there is no row yet, whatever has become of it: `queue` takes up again what was
        dropped."""

    def claim(self, now: datetime, lease: timedelta, limit: int) -> tuple[Outgoing, ...]:
        """Take up to `limit` due rows, oldest first: pending ones whose `not_before` has come, and claimed
        ones whose lease ran out. No other replica gets them while the lease lasts."""

    def begin_sending(self, outgoing: Outgoing, now: datetime, lease: timedelta) -> bool:
        """Commit the intent to send. False if this claim of it was lost to another."""

    def settle(
        self, outgoing: Outgoing, event: Event, why: str = "", not_before: datetime | None = None
    ) -> bool:
        """Move the row to where the event leads; `not_before` where that is pending. False, and nothing is
        changed, where the row has moved on: what a holder says counts for its own claim only. After
        `NOT_KNOWN` it is the labelled repeat; an operator's retry begins anew, as a repeat where the row was
        uncertain. Raises `ValueError` where a time is missing or of no use."""

    def acted_on(self, mark: str, recipient_id: str) -> bool:
        """The recipient clicked on the card of the notice whose id begins with `mark`: it has arrived, where
        that was not known. An update is not settled by it, nor what certainly has not been accepted."""

    def stranded(self, now: datetime, limit: int) -> tuple[Outgoing, ...]:
        """Rows still in sending after their lease: nobody knows whether they arrived."""

    def find(self, outgoing_id: str) -> Outgoing | None: ...

    def standing_still(self, limit: int) -> tuple[Outgoing, ...]:
        """Rows that nothing moves on by itself: uncertain, dead, or without an address; oldest first."""

    def holds_later(self, notice: Notice) -> bool:
        """Whether one of the same kind and subject that came due later goes, or went, to its recipient."""

    def undelivered(self, kinds: Iterable[TaskKind], since: datetime) -> tuple[str, ...]:
        """Ids of the open tasks of these kinds with a reminder that came due `since` then and reached nobody
        for certain, and of which nobody was told after it."""

    def open_mornings(self, days: Mapping[str, date], first: datetime) -> None:
        """See to it that each of these people gets a morning message on their day, at `first` or later."""

    def carried_by(self, outgoing_id: str) -> tuple[Outgoing, ...]:
        """What goes, or went, out with this morning message, by the moment it came due."""

    def last_morning(self, person_id: str) -> Outgoing | None:
        """The latest morning message the person has got."""

    def still_escalated(self, person_id: str, today: date) -> tuple[tuple[str, str], ...]:
        """Id of each open task the person was told is late, and as what (`ReminderKind`)."""

    def gathered_about(self, subject: Subject, since: datetime) -> tuple[str, ...]:
        """Ids of the people who have this in a morning message that was decided `since` then."""

    def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the oldest message that may go out by now has waited."""

    def counts(self) -> dict[str, int]: ...


@dataclass(frozen=True)
class Reserved:
    """The moment from which a tenant is free for what was asked."""

    moment: datetime
    granted: bool
    """Whether it is kept for who asked; not so where the moment is further off than they would wait."""


class Pace(Protocol):
    """Requests to one tenant leave one after another, whichever replica sends them."""

    def reserve(
        self, tenant_id: str, now: datetime, length: timedelta, patience: timedelta, believed: timedelta
    ) -> Reserved:
        """The tenant's next stretch of this length, if it begins within `patience` from `now`. A moment
        further off than `believed` comes from a clock that was wrong, and counts as `now`."""

    def pause(self, tenant_id: str, until: datetime) -> None:
        """Nothing is to leave before that moment. Never shortens an earlier pause."""
