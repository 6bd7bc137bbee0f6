"""The Danish civil registration number (CPR) and the replacement numbers hospitals give.

Ten digits, the first six a valid date. Modulus 11 is not required: numbers issued since 2007 need not
satisfy it (CPR-kontoret, "Personnumre uden kontrolciffer"). A replacement number (erstatnings-CPR) has
the first digit of the day raised by 6, or letters among its last four; the latter gives no birth date.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import NoReturn, Self

from domain.errors import BadValue

_SPACE = r"[ \u00a0\u202f]"
_DASH = r"[-\u2010-\u2015\u2212]"
"""Word processors make hyphens longer and spaces unbreakable."""
_FORM = re.compile(
    rf"(\d{{2}})[ .]?(\d{{2}})[ .]?(\d{{2}})(?:{_SPACE}|{_DASH})?([0-9A-Z]{{4}})", re.IGNORECASE | re.ASCII
)
WRITTEN = (
    r"[0-9]{6}\s{0,2}[-./]?\s{0,2}[0-9]{4}"
    r"|[0-9]{6}-(?=[a-z]{0,3}[0-9])(?=[0-9]{0,3}[a-z])[0-9a-z]{4}(?![a-z])"
    r"|[0-9]{2} [0-9]{2} [0-9]{2}[ -]{1,3}[0-9]{4}"
    r"|(?:[0-9]{2}[-./]){2}[0-9]{2}\s?-\s?[0-9]{4}"
    r"|[0-9]{6}[ -][0-9]{2} [0-9]{2}"
    r"|(?<![0-9]-)[0-9]{4}[ -][0-9]{2}[ -][0-9]{4}"
)
"""How people write a number in running text, of plain dashes, spaces, digits and small letters."""
_LOOKS_LIKE_ONE = (
    r"[0-9]{6}-[0-9a-z]{4}(?!\w)"
    r"|[0-9]{6}(?=[a-z]*[0-9])[0-9a-z]{4}(?!\w)"
    r"|[0-9]{6} (?-i:(?=[A-Z]{0,3}[0-9])(?=[0-9]{0,3}[A-Z])[0-9A-Z]{4})(?!\w)"
    r"|[0-9]{6}\s{0,2}(?:_|-{2,3})\s{0,2}[0-9]{4}|[0-9]{6}\s?\([0-9]{4}\)"
    r"|[0-9]{2}(?: [0-9]{2}){4}|(?:[0-9]{2}\.){3}[0-9]{4}"
    r"|(?<![0-9][-./])[0-9]{2}([-./ ])[0-9]{2}\1[0-9]{2}\s{0,2}[0-9]{4}"
    r"|(?:[0-9]{2}[-./ ]?){2}(?:18|19|20)[0-9]{2}(?:\s{0,2}-\s{0,2})?[0-9]{4}"
    r"|(?:[0-9]{2}[-./ ]?){2}(?:18[0-9]{2}|19[0-9]{2}|20[01][0-9])\s{1,2}[0-9]{4}"
)
"""What is masked beside: too doubtful to be read as a number, too likely one to be kept. Four figures apart
from a full year are a time of day ("26.11.2026 1030") where a meeting can lie in that year."""
_DATE_FIRST = r"(?=(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])[-./ ]?(?:0[1-9]|1[0-2]))"
_IN_TEXT = re.compile(rf"(?<![0-9]){_DATE_FIRST}(?:{_LOOKS_LIKE_ONE}|{WRITTEN})(?![0-9])", re.IGNORECASE)
MASK = "******-****"


class CprKind(StrEnum):
    ORDINARY = "ordinary"
    REPLACEMENT = "replacement"


class Cpr:
    """A valid number. `repr` and `str` never show it; `digits` does. No dataclass, as `Sensitive` is none."""

    __slots__ = ("born", "digits", "kind")
    digits: str
    kind: CprKind
    born: date | None
    """The birth date the number holds, or None where it holds none."""

    def __init__(self, digits: str, kind: CprKind, born: date | None) -> None:
        for name, value in (("digits", digits), ("kind", kind), ("born", born)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"{name} cannot be set: a number is kept as it was made")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cpr):
            return NotImplemented
        return (self.digits, self.kind, self.born) == (other.digits, other.kind, other.born)

    def __hash__(self) -> int:
        return hash((self.digits, self.kind, self.born))

    @classmethod
    def parse(cls, text: str, today: date) -> Cpr:
        """The number in `text`, with or without hyphen or spaces.

        Raises `BadValue` with key `cpr.length`, `cpr.date` or `cpr.future`.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise BadValue("cpr.length", "a CPR number has ten characters, the first six digits")
        day, month, year, serial = int(match[1]), int(match[2]), int(match[3]), match[4].upper()
        replacement = 61 <= day <= 91 or not serial.isdigit()
        day = day - 60 if day > 60 else day
        born = _birth_date(day, month, year, serial, today)
        kind = CprKind.REPLACEMENT if replacement else CprKind.ORDINARY
        return cls("".join(match.groups()).upper(), kind, born)

    def age_on(self, day: date) -> int | None:
        """Full years on `day`, or None where the number holds no birth date."""
        if self.born is None:
            return None
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def formatted(self) -> str:
        """The number as staff write it, for a details view after an access check."""
        return f"{self.digits[:6]}-{self.digits[6:]}"

    def __repr__(self) -> str:
        return f"Cpr({MASK})"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        """A pickle is readable. Raises `TypeError`."""
        raise TypeError("a CPR number is not pickled")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self


def _birth_date(day: int, month: int, year: int, serial: str, today: date) -> date | None:
    if not serial.isdigit():
        _date(2000 + year % 4, month, day)
        return None
    born = _date(_century(int(serial[0]), year) + year, month, day)
    if born > today:
        raise BadValue("cpr.future", "the date of the CPR number lies in the future")
    return born


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue("cpr.date", "the first six digits of the CPR number are no date") from None


def _century(seventh: int, year: int) -> int:
    """The century the seventh digit tells with the year (CPR-kontoret, "Personnummeret i CPR")."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def mask_cpr(text: str) -> tuple[str, bool]:
    """`text` with every CPR-like number masked, and whether there was one.

    A number counts when its first six digits can be a date, so that case and phone numbers stay. The
    year may have four digits, and a replacement number's letters count where nothing parts them from it, or
    where they are capitals.
    """
    plain, places = _plain(text)
    kept, end = [], 0
    for match in _IN_TEXT.finditer(plain):
        kept.append(text[end : places[match.start()]])
        end = places[match.end() - 1] + 1
    return MASK.join([*kept, text[end:]]), bool(kept)


def _plain(text: str) -> tuple[str, list[int]]:
    """`text` of plain digits, dashes and spaces without invisible characters, and where each stood."""
    shown = [(plain, place) for place, typed in enumerate(text) for plain in _plain_character(typed)]
    return "".join(plain for plain, _ in shown), [place for _, place in shown]


def _plain_character(typed: str) -> str:
    category = unicodedata.category(typed)
    if category == "Pd" or typed == "\N{MINUS SIGN}":
        return "-"
    if category.startswith("C") and not typed.isspace():
        return ""
    return unicodedata.normalize("NFKC", typed)
