"""What a reader knows beside the numbers tells no small one either: the reasons given, the lists."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.disclosure.calendar import MONTHS, QUARTER, Counted, Known, settle
from domain.disclosure.counts import AtLeast, Cell, Tallies, tally
from domain.disclosure.exchange import SHOWN, boxes, is_small, moved
from domain.disclosure.withholding import marks
from domain.forum_report import EVERYWHERE
from tests.unit.domain.reasons_attack import CENTRE, MUNICIPALITIES, REASON, Truth, Way, told

OF_REASONS = Known(frozenset({"reasons", "unexplained"}), frozenset({"without"}))
SMALL_OR_NONE = st.sampled_from([0, 0, 1, 2, 3, 4, 5])
WAYS = st.tuples(st.sampled_from([0, 5, 6]), SMALL_OR_NONE, st.sampled_from([0, 0, 3, 5, 6]), SMALL_OR_NONE)


@pytest.mark.parametrize(
    ("ways", "other_delays"),
    [
        (((5, 0, 0, 5), (6, 0, 5, 2)), (0, 0)),
        (((7, 6, 7, 1), (7, 0, 7, 3)), (0, 0)),
        (((7, 5, 0, 4), (5, 0, 5, 4)), (0, 0)),
        (((5, 3, 5, 3), (7, 5, 0, 1)), (0, 0)),
    ],
    ids=[
        "no reason at a place: nobody explained there, so all the explained are at the other",
        "as many reasons as would leave four unexplained",
        "no reason at the place beside",
        "the total of reasons leaves one number",
    ],
)
def test_the_reasons_shown_tell_not_how_many_were_unexplained(
    ways: tuple[Way, Way], other_delays: tuple[int, int]
) -> None:
    assert told(Truth(ways, other_delays)) == set()


@settings(max_examples=40, deadline=None)
@given(st.tuples(WAYS, WAYS), st.tuples(st.integers(0, 2), st.integers(0, 2)))
def test_no_small_number_is_told_by_the_reasons_beside_it(
    ways: tuple[Way, Way], other_delays: tuple[int, int]
) -> None:
    assert told(Truth(ways, other_delays)) == set()


def test_the_reasons_themselves_are_shown_beside_what_they_could_tell_of() -> None:
    quarter = Truth(((5, 0, 0, 5), (6, 0, 5, 2)), (0, 0)).settled()
    places = product((CENTRE, EVERYWHERE), (*MUNICIPALITIES, EVERYWHERE))
    assert all(quarter.marks[REASON, *place, 0] == SHOWN for place in places)


def counted(without: int, unexplained: int, reasons: int) -> tuple[Counted, ...]:
    """The same in each month and each of two municipalities."""
    places = tuple((0, m) for m in range(2))
    numbers = {"without": without, "unexplained": unexplained, "reasons": reasons}
    return tuple(
        Counted(
            name,
            {month: dict.fromkeys(places, number) for month in range(MONTHS)},
            "without" if name == "unexplained" else "",
        )
        for name, number in numbers.items()
    )


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_a_month_passed_on_before_the_reasons_were_heeded_stops_no_quarter(
    explained: int, unexplained: int, more: int
) -> None:
    numbers = counted(explained + unexplained, unexplained, explained + more)
    before: dict[Cell, str] = settle((1, 2), numbers, {0}, {})
    after = settle((1, 2), numbers, {QUARTER}, before, (OF_REASONS,))
    assert before.items() <= after.items()


def test_where_there_is_room_the_count_around_stays_shown() -> None:
    inner = {"without": (20, 20), "unexplained": (3, 3), "reasons": (30, 30)}
    tallies = tuple(
        tally(name, (1, 2), {(0, 0): one, (0, 1): other}, "without" if name == "unexplained" else "")
        for name, (one, other) in inner.items()
    )
    heeded = AtLeast(OF_REASONS.these, OF_REASONS.those)
    with_room = marks(Tallies((1, 2), tallies, (heeded,)))
    assert {name for name, _ in with_room} == {"unexplained"}
    without_room = marks(
        Tallies((1, 2), (*tallies[:2], tally("reasons", (1, 2), {(0, 0): 17, (0, 1): 17})), (heeded,))
    )
    assert {name for name, _ in without_room} == {"unexplained", "without"}


def test_what_is_not_known_everywhere_is_heeded_where_it_is() -> None:
    known = Known(frozenset({"missing"}), frozenset({"unexplained"}), frozenset({((0, 1), 0)}))
    assert known.in_month((1, 2), 0).open_at == {(0, 1), (1, 1), (0, 2), (1, 2)}
    assert known.in_month((1, 2), 1).open_at == frozenset()


CHAIN = {"without": "", "unexplained": "without", "missing": "unexplained", "reasons": ""}
OF_LISTS = Known(frozenset({"missing"}), frozenset({"unexplained"}))
PARTS = (1, 2, MONTHS)
SETS = [frozenset(each.split()) for each in ("without", "unexplained missing", "reasons")] + [
    frozenset({"without", "unexplained", "missing"})
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5), st.integers(0, 2)), min_size=6, max_size=6),
    st.sampled_from([({0, 1, 2}, {QUARTER}), ({1}, {QUARTER}), ({QUARTER},)]),
)
def test_after_months_and_quarter_each_small_number_has_another_table_that_could_be(
    rows: list[tuple[int, int, int]], reports: tuple[set[int], ...]
) -> None:
    """Rows of explained, missing, and more reasons than explained; nobody's list has come."""
    months: dict[str, dict[int, dict[tuple[int, ...], int]]] = {
        name: {month: {} for month in range(MONTHS)} for name in CHAIN
    }
    for (month, m), (explained, missing, more) in zip(product(range(MONTHS), range(2)), rows, strict=True):
        for name, number in (
            ("without", explained + missing),
            ("unexplained", missing),
            ("missing", missing),
            ("reasons", explained + more),
        ):
            months[name][month][0, m] = number
    passed_on: dict[Cell, str] = {}
    for wanted in reports:
        counts = [Counted(name, months[name], around) for name, around in CHAIN.items()]
        passed_on = settle((1, 2), counts, wanted, passed_on, (OF_REASONS, OF_LISTS))

    inner = {
        name: {(*place, at): n for at, of in by.items() for place, n in of.items()}
        for name, by in months.items()
    }
    beside = (OF_REASONS.in_quarter(PARTS), OF_LISTS.in_quarter(PARTS))
    whole = Tallies(PARTS, tuple(tally(name, PARTS, inner[name], CHAIN[name]) for name in CHAIN), beside)
    marked = {name: [passed_on[name, place] for place in whole.places] for name in CHAIN}
    for at, place in enumerate(whole.places):
        others = [
            each
            for names, box, up in product(SETS, boxes(PARTS)[at], (1, -1))
            if (each := moved(whole, names, box, up, marked))
        ]
        values = {name: whole.named[name].values[place] for name in CHAIN}
        for name, value in values.items():
            assert not is_small(value) or any(name in each for each in others)
        if is_small(values["without"] - values["unexplained"]):
            assert any(("without" in each) != ("unexplained" in each) for each in others)
