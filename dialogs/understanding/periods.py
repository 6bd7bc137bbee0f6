"""The period a question for figures is about: a week, a month, a quarter, a year, or from one day to another.

"Ugens tal" are those of the latest week that is over, and so for month and quarter; "denne uge" is the one
that goes on. Without a year it is the latest that has begun: "oktober", said in November, is a month ago. A
year that is said stands, also where that lies ahead. Slips are put right. Whoever names two, or one that
cannot be read, is asked: figures of another period look like an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.understanding.calendar_words import MONTHS, mended
from dialogs.understanding.spelling import Lexicon
from dialogs.understanding.words import folded
from domain.discharge_count import last_of_month
from domain.indicators.measure import Period
from domain.report_period import MONTHS_IN_QUARTER, ReportPeriod, first_of_quarter

_YEAR = (
    r"(?:\s+(?:i\s+|of\s+)?(?:(?P<year>20[0-9]{2})"
    r"|(?P<last_year>sidste\s+år|forrige\s+år|fjor|last\s+year)|(?P<this_year>(?:i|dette)\s+år|this\s+year)))?"
)
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
_QUARTER_WORDS = ("kvartal", "kvartals", "kvartalet", "kvartalets", "quarter", "quarters")
_QUARTERS = Lexicon(_QUARTER_WORDS)
_LETTERS = re.compile(r"[^\W\d_]{5,12}")
_AND = re.compile(r"[\s,]*(?:,|&|\+|\bog|\band|\bsamt)\s+(?:for\s+|i\s+|in\s+)?")
_A_NUMBER = re.compile(r"\b(?:for|fra|i|in|of|from)\s+(?:den\s+|uge\s+)?[0-9]")
"""What begins like a period, though none was read."""


@dataclass(frozen=True)
class PeriodSaid:
    period: Period | None = None
    is_unclear: bool = False
    """One was said, but there is no such one: week 60. Or two were."""


def period_in(text: str, today: date) -> PeriodSaid:
    """The one that a cleaned text names; nothing where it names none."""
    plain = _spelt(text)
    for pattern, read in _READERS:
        match = pattern.search(plain)
        if match:
            try:
                period = read(match, today)
            except ValueError:
                return PeriodSaid(is_unclear=True)
            return PeriodSaid(is_unclear=True) if _is_one_of_two(match, plain) else PeriodSaid(period)
    return PeriodSaid()


def begins_a_period(text: str) -> bool:
    """Whether a cleaned text in which no period was found seems to name one all the same: "for 3. kvt"."""
    return bool(_A_NUMBER.search(text))


def _spelt(text: str) -> str:
    """With slips in the names of months and in "kvartal" put right."""
    return _LETTERS.sub(_quarter_word, mended(text))


def _quarter_word(match: re.Match[str]) -> str:
    is_right = match[0] in _QUARTER_WORDS or not _QUARTERS.nearest(folded(match[0]))
    return match[0] if is_right else _QUARTER_WORDS[0]


def _is_one_of_two(match: re.Match[str], text: str) -> bool:
    """Whether another period stands beside it, joined by "og"."""
    before, after = text[: match.start()], text[match.end() :]
    others = [other for pattern, _ in _READERS for other in pattern.finditer(before)]
    if any(_AND.fullmatch(before, other.end()) for other in others):
        return True
    joined = _AND.match(after)
    return joined is not None and any(pattern.match(after, joined.end()) for pattern, _ in _READERS)


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


def _year_of(match: re.Match[str], today: date) -> int | None:
    """The year that is said with it, in figures or as "sidste år"."""
    if match["last_year"]:
        return today.year - 1
    if match["this_year"]:
        return today.year
    return int(match["year"]) if match["year"] else None


def _week(match: re.Match[str], today: date) -> Period:
    number, year = int(match["number"]), _year_of(match, today)
    if year:
        return week_of(date.fromisocalendar(year, number, 1))
    monday = date.fromisocalendar(today.isocalendar().year, number, 1)
    return week_of(monday if monday <= today else date.fromisocalendar(monday.year - 1, number, 1))


def _month(match: re.Match[str], today: date) -> Period:
    month = MONTHS[match["month"]]
    year = _year_of(match, today) or today.year - (month > today.month)
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
    year = _year_of(match, today) or today.year - (first > today.month)
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
