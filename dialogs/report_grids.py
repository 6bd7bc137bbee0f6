"""The report's tables by municipality, and what must be known to read a table or a plot right.

Of whom nothing may be told, is named below the table: rows of marks alone tell nobody anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from dialogs.goal_words import goals_apart
from dialogs.indicator_words import title_of
from dialogs.listing import listed
from dialogs.report_words import (
    figure_text,
    known_only_note,
    months_text,
    period_label,
    period_name,
    short_text,
)
from dialogs.wording import Wording
from domain.forum_report import EVERYWHERE, NOT_TOLD, AreaReport, Figure, ForumReport
from domain.indicators.indicator import AnyIndicator
from workflows.forum_paper import Grid


def by_group(report: ForumReport, area: AreaReport, indicator: AnyIndicator, wording: Wording) -> Grid:
    """The indicator of each municipality and centre, with totals; over time where there is one centre."""
    if len(area.centres) == 1:
        return _by_municipality(report, area, indicator, wording)
    title, period = title_of(wording, indicator), period_name(wording, report.period)
    ids = [*(centre.id for centre in area.centres), EVERYWHERE]
    head = (*(centre.name for centre in area.centres), wording("forum.total"))
    figures = {m: [area.row(indicator.key, c, m).latest for c in ids] for m in _municipalities(area)}
    caption = wording("forum.by_group", title=title, period=period)
    return _grid(caption, head, figures, figure_text, area, indicator, wording)


def _by_municipality(
    report: ForumReport, area: AreaReport, indicator: AnyIndicator, wording: Wording
) -> Grid:
    head = tuple(period_label(wording, each) for each in report.period.trend())
    figures = {m: area.row(indicator.key, EVERYWHERE, m).figures for m in _municipalities(area)}
    title, centre = title_of(wording, indicator), area.centres[0].name
    caption = wording("forum.by_municipality", title=title, centre=centre)
    return _grid(caption, head, figures, short_text, area, indicator, wording)


def _municipalities(area: AreaReport) -> tuple[str, ...]:
    return (*(party.id for party in area.municipalities), EVERYWHERE)


def _grid(
    caption: str,
    head: tuple[str, ...],
    figures: Mapping[str, Sequence[Figure]],
    text: Callable[[Wording, AnyIndicator, Figure], str],
    area: AreaReport,
    indicator: AnyIndicator,
    wording: Wording,
) -> Grid:
    """A row for each municipality of which something is told, and one of all; the others are named below."""
    names = {party.id: party.name for party in area.municipalities} | {EVERYWHERE: wording("forum.total")}
    untold = [m for m, row in figures.items() if m and all(each == NOT_TOLD for each in row)]
    rows = (
        (names[m], *(text(wording, indicator, each) for each in row))
        for m, row in figures.items()
        if m not in untold
    )
    notes = (
        _untold_note(tuple(names[m] for m in untold), len(area.municipalities), wording),
        note_on(area, indicator, [each for row in figures.values() for each in row], wording),
    )
    note = " ".join(each for each in notes if each)
    return Grid(caption, ((wording("forum.municipality"), *head), *rows), note=note)


def _untold_note(names: tuple[str, ...], of: int, wording: Wording) -> str:
    """Who stands in no row."""
    if not names:
        return ""
    return wording("forum.untold_all" if len(names) == of else "forum.untold", names=listed(names, wording))


def note_on(area: AreaReport, indicator: AnyIndicator, figures: Iterable[Figure], wording: Wording) -> str:
    """What must be known to read an indicator's figures right; empty where there is nothing."""
    notes = (
        known_only_note(wording, {indicator: figures}),
        goals_apart(wording, indicator, area),
        *(
            wording("forum.counted_otherwise", months=months_text(wording, each.months))
            for each in area.counted_by
            if indicator.key in each.otherwise
        ),
    )
    return " ".join(note for note in notes if note)
