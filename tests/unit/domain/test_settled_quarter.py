"""What is told of a settled quarter: of coercive admissions not that all of those at a place were one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from domain.forum_report import EVERYWHERE, NOT_TOLD, Party
from domain.indicators.coercion import COERCION
from domain.indicators.discharges import HEADLINE
from domain.indicators.rules import rules_now
from domain.indicators.tally import Tally
from domain.people import Area
from domain.report_period import ReportPeriod, month_after
from domain.reported import READINGS
from domain.settled_quarter import CountedMonth, Pair, SettledQuarter, figure_of

JULY = date(2026, 7, 1)
QUARTER = ReportPeriod(JULY, 3)
CENTRES = (Party("north", "Nord"), Party("south", "Syd"))
MUNICIPALITIES = (Party("albertslund", "Albertslund"), Party("hvidovre", "Hvidovre"))
COERCIVE = next(each for each in READINGS if each.indicator == COERCION)
PAIRS = tuple((c, m) for c in ("north", "south", EVERYWHERE) for m in ("albertslund", "hvidovre", EVERYWHERE))


def settled(coerced: Mapping[Pair, tuple[int, int]]) -> SettledQuarter:
    """Every month with so many coercive admissions among so many discharges of which it is known."""
    tallies = {
        pair: {HEADLINE: Tally(30, 60), COERCION: Tally(part, whole)}
        for pair, (part, whole) in coerced.items()
    }
    month = CountedMonth(datetime(2026, 11, 1, tzinfo=UTC), tallies, frozenset(), rules_now())
    quarter = SettledQuarter(Area.ADULTS, JULY, CENTRES, MUNICIPALITIES)
    counted = quarter.with_months({month_after(JULY, n): month for n in range(3)})
    return counted.settled(ReportPeriod(JULY, 1)).settled(QUARTER)


def told(quarter: SettledQuarter, period: ReportPeriod) -> set[Pair]:
    """Where the share is told."""
    return {pair for pair in PAIRS if figure_of(COERCIVE, pair, [(quarter, period)]) != NOT_TOLD}


@pytest.mark.parametrize("period", [ReportPeriod(JULY, 1), QUARTER])
def test_that_all_were_coerced_is_told_of_no_place_and_by_no_sum(period: ReportPeriod) -> None:
    quarter = settled(
        {
            ("north", "albertslund"): (5, 5),
            ("north", "hvidovre"): (10, 30),
            ("south", "albertslund"): (10, 30),
            ("south", "hvidovre"): (10, 30),
        }
    )
    found = told(quarter, period)
    assert ("north", "albertslund") not in found
    assert not {("north", "hvidovre"), ("north", EVERYWHERE)} <= found
    assert not {("south", "albertslund"), (EVERYWHERE, "albertslund")} <= found
    assert (EVERYWHERE, EVERYWHERE) in found


def test_a_centre_that_discharged_to_one_municipality_does_not_tell_it_as_its_total() -> None:
    found = told(
        settled({("north", "albertslund"): (5, 5), ("south", "hvidovre"): (10, 30)}), ReportPeriod(JULY, 1)
    )
    assert not found & {("north", "albertslund"), ("north", EVERYWHERE), (EVERYWHERE, "albertslund")}
    assert (EVERYWHERE, EVERYWHERE) not in found or ("south", EVERYWHERE) not in found


def test_the_share_is_told_where_it_was_not_all() -> None:
    quarter = settled({(c.id, m.id): (10, 30) for c in CENTRES for m in MUNICIPALITIES})
    assert told(quarter, QUARTER) == set(PAIRS)
