"""The joint report in words: its periods, its figures, and how one stands against its goal.

Used alike by its card, its paper and its workbook, so that all say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from babel.dates import format_date

from dialogs.indicator_words import days_text, percent_of, share_text, title_of
from dialogs.listing import listed
from dialogs.wording import Wording
from domain.forum_report import AreaReport, Figure
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Unit
from domain.report_period import ReportPeriod, runs_of


def period_name(wording: Wording, period: ReportPeriod) -> str:
    """`oktober 2026`, `3. kvartal 2026` or `november 2025 til januar 2026`."""
    if period.is_quarter:
        return wording("forum.quarter", n=_quarter(period), year=period.first.year)
    first, last = _month(wording, period.first), _month(wording, period.last)
    if period.months == 1:
        return f"{last} {period.last.year}"
    if period.first.year != period.last.year:
        first = f"{first} {period.first.year}"
    return wording("forum.months", first=first, last=f"{last} {period.last.year}")


def period_label(wording: Wording, period: ReportPeriod) -> str:
    """Short enough to stand under a column of a plot: `3. kv. 2026`, `okt. 2026`, `sep.-okt. 2026`."""
    if period.is_quarter:
        return wording("forum.quarter_short", n=_quarter(period), year=period.first.year)
    first, last = (_month(wording, day, "LLL") for day in (period.first, period.last))
    months = last if period.months == 1 else f"{first}–{last}"
    return f"{months} {period.last.year}"


def months_text(wording: Wording, months: Sequence[date]) -> str:
    """`3. kvartal 2026 og november 2026`: months that follow one another in one."""
    return listed(tuple(period_name(wording, run) for run in runs_of(months)), wording)


def _quarter(period: ReportPeriod) -> int:
    return (period.first.month + 2) // 3


def _month(wording: Wording, day: date, pattern: str = "LLLL") -> str:
    return format_date(day, pattern, wording.language)


def area_name(wording: Wording, report: AreaReport) -> str:
    return wording(f"forum.area.{report.area}")


def figure_text(wording: Wording, indicator: AnyIndicator, figure: Figure) -> str:
    """`63 % (12 af 19)`, `1.204`, `9 dage`, `<5`, `*`; a dash where there was nothing to measure."""
    if indicator.unit is Unit.SHARE and figure.share is not None:
        return share_text(wording, percent_of(figure.share), figure.part, figure.whole)
    return short_text(wording, indicator, figure)


def short_text(wording: Wording, indicator: AnyIndicator, figure: Figure) -> str:
    """As `figure_text`, of a share the percentage alone."""
    if not figure.is_shown:
        return figure.mark
    value = value_of(indicator, figure)
    return wording("forum.nothing") if value is None else value_text(wording, indicator, value)


def known_only_note(wording: Wording, figures: Mapping[AnyIndicator, Iterable[Figure]]) -> str:
    """Names those of which some figure lacks a centre's own list; empty where none does."""
    titles = [
        title_of(wording, indicator)
        for indicator, own in figures.items()
        if indicator.counts_imported and any(each.is_shown and not each.is_complete for each in own)
    ]
    return wording("forum.known_only", titles=", ".join(titles)) if titles else ""


def value_of(indicator: AnyIndicator, figure: Figure) -> float | None:
    """As `Figure.value`."""
    return figure.value(indicator.unit)


def value_text(wording: Wording, indicator: AnyIndicator, value: float) -> str:
    match indicator.unit:
        case Unit.COUNT:
            return wording.number(round(value))
        case Unit.SHARE:
            return wording("forum.percent", n=percent_of(value))
        case Unit.MEDIAN_DAYS:
            return days_text(wording, value)


def change(wording: Wording, indicator: AnyIndicator, before: Figure, now: Figure) -> str:
    """Against the period before; empty where one of them has no value."""
    old, new = value_of(indicator, before), value_of(indicator, now)
    if old is None or new is None:
        return ""
    if _rounded(indicator, old) == _rounded(indicator, new):
        return wording("forum.change.same")
    apart = difference_text(wording, indicator, new, old)
    return wording("forum.change.more" if new > old else "forum.change.less", apart=apart)


def difference_text(wording: Wording, indicator: AnyIndicator, one: float, other: float) -> str:
    """`19 procentpoint`, `3 dage`, `12`; between the numbers as they are shown."""
    apart = abs(_rounded(indicator, one) - _rounded(indicator, other))
    if indicator.unit is Unit.SHARE:
        return wording("forum.points", n=round(apart))
    return value_text(wording, indicator, apart)


def _rounded(indicator: AnyIndicator, value: float) -> float:
    return percent_of(value) if indicator.unit is Unit.SHARE else value
