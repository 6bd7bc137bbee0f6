"""The arithmetic of a benchmark: percentiles, medians over rounds, and ratios against a goal.

Pure functions over numbers that were measured elsewhere. Times are seconds, rates are turns per second.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed (nearest rank).

    Raises ValueError without values: a percentile of nothing would read as "no delay".
    """
    if not values:
        raise ValueError("no values were measured")
    rank = max(1, math.ceil(share * len(values)))
    return sorted(values)[rank - 1]


@dataclass(frozen=True)
class Round:
    """One server under one load for one stretch of time."""

    turns: int
    failures: int
    seconds: float
    p50: float
    p99: float
    longest_stall: float
    """The longest time the server's event loop was held, while the load ran."""

    @property
    def rate(self) -> float:
        return self.turns / self.seconds


@dataclass(frozen=True)
class Summary:
    """A server over several rounds: medians, but the worst stall and every failure."""

    rate: float
    p50: float
    p99: float
    longest_stall: float
    failures: int


def summarise(rounds: Sequence[Round]) -> Summary:
    return Summary(
        rate=median(one.rate for one in rounds),
        p50=median(one.p50 for one in rounds),
        p99=median(one.p99 for one in rounds),
        longest_stall=max(one.longest_stall for one in rounds),
        failures=sum(one.failures for one in rounds),
    )


@dataclass(frozen=True)
class Goal:
    """A figure and the bound it must keep: at least, or (`below`) less than."""

    text: str
    figure: float
    bound: float
    unit: str
    below: bool = False

    @property
    def is_met(self) -> bool:
        return self.figure < self.bound if self.below else self.figure >= self.bound


def ratio(ours: float, theirs: float) -> float:
    """How many times `theirs` goes into `ours`; infinite when theirs is 0."""
    return ours / theirs if theirs else math.inf
