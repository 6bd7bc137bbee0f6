"""The network meeting: a request from one sector, an answer from the other, a time, minutes.

The inviter's unit asks; the receiver's unit acknowledges, accepts a time, proposes others or asks for
more. A time must be found within the agreement's deadline. When the time has passed the inviter is asked
for short minutes: who does what by when. Every step is a row of `TRANSITIONS`; nothing else changes a
status.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.errors import NotAllowed, NothingLeft, WrongStatus
from domain.legal_basis import LegalBasis
from domain.party import Party
from domain.people import Person
from domain.sensitive import Sensitive


class Status(StrEnum):
    REQUESTED = "requested"
    ACKNOWLEDGED = "acknowledged"
    TIMES_PROPOSED = "times_proposed"
    QUESTION_ASKED = "question_asked"
    SCHEDULED = "scheduled"
    MINUTES_DUE = "minutes_due"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class Action(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    ACCEPT_TIME = "accept_time"
    PROPOSE_TIMES = "propose_times"
    ASK = "ask"
    ANSWER = "answer"
    MOVE = "move"
    CANCEL = "cancel"
    TIME_PASSES = "time_passes"
    WRITE_MINUTES = "write_minutes"


class Side(StrEnum):
    INVITER = "inviter"
    RECEIVER = "receiver"
    CLOCK = "clock"
    """No person: time itself."""

    @property
    def other(self) -> Side:
        return Side.RECEIVER if self is Side.INVITER else Side.INVITER


class Method(StrEnum):
    PHYSICAL = "physical"
    VIDEO = "video"
    TELEPHONE = "telephone"


WHOSE_TURN: dict[Status, Side | None] = {
    Status.REQUESTED: Side.RECEIVER,
    Status.ACKNOWLEDGED: Side.RECEIVER,
    Status.TIMES_PROPOSED: Side.INVITER,
    Status.QUESTION_ASKED: Side.INVITER,
    Status.SCHEDULED: Side.INVITER,
    Status.MINUTES_DUE: Side.INVITER,
    Status.CONCLUDED: None,
    Status.CANCELLED: None,
}
"""Who owns the next step; None where the meeting has ended."""


@dataclass(frozen=True)
class Transition:
    start: Status
    action: Action
    by: Side
    end: Status
    tells: tuple[Side, ...]
    """Who gets a message of their own; everybody's earlier card is brought up to date in any case."""


def _rows() -> tuple[Transition, ...]:
    s, a, inviter, receiver = Status, Action, Side.INVITER, Side.RECEIVER
    both = (inviter, receiver)
    answers = tuple(
        Transition(start, action, receiver, end, tells)
        for start in (s.REQUESTED, s.ACKNOWLEDGED)
        for action, end, tells in (
            (a.ACCEPT_TIME, s.SCHEDULED, both),
            (a.PROPOSE_TIMES, s.TIMES_PROPOSED, (inviter,)),
            (a.ASK, s.QUESTION_ASKED, (inviter,)),
        )
    )
    return (
        Transition(s.REQUESTED, a.ACKNOWLEDGE, receiver, s.ACKNOWLEDGED, ()),
        *answers,
        Transition(s.TIMES_PROPOSED, a.ACCEPT_TIME, inviter, s.SCHEDULED, both),
        Transition(s.TIMES_PROPOSED, a.PROPOSE_TIMES, inviter, s.ACKNOWLEDGED, (receiver,)),
        Transition(s.QUESTION_ASKED, a.ANSWER, inviter, s.ACKNOWLEDGED, (receiver,)),
        *(
            Transition(start, a.CANCEL, inviter, s.CANCELLED, (receiver,))
            for start in (s.REQUESTED, s.ACKNOWLEDGED, s.TIMES_PROPOSED, s.QUESTION_ASKED, s.MINUTES_DUE)
        ),
        Transition(s.SCHEDULED, a.MOVE, inviter, s.ACKNOWLEDGED, (receiver,)),
        Transition(s.SCHEDULED, a.MOVE, receiver, s.TIMES_PROPOSED, (inviter,)),
        Transition(s.SCHEDULED, a.CANCEL, inviter, s.CANCELLED, (receiver,)),
        Transition(s.SCHEDULED, a.CANCEL, receiver, s.CANCELLED, (inviter,)),
        Transition(s.SCHEDULED, a.TIME_PASSES, Side.CLOCK, s.MINUTES_DUE, (inviter,)),
        Transition(s.MINUTES_DUE, a.MOVE, inviter, s.ACKNOWLEDGED, (receiver,)),
        Transition(s.MINUTES_DUE, a.WRITE_MINUTES, inviter, s.CONCLUDED, both),
    )


TRANSITIONS = _rows()


@dataclass(frozen=True)
class MeetingTime:
    start: datetime
    """UTC."""
    minutes: int

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class MeetingContent:
    """What the parties wrote: personal, stored encrypted, shown only in a details view."""

    citizens_wish: str
    purpose: str
    method: Method
    place: str
    agenda: str
    gp: str
    """The general practitioner to involve, empty if none."""
    relatives: str
    """Relatives the citizen wishes to take part, empty if none."""
    others: str
    basis: LegalBasis
    question: str = ""
    answer: str = ""
    reason: str = ""
    """Why the meeting was moved or cancelled last."""
    minutes: str = ""


@dataclass(frozen=True)
class NetworkMeeting:
    id: str
    case_id: str
    case_number: str
    status: Status
    inviter: Party
    receiver: Party
    requested_at: datetime
    find_time_by: date
    """Local day by which a time must be found."""
    proposed: tuple[MeetingTime, ...]
    """The times on the table now."""
    content: Sensitive[MeetingContent]
    agreed: MeetingTime | None = None
    acknowledged_at: datetime | None = None
    version: int = 1
    invitation: int = 0
    """How many calendar invitations were sent; the iCalendar SEQUENCE."""

    def party(self, side: Side) -> Party:
        return self.inviter if side is Side.INVITER else self.receiver

    def side_of(self, person: Person) -> Side | None:
        """The side whose unit the person works in, or None."""
        for side in (Side.INVITER, Side.RECEIVER):
            if person.works_in(self.party(side).unit_id):
                return side
        return None

    @property
    def is_open(self) -> bool:
        return WHOSE_TURN[self.status] is not None


def transition(meeting: NetworkMeeting, action: Action, side: Side | None) -> Transition:
    """The row that lets `side` do `action` now.

    Raises `WrongStatus` when nobody can do it in this status, `NotAllowed` when only the other side can.
    """
    rows = [t for t in TRANSITIONS if t.start is meeting.status and t.action is action]
    if not rows:
        raise WrongStatus(f"{action} does not fit a meeting that is {meeting.status}")
    for row in rows:
        if row.by is side:
            return row
    raise NotAllowed(f"{action} is for the other side while the meeting is {meeting.status}")


def actions_for(meeting: NetworkMeeting, side: Side | None) -> tuple[Action, ...]:
    """What `side` can do now, in the order of the table."""
    return tuple(t.action for t in TRANSITIONS if t.start is meeting.status and t.by is side)


def future_times(meeting: NetworkMeeting, now: datetime) -> tuple[MeetingTime, ...]:
    return tuple(t for t in meeting.proposed if t.start > now)


def check_times(times: tuple[MeetingTime, ...], now: datetime) -> None:
    """Raise `NothingLeft` when a proposed time has passed or none is given."""
    if not times or any(t.start <= now for t in times):
        raise NothingLeft("proposed times must lie in the future")
