"""The arithmetic behind a benchmark's table."""

from __future__ import annotations

import math

import pytest

from benchmarks.figures import Goal, Round, percentile, ratio, summarise


def test_a_percentile_is_a_measured_value_that_so_many_do_not_exceed() -> None:
    hundred = [float(value) for value in range(100, 0, -1)]
    assert percentile(hundred, 0.50) == 50.0
    assert percentile(hundred, 0.99) == 99.0
    assert percentile(hundred, 1.0) == 100.0
    assert percentile([7.0], 0.99) == 7.0
    assert percentile([1.0, 2.0, 3.0], 0.99) == 3.0


def test_a_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.99)


def test_rounds_are_summed_up_by_their_medians_but_the_worst_stall_and_every_failure() -> None:
    rounds = [
        Round(turns=300, failures=0, seconds=3.0, p50=0.01, p99=0.05, longest_stall=0.002),
        Round(turns=100, failures=2, seconds=2.0, p50=0.03, p99=0.30, longest_stall=0.200),
        Round(turns=160, failures=1, seconds=2.0, p50=0.02, p99=0.04, longest_stall=0.001),
    ]
    summary = summarise(rounds)
    assert summary.rate == 80.0
    assert (summary.p50, summary.p99) == (0.02, 0.05)
    assert (summary.longest_stall, summary.failures) == (0.200, 3)


def test_a_ratio_says_how_many_times_as_many_turns() -> None:
    assert ratio(860.0, 43.0) == 20.0
    assert ratio(1.0, 0.0) == math.inf


@pytest.mark.parametrize(
    ("figure", "bound", "below", "met"),
    [(20.0, 20, False, True), (19.99, 20, False, False), (19.9, 20, True, True), (20.0, 20, True, False)],
)
def test_a_goal_is_at_least_its_bound_or_strictly_below_it(
    figure: float, bound: float, below: bool, met: bool
) -> None:
    assert Goal("turns", figure, bound, "", below).is_met is met
