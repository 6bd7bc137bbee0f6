"""Coercive admissions: how many of the discharges in the target group ended a stay that began as one.

Of those whose ward has said whether it did; where nobody has, nothing is known. They count on the day of the
discharge, when the ward is asked, so that a period's figure stands once the period is over.
"""

from __future__ import annotations

from domain.indicators.discharges import is_in_target_group
from domain.indicators.facts import AdmissionFact
from domain.indicators.indicator import Indicator, Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.tally import Counted

COERCION = "coercive_admissions"


def coercive_admission(fact: AdmissionFact) -> Counted | None:
    if fact.discharged_on is None or fact.coercive is None or not is_in_target_group(fact):
        return None
    return Counted(fact.discharged_on, part=int(fact.coercive), whole=1)


OF_COERCION = (
    Indicator(
        COERCION, Unit.SHARE, Direction.DOWN, Source.JOINT_REPORT, (AdmissionFact,), coercive_admission
    ),
)
