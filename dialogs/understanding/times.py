"""The time of day a sentence names.

After "kl." a number is a time; 10:30 is a time anywhere. Spoken hours ("halv to") are half a day apart; the
part of the day decides, else working hours (07-18): halv to is 13:30. A bound ("efter kl. 10"), a
rough time ("ca. kl. 10") or a part of the day alone is asked about, and so are two times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType

from dialogs.understanding.calendar_words import MONTHS, NUMBERS
from dialogs.understanding.words import TAKEN

WORKING_HOURS = (7, 18)
_PARTS_OF_DAY = MappingProxyType({
    "aften": (17, 24), "aftenen": (17, 24), "evening": (17, 24), "eftermiddag": (12, 18),
    "eftermiddagen": (12, 18),
    "afternoon": (12, 18), "formiddag": (7, 13), "formiddagen": (7, 13), "morgen": (5, 12),
    "morgenen": (5, 12),
    "morning": (5, 12), "middag": (11, 14), "frokost": (11, 14),
})  # fmt: skip
"""Part of the day → the hours it spans, from and up to."""

_HOUR_WORDS = "|".join(
    sorted((w for w, n in NUMBERS.items() if n <= 12 and w not in ("a", "en")), key=len, reverse=True)
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_NOT_A_DATE = rf"(?![0-9/])(?![.:-][0-9])(?!\.?\s?(?:{_MONTH})\b)"
_CLOCK = r"(?:\b(?:kl|klk|klokken|klokka)\b\s?[.:]?\s{0,3})"
_AT = rf"(?:{_CLOCK}|(?<!\w)@\s?|\bat\s{{1,3}}(?=[0-9]))"
_HOUR = r"([0-9]{1,2})(?:[.:]?([0-9]{2}))?"
_TO = rf"(?:\s{{0,3}}(?:-|til|to)\s{{0,3}}{_CLOCK}?)"
_ROUGH = (
    r"(?:\b(?P<rough>ca|cirka|omkring|omtrent|ved|about|around|efter|after|før|inden|before|tidligst|senest)"
    r"\b\.?\s{1,3})?"
)
_AFTER_CLOCK = re.compile(
    rf"{_ROUGH}{_AT}{_HOUR}(?![0-9])(?:{_TO}{_HOUR}{_NOT_A_DATE})?(?:\s?([ap])\.?m\b\.?)?(?P<ish>\s?-?\s?tiden)?"
)
_SPOKEN = re.compile(
    rf"{_ROUGH}{_AT}?\b(?P<how>halv|kvart over|kvart i|half past|quarter past|quarter to)\s{{1,2}}"
    rf"(?P<hour>{_HOUR_WORDS}|[0-9]{{1,2}})\b(?!\s?(?:dag|time|år|uge))"
)
_SPOKEN_HOUR = re.compile(rf"{_ROUGH}{_CLOCK}(?P<hour>{_HOUR_WORDS})\b")
_AM_PM = re.compile(r"\b([0-9]{1,2})(?:[.:]([0-9]{2}))?\s?([ap])\.?m\b\.?")
_COLON = re.compile(
    rf"{_ROUGH}(?<![0-9.:/-])([0-9]{{1,2}}):([0-9]{{2}})(?:{_TO}{_HOUR}{_NOT_A_DATE})?(?![0-9])"
)
_RANGE_WITH_MINUTES = re.compile(
    rf"(?<![0-9.:/-])([0-9]{{1,2}})[.:](00|1[3-9]|[2-5][0-9])"
    rf"(?:{_TO}{_HOUR}{_NOT_A_DATE})?(?![0-9])(?!\s?(?:mg|ml|kr|%))"
)
_ROUGHLY = re.compile(r"\b([0-9]{1,2})(?:[.:]([0-9]{2}))?\s?-?\s?tiden\b")
_DAYTIME = r"([7-9]|0[7-9]|1[0-8])(?:[.:]([0-5][0-9]))?"
_BETWEEN = re.compile(
    rf"\b(?:mellem|between)\s{{1,3}}{_CLOCK}?{_DAYTIME}\s{{1,3}}(?:og|and)\s{{1,3}}{_DAYTIME}{_NOT_A_DATE}"
)
_FROM = re.compile(rf"\b(?:fra|from)\s{{1,3}}{_CLOCK}?{_DAYTIME}{_TO}{_DAYTIME}{_NOT_A_DATE}")
_TO_MINUTES = re.compile(
    rf"(?<![0-9.:/-])([7-9]|1[0-8])(){_TO}([0-9]{{1,2}})[.:](00|1[3-9]|[2-5][0-9])(?![0-9])"
)
_CLOCK_ALONE = re.compile(rf"{_CLOCK}(?=[0-9])[0-9.:]{{1,8}}")
_SHIFTS = MappingProxyType({
    "halv": (-1, 30), "kvart over": (0, 15), "kvart i": (-1, 45), "half past": (0, 30),
    "quarter past": (0, 15),
    "quarter to": (-1, 45),
})  # fmt: skip
"""Spoken form → hours added, minutes."""
_PART = re.compile(rf"(?<!god )(?<!good )\b(?:{'|'.join(sorted(_PARTS_OF_DAY, key=len, reverse=True))})\b")


@dataclass(frozen=True)
class Times:
    """`start` is None and `unsure` True when a time was meant but cannot be told."""

    start: time | None
    end: time | None
    unsure: bool


@dataclass(frozen=True)
class _Span:
    start: time | None
    end: time | None = None


class _Reading:
    """Takes the spans out of one text, each form in turn."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[_Span] = []
        part = _PART.search(text)
        self.hours = _PARTS_OF_DAY[part[0]] if part else WORKING_HOURS

    def take(self) -> None:
        self.text = _BETWEEN.sub(self._unreadable, self.text)
        self.text = _FROM.sub(self._written, self.text)
        self.text = _AFTER_CLOCK.sub(self._after_clock, self.text)
        self.text = _SPOKEN.sub(self._spoken, self.text)
        self.text = _SPOKEN_HOUR.sub(self._spoken, self.text)
        self.text = _ROUGHLY.sub(self._unreadable, self.text)
        self.text = _AM_PM.sub(lambda m: self._add(self._half(m[1], m[2], m[3])), self.text)
        self.text = _COLON.sub(self._written, self.text)
        self.text = _TO_MINUTES.sub(self._written, self.text)
        self.text = _RANGE_WITH_MINUTES.sub(self._written, self.text)
        self.text = _CLOCK_ALONE.sub(self._unreadable, self.text)

    def _after_clock(self, match: re.Match[str]) -> str:
        if match["ish"] or match["rough"]:
            return self._unreadable(match)
        if match[6]:
            return self._add(self._half(match[2], match[3], match[6]))
        return self._written(match, first=2)

    def _written(self, match: re.Match[str], first: int | None = None) -> str:
        named = match.groupdict().get("rough")
        if named:
            return self._unreadable(match)
        at = first or (2 if "rough" in match.re.groupindex else 1)
        start = self._moment(match[at], match[at + 1])
        end = self._end(start, match[at + 2], match[at + 3]) if match[at + 2] else None
        return self._add(start, end, wants_end=bool(match[at + 2]))

    def _spoken(self, match: re.Match[str]) -> str:
        if match["rough"]:
            return self._unreadable(match)
        hours, minutes = _SHIFTS[match["how"]] if "how" in match.re.groupindex else (0, 0)
        hour = NUMBERS.get(match["hour"]) or int(match["hour"])
        return self._add(self._moment(str((hour + hours) % 24 or 12), f"{minutes:02}"))

    def _unreadable(self, _match: re.Match[str]) -> str:
        return self._add(None)

    def _add(self, start: time | None, end: time | None = None, wants_end: bool = False) -> str:
        self.spans.append(_Span(None if wants_end and end is None else start, end))
        return TAKEN

    def _moment(self, hour: str, minute: str | None) -> time | None:
        """The one moment these figures can mean, or None."""
        number, minutes = int(hour), int(minute or 0)
        if not 1 <= number <= 23 or minutes > 59:
            return None
        if number > 12 or (hour.startswith("0") and len(hour) == 2 and number < 7):
            return time(number, minutes) if number >= WORKING_HOURS[0] else None
        from_, to = self.hours
        fitting = [h for h in {number, (number + 12) % 24} if from_ <= h < to]
        return time(fitting[0], minutes) if len(fitting) == 1 else None

    def _end(self, start: time | None, hour: str, minute: str | None) -> time | None:
        number, minutes = int(hour), int(minute or 0)
        if start is None or number > 23 or minutes > 59:
            return None
        later = [time(h, minutes) for h in (number, number + 12) if h < 24 and time(h, minutes) > start]
        return later[0] if later else None

    def _half(self, hour: str, minute: str | None, half: str) -> time | None:
        number, minutes = int(hour), int(minute or 0)
        if not 1 <= number <= 12 or minutes > 59:
            return None
        return time(number % 12 + (12 if half == "p" else 0), minutes)


def take_times(text: str) -> tuple[Times, str]:
    """The time in a cleaned text, and the text without it."""
    reading = _Reading(text)
    reading.take()
    spans = dict.fromkeys(reading.spans)
    if len(spans) != 1:
        unsure = bool(spans) or _PART.search(reading.text) is not None
        return Times(None, None, unsure), reading.text
    span = next(iter(spans))
    return Times(span.start, span.end, span.start is None), reading.text
