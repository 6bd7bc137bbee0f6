"""What an indicator is: one rule that says what a fact counts as, and everything that must be said about it.

The rule is the definition. Digest, chat, report and metrics all add up what it says; none counts by itself.
Its title and its definition in words are the catalogues' (`indicator.<key>.title` and `.definition`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from domain.discharge_count import DischargeCount
from domain.indicators.facts import Fact
from domain.indicators.measure import Direction, Measure, Period, Unit
from domain.indicators.tally import Counted, Tally, tally

F = TypeVar("F")


class Source(StrEnum):
    """What asks for it."""

    MEETINGS = "meetings"
    """The agreement on network meetings."""
    EARLY_INFORMATION = "early_information"
    """The agreement on notices ("tidlig information")."""
    PSYCHIATRY_ACT = "psychiatry_act"
    """Psykiatriloven §§ 13 a and 13 b."""
    FOLLOW_UP = "follow_up"
    """What the parties agreed on who does what by when."""
    ESCALATION = "escalation"
    """The agreement on what lies unanswered."""
    INVOLVEMENT = "involvement"
    """The agreement on general practice and relatives."""
    JOINT_REPORT = "joint_report"
    """The operations forum's joint report."""


@dataclass(frozen=True)
class Indicator(Generic[F]):
    key: str
    unit: Unit
    direction: Direction
    source: Source
    of: tuple[type[F], ...]
    """The kinds of fact it counts."""
    counted: Callable[[F], Counted | None]
    """What one such fact counts as; None where it does not."""
    version: int = 1
    """Rises when the rule changes, so that a published figure says what it was counted by."""

    @property
    def counts_imported(self) -> bool:
        """Whether its denominator also holds what only the centres' own lists tell of."""
        return DischargeCount in self.of

    def tally(self, facts: Iterable[Fact], period: Period) -> Tally:
        found = (self.counted(fact) for fact in facts if isinstance(fact, self.of))
        return tally(each for each in found if each and each.falls_in(period))

    def measure(self, facts: Iterable[Fact], period: Period, complete_denominator: bool = True) -> Measure:
        """What the facts come to in the period (as `Measure` says of `complete_denominator`)."""
        complete = complete_denominator or not self.counts_imported
        return self.tally(facts, period).measure(self.unit, complete)

    def value_of(self, measure: Measure) -> float | None:
        """What is held against a goal: a share from 0 to 1, a number, or days; None where there was nothing
        to measure."""
        match self.unit:
            case Unit.COUNT:
                return measure.part
            case Unit.SHARE:
                return measure.share
            case Unit.MEDIAN_DAYS:
                return measure.days


AnyIndicator = Indicator[Any]
