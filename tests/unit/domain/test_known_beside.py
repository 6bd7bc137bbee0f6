"""What a reader knows beside the numbers tells no small one either: the reasons given, the lists."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.disclosure.calendar import MONTHS, QUARTER, Counted, Known, settle
from domain.disclosure.counts import AtLeast, Cell, Tallies, tally
from domain.disclosure.exchange import SHOWN
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
