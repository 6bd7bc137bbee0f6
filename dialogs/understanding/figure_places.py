"""Where and for whom figures are asked: is a place named that nobody knows, and which of the two areas.

A place that the directory knows is found by `places.py`. What follows "for", "hos", "fra" or "i" and is no
word of time, area or ownership is taken for the name of another.
"""

from __future__ import annotations

import re

from dialogs.understanding.calendar_words import MONTHS, NUMBERS, ORDINALS, WEEKDAYS
from domain.people import Area

_NO_PLACES = frozenset({
    "uge", "ugen", "ugens", "måned", "måneden", "kvartal", "kvartalet", "år", "året", "fjor", "dag", "går",
    "morgen",
    "week", "month", "quarter", "year", "the", "this", "last", "next", "den", "det", "de", "denne", "dette",
    "sidste", "forrige", "seneste", "næste", "mig", "min", "mit", "mine", "os", "vores", "vor", "alle", "alt",
    "hele", "enheden", "afdelingen", "afsnittet", "teamet", "området", "klyngen", "regionen", "kommunen",
    "kommunerne", "voksne", "voksenområdet", "børn", "unge", "børneområdet", "me", "us", "our", "my", "all",
    "adults", "children", "youth", "every", "unit", "tal", "første", "andet", "tredje", "fjerde", "first",
    "second", "third", "fourth", "netværksmøder", "møder", "udskrivninger", "opfølgninger", "aftaler",
    "q1", "q2", "q3", "q4", *MONTHS, *WEEKDAYS, *map(str, NUMBERS), *map(str, ORDINALS),
})  # fmt: skip
_AFTER = re.compile(r"\b(?:for|hos|fra|i|in|of|from)\s+([^\W_]{2,})")
_AREAS = (
    (Area.CHILDREN, re.compile(r"\b(?:børn|børneområdet|unge|børne|children|youth)\b")),
    (Area.ADULTS, re.compile(r"\b(?:voksne|voksenområdet|adults?)\b")),
)


def names_a_place(text: str) -> bool:
    """Whether a cleaned text, in which no known place was found, names one all the same."""
    found = _AFTER.findall(text)
    return any(word not in _NO_PLACES and not word[0].isdigit() for word in found)


def area_in(text: str) -> Area | None:
    """None where neither is said, or both."""
    said = [area for area, words in _AREAS if words.search(text)]
    return said[0] if len(said) == 1 else None
