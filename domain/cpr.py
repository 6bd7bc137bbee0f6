"""The Danish civil registration number (CPR) and the replacement numbers hospitals give.

Ten digits, the first six a valid date. Modulus 11 is not required: numbers issued since 2007 need not
satisfy it (CPR-kontoret, "Personnumre uden kontrolciffer"). A replacement number (erstatnings-CPR) has
the first digit of the day raised by 6, or letters among its last four; the latter gives no birth date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import BadValue

_SPACE = r"[ \u00a0\u202f]"
_DASH = r"[-\u2010-\u2015\u2212]"
"""Word processors make hyphens longer and spaces unbreakable."""
_FORM = re.compile(
    rf"(\d{{2}})[ .]?(\d{{2}})[ .]?(\d{{2}})(?:{_SPACE}|{_DASH})?([0-9A-Z]{{4}})", re.IGNORECASE | re.ASCII
)
_IN_TEXT = re.compile(
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
    rf"(?:{_SPACE}|[./]|{_DASH})?(?:0[1-9]|1[0-2])(?:{_SPACE}|[./]|{_DASH})?(?:18|19|20)?\d\d"
    rf"(?:{_SPACE}{{0,2}}{_DASH}?{_SPACE}{{0,2}}\d{{4}}(?!\d)"
    rf"|{_DASH}[0-9A-Za-z]{{4}}(?!\w)|(?=[A-Za-z]*\d)[0-9A-Za-z]{{4}}(?!\w))"
)
MASK = "******-****"


class CprKind(StrEnum):
    ORDINARY = "ordinary"
    REPLACEMENT = "replacement"


@dataclass(frozen=True, repr=False)
class Cpr:
    """A valid number. `repr` and `str` never show it; `digits` does."""

    digits: str
    kind: CprKind
    born: date | None
    """The birth date the number holds, or None where it holds none."""

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
    year may have four digits, and a replacement number's letters count where nothing parts them from it.
    """
    masked, found = _IN_TEXT.subn(MASK, text)
    return masked, found > 0
