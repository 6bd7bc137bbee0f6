"""Discharges in the target group, and whether an agreement or a plan was complete and signed before them.

In the target group is every discharge, planned or at the citizen's own request, unless somebody has
assessed that no agreement is required; what nobody assessed is in it, and so is what only a centre's own
list tells of. A list tells of whole months, so such discharges count in periods that hold their month, and
in no shorter one.
"""

from __future__ import annotations

from domain.admission import Outcome
from domain.discharge_count import DischargeCount, last_of_month
from domain.indicators.facts import AdmissionFact
from domain.indicators.indicator import Indicator, Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.tally import Counted

HEADLINE = "discharges_with_agreement_in_time"
REGISTERED = "discharges_registered"
"""All that the bot knows of, in the target group or not: what a centre's list is held against."""


def is_in_target_group(fact: AdmissionFact) -> bool:
    return fact.discharged_on is not None and fact.outcome not in (None, Outcome.NOT_REQUIRED)


def with_agreement_in_time(fact: AdmissionFact | DischargeCount) -> Counted | None:
    if isinstance(fact, DischargeCount):
        return _unheard(fact)
    if fact.discharged_on is None or not is_in_target_group(fact):
        return None
    return Counted(fact.discharged_on, part=int(fact.outcome is Outcome.IN_TIME), whole=1)


def _unheard(count: DischargeCount) -> Counted | None:
    """Discharges that the bot was never told of: in the denominator, without an agreement."""
    return (
        Counted(last_of_month(count.month), part=0, whole=count.unheard, since=count.month)
        if count.unheard
        else None
    )


def in_target_group(fact: AdmissionFact | DischargeCount) -> Counted | None:
    """The denominator of the headline, as a count."""
    counted = with_agreement_in_time(fact)
    return Counted(counted.on, part=counted.whole, since=counted.since) if counted else None


def signed_late(fact: AdmissionFact) -> Counted | None:
    return _ended_as(fact, Outcome.LATE)


def explained(fact: AdmissionFact) -> Counted | None:
    return _ended_as(fact, Outcome.EXPLAINED)


def missing(fact: AdmissionFact) -> Counted | None:
    return _ended_as(fact, Outcome.MISSING)


def registered(fact: AdmissionFact) -> Counted | None:
    return Counted(fact.discharged_on) if fact.discharged_on else None


def _ended_as(fact: AdmissionFact, outcome: Outcome) -> Counted | None:
    return Counted(fact.discharged_on) if fact.discharged_on and fact.outcome is outcome else None


def homeless(fact: AdmissionFact) -> Counted | None:
    """Homeless on the day of a discharge in the target group."""
    if fact.discharged_on is None or not is_in_target_group(fact) or not fact.homeless:
        return None
    return Counted(fact.discharged_on)


_LAW = Source.PSYCHIATRY_ACT
_WITH_LISTS: tuple[type[AdmissionFact | DischargeCount], ...] = (AdmissionFact, DischargeCount)
_KNOWN = (AdmissionFact,)

OF_DISCHARGES = (
    Indicator(HEADLINE, Unit.SHARE, Direction.UP, _LAW, _WITH_LISTS, with_agreement_in_time),
    Indicator(
        "discharges_in_target_group", Unit.COUNT, Direction.NEITHER, _LAW, _WITH_LISTS, in_target_group
    ),
    Indicator("discharges_signed_late", Unit.COUNT, Direction.DOWN, _LAW, _KNOWN, signed_late),
    Indicator("discharges_explained", Unit.COUNT, Direction.DOWN, _LAW, _KNOWN, explained),
    Indicator("discharges_missing", Unit.COUNT, Direction.DOWN, _LAW, _KNOWN, missing),
    Indicator("homeless_at_discharge", Unit.COUNT, Direction.DOWN, _LAW, _KNOWN, homeless),
    Indicator(REGISTERED, Unit.COUNT, Direction.NEITHER, _LAW, _KNOWN, registered),
)
