"""Whether the general practitioner and the relatives take part in the network meetings that are held."""

from __future__ import annotations

from domain.indicators.facts import MeetingFact
from domain.indicators.indicator import Indicator, Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.tally import Counted


def gp_involved(fact: MeetingFact) -> Counted | None:
    return Counted(fact.held_on, part=int(fact.gp), whole=1) if fact.held_on else None


def relatives_involved(fact: MeetingFact) -> Counted | None:
    return Counted(fact.held_on, part=int(fact.relatives), whole=1) if fact.held_on else None


OF_INVOLVEMENT = (
    Indicator("gp_involved", Unit.SHARE, Direction.UP, Source.INVOLVEMENT, (MeetingFact,), gp_involved),
    Indicator(
        "relatives_involved", Unit.SHARE, Direction.UP, Source.INVOLVEMENT, (MeetingFact,), relatives_involved
    ),
)
