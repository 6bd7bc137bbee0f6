"""What the joint report says of its figures and of the forum's actions, as sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dialogs.report_paper import action_lines
from dialogs.report_words import standing
from dialogs.wording import load_catalogues
from domain.forum_report import Figure, NotedAction
from domain.indicators.table import INDICATOR
from tests.unit.dialogs.report_cards import a_report

DANISH = load_catalogues().speaking("da")


def test_the_action_of_somebody_who_left_is_a_former_colleagues() -> None:
    action = NotedAction("Alle enheder får en liste", "", date(2026, 12, 1))
    (line,) = action_lines(replace(a_report(), actions=(action,)), DANISH)
    assert line.startswith("Alle enheder får en liste (en tidligere kollega, senest ")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("discharges_with_agreement_in_time", 0.796, "Lige under målet på 80 %."),
        ("discharges_with_agreement_in_time", 0.794, "1 procentpoint under målet på 80 %."),
        ("discharges_with_agreement_in_time", 0.8, "Målet på 80 % er nået."),
    ],
)
def test_what_is_short_of_the_goal_by_less_than_is_shown_is_just_below_it(
    key: str, value: float, said: str
) -> None:
    figure = Figure(part=round(value * 1000), whole=1000)
    assert standing(DANISH, INDICATOR[key], figure, 0.8) == said
