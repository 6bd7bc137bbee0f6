"""Notices: how many were sent, and whether they were acknowledged in time.

A notice that was corrected after it had been read is acknowledged anew; each such deadline counts.
"""

from __future__ import annotations

from domain.document_kind import FAMILY, Family
from domain.indicators.facts import DocumentFact, TaskFact
from domain.indicators.indicator import Indicator, Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.tally import Counted
from domain.task import TaskKind


def sent(fact: DocumentFact) -> Counted | None:
    """On the day its first version was sent, also where it was withdrawn later."""
    return Counted(fact.sent_on) if FAMILY[fact.kind] is Family.NOTICE else None


def acknowledged_in_time(fact: TaskFact) -> Counted | None:
    """On the day by which it was to be acknowledged (1 working day unless the parties say otherwise)."""
    if fact.kind is not TaskKind.READ_NOTICE or not fact.was_asked:
        return None
    return Counted(fact.due, part=int(fact.is_in_time), whole=1)


OF_NOTICES = (
    Indicator("notices_sent", Unit.COUNT, Direction.NEITHER, Source.EARLY_INFORMATION, (DocumentFact,), sent),
    Indicator(
        "notices_acknowledged_in_time",
        Unit.SHARE,
        Direction.UP,
        Source.EARLY_INFORMATION,
        (TaskFact,),
        acknowledged_in_time,
    ),
)
