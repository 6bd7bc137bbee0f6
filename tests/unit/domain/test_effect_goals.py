"""Effect goals by place: one where it is the same for all in it, told apart where it is not."""

from __future__ import annotations

import pytest

from domain.effect_goals import AgreedGoals, EffectGoals, is_reached
from domain.indicators.table import INDICATOR

IN_TIME, DAYS = "minutes_in_time", "days_to_meeting"
CLUSTER = AgreedGoals({IN_TIME: 0.8, DAYS: 10}, frozenset({("amager", "dragør"), ("amager", "hvidovre")}))
OTHER = AgreedGoals({IN_TIME: 0.9, DAYS: 10}, frozenset({("glostrup", "hvidovre")}))
GOALS = EffectGoals((CLUSTER, OTHER))


@pytest.mark.parametrize(
    ("centre", "municipality", "goal"),
    [
        ("", "", None),
        ("amager", "", 0.8),
        ("glostrup", "", 0.9),
        ("", "dragør", 0.8),
        ("", "hvidovre", None),
        ("amager", "hvidovre", 0.8),
        ("glostrup", "hvidovre", 0.9),
        ("glostrup", "dragør", None),
    ],
)
def test_a_place_has_a_goal_where_it_is_the_same_everywhere_in_it(
    centre: str, municipality: str, goal: float | None
) -> None:
    assert GOALS.within(centre, municipality).of(IN_TIME) == goal


def test_goals_differ_only_where_some_aim_at_something_else() -> None:
    assert GOALS.differ(IN_TIME)
    assert not GOALS.differ(DAYS)
    assert GOALS.of(DAYS) == 10
    assert not GOALS.within("glostrup", "dragør").differ(IN_TIME)


def test_who_has_no_goal_for_it_aims_at_something_else_than_who_has_one() -> None:
    without = EffectGoals((CLUSTER, AgreedGoals({}, OTHER.pairs)))
    assert without.of(IN_TIME) is None
    assert without.by_goal(IN_TIME) == {0.8: CLUSTER.pairs, None: OTHER.pairs}
    assert not without.differ("gp_involved")


@pytest.mark.parametrize(
    ("key", "value", "goal", "reached"),
    [(IN_TIME, 0.8, 0.8, True), (IN_TIME, 0.79, 0.8, False), (DAYS, 10, 10, True), (DAYS, 10.5, 10, False)],
)
def test_a_goal_is_reached_the_way_that_is_better(key: str, value: float, goal: float, reached: bool) -> None:
    assert is_reached(INDICATOR[key], value, goal) is reached
