"""Discharge agreements and coordination plans: how many came into force, and how many of those sent did.

In force is what both sectors have signed and, for a discharge agreement, the citizen has agreed to and got a
copy of. A changed text is a new version and out of force until it is signed again.
"""

from __future__ import annotations

from domain.document_kind import BEFORE_DISCHARGE, DocumentKind
from domain.indicators.facts import DocumentFact
from domain.indicators.indicator import Indicator, Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.tally import Counted


def agreement_in_force(fact: DocumentFact) -> Counted | None:
    return _in_force(fact, DocumentKind.DISCHARGE_AGREEMENT)


def plan_in_force(fact: DocumentFact) -> Counted | None:
    return _in_force(fact, DocumentKind.COORDINATION_PLAN)


def _in_force(fact: DocumentFact, kind: DocumentKind) -> Counted | None:
    return Counted(fact.in_force_on) if fact.kind is kind and fact.in_force_on else None


def completed(fact: DocumentFact) -> Counted | None:
    """On the day its first version was sent. One that was withdrawn or replaced does not count."""
    if fact.kind not in BEFORE_DISCHARGE or fact.is_withdrawn:
        return None
    return Counted(fact.sent_on, part=int(fact.in_force_on is not None), whole=1)


_LAW = Source.PSYCHIATRY_ACT
_OF = (DocumentFact,)

OF_AGREEMENTS = (
    Indicator("agreements_in_force", Unit.COUNT, Direction.NEITHER, _LAW, _OF, agreement_in_force),
    Indicator("plans_in_force", Unit.COUNT, Direction.NEITHER, _LAW, _OF, plan_in_force),
    Indicator("agreements_completed", Unit.SHARE, Direction.UP, _LAW, _OF, completed),
)
