"""Where something counts that happened before the citizen moved: with who had the case then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.case import Moved, SecondLeft
from domain.indicators.facts import MeetingFact, Place
from domain.indicators.moved import place_on
from domain.people import Area

FIRST, SECOND = date(2026, 11, 3), date(2026, 11, 20)
ONCE = (Moved(FIRST, "hvidovre"),)
TWICE = (*ONCE, Moved(SECOND, "albertslund"))
THERE_AND_BACK = (Moved(FIRST, "hvidovre"), Moved(SECOND, "albertslund"))


AND_BACK_AGAIN = (
    *THERE_AND_BACK,
    Moved(date(2026, 11, 24), "hvidovre"),
    Moved(date(2026, 11, 27), "ishøj"),
)


def place_of(unit_id: str) -> Place:
    return Place("ward", unit_id, Area.ADULTS)


def fact_of(unit_id: str) -> MeetingFact:
    return MeetingFact("the record", place_of(unit_id), FIRST, None, gp=False, relatives=False)


def staying(moves: tuple[Moved, ...], *at: int) -> tuple[Moved, ...]:
    """The moves, at some of which the record was the newcomer's already."""
    stayed = frozenset({"the record"})
    return tuple(replace(move, stayed=stayed) if n in at else move for n, move in enumerate(moves))


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
    assert place_on(fact_of(own), date(2026, 11, day), moves, now) == place_of(counts_for)


@pytest.mark.parametrize(
    ("moves", "now", "own", "day", "counts_for"),
    [
        (staying(ONCE, 0), "albertslund", "albertslund", 2, "albertslund"),
        (staying(TWICE, 0), "ishøj", "ishøj", 2, "albertslund"),
        (staying(TWICE, 1), "ishøj", "ishøj", 2, "ishøj"),
        (staying(THERE_AND_BACK, 1), "hvidovre", "hvidovre", 2, "hvidovre"),
        (staying(THERE_AND_BACK, 1), "hvidovre", "hvidovre", 5, "hvidovre"),
        (staying(AND_BACK_AGAIN, 1, 3), "hvidovre", "hvidovre", 5, "hvidovre"),
        (staying(AND_BACK_AGAIN, 3), "hvidovre", "hvidovre", 5, "albertslund"),
        (staying(AND_BACK_AGAIN, 3), "hvidovre", "hvidovre", 25, "hvidovre"),
    ],
)
def test_what_was_not_handed_over_stays_whose_it_was(
    moves: tuple[Moved, ...], now: str, own: str, day: int, counts_for: str
) -> None:
    assert place_on(fact_of(own), date(2026, 11, day), moves, now) == place_of(counts_for)


HANDED = frozenset({"the record"})
LEFT = SecondLeft(date(2026, 11, 10), "ishøj", HANDED)


@pytest.mark.parametrize(
    ("moves", "left", "now", "day", "counts_for"),
    [
        ((), (LEFT,), "hvidovre", 9, "ishøj"),
        ((), (LEFT,), "hvidovre", 10, "hvidovre"),
        ((), (replace(LEFT, tasks=frozenset()),), "hvidovre", 9, "hvidovre"),
        ((), (LEFT, SecondLeft(date(2026, 11, 15), "brøndby", HANDED)), "hvidovre", 9, "ishøj"),
        ((), (LEFT, SecondLeft(date(2026, 11, 15), "brøndby", HANDED)), "hvidovre", 12, "brøndby"),
        ((Moved(SECOND, "hvidovre"),), (LEFT,), "albertslund", 9, "ishøj"),
        ((Moved(SECOND, "hvidovre"),), (LEFT,), "albertslund", 12, "hvidovre"),
        ((Moved(SECOND, "hvidovre"),), (LEFT,), "albertslund", 20, "albertslund"),
        ((Moved(SECOND, "hvidovre"),), (LEFT,), "ishøj", 9, "ishøj"),
        ((Moved(SECOND, "hvidovre"),), (LEFT,), "ishøj", 12, "hvidovre"),
        ((Moved(FIRST, "ishøj"),), (LEFT,), "hvidovre", 9, "ishøj"),
    ],
)
def test_what_a_second_municipality_handed_over_was_its_own_until_then(
    moves: tuple[Moved, ...], left: tuple[SecondLeft, ...], now: str, day: int, counts_for: str
) -> None:
    assert place_on(fact_of(now), date(2026, 11, day), moves, now, left) == place_of(counts_for)
