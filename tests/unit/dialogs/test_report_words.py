"""What the joint report says of its figures and of the forum's actions, as sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogs.report_paper import action_lines
from dialogs.wording import load_catalogues
from domain.forum_report import NotedAction
from tests.unit.dialogs.report_cards import a_report

DANISH = load_catalogues().speaking("da")


def test_the_action_of_somebody_who_left_is_a_former_colleagues() -> None:
    action = NotedAction("Alle enheder får en liste", "", date(2026, 12, 1))
    (line,) = action_lines(replace(a_report(), actions=(action,)), DANISH)
    assert line.startswith("Alle enheder får en liste (en tidligere kollega, senest ")
