"""Periods in words: `uge 47 (16.–22. november 2026)`, `oktober 2026`, `3. kvartal 2026`, or day to day."""

from __future__ import annotations

from babel.dates import format_date

from dialogs.understanding.periods import month_of, quarter_of, week_of
from dialogs.wording import Wording
from domain.indicators.measure import Period


def period_text(wording: Wording, period: Period) -> str:
    first = period.first
    if period == week_of(first):
        number = first.isocalendar().week
        return wording("period.week", number=number, days=days_text(wording, period))
    if period == month_of(first):
        return format_date(first, "LLLL y", wording.language)
    if period == quarter_of(first):
        return wording("period.quarter", number=(first.month + 2) // 3, year=first.year)
    if (first.month, first.day, period.last.month, period.last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == period.last.year else days_text(wording, period)
    return days_text(wording, period)


def days_text(wording: Wording, period: Period) -> str:
    """`16.–22. november 2026`, with no more of the first day than differs."""
    first, last = period.first, period.last
    full, month, day = (
        ("d. MMMM y", "d. MMMM", "d.") if wording.language == "da" else ("d MMMM y", "d MMMM", "d")
    )
    end = format_date(last, full, wording.language)
    if first == last:
        return end
    if first.year != last.year:
        return f"{format_date(first, full, wording.language)} – {end}"
    if first.month != last.month:
        return f"{format_date(first, month, wording.language)} – {end}"
    return f"{format_date(first, day, wording.language)}–{end}"
