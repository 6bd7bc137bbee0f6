"""All indicators, in the order in which a report shows them: the headline first."""

from __future__ import annotations

from domain.indicators.agreements import OF_AGREEMENTS
from domain.indicators.coercion import OF_COERCION
from domain.indicators.discharges import HEADLINE, OF_DISCHARGES
from domain.indicators.escalations import OF_ESCALATIONS
from domain.indicators.facts import RecordFact
from domain.indicators.follow_ups import OF_FOLLOW_UPS
from domain.indicators.indicator import AnyIndicator
from domain.indicators.involvement import OF_INVOLVEMENT
from domain.indicators.meetings import OF_MEETINGS
from domain.indicators.notices import OF_NOTICES
from domain.indicators.readmission import OF_READMISSION
from domain.indicators.tally import Counted

INDICATORS: tuple[AnyIndicator, ...] = (
    *OF_DISCHARGES,
    *OF_AGREEMENTS,
    *OF_MEETINGS,
    *OF_NOTICES,
    *OF_FOLLOW_UPS,
    *OF_ESCALATIONS,
    *OF_INVOLVEMENT,
    *OF_READMISSION,
    *OF_COERCION,
)
INDICATOR: dict[str, AnyIndicator] = {indicator.key: indicator for indicator in INDICATORS}
HEADLINE_INDICATOR = INDICATOR[HEADLINE]

_BY_FACT: dict[type, tuple[AnyIndicator, ...]] = {
    kind: tuple(indicator for indicator in INDICATORS if kind in indicator.of)
    for kind in {kind for indicator in INDICATORS for kind in indicator.of}
}


def counted_of(fact: RecordFact) -> dict[str, Counted]:
    """What one fact counts as, by the keys of the indicators it counts in."""
    found = ((each.key, each.counted(fact)) for each in _BY_FACT[type(fact)])
    return {key: counted for key, counted in found if counted}


def definitions() -> str:
    """The versions of all rules as one value: figures counted by another value are counted anew."""
    return " ".join(f"{indicator.key}:{indicator.version}" for indicator in INDICATORS)
