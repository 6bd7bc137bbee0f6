"""Readmissions: admissions that begin within 30 days after the citizen's last discharge.

As far as the bot knows of both. They count on the day the admission began, so that a period's figure stands
once the period is over.
"""

from __future__ import annotations

from domain.indicators.facts import AdmissionFact
from domain.indicators.indicator import Indicator, Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.tally import Counted

DAYS = 30


def readmission(fact: AdmissionFact) -> Counted:
    is_one = fact.readmitted_after is not None and fact.readmitted_after <= DAYS
    return Counted(fact.admitted_on, part=int(is_one), whole=1)


OF_READMISSION = (
    Indicator("readmissions", Unit.SHARE, Direction.DOWN, Source.JOINT_REPORT, (AdmissionFact,), readmission),
)
