"""Indicators in words: what each is called, how exactly it is counted, and what it came to."""

from __future__ import annotations

from dialogs.wording import Wording
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Measure, Unit


def title_of(wording: Wording, indicator: AnyIndicator) -> str:
    return wording(f"indicator.{indicator.key}.title")


def definition_of(wording: Wording, indicator: AnyIndicator) -> str:
    return wording(f"indicator.{indicator.key}.definition")


def source_of(wording: Wording, indicator: AnyIndicator) -> str:
    """What asks for it: the part of the agreement, or the law."""
    return wording(f"indicator.source.{indicator.source}")


def measure_text(wording: Wording, indicator: AnyIndicator, measure: Measure) -> str:
    """`63 % (12 af 19)`, `14` or `9 dage`; that there was nothing to measure where there was not; and whether
    it is of the cases the bot knows only."""
    text = bare_measure_text(wording, indicator, measure)
    return text if measure.complete_denominator else wording("measure.known_only", measure=text)


def bare_measure_text(wording: Wording, indicator: AnyIndicator, measure: Measure) -> str:
    """The same without the last, where that is said beside it."""
    match indicator.unit:
        case Unit.COUNT:
            return wording.number(measure.part)
        case Unit.SHARE:
            return _share(wording, measure)
        case Unit.MEDIAN_DAYS:
            return wording("measure.no_days") if measure.days is None else days_text(wording, measure.days)


def _share(wording: Wording, measure: Measure) -> str:
    if measure.share is None:
        return wording("measure.no_share")
    percent = percent_of(measure.share)
    return share_text(wording, percent, measure.part, measure.whole)


def share_text(wording: Wording, percent: int, part: int, whole: int | None) -> str:
    """`63 % (12 af 19)`"""
    return wording(
        "measure.share", percent=percent, part=wording.number(part), whole=wording.number(whole or 0)
    )


def percent_of(share: float) -> int:
    """Whole percent; 100 only where nothing is missing, and 0 only where there is nothing."""
    return min(max(round(share * 100), int(share > 0)), 100 if share == 1 else 99)


def days_text(wording: Wording, days: float) -> str:
    """Half days come from the middle of two: `9,5 dage`."""
    if days == 1:
        return wording("measure.days.one")
    return wording("measure.days.many", n=wording.number(days))
