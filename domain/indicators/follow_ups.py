"""Follow-ups, and every other deadline, by the sector that has it: how many fell due, were met, came late.

A deadline counts on its own day, whatever happened before or after. One whose matter was given up before that
day is no deadline any more; given up later, it was missed. A deadline that was moved counts on its new day.
"""

from __future__ import annotations

from collections.abc import Callable

from domain.indicators.facts import TaskFact
from domain.indicators.indicator import AnyIndicator, Indicator, Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.tally import Counted
from domain.people import AUTHORITIES, Sector
from domain.task import TaskKind, TaskStatus

Rule = Callable[[TaskFact], Counted | None]
NO_MISSED_DEADLINE = frozenset({TaskKind.ATTEND, TaskKind.CLOSE_CASE})


def follow_up_due(fact: TaskFact) -> Counted | None:
    return Counted(fact.due) if fact.kind is TaskKind.FOLLOW_UP and fact.was_asked else None


def follow_up_in_time(fact: TaskFact) -> Counted | None:
    if follow_up_due(fact) is None:
        return None
    return Counted(fact.due, part=int(fact.is_in_time), whole=1)


def follow_up_overdue(fact: TaskFact) -> Counted | None:
    return late(fact) if fact.kind is TaskKind.FOLLOW_UP else None


def late(fact: TaskFact) -> Counted | None:
    """Not done by its day. What could not be done, and was said so in time, is not late."""
    if not fact.was_asked or fact.is_in_time or _given_up_in_time(fact):
        return None
    return Counted(fact.due)


def missed(fact: TaskFact) -> Counted | None:
    """Late, of any kind but the meeting itself, which time ends, and the closing of a case that has gone
    quiet: nobody waits for that."""
    return late(fact) if fact.kind not in NO_MISSED_DEADLINE else None


def _given_up_in_time(fact: TaskFact) -> bool:
    ended = fact.ended_on is not None and fact.ended_on <= fact.due
    return fact.status is TaskStatus.NOT_POSSIBLE and ended


def _of(sector: Sector, rule: Rule) -> Rule:
    return lambda fact: rule(fact) if fact.sector is sector else None


def _by_sector(sector: Sector) -> tuple[AnyIndicator, ...]:
    source, of = Source.FOLLOW_UP, (TaskFact,)
    rows = (
        ("follow_ups_due", Unit.COUNT, Direction.NEITHER, follow_up_due, 1),
        ("follow_ups_done_in_time", Unit.SHARE, Direction.UP, follow_up_in_time, 1),
        ("follow_ups_overdue", Unit.COUNT, Direction.DOWN, follow_up_overdue, 1),
        ("deadlines_missed", Unit.COUNT, Direction.DOWN, missed, 2),
    )
    return tuple(
        Indicator(f"{name}_{sector}", unit, direction, source, of, _of(sector, rule), version)
        for name, unit, direction, rule, version in rows
    )


OF_FOLLOW_UPS = tuple(indicator for sector in AUTHORITIES for indicator in _by_sector(sector))
