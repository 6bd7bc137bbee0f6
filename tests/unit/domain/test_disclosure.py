"""What is passed on, report after report, tells no count from 1 to 4: somebody who tries recovers none."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.disclosure.calendar import MONTHS, QUARTER, Counted, Inner, settle
from domain.disclosure.counts import Cell, Place, Tallies, tally
from domain.disclosure.exchange import SHOWN, SMALL, WITHHELD, is_small
from domain.disclosure.withholding import marks
from tests.unit.domain.disclosure_attack import INNER, OUTER, Known, Sum, World

Reports = list[tuple[int, frozenset[int]]]
"""Which quarter, and which of its months, or the whole, were first passed on by each report in turn."""


@st.composite
def worlds(draw: st.DrawFn, quarters: int = 1) -> World:
    centres, municipalities = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    often = draw(st.sampled_from([1, 3, 8, 20]))
    sizes = st.integers(0, often) | st.just(0)
    outside = st.just(0) | sizes if draw(st.booleans()) else sizes
    atoms = product(range(quarters * MONTHS), range(centres), range(municipalities), [True, False])
    return World(
        centres,
        municipalities,
        quarters * MONTHS,
        {atom: draw(sizes if atom[-1] else outside) for atom in atoms},
    )


def orders(quarters: int = 1) -> st.SearchStrategy[Reports]:
    wanted = st.frozensets(st.integers(0, QUARTER), min_size=1)
    return st.lists(st.tuples(st.integers(0, quarters - 1), wanted), min_size=1, max_size=4)


def counted(world: World, quarter: int, all_tells: bool) -> tuple[Counted, Counted]:
    def months(name: str) -> Mapping[int, Mapping[Place, int]]:
        return {
            month: {
                (c, m): world.value(world.sum(name, c, m, range(at, at + 1)))
                for c, m in product(range(world.centres), range(world.municipalities))
            }
            for month, at in enumerate(range(quarter * MONTHS, (quarter + 1) * MONTHS))
        }

    return Counted(OUTER, months(OUTER)), Counted(INNER, months(INNER), OUTER, all_tells)


def passed_on(world: World, reports: Reports, *, all_tells: bool = False) -> dict[Sum, str]:
    """Everything that the reports, one after another, have shown or marked."""
    settled: dict[int, dict[Cell, str]] = {}
    for quarter, wanted in reports:
        before = settled.get(quarter, {})
        parts = world.centres, world.municipalities
        settled[quarter] = settle(parts, counted(world, quarter, all_tells), wanted, before)
        assert before.items() <= settled[quarter].items()
    return {
        world.sum(name, c, m, months_of(quarter, at)): mark
        for quarter, cells in settled.items()
        for (name, (c, m, at)), mark in cells.items()
    }


def months_of(quarter: int, at: int) -> range:
    first = quarter * MONTHS
    return range(first, first + MONTHS) if at == QUARTER else range(first + at, first + at + 1)


@settings(max_examples=150, deadline=None)
@given(worlds(), orders())
def test_no_small_count_is_recovered_from_months_and_quarters_in_any_order(
    world: World, reports: Reports
) -> None:
    assert Known(world, passed_on(world, reports)).recovered() == []


@settings(max_examples=40, deadline=None)
@given(worlds(quarters=2), orders(quarters=2))
def test_no_small_count_is_recovered_from_periods_across_quarters(world: World, reports: Reports) -> None:
    assert Known(world, passed_on(world, reports)).recovered() == []


@settings(max_examples=150, deadline=None)
@given(worlds(), orders())
def test_where_all_tells_it_of_each_that_is_not_recovered_either(world: World, reports: Reports) -> None:
    known = Known(world, passed_on(world, reports, all_tells=True))
    assert known.known_of_each() == []
    assert known.recovered() == []


def test_all_of_a_place_is_told_where_it_may_be() -> None:
    numbers = {
        (month, c, m, inside): 0 if (c, m, inside) == (0, 0, False) else 9
        for month, c, m, inside in product(range(MONTHS), range(2), range(3), [True, False])
    }
    world, reports = World(2, 3, MONTHS, numbers), [(0, frozenset({1, QUARTER}))]
    all_of_it = world.sum(OUTER, 0, 0, range(1, 2)) - world.sum(INNER, 0, 0, range(1, 2))
    assert all_of_it in Known(world, passed_on(world, reports)).known_of_each()
    assert Known(world, passed_on(world, reports, all_tells=True)).known_of_each() == []


@settings(max_examples=30, deadline=None)
@given(worlds())
def test_what_was_told_of_all_before_it_was_hidden_stops_no_report(world: World) -> None:
    month = frozenset({0})
    before = settle((world.centres, world.municipalities), counted(world, 0, False), month, {})
    after = settle((world.centres, world.municipalities), counted(world, 0, True), {QUARTER}, before)
    assert before.items() <= after.items()


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_no_small_number_is_ever_shown(world: World) -> None:
    for what, mark in passed_on(world, [(0, frozenset({0, QUARTER}))]).items():
        value = world.value(what)
        assert not (is_small(value) and mark == SHOWN)
        assert mark != SMALL or is_small(value)


def only_small_ones_hidden(world: World) -> dict[Sum, str]:
    """What the reports of a quarter and its months would show if small counts alone were hidden."""
    sums = (
        world.sum(name, c, m, months_of(0, at))
        for name, (c, m), at in product((OUTER, INNER), world.groups(), range(QUARTER + 1))
    )
    return {each: SMALL if is_small(world.value(each)) else SHOWN for each in sums}


def test_the_attack_succeeds_where_small_counts_alone_are_hidden() -> None:
    numbers = {
        (month, c, m, inside): 2 if (month, c, m) == (1, 0, 0) else 9
        for month, c, m, inside in product(range(MONTHS), range(2), range(3), [True, False])
    }
    world = World(2, 3, MONTHS, numbers)
    recovered = Known(world, only_small_ones_hidden(world)).recovered()
    assert world.sum(INNER, 0, 0, range(1, 2)) in recovered
    assert Known(world, passed_on(world, [(0, frozenset({1, QUARTER}))])).recovered() == []


def table(rows: list[list[int]]) -> Tallies:
    parts = len(rows), len(rows[0])
    inner: dict[Place, int] = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    return Tallies(parts, (tally("all", parts, inner),))


def test_large_numbers_are_all_shown() -> None:
    assert marks(table([[30, 40], [50, 60]])) == {}


def test_the_cheapest_numbers_go_and_the_totals_stay() -> None:
    hidden = marks(table([[3, 40, 50], [30, 6, 70], [80, 90, 99]]))
    assert hidden == {("all", (0, 0)): SMALL} | {
        ("all", place): WITHHELD for place in [(0, 1), (1, 0), (1, 1)]
    }


def test_what_leaves_a_small_count_of_the_whole_is_hidden_and_the_whole_is_not() -> None:
    parts = (1, 2)
    whole = tally("all", parts, {(0, 0): 20, (0, 1): 30})
    part = tally("signed", parts, {(0, 0): 18, (0, 1): 20}, "all")
    hidden = marks(Tallies(parts, (whole, part)))
    assert hidden[("signed", (0, 0))] == WITHHELD
    assert ("all", (0, 0)) not in hidden


def test_with_a_hidden_whole_goes_what_is_part_of_it() -> None:
    parts = (1, 3)
    whole = tally("all", parts, {(0, 0): 3, (0, 1): 30, (0, 2): 40})
    part = tally("signed", parts, {(0, 1): 10, (0, 2): 20}, "all")
    hidden = marks(Tallies(parts, (whole, part)))
    assert {place for name, place in hidden if name == "all"} == {
        place for name, place in hidden if name == "signed"
    }


def test_a_month_that_was_passed_on_stays_and_the_quarter_gives_way() -> None:
    months: dict[int, Inner] = {
        0: {(0, 0): 3, (0, 1): 20},
        1: {(0, 0): 30, (0, 1): 40},
        2: {(0, 0): 50, (0, 1): 60},
    }
    count = (Counted("all", months),)
    first: dict[Cell, str] = {}
    for month in range(MONTHS):
        first = settle((1, 2), count, {month}, first)
    later = settle((1, 2), count, {QUARTER}, first)
    assert {cell: later[cell] for cell in first} == first
    assert first["all", (0, 0, 1)] == SHOWN
    assert later["all", (0, 0, QUARTER)] == WITHHELD


@pytest.mark.parametrize("wanted", [{0}, {0, 1}, {QUARTER}])
def test_settling_again_changes_nothing(wanted: set[int]) -> None:
    months: dict[int, Inner] = {month: {(0, 0): 3 + month, (0, 1): 20} for month in range(MONTHS)}
    once = settle((1, 2), (Counted("all", months),), wanted, {})
    other: dict[int, Inner] = {month: {(0, 0): 40, (0, 1): 2} for month in range(MONTHS)}
    assert settle((1, 2), (Counted("all", other),), wanted - {QUARTER}, once) == once
