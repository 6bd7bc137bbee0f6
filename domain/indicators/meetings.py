"""Network meetings: how many were asked for, whether a time was found soon, how many were held and when.

A meeting counts as held once its agreed time has passed and it was neither moved nor cancelled. A time must
be found after each invitation, and again after a meeting was moved; each of these deadlines counts.
"""

from __future__ import annotations

from domain.indicators.facts import MeetingFact, TaskFact
from domain.indicators.indicator import Indicator, Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.tally import Counted
from domain.task import TaskKind


def requested(fact: MeetingFact) -> Counted:
    return Counted(fact.requested_on)


def time_found_in_time(fact: TaskFact) -> Counted | None:
    """On the day of the deadline (5 working days after the invitation unless the parties say otherwise)."""
    return _in_time(fact, TaskKind.FIND_TIME)


def held(fact: MeetingFact) -> Counted | None:
    return Counted(fact.held_on) if fact.held_on else None


def days_to_meeting(fact: MeetingFact) -> Counted | None:
    """Calendar days from the request to the meeting, on the day of the meeting."""
    if fact.held_on is None:
        return None
    return Counted(fact.held_on, days=(fact.held_on - fact.requested_on).days)


def minutes_in_time(fact: TaskFact) -> Counted | None:
    return _in_time(fact, TaskKind.WRITE_MINUTES)


def _in_time(fact: TaskFact, kind: TaskKind) -> Counted | None:
    if fact.kind is not kind or not fact.was_asked:
        return None
    return Counted(fact.due, part=int(fact.is_in_time), whole=1)


OF_MEETINGS = (
    Indicator(
        "meetings_requested", Unit.COUNT, Direction.NEITHER, Source.MEETINGS, (MeetingFact,), requested
    ),
    Indicator(
        "meeting_time_found_in_time",
        Unit.SHARE,
        Direction.UP,
        Source.MEETINGS,
        (TaskFact,),
        time_found_in_time,
    ),
    Indicator("meetings_held", Unit.COUNT, Direction.NEITHER, Source.MEETINGS, (MeetingFact,), held),
    Indicator(
        "days_to_meeting", Unit.MEDIAN_DAYS, Direction.DOWN, Source.MEETINGS, (MeetingFact,), days_to_meeting
    ),
    Indicator("minutes_in_time", Unit.SHARE, Direction.UP, Source.MEETINGS, (TaskFact,), minutes_in_time),
)
