"""Where something counts that happened before the citizen moved: with who had the case then."""

from __future__ import annotations

from datetime import date

import pytest

from domain.case import Moved
from domain.indicators.facts import Place
from domain.indicators.moved import place_on
from domain.people import Area

FIRST, SECOND = date(2026, 11, 3), date(2026, 11, 20)
ONCE = (Moved(FIRST, "hvidovre"),)
TWICE = (*ONCE, Moved(SECOND, "albertslund"))
THERE_AND_BACK = (Moved(FIRST, "hvidovre"), Moved(SECOND, "albertslund"))


def place_of(unit_id: str) -> Place:
    return Place("ward", unit_id, Area.ADULTS)


@pytest.mark.parametrize(
    ("moves", "now", "own", "day", "counts_for"),
    [
        ((), "hvidovre", "hvidovre", 2, "hvidovre"),
        (ONCE, "albertslund", "albertslund", 2, "hvidovre"),
        (ONCE, "albertslund", "albertslund", 3, "albertslund"),
        (ONCE, "albertslund", "hvidovre", 2, "hvidovre"),
        (ONCE, "albertslund", "hvidovre", 28, "hvidovre"),
        (TWICE, "ishøj", "ishøj", 2, "hvidovre"),
        (TWICE, "ishøj", "ishøj", 19, "albertslund"),
        (TWICE, "ishøj", "ishøj", 20, "ishøj"),
        (TWICE, "ishøj", "albertslund", 2, "hvidovre"),
        (TWICE, "ishøj", "albertslund", 25, "albertslund"),
        (THERE_AND_BACK, "hvidovre", "hvidovre", 2, "hvidovre"),
        (THERE_AND_BACK, "hvidovre", "hvidovre", 5, "albertslund"),
        (THERE_AND_BACK, "hvidovre", "hvidovre", 20, "hvidovre"),
        (ONCE, "albertslund", "the second municipality", 2, "the second municipality"),
    ],
)
def test_a_day_belongs_to_who_had_the_case(
    moves: tuple[Moved, ...], now: str, own: str, day: int, counts_for: str
) -> None:
    assert place_on(place_of(own), date(2026, 11, day), moves, now) == place_of(counts_for)
