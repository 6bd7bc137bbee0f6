"""A week beside the week before: what changed, where time is lost, what went well. Pure, from its figures.

Only differences between groups of cases are told, never between persons. A share counts as changed where it
moved by ten points or more, another figure where it is not the same; small weeks move much, so the numbers
stand with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.effect_goals import EffectGoals, is_reached
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Direction, Group, Measure, Unit
from domain.indicators.table import HEADLINE_INDICATOR, INDICATOR
from domain.indicators.tally import NOTHING_COUNTED
from domain.people import AUTHORITIES
from workflows.figures import Figures

WATCHED = (
    "discharges_missing",
    "homeless_at_discharge",
    "meetings_requested",
    "meeting_time_found_in_time",
    "meetings_held",
    "notices_sent",
    "notices_acknowledged_in_time",
    "follow_ups_done_in_time_region",
    "follow_ups_done_in_time_municipality",
    "deadlines_missed_region",
    "deadlines_missed_municipality",
    "escalations_to_leaders",
    "escalations_to_coordinators",
)
"""What the weekly overview looks at, in the order in which it tells."""
MOVED = 0.1
"""How far a share moves before it is told."""
WELL = 0.9
"""A share that has no goal, or not the same everywhere, is told as going well from here."""
MOST_CHANGES, MOST_LOST, MOST_WELL = 5, 5, 3
MISSED = {sector: f"deadlines_missed_{sector}" for sector in AUTHORITIES}


@dataclass(frozen=True)
class Change:
    indicator: AnyIndicator
    before: Measure
    now: Measure

    @property
    def is_better(self) -> bool | None:
        """None where more is neither better nor worse."""
        if self.indicator.direction is Direction.NEITHER:
            return None
        return (value_of(self.now) > value_of(self.before)) == (self.indicator.direction is Direction.UP)


@dataclass(frozen=True)
class LostTime:
    group: Group
    region: int
    """Deadlines that passed unmet in the region's hands."""
    municipality: int

    @property
    def total(self) -> int:
        return self.region + self.municipality


def value_of(measure: Measure) -> float:
    """What two weeks are compared by."""
    if measure.whole is not None:
        return measure.share or 0
    return measure.days if measure.days is not None else measure.part


def changes(now: Figures, before: Figures) -> tuple[Change, ...]:
    """What is worse first, then what is better, then the rest; each as far as it is worth telling."""
    compared = (
        Change(indicator, before.measure(indicator), now.measure(indicator))
        for indicator in (HEADLINE_INDICATOR, *(INDICATOR[key] for key in WATCHED))
    )
    told = [change for change in compared if _has_moved(change)]
    order = {False: 0, True: 1, None: 2}
    return tuple(sorted(told, key=lambda change: order[change.is_better])[:MOST_CHANGES])


def _has_moved(change: Change) -> bool:
    if change.indicator.unit is Unit.SHARE:
        if not change.before.whole or not change.now.whole:
            return False
        return abs(value_of(change.now) - value_of(change.before)) >= MOVED
    return value_of(change.now) != value_of(change.before)


def lost_time(figures: Figures) -> tuple[LostTime, ...]:
    """The groups in which deadlines passed unmet, most first."""
    found = [_lost_in(figures, group) for group in figures.groups]
    return tuple(sorted((each for each in found if each.total), key=lambda each: (-each.total, each.group)))


def _lost_in(figures: Figures, group: Group) -> LostTime:
    own = figures.tallies[group]
    return LostTime(group, *(own.get(key, NOTHING_COUNTED).part for key in MISSED.values()))


def went_well(figures: Figures) -> tuple[tuple[AnyIndicator, Measure], ...]:
    """Shares beside the headline that have reached their goal, the one of most cases first."""
    shares = (INDICATOR[key] for key in WATCHED if INDICATOR[key].unit is Unit.SHARE)
    measured = [(each, figures.measure(each)) for each in shares]
    well = [(each, measure) for each, measure in measured if _is_well(each, measure, figures.goals)]
    return tuple(sorted(well, key=lambda pair: -(pair[1].whole or 0))[:MOST_WELL])


def _is_well(indicator: AnyIndicator, measure: Measure, goals: EffectGoals) -> bool:
    goal = goals.of(indicator.key)
    return measure.share is not None and is_reached(indicator, measure.share, WELL if goal is None else goal)
