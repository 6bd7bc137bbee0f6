"""The joint report as it is read on paper: its words and plots in their order, ready to be printed.

Everything is worded by the caller, small numbers have been taken out before, and nobody's name but that of
who answers for an action is in it. How it looks does not belong here; `papers/` does that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Column:
    """One period of a plot."""

    label: str
    text: str
    """What stands at its top: the number, or how it is passed on instead."""
    height: float | None
    """From 0 to 1 of the plot's height; None where no number is shown."""


@dataclass(frozen=True)
class Plot:
    title: str
    alternative: str
    """The same in words, for who does not see it."""
    columns: tuple[Column, ...]
    goal: float | None = None
    """From 0 to 1 of the plot's height."""
    goal_text: str = ""
    note: str = ""
    """What must be known to read it right; empty where there is nothing."""


@dataclass(frozen=True)
class Grid:
    """A table; the first row is its head, and the first of each row says what the row is about."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    totals: bool = True
    """Whether the last row and column are totals."""
    note: str = ""
    """As of a plot."""


@dataclass(frozen=True)
class Theme:
    """One page."""

    heading: str
    plots: tuple[Plot, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True)
class AreaPart:
    heading: str
    answer: str
    """The headline in one sentence."""
    figure: str
    """The headline's number, large."""
    standing: str
    """How it stands against its goal."""
    plot: Plot
    keys: Grid
    themes: tuple[Theme, ...]


@dataclass(frozen=True)
class Definition:
    name: str
    text: str
    source: str


@dataclass(frozen=True)
class ForumPaper:
    language: Literal["da", "en"]
    title: str
    subtitle: str
    printed_at: datetime
    """An aware moment; the same report at the same moment gives the same bytes."""
    actions_heading: str
    actions: tuple[str, ...]
    """One line each; at least one, which may say that there are none."""
    areas: tuple[AreaPart, ...]
    definitions_heading: str
    definitions_lead: str
    definitions: tuple[Definition, ...]
    reading_heading: str
    reading: tuple[str, ...]
    """How marks are read, and what was settled when."""
    footer: str


PrintForumPaper = Callable[[ForumPaper], bytes]
"""The report as a PDF. A second of work or so; called where it holds nobody up. Raises `PaperNotPrinted`."""
