"""Where a sentence speaks of days: dates, weekdays, weeks and days counted from today, each as a mention.

Nothing is decided here: a mention is what was written. `days.py` decides which day they add up to.
"3.12" and "10-11" may be a date or a time; they are `doubtful` and read last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from dialogs.understanding.calendar_words import (
    MONTHS,
    NUMBERS,
    ORDINALS,
    SHORT_ONLY_WITH_MORE,
    UNREADABLE_DAY,
    WEEKDAYS,
)  # fmt: skip
from dialogs.understanding.words import TAKEN


class Which(Enum):
    """Which of the Thursdays "torsdag" is."""

    BARE = auto()
    COMING = auto()
    THIS_WEEK = auto()
    NEXT = auto()
    PAST = auto()
    EVERY = auto()


@dataclass(frozen=True)
class DateSaid:
    """A date as written; month and year may be left out."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class WeekdaySaid:
    weekday: int
    which: Which
    number: int | None = None
    """A bare number right after ("torsdag 10"): the day of the month or the hour."""

    @property
    def may_be_hour(self) -> bool:
        """Whether the number can be an hour of a working day."""
        return self.number is not None and 7 <= self.number < 18


@dataclass(frozen=True)
class DayMentions:
    """All that one text says of days."""

    dates: tuple[DateSaid, ...] = ()
    weekdays: tuple[WeekdaySaid, ...] = ()
    weeks: tuple[int, ...] = ()
    """Week numbers as written."""
    weeks_ahead: tuple[int, ...] = ()
    """0 is this week, 1 the next, -1 the last."""
    days_ahead: tuple[int, ...] = ()
    weeks_counted: tuple[int, ...] = ()
    """ "om to uger": that many weeks from today, or from the weekday said with it."""
    earlier_today: bool = False
    """ "I morges": today, but nothing can be planned for it."""
    vague: bool = False
    """A month, a weekend, "et par uger": a time of the year but no day."""

    def __bool__(self) -> bool:
        return self != DayMentions()


def _any_of(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_MONTH = _any_of(MONTHS)
_YEAR = r"(20[0-9]{2})"
_D = r"(?:\b(?:d|den|the)\b\.?\s{0,2})"
_NOT_IN_NUMBER = r"(?<![0-9])(?<![0-9][./:-])"
_NO_MORE = r"(?![0-9])(?![.:/][0-9])"
_ISO = re.compile(rf"{_NOT_IN_NUMBER}{_YEAR}-([0-9]{{1,2}})-([0-9]{{1,2}}){_NO_MORE}")
_NAMED = re.compile(
    rf"{_NOT_IN_NUMBER}{_D}?(?:([0-9]{{1,2}})(?:st|nd|rd|th)?|\b({_any_of(ORDINALS)}))\s?\.?\s{{0,2}}"
    rf"(?:of\s)?({_MONTH})\b\.?(?:,?\s?{_YEAR}\b)?"
)
_NAMED_ENGLISH = re.compile(
    rf"\b({_MONTH})\.?\s(?:the\s)?([0-9]{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s{_YEAR}\b)?(?![.:][0-9])"
)
_SLASHED = re.compile(
    rf"{_NOT_IN_NUMBER}{_D}?([0-9]{{1,2}})\s?/\s?([0-9]{{1,2}})(?:\s?[-/.]\s?((?:20)?[0-9]{{2}})|\s{_YEAR})?{_NO_MORE}(?!\s?time)"
)
_WITH_YEAR = tuple(
    re.compile(rf"{_NOT_IN_NUMBER}{_D}?([0-9]{{1,2}}){by}([0-9]{{1,2}}){by}((?:20)?[0-9]{{2}}){_NO_MORE}")
    for by in (r"\.\s?", "-")
)
_AFTER_D = re.compile(rf"{_D}([0-9]{{1,2}})[.-]([0-9]{{1,2}}){_NO_MORE}")
_SIX_AFTER_D = re.compile(rf"{_D}([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})(?![0-9])")
_EIGHT = re.compile(rf"{_NOT_IN_NUMBER}{_D}?([0-9]{{2}}) ?([0-9]{{2}}) ?(20[23][0-9]){_NO_MORE}")
"""`numbers.py` has taken the telephone numbers."""
_DAY_OF_MONTH = re.compile(
    rf"{_D}([0-9]{{1,2}})\.?(?:st|nd|rd|th)?{_NO_MORE}(?!\s?(?:uge|gang|år|dag|-årig))\b"
)
_WEEK = re.compile(
    r"\b(?:uge|ugen|week)\s{0,2}(?:nr\.?\s|number\s)?([0-9]{1,2})(?![0-9])"
    r"(?:\s?(?:-|/|eller|og|or|and|til)\s?(?:uge\s)?([0-9]{1,2})(?![.:/-]?[0-9]))?"
)
_NUMBER = rf"([0-9]{{1,4}}|{_any_of(NUMBERS)})"
_AHEAD = re.compile(rf"\b(?:om|in)\s{{1,2}}{_NUMBER}\s{{1,2}}(dag|dage|day|days|uge|uger|week|weeks)\b")
_EVENING = re.compile(r"\b(?:i\s|this\s)(?=(?:formiddag|eftermiddag|aften|morning|afternoon|evening)\b)")
_OFFSETS = (
    (re.compile(r"\b(?:i ?overmorgen|overmorgen|(?:the )?day after tomorrow)\b"), 2),
    (re.compile(r"\b(?:i ?morgen|tomorrow)\b"), 1),
    (re.compile(r"\b(?:i ?dag|today)\b(?!lig)"), 0),
    (_EVENING, 0),
    (re.compile(r"\btonight\b"), 0),
    (re.compile(r"\b(?:i ?går|i aftes|yesterday)\b"), -1),
    (re.compile(r"\bi ?forgårs\b"), -2),
)
_EARLIER_TODAY = re.compile(r"\bi ?morges\b")
_WEEKS_AHEAD = (
    (re.compile(r"\b(?:i |the )?(?:næste uge|kommende uge|next week)\b"), 1),
    (re.compile(r"\b(?:i )?(?:denne uge|this week)\b"), 0),
    (re.compile(r"\b(?:i )?(?:sidste uge|forrige uge|last week)\b"), -1),
)
_QUALIFIERS = MappingProxyType({
    "næste": Which.NEXT, "next": Which.NEXT, "kommende": Which.COMING, "førstkommende": Which.COMING,
    "nu på": Which.COMING,
    "her på": Which.COMING, "coming": Which.COMING, "denne": Which.THIS_WEEK, "this": Which.THIS_WEEK,
    "sidste": Which.PAST,
    "last": Which.PAST, "forrige": Which.PAST, "hver": Which.EVERY, "every": Which.EVERY,
})  # fmt: skip
_LONG_WEEKDAYS = _any_of(set(WEEKDAYS) - set(SHORT_ONLY_WITH_MORE))
_SHORT_WEEKDAYS = rf"(?:{_any_of(SHORT_ONLY_WITH_MORE)})\.?(?=\s?(?:{TAKEN.strip()}|d\.|den\b|kl\b|[0-9]))"
_WEEKDAY = re.compile(
    rf"\b(?:({_any_of(_QUALIFIERS)})\s)?(i\s)?(?:({_LONG_WEEKDAYS})(e?ne?|s)?\b|({_SHORT_WEEKDAYS}))\.?"
    rf"(?:\s([0-9]{{1,2}})\b(?![.:/-]\s?[0-9])(?!\s?[ap]\.?m\b)(?!\s?(?:-|til\b|to\b))(?!\s?(?:{TAKEN.strip()}|personer|deltagere|pårørende)))?"
)
_VAGUE = re.compile(
    r"\b(?:(?:i|in|primo|medio|ultimo|start|starten af|midten af|slutningen af|først i|sidst i|early|late)\s"
    rf"(?:{_MONTH})\b"
    r"|næste måned|next month|om en måned|in a month|i? ?weekenden|weekend"
    r"|om (?:et par|nogle|få) (?:dage|uger)"
    rf"|in a (?:few|couple of) (?:days|weeks)|om [0-9a-zø]{{1,10}} (?:måneder|timer|time)|{UNREADABLE_DAY})\b"
)


def _year(written: str | None) -> int | None:
    return int(written) % 100 + 2000 if written else None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.dates: list[DateSaid] = []
        self.weekdays: list[WeekdaySaid] = []
        self.weeks: list[int] = []
        self.weeks_ahead: list[int] = []
        self.days_ahead: list[int] = []
        self.weeks_counted: list[int] = []
        self.earlier_today = False
        self.vague = False

    def said(self) -> DayMentions:
        return DayMentions(
            tuple(self.dates), tuple(self.weekdays), tuple(self.weeks), tuple(self.weeks_ahead),
            tuple(self.days_ahead),
            tuple(self.weeks_counted), self.earlier_today, self.vague,
        )  # fmt: skip

    def read(self) -> None:
        self._dates(_ISO, 3, 2, 1)
        self._named()
        for form in _WITH_YEAR:
            self._dates(form, 1, 2, 3)
        self._slashed()
        self._dates(_SIX_AFTER_D, 1, 2, 3)
        self._dates(_EIGHT, 1, 2, 3)
        self._dates(_AFTER_D, 1, 2)
        self.text, earlier = _EARLIER_TODAY.subn(TAKEN, self.text)
        self.earlier_today = earlier > 0
        self._counts(_OFFSETS, self.days_ahead)
        self._counts(_WEEKS_AHEAD, self.weeks_ahead)
        self.text = _WEEK.sub(self._week, self.text)
        self.text = _AHEAD.sub(self._ahead, self.text)
        self._dates(_DAY_OF_MONTH, 1)
        self.text = _WEEKDAY.sub(self._weekday, self.text)
        self.text, vague = _VAGUE.subn(TAKEN, self.text)
        self.vague = vague > 0

    def _counts(self, forms: tuple[tuple[re.Pattern[str], int], ...], mentions: list[int]) -> None:
        for pattern, count in forms:
            self.text, times_said = pattern.subn(TAKEN, self.text)
            mentions.extend([count] * times_said)

    def _week(self, match: re.Match[str]) -> str:
        self.weeks.extend(int(number) for number in match.groups() if number)
        return TAKEN

    def _dates(
        self, pattern: re.Pattern[str], day: int, month: int | None = None, year: int | None = None
    ) -> None:
        def keep(match: re.Match[str]) -> str:
            full = None if year is None else _year(match[year])
            self.dates.append(DateSaid(int(match[day]), int(match[month]) if month else None, full))
            return TAKEN

        self.text = pattern.sub(keep, self.text)

    def _named(self) -> None:
        def keep(match: re.Match[str]) -> str:
            day = int(match[1]) if match[1] else ORDINALS[match[2]]
            self.dates.append(DateSaid(day, MONTHS[match[3]], _year(match[4])))
            return TAKEN

        def keep_english(match: re.Match[str]) -> str:
            self.dates.append(DateSaid(int(match[2]), MONTHS[match[1]], _year(match[3])))
            return TAKEN

        self.text = _NAMED_ENGLISH.sub(keep_english, _NAMED.sub(keep, self.text))

    def _slashed(self) -> None:
        def keep(match: re.Match[str]) -> str:
            if match[0] == "24/7":
                return match[0]
            year = match[3] or match[4]
            self.dates.append(DateSaid(int(match[1]), int(match[2]), _year(year)))
            return TAKEN

        self.text = _SLASHED.sub(keep, self.text)

    def _ahead(self, match: re.Match[str]) -> str:
        count = int(match[1]) if match[1].isdigit() else NUMBERS[match[1]]
        if match[2][0] in "uw":
            self.weeks_counted.append(count)
        elif count in (7, 14):
            self.weeks_counted.append(count // 7)
        else:
            # "om 8 dage" is a week in everyday Danish and eight days in a calendar.
            self.days_ahead.extend((7, 8) if count == 8 else (count,))
        return TAKEN

    def _weekday(self, match: re.Match[str]) -> str:
        name = (match[3] or match[5]).rstrip(".")
        which = _QUALIFIERS[match[1]] if match[1] else Which.BARE
        if match[2] and match[4] == "s":
            which = Which.PAST
        number = int(match[6]) if match[6] else None
        self.weekdays.append(WeekdaySaid(WEEKDAYS[name], which, number))
        return TAKEN


def take_days(text: str) -> tuple[DayMentions, str]:
    """What a cleaned and mended text says of days, and the text without it. The doubtful forms stay."""
    reader = _Reader(text)
    reader.read()
    return reader.said(), reader.text
