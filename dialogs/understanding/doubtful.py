"""Figures that may be a date or a time: "10.12", "10-11".

What else the sentence says decides: with a day they are the time, with a time they are the date. With
neither the person is asked for both. Read after `day_mentions.py` and `times.py` took what is plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time

from dialogs.understanding.day_mentions import DateSaid, DayMentions
from dialogs.understanding.times import WORKING_HOURS, Times
from dialogs.understanding.words import TAKEN

_COUNTED = (
    r"(?!\s?(?:%|(?:mg|ml|kr|time|timer|min|minutter|person|personer|deltagere|pårørende|borgere|dage|uger|år"
    r"|gange)\b))"
)
_FIGURES = re.compile(
    r"(?<![0-9])(?<![0-9][.:/-])([0-9]{1,2})(\.|\s?-\s?|\s(?:til|to)\s)([0-9]{1,2})(?![0-9])(?![.:/-][0-9])"
    + _COUNTED
)


@dataclass(frozen=True)
class _Figures:
    as_time: Times | None
    as_date: DateSaid | None


def take_doubtful(text: str, days: DayMentions, times: Times) -> tuple[DayMentions, Times, str]:
    """`days` and `times` with the first doubtful figures of the text read as one or the other."""
    match = _FIGURES.search(text)
    if match is None:
        return days, times, text
    time_known = times.start is not None or times.unsure
    rest = _FIGURES.sub(TAKEN, text)
    figures = _read(int(match[1]), match[2].strip(), match[3])
    if days and time_known:
        return days, times, rest
    dotted = match[2] == "."
    if figures.as_time and (figures.as_date is None or _a_day_beside(days, dotted)):
        return days, figures.as_time, rest
    if figures.as_date and dotted and (time_known or figures.as_time is None):
        return replace(days, dates=(*days.dates, figures.as_date)), times, rest
    if figures.as_date and (dotted or not days):
        return (
            replace(days, vague=True),
            replace(times, unsure=times.unsure or figures.as_time is not None),
            rest,
        )
    return days, times, rest


def _a_day_beside(days: DayMentions, dotted: bool) -> bool:
    """A full date leaves the figures to the time; a weekday may be that of the date: "torsdag 10.12"."""
    if dotted:
        return bool(days.dates or days.days_ahead)
    return bool(days)


def _read(first: int, between: str, second: str) -> _Figures:
    number = int(second)
    as_date = DateSaid(first, number) if between in ".-" and 1 <= first <= 31 and 1 <= number <= 12 else None
    from_, to = WORKING_HOURS
    if not from_ <= first < to:
        return _Figures(None, as_date)
    if between != ".":
        return _Figures(Times(time(first), time(number), False) if first < number <= to else None, as_date)
    return _Figures(
        Times(time(first, number), None, False) if len(second) == 2 and number < 60 else None, as_date
    )
