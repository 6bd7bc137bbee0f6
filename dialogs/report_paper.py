"""The joint report on paper: the first page answers how it goes, then each theme, then how it was
counted.

Words only; what is shown of small numbers was decided before (`domain/settled_quarter.py`), how it looks is
`papers/forum_pdf.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, cast

from dialogs.goal_words import goal_text, standing
from dialogs.indicator_words import definition_of, source_of, title_of
from dialogs.listing import listed
from dialogs.report_grids import by_group, note_on
from dialogs.report_pages import KEY_FIGURES, PAGES, Page
from dialogs.report_words import (
    area_name,
    change,
    known_only_note,
    months_text,
    period_label,
    period_name,
    short_text,
    value_of,
    value_text,
)
from dialogs.wording import Wording
from domain.disclosure.exchange import SMALL
from domain.effect_goals import is_reached
from domain.forum_report import (
    AreaReport,
    CountedBy,
    Figure,
    ForumReport,
    NotedAction,
)
from domain.indicators.discharges import HEADLINE
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Unit
from domain.indicators.table import INDICATOR
from domain.local_time import local, local_day
from workflows.forum_paper import AreaPart, Column, Definition, ForumPaper, Grid, Plot, Theme

ROOM_ABOVE = 1.15
"""How much higher a plot of numbers is than its highest column."""


def report_paper(report: ForumReport, wording: Wording) -> ForumPaper:
    title = wording("forum.title", period=period_name(wording, report.period))
    made = made_text(report, wording)
    return ForumPaper(
        language=cast(Literal["da", "en"], wording.language),
        title=title,
        subtitle=made,
        printed_at=report.cut_off,
        actions_heading=wording("forum.actions.title"),
        actions=tuple(action_lines(report, wording)) or (wording("forum.actions.none"),),
        areas=tuple(_area(report, area, wording) for area in report.areas),
        definitions_heading=wording("forum.definitions.title"),
        definitions_lead=wording("forum.definitions.lead"),
        definitions=tuple(definitions(report, wording)),
        reading_heading=wording("forum.reading.title"),
        reading=tuple(reading_notes(report, wording)),
        footer=wording("forum.footer", title=title, number=report.number),
    )


def made_text(report: ForumReport, wording: Wording) -> str:
    """Its number, and what was known when."""
    made = local(report.cut_off)
    day, clock = wording.day_and_year(made.date()), wording.time(made.time())
    return wording("forum.made", number=report.number, day=day, clock=clock)


def action_lines(report: ForumReport, wording: Wording) -> Iterator[str]:
    """What the forum decided before: what, who, by when, and how it stands."""
    for action in report.actions:
        due = wording.day_and_year(action.due)
        owner = action.owner or wording("colleagues.a_former")
        how = _standing_of(action, report, wording)
        yield wording("forum.actions.line", text=action.text, owner=owner, due=due, how=how)


def _standing_of(action: NotedAction, report: ForumReport, wording: Wording) -> str:
    if action.done_on:
        return wording("forum.actions.done", day=wording.day(action.done_on))
    late = action.is_late(local_day(report.cut_off))
    return wording("forum.actions.late" if late else "forum.actions.open")


def definitions(report: ForumReport, wording: Wording) -> Iterator[Definition]:
    """Of every indicator in the report, from the catalogue and the table that counts them."""
    for key in report.indicators:
        indicator = INDICATOR[key]
        source = wording("forum.source", source=source_of(wording, indicator), version=indicator.version)
        yield Definition(title_of(wording, indicator), definition_of(wording, indicator), source)


def reading_notes(report: ForumReport, wording: Wording) -> Iterator[str]:
    yield wording("forum.reading.small")
    yield wording("forum.reading.withheld")
    yield wording("forum.reading.share")
    yield wording("forum.reading.nothing")
    yield wording("forum.reading.settled")
    yield wording("forum.reading.goals")
    yield from _rules_notes(report, wording)


def _rules_notes(report: ForumReport, wording: Wording) -> Iterator[str]:
    """By which rules the months were counted."""
    older = [
        f"{area_name(wording, area)}: {_counted_by(counted, wording)}"
        for area in report.areas
        for counted in area.counted_by
        if counted.version != report.definitions
    ]
    key = "forum.reading.version_but" if older else "forum.reading.version"
    yield wording(key, version=report.definitions)
    yield from older


def _counted_by(counted: CountedBy, wording: Wording) -> str:
    """Which months were counted by older rules, and what these counted otherwise."""
    months = months_text(wording, counted.months)
    if not counted.version:
        return wording("forum.reading.not_kept", months=months)
    told = "forum.reading.older" if counted.otherwise else "forum.reading.older_alike"
    titles = listed(tuple(f"»{title_of(wording, INDICATOR[key])}«" for key in counted.otherwise), wording)
    return wording(told, months=months, version=counted.version, titles=titles)


def _area(report: ForumReport, area: AreaReport, wording: Wording) -> AreaPart:
    indicator, row = INDICATOR[HEADLINE], area.row(HEADLINE)
    value = value_of(indicator, row.latest)
    lines = (standing(wording, indicator, value, area.goals), change(wording, indicator, *row.figures[-2:]))
    return AreaPart(
        heading=area_name(wording, area),
        answer=headline_answer(row.latest, wording),
        figure=short_text(wording, indicator, row.latest),
        standing=" ".join(line for line in lines if line),
        plot=_plot(report, area, HEADLINE, wording),
        keys=_key_figures(report, area, wording),
        themes=tuple(_theme(report, area, page, wording) for page in PAGES),
    )


def headline_answer(figure: Figure, wording: Wording) -> str:
    """The headline in one sentence."""
    if not figure.is_shown:
        return wording("forum.headline.withheld")
    if not figure.whole:
        return wording("forum.headline.nothing")
    key = "forum.headline.known_only" if not figure.is_complete else "forum.headline.text"
    return wording(key, part=figure.part, whole=figure.whole)


def _key_figures(report: ForumReport, area: AreaReport, wording: Wording) -> Grid:
    before, now = (period_label(wording, each) for each in report.period.trend()[-2:])
    head = (
        wording("forum.key.indicator"),
        before,
        now,
        wording("forum.key.goal"),
        wording("forum.key.standing"),
    )
    rows = (_key_row(area, INDICATOR[key], wording) for key in KEY_FIGURES)
    note = known_only_note(wording, {INDICATOR[key]: area.row(key).figures[-2:] for key in KEY_FIGURES})
    return Grid(wording("forum.key.title"), (head, *rows), totals=False, note=note)


def _key_row(area: AreaReport, indicator: AnyIndicator, wording: Wording) -> tuple[str, ...]:
    before, now = area.row(indicator.key).figures[-2:]
    goal = area.goals.of(indicator.key)
    value = 1 if now.mark == SMALL and goal == 0 else value_of(indicator, now)  # one is too many already
    reached = ""
    if goal is not None and value is not None:
        is_good = is_reached(indicator, value, goal)
        reached = wording("forum.key.reached" if is_good else "forum.key.not_reached")
    return (
        title_of(wording, indicator),
        short_text(wording, indicator, before),
        short_text(wording, indicator, now),
        _goal_cell(area, indicator, goal, wording),
        reached,
    )


def _goal_cell(area: AreaReport, indicator: AnyIndicator, goal: float | None, wording: Wording) -> str:
    if area.goals.differ(indicator.key):
        return wording("forum.key.goals_apart")
    return "" if goal is None else goal_text(wording, indicator, goal)


def _theme(report: ForumReport, area: AreaReport, page: Page, wording: Wording) -> Theme:
    return Theme(
        heading=wording(f"forum.page.{page.name}"),
        plots=tuple(_plot(report, area, key, wording) for key in page.plots),
        grids=(
            _over_time(report, area, page, wording),
            *(by_group(report, area, INDICATOR[key], wording) for key in page.by_group),
        ),
    )


def _plot(report: ForumReport, area: AreaReport, key: str, wording: Wording) -> Plot:
    indicator, figures, goal = INDICATOR[key], area.row(key).figures, area.goals.of(key)
    labels = [period_label(wording, each) for each in report.period.trend()]
    values = [value_of(indicator, figure) for figure in figures]
    top = _top(indicator, [value for value in (*values, goal) if value is not None])
    texts = [short_text(wording, indicator, figure) for figure in figures]
    told = ", ".join(f"{label}: {text}" for label, text in zip(labels, texts, strict=True))
    title = title_of(wording, indicator)
    mark = "" if goal is None else wording("forum.goal.mark", goal=value_text(wording, indicator, goal))
    note = note_on(area, indicator, figures, wording)
    in_words = wording("forum.plot", title=title, told=told, goal=mark).strip()
    return Plot(
        title=title,
        alternative=f"{in_words} {note}".strip(),
        columns=tuple(
            Column(label, text, None if value is None else value / top)
            for label, text, value in zip(labels, texts, values, strict=True)
        ),
        goal=None if goal is None else goal / top,
        goal_text=mark,
        note=note,
    )


def _top(indicator: AnyIndicator, values: list[float]) -> float:
    """What the full height of a plot stands for: all of a share, and a little more than the highest
    number."""
    return 1.0 if indicator.unit is Unit.SHARE else max([*values, 1.0]) * ROOM_ABOVE


def _over_time(report: ForumReport, area: AreaReport, page: Page, wording: Wording) -> Grid:
    labels = [period_label(wording, each) for each in report.period.trend()]
    rows = (
        (
            title_of(wording, INDICATOR[key]),
            *(short_text(wording, INDICATOR[key], figure) for figure in area.row(key).figures),
        )
        for key in page.indicators
    )
    caption = wording("forum.over_time", area=area_name(wording, area))
    note = known_only_note(wording, {INDICATOR[key]: area.row(key).figures for key in page.indicators})
    return Grid(caption, ((wording("forum.key.indicator"), *labels), *rows), totals=False, note=note)
