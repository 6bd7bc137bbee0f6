"""Effect goals by place: what is aimed at, and between whom.

An agreement sets goals for those it binds. Where several hold in one area, a centre and a municipality have
the goals of the one that binds the two. A place that takes in several pairs has a goal where it is the same
for all of them; where it is not, nothing may be held against it as a whole, and the goals are told apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Direction

Pair = tuple[str, str]
"""Ids of a centre and a municipality."""


@dataclass(frozen=True)
class AgreedGoals:
    """What one agreement aims at, between those it binds."""

    goals: Mapping[str, float]
    """By indicator: of a share from 0 to 1, else a number."""
    pairs: frozenset[Pair]


@dataclass(frozen=True)
class EffectGoals:
    agreed: tuple[AgreedGoals, ...] = ()

    def within(self, centre_id: str, municipality_id: str) -> EffectGoals:
        """Of one place only; an empty id stands for all centres, or all municipalities."""
        narrowed = (
            AgreedGoals(
                each.goals,
                frozenset(
                    (centre, other)
                    for centre, other in each.pairs
                    if centre_id in ("", centre) and municipality_id in ("", other)
                ),
            )
            for each in self.agreed
        )
        return EffectGoals(tuple(each for each in narrowed if each.pairs))

    def of(self, indicator: str) -> float | None:
        """None where there is none, or where it is not the same for all."""
        goals = self.by_goal(indicator)
        return next(iter(goals)) if len(goals) == 1 else None

    def differ(self, indicator: str) -> bool:
        return len(self.by_goal(indicator)) > 1

    def by_goal(self, indicator: str) -> dict[float | None, frozenset[Pair]]:
        """Who aims at what; None are those whose agreement has no goal for it."""
        found: dict[float | None, frozenset[Pair]] = {}
        for each in self.agreed:
            goal = each.goals.get(indicator)
            found[goal] = found.get(goal, frozenset()) | each.pairs
        return found


NO_GOALS = EffectGoals()


def is_reached(indicator: AnyIndicator, value: float, goal: float) -> bool:
    """A figure for which neither way is better has reached its goal where it is as large."""
    return value <= goal if indicator.direction is Direction.DOWN else value >= goal
