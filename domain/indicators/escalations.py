"""How often somebody beyond the owner had to be told, and what was given as the reason for a delay."""

from __future__ import annotations

from collections.abc import Callable

from domain.delay import DelayReason
from domain.indicators.facts import AdmissionFact, TaskFact
from domain.indicators.indicator import AnyIndicator, Indicator, Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.tally import Counted


def to_leaders(fact: TaskFact) -> Counted | None:
    """On the day a leader was told first."""
    return Counted(fact.leaders_told_on) if fact.leaders_told_on else None


def to_coordinators(fact: TaskFact) -> Counted | None:
    return Counted(fact.coordinators_told_on) if fact.coordinators_told_on else None


def _for(reason: DelayReason) -> Callable[[TaskFact | AdmissionFact], Counted | None]:
    """On the day the deadline was moved or given up; of a discharge, on its own day."""

    def counted(fact: TaskFact | AdmissionFact) -> Counted | None:
        if isinstance(fact, TaskFact):
            return Counted(fact.delay.on) if fact.delay and fact.delay.reason is reason else None
        return Counted(fact.discharged_on) if fact.discharged_on and fact.delay is reason else None

    return counted


def _delays(reason: DelayReason) -> AnyIndicator:
    of: tuple[type[TaskFact | AdmissionFact], ...] = (TaskFact, AdmissionFact)
    return Indicator(f"delays_{reason}", Unit.COUNT, Direction.NEITHER, Source.JOINT_REPORT, of, _for(reason))


_TOLD = (
    ("escalations_to_leaders", to_leaders),
    ("escalations_to_coordinators", to_coordinators),
)

OF_ESCALATIONS: tuple[AnyIndicator, ...] = (
    *(
        Indicator(key, Unit.COUNT, Direction.DOWN, Source.ESCALATION, (TaskFact,), counted)
        for key, counted in _TOLD
    ),
    *(_delays(reason) for reason in DelayReason),
)
