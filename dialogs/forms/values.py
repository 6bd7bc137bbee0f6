"""From what was typed to what it means, one field at a time. A CPR number is masked on the way in wherever it
was typed but in the field that asks for it: also a day, a time or a choice may have been typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from dialogs.forms.form import Answers, Field, FieldKind, Surroundings, Values
from domain.cpr import Cpr, mask_cpr
from domain.errors import BadValue

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FREE_TEXT = (FieldKind.TEXT, FieldKind.LONG_TEXT)
_HOLDS_ID = re.compile(r"[0-9a-f]{32}")
"""What is chosen is sent by its id, in which ten figures may stand by chance."""
YEARS = range(1900, 2200)
"""Any other is a slip of the finger, and the calendar's ends cannot be reckoned with."""


def clean(field: Field, raw: object) -> tuple[str, bool]:
    """The value as it is kept, and whether a CPR was masked in it. Anything but text counts as empty."""
    if not isinstance(raw, str):
        return "", False
    text = _CONTROLS.sub("", raw).strip()
    longest = field.max_length * 2 if field.kind in FREE_TEXT else max(field.max_length, 200)
    if field.kind is FieldKind.CPR or (field.kind not in FREE_TEXT and _HOLDS_ID.search(text)):
        return text[:longest], False
    masked, found = mask_cpr(text)
    return masked[:longest], found


def understand_value(field: Field, raw: str, answers: Answers, around: Surroundings) -> Any:
    """What `raw` means. Raises `BadValue` with the wording's key."""
    return _READERS[field.kind](field, raw, answers, around)


def _text(field: Field, raw: str, _answers: Answers, _around: Surroundings) -> str:
    if len(raw) > field.max_length:
        raise BadValue("field.too_long")
    return raw


def _cpr(_field: Field, raw: str, _answers: Answers, around: Surroundings) -> Cpr:
    return Cpr.parse(raw, around.today)


def _choice(field: Field, raw: str, answers: Answers, around: Surroundings) -> str:
    options = around.choices(field.choices, answers)
    for option in options:
        if raw == option.value:
            return option.value
    typed = [o.value for o in options if o.title.casefold() == raw.casefold()]
    if len(typed) != 1:
        raise BadValue("field.not_a_choice")
    return typed[0]


def _choices(field: Field, raw: str, answers: Answers, around: Surroundings) -> tuple[str, ...]:
    """Those chosen, in the order they are offered in."""
    chosen = {_choice(field, each.strip(), answers, around) for each in raw.split(",") if each.strip()}
    if not chosen:
        raise BadValue("field.none_chosen")
    offered = around.choices(field.choices, answers)
    return tuple(option.value for option in offered if option.value in chosen)


def _date(_field: Field, raw: str, _answers: Answers, _around: Surroundings) -> date:
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise BadValue("field.not_a_date") from None
    if day.year not in YEARS:
        raise BadValue("field.not_a_date")
    return day


def _time(_field: Field, raw: str, _answers: Answers, _around: Surroundings) -> time:
    try:
        hours, minutes = raw.replace(".", ":").split(":")[:2]
        return time(int(hours), int(minutes))
    except ValueError:
        raise BadValue("field.not_a_time") from None


_READERS: Mapping[FieldKind, Callable[[Field, str, Answers, Surroundings], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.CPR: _cpr,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.TYPE_AHEAD: _choice,
    FieldKind.DATE: _date,
    FieldKind.TIME: _time,
}


def answers_so_far(fields: tuple[Field, ...], values: Values, around: Surroundings) -> dict[str, Any]:
    """Every value that can be understood; one that cannot is left out."""
    answers: dict[str, Any] = {}
    for field in fields:
        raw = values.get(field.name, "")
        if raw:
            try:
                answers[field.name] = understand_value(field, raw, answers, around)
            except BadValue:
                continue
    return answers
