"""What a value in a centre's file of discharges means, or what is wrong with it: one reader per column.

A value is never repeated in what is wrong with it. Lines and files do not belong here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from domain.cpr import Cpr
from domain.errors import BadValue
from domain.people import AREAS, Area

LONGEST = 200


class Wrong(StrEnum):
    """What is wrong with a file or one of its values; the wording says what to do about it."""

    NOT_UTF8 = "not_utf8"
    NOT_CSV = "not_csv"
    HEADER = "header"
    NO_COLUMN = "no_column"
    NO_ROWS = "no_rows"
    VALUES = "values"
    EMPTY = "empty"
    LONG = "long"
    AREA = "area"
    AREA_UNTOLD = "area_untold"
    """Neither an area nor a CPR number that tells the age."""
    DAY = "day"
    MONTH = "month"
    AHEAD = "ahead"
    OTHER_MONTH = "other_month"
    NUMBER = "number"
    YES_OR_NO = "yes_or_no"
    CPR = "cpr"
    TWICE = "twice"
    NO_CENTRE = "no_centre"
    NOT_A_CENTRE = "not_a_centre"
    NO_MUNICIPALITY = "no_municipality"
    NOT_A_MUNICIPALITY = "not_a_municipality"


def read_value(column: str, text: str, today: date, *, optional: bool) -> Any:
    """The value, None where an optional one is empty, or what is `Wrong` with it."""
    text = text.strip()
    if not text:
        return None if optional else Wrong.EMPTY
    return Wrong.LONG if len(text) > LONGEST else _READ[column](text, today)


def same_name(name: str) -> str:
    """A name as it is compared: capitals and repeated blanks do not matter."""
    return " ".join(name.split()).casefold()


def _name(text: str, _: date) -> str:
    return text


def _area(text: str, _: date) -> Area | Wrong:
    return Area(text.lower()) if text.lower() in AREAS else Wrong.AREA


_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_DANISH_DAY = re.compile(r"(?P<day>\d{1,2})[-.](?P<month>\d{1,2})[-.](?P<year>\d{4})", re.ASCII)
"""What a Danish spreadsheet makes of a day when it saves the file."""


def _day(text: str, today: date) -> date | Wrong:
    match = _ISO_DAY.fullmatch(text) or _DANISH_DAY.fullmatch(text)
    try:
        day = date(**{part: int(value) for part, value in match.groupdict().items()}) if match else None
    except ValueError:
        day = None
    if day is None:
        return Wrong.DAY
    return Wrong.AHEAD if day > today else day


def _month(text: str, today: date) -> date | Wrong:
    first = _day(f"{text}-01", today)
    return Wrong.MONTH if first is Wrong.DAY or not re.fullmatch(r"\d{4}-\d{2}", text, re.ASCII) else first


def _number(text: str, _: date) -> int | Wrong:
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else Wrong.NUMBER


def _cpr(text: str, today: date) -> Cpr | Wrong:
    try:
        return Cpr.parse(text, today)
    except BadValue:
        return Wrong.CPR


_YES_OR_NO = {"yes": True, "ja": True, "no": False, "nej": False}


def _yes_or_no(text: str, _: date) -> bool | Wrong:
    return _YES_OR_NO.get(text.lower(), Wrong.YES_OR_NO)


_READ: dict[str, Callable[[str, date], Any]] = {
    "centre": _name,
    "municipality": _name,
    "area": _area,
    "discharged_on": _day,
    "cpr": _cpr,
    "month": _month,
    "discharges": _number,
    "coercive": _yes_or_no,
}
"""How each column's text becomes a value, or what is wrong with it."""
