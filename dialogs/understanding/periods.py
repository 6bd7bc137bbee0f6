"""The period a question for figures is about: a week, a month, a quarter, a year, or from one day to another.

"Ugens tal" are those of the latest week that is over, and so for month and quarter; "denne uge" is the one
that goes on. Without a year it is the latest that has begun: "oktober", said in November, is a month ago. A
year that is said stands, also where that lies ahead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.understanding.calendar_words import MONTHS
from domain.discharge_count import last_of_month
from domain.indicators.measure import Period
from domain.report_period import MONTHS_IN_QUARTER, ReportPeriod, first_of_quarter

_YEAR = r"(?:\s+(?:i\s+|of\s+)?(?P<year>20[0-9]{2}))?"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = (
    r"(?P<{0}day>[0-9]{{1,2}})\.?\s*(?P<{0}month>"
    + _MONTH
    + r"|[0-9]{{1,2}})\.?(?:\s*(?P<{0}year>20[0-9]{{2}}))?"
)
_ORDINALS = {
    "første": 1, "andet": 2, "tredje": 3, "fjerde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
_AGO = {
    "sidste": 1, "forrige": 1, "seneste": 1, "last": 1, "previous": 1, "denne": 0, "dette": 0, "this": 0,
    "næste": -1, "next": -1,
}  # fmt: skip
_WHICH = "|".join(_AGO)


@dataclass(frozen=True)
class PeriodSaid:
    period: Period | None = None
    is_unclear: bool = False
    """One was said, but there is no such one: week 60."""


def period_in(text: str, today: date) -> PeriodSaid:
    """The first of these that a cleaned text names; nothing where it names none."""
    for pattern, read in _READERS:
        match = pattern.search(text)
        if match:
            try:
                return PeriodSaid(read(match, today))
            except ValueError:
                return PeriodSaid(is_unclear=True)
    return PeriodSaid()


def week_of(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def month_of(day: date) -> Period:
    return Period(day.replace(day=1), last_of_month(day))


def quarter_of(day: date) -> Period:
    return ReportPeriod(first_of_quarter(day), MONTHS_IN_QUARTER).days


def _before(period: Period, whole: Callable[[date], Period]) -> Period:
    return whole(period.first - timedelta(days=1))


def _ago(count: int, whole: Callable[[date], Period], today: date) -> Period:
    """The week, month or quarter so many before the present one; -1 is the next."""
    period = whole(today)
    if count < 0:
        return whole(period.last + timedelta(days=1))
    return _before(period, whole) if count else period


def _named(whole: Callable[[date], Period]) -> Callable[[re.Match[str], date], Period]:
    """ "Sidste uge", "denne måned"; "ugens" names the one before this."""
    return lambda match, today: _ago(_AGO.get(match["which"] or "", 1), whole, today)


def _week(match: re.Match[str], today: date) -> Period:
    number = int(match["number"])
    if match["year"]:
        return week_of(date.fromisocalendar(int(match["year"]), number, 1))
    monday = date.fromisocalendar(today.isocalendar().year, number, 1)
    return week_of(monday if monday <= today else date.fromisocalendar(monday.year - 1, number, 1))


def _month(match: re.Match[str], today: date) -> Period:
    month = MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else today.year - (month > today.month)
    return month_of(date(year, month, 1))


def _months(match: re.Match[str], today: date) -> Period:
    """ "September til oktober"; the first is in the year of the last, or in the one before."""
    last = _month(match, today)
    month = MONTHS[match["from_month"]]
    year = int(match["from_year"]) if match["from_year"] else last.first.year - (month > last.first.month)
    first = date(year, month, 1)
    if first > last.first:
        raise ValueError("it ends before it begins")
    return Period(first, last.last)


def _quarter(match: re.Match[str], today: date) -> Period:
    said = match["number"] or match["english"]
    number = int(said) if said else _ORDINALS[match["ordinal"]]
    if not 1 <= number <= 4:
        raise ValueError("a year has four quarters")
    first = 3 * number - 2
    year = int(match["year"]) if match["year"] else today.year - (first > today.month)
    return quarter_of(date(year, first, 1))


def _year(match: re.Match[str], today: date) -> Period:
    year = int(match["year"]) if match["year"] else today.year - _AGO.get(match["which"] or "i", 0)
    return Period(date(year, 1, 1), date(year, 12, 31))


def _from_to(match: re.Match[str], today: date) -> Period:
    last = _day(match, "to_", today, None)
    first = _day(match, "from_", today, last)
    if first > last:
        raise ValueError("it ends before it begins")
    return Period(first, last)


def _day(match: re.Match[str], which: str, today: date, before: date | None) -> date:
    """Without a year: in that of the last day; the last day's own is the latest in which it is not ahead."""
    named = match[f"{which}month"]
    month = MONTHS[named] if named in MONTHS else int(named)
    day = int(match[f"{which}day"])
    if match[f"{which}year"]:
        return date(int(match[f"{which}year"]), month, day)
    found = date((before or today).year, month, day)
    return found.replace(year=found.year - 1) if found > (before or today) else found


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period]], ...] = (
    (
        re.compile(
            r"\b(?:(?:fra|mellem|from|between)\s+)?(?:den\s+)?" + _DAY.format("from_")
            + r"\s+(?:til|og|to|and)\s+(?:den\s+)?" + _DAY.format("to_")
        ),
        _from_to,
    ),
    (
        re.compile(
            r"\b(?:q(?P<english>[0-9]{1,2})|(?P<number>[0-9]{1,2})\.?\s*kvartal|(?P<ordinal>"
            + "|".join(_ORDINALS) + r")\s+(?:kvartal|quarter))\b" + _YEAR
        ),
        _quarter,
    ),
    (
        re.compile(rf"\b(?:(?P<which>{_WHICH})\s+(?:kvartals?|quarters?)|kvartalets|quarterly)\b"),
        _named(quarter_of),
    ),
    (re.compile(r"\b(?:uge|week)\s*(?P<number>[0-9]{1,2})\b" + _YEAR), _week),
    (re.compile(rf"\b(?:(?P<which>{_WHICH})\s+(?:uges?|weeks?)|ugens|weekly)\b"), _named(week_of)),
    (
        re.compile(
            rf"\b(?P<from_month>{_MONTH})(?:\s+(?P<from_year>20[0-9]{{2}}))?"
            rf"\s*(?:til|og|to|and|-|–)\s*(?P<month>{_MONTH})\b" + _YEAR
        ),
        _months,
    ),
    (re.compile(rf"\b(?P<month>{_MONTH})\b" + _YEAR), _month),
    (re.compile(rf"\b(?:(?P<which>{_WHICH})\s+(?:måneds?|months?)|månedens|monthly)\b"), _named(month_of)),
    (re.compile(rf"\b(?:(?P<which>i|{_WHICH})\s+(?:år|year)|årets|(?P<year>20[0-9]{{2}}))\b"), _year),
)  # fmt: skip
