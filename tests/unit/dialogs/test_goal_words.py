"""A figure beside its goal: reached, missed, or so close that both read the same."""

from __future__ import annotations

import pytest

from dialogs.goal_words import goal_line
from domain.effect_goals import AgreedGoals, EffectGoals
from domain.indicators.discharges import HEADLINE
from domain.indicators.table import INDICATOR
from tests.unit.dialogs.bot_in_process import DANISH

NINETY = EffectGoals((AgreedGoals({HEADLINE: 0.9}, frozenset({("glostrup", "hvidovre")})),))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.9, "Mål: mindst 90 % – nået ✓"),
        (0.899, "Mål: mindst 90 % – lige under"),
        (0.8, "Mål: mindst 90 % – ikke nået"),
        (None, "Mål: mindst 90 %"),
    ],
)
def test_a_figure_stands_against_its_goal(value: float | None, said: str) -> None:
    assert goal_line(DANISH, INDICATOR[HEADLINE], value, NINETY) == said
