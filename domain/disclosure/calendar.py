"""When numbers are passed on: by months and quarters, each settled once and for good.

A month's numbers are settled when the first report takes them in, and a quarter's when the first report shows
it as one; no later report shows another number or another mark for it. So two reports of the same period
never differ, whenever they were made. A month is a table of centres and municipalities. A quarter is the same
with its three months as a third axis, so that it tells no month by what it leaves of the others. Any other
period shows only what can be added up from settled months and quarters, and therefore tells nothing new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.disclosure.counts import AtLeast, Cell, Place, Tallies, Tally, tally, with_totals
from domain.disclosure.exchange import SHOWN
from domain.disclosure.withholding import marks

MONTHS = 3
QUARTER = MONTHS
"""Where the whole quarter stands on the axis of its months."""
Inner = Mapping[Place, int]


@dataclass(frozen=True)
class Counted:
    """One count in the months of a quarter that are known, by month and place without totals."""

    name: str
    months: Mapping[int, Inner]
    within: str = ""
    all_tells: bool = False
    """As `Tally` says."""

    def tally(self, parts: tuple[int, ...], inner: Inner) -> Tally:
        return tally(self.name, parts, inner, self.within, all_tells=self.all_tells)


@dataclass(frozen=True)
class Known:
    """As `AtLeast` says."""

    these: frozenset[str]
    those: frozenset[str]
    open_at: frozenset[tuple[Place, int]] = frozenset()
    """The places, without totals, and months of which it is not known."""

    def in_month(self, parts: tuple[int, ...], month: int) -> AtLeast:
        return self._among(parts, (place for place, at in self.open_at if at == month))

    def in_quarter(self, parts: tuple[int, ...]) -> AtLeast:
        return self._among(parts, ((*place, month) for place, month in self.open_at))

    def _among(self, parts: tuple[int, ...], open_at: Iterable[Place]) -> AtLeast:
        """A total is open where one of its parts is."""
        everywhere = with_totals(parts, dict.fromkeys(open_at, 1))
        return AtLeast(self.these, self.those, frozenset(place for place, n in everywhere.items() if n))


def settle(
    parts: tuple[int, ...],
    counted: Iterable[Counted],
    wanted: Iterable[int],
    settled: Mapping[Cell, str],
    known: tuple[Known, ...] = (),
) -> dict[Cell, str]:
    """How every cell of the wanted months, or of all where the quarter is among them, is passed on: a mark,
    or `SHOWN`. Month or quarter is the last place of a cell. What was settled before is in it unchanged."""
    counted, wanted = tuple(counted), set(wanted)
    if QUARTER in wanted:
        return dict(settled) | _quarter(parts, counted, settled, known)
    had = {place[-1] for _, place in settled}
    fresh: dict[Cell, str] = {}
    for month in wanted - had:
        fresh |= _month(parts, counted, month, known)
    return dict(settled) | fresh


def _month(
    parts: tuple[int, ...], counted: tuple[Counted, ...], month: int, known: tuple[Known, ...]
) -> dict[Cell, str]:
    beside = tuple(each.in_month(parts, month) for each in known)
    tallies = Tallies(parts, tuple(c.tally(parts, c.months[month]) for c in counted), beside)
    hidden = marks(tallies)
    return {
        (name, (*place, month)): hidden.get((name, place), SHOWN)
        for name in tallies.named
        for place in tallies.places
    }


def _quarter(
    parts: tuple[int, ...],
    counted: tuple[Counted, ...],
    settled: Mapping[Cell, str],
    known: tuple[Known, ...],
) -> dict[Cell, str]:
    whole = (*parts, MONTHS)
    beside = tuple(each.in_quarter(whole) for each in known)
    tallies = Tallies(whole, tuple(c.tally(whole, _by_month(c)) for c in counted), beside)
    hidden = marks(tallies, settled)
    return {
        (name, place): hidden.get((name, place), SHOWN) for name in tallies.named for place in tallies.places
    }


def _by_month(counted: Counted) -> Inner:
    return {
        (*place, month): value for month in range(MONTHS) for place, value in counted.months[month].items()
    }
