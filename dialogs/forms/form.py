"""A form as data: pages of fields with kinds, choices and conditions; nothing here asks or shows.

Labels, one-line reasons and placeholders are found in the wording by `form.<form>.<field>`, so a form
and its texts have one name. Values are kept as typed until the form is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from domain.local_time import local_day

Values = Mapping[str, str]
"""What was typed, by field."""
Answers = Mapping[str, Any]
"""What was typed, understood: dates are dates, a CPR is a `Cpr`; absent when empty."""
Condition = Callable[["Answers", "Surroundings"], bool]


class FieldKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    CPR = "cpr"
    CHOICE = "choice"
    TYPE_AHEAD = "type_ahead"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True)
class Choice:
    value: str
    title: str


Chooser = Callable[[str, Answers], tuple[Choice, ...]]
"""The choices of a source, given what was answered so far."""


@dataclass(frozen=True)
class Surroundings:
    """What a form may know of the world."""

    now: datetime
    choices: Chooser

    @property
    def today(self) -> date:
        return local_day(self.now)


def always(_answers: Answers, _around: Surroundings) -> bool:
    return True


def never(_answers: Answers, _around: Surroundings) -> bool:
    return False


@dataclass(frozen=True)
class Field:
    name: str
    kind: FieldKind
    required: Condition = always
    choices: str = ""
    """The source of the choices."""
    max_length: int = 200
    default: str = ""
    """What it holds when the form is begun."""


@dataclass(frozen=True)
class Fault:
    """A value that cannot be used: where, and which wording says why."""

    field: str
    key: str


@dataclass(frozen=True)
class Page:
    name: str
    fields: tuple[Field, ...]
    shown: Condition = always
    check: Callable[[Answers, Surroundings], tuple[Fault, ...]] = lambda _answers, _around: ()
    """Rules over several fields of the page, asked when each field by itself is in order."""


@dataclass(frozen=True)
class Form:
    name: str
    pages: tuple[Page, ...]
    reviewed: bool = True
    """Whether the answers are shown once more before sending."""

    def page(self, name: str) -> Page | None:
        return next((page for page in self.pages if page.name == name), None)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for page in self.pages for field in page.fields)
