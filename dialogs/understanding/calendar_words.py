"""The words of the calendar and the clock, Danish and English, and the mending of slips in them.

`mended` rewrites a misspelt weekday, month or "overmorgen" before days and times are read. A slip that
could be two weekdays ("trsdag") becomes `UNREADABLE_DAY`, so that the person is asked.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from dialogs.understanding.spelling import ORDINARY_WORDS, Lexicon
from dialogs.understanding.words import folded

UNREADABLE_DAY = "ulæseligdag"
DANISH_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = MappingProxyType(
    {name: number for names in (DANISH_WEEKDAYS, ENGLISH_WEEKDAYS) for number, name in enumerate(names, 1)}
    | {"tirs": 2, "ons": 3, "tors": 4, "fre": 5, "lør": 6, "man": 1, "tir": 2, "tor": 4, "søn": 7}
)
"""Name → ISO weekday."""
SHORT_ONLY_WITH_MORE = ("man", "tir", "tor", "søn")
"""Short weekdays that are also words or names: they count with a date or a time right after."""
DANISH_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
    "november",
    "december",
)  # fmt: skip
MONTHS = MappingProxyType(
    {name: number for number, name in enumerate(DANISH_MONTHS, 1)}
    | {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "october": 10}
    | {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10}
    | {"oct": 10, "nov": 11, "dec": 12}
)
NUMBERS = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            [
                "en|et|one|a",
                "to|two",
                "tre|three",
                "fire|four",
                "fem|five",
                "seks|six",
                "syv|seven",
                "otte|eight",
                "ni|nine",
                "ti|ten",
                "elleve|eleven",
                "tolv|twelve",
                "tretten",
                "fjorten|fourteen",
            ],
            1,
        )
        for word in words.split("|")
    }
    | {"én": 1, "ét": 1}
)
ORDINALS = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            [
                "første",
                "anden",
                "tredje",
                "fjerde",
                "femte",
                "sjette",
                "syvende",
                "ottende",
                "niende",
                "tiende",
                "ellevte",
                "tolvte",
                "trettende",
                "fjortende",
                "femtende",
                "sekstende",
                "syttende",
                "attende",
                "nittende",
                "tyvende",
                "enogtyvende",
                "toogtyvende",
                "treogtyvende",
                "fireogtyvende",
                "femogtyvende",
                "seksogtyvende",
                "syvogtyvende",
                "otteogtyvende",
                "niogtyvende",
                "tredivte",
                "enogtredivte",
            ],
            1,
        )
    }
)

_MENDABLE = MappingProxyType(
    {
        folded(word): word
        for word in (*DANISH_WEEKDAYS, *DANISH_MONTHS, "overmorgen", "formiddag", "eftermiddag", "klokken")
    }
)
_EXACT = (
    frozenset(map(folded, (*WEEKDAYS, *MONTHS, *_MENDABLE, "torsdage", "mandagen", "fredagen", "augustin")))
    | ORDINARY_WORDS
)
_LEXICON = Lexicon(_MENDABLE)
_LETTERS = re.compile(r"[^\W\d_]{5,13}")


def mended(text: str) -> str:
    """A cleaned text with slips in calendar words put right."""
    return _LETTERS.sub(_mended_word, text)


def _mended_word(match: re.Match[str]) -> str:
    typed = folded(match[0])
    if typed in _EXACT or typed.removesuffix("en") in _MENDABLE or typed.removesuffix("s") in _MENDABLE:
        return _MENDABLE.get(typed, match[0])
    meant = _LEXICON.nearest(typed)
    if len(meant) == 1:
        return _MENDABLE[next(iter(meant))]
    if meant and all(word.endswith("dag") for word in meant):
        return UNREADABLE_DAY
    return match[0]
