"""A form as data: pages of fields with kinds, choices and conditions; nothing here asks or shows.

Labels, one-line reasons and placeholders are found in the wording by `form.<form>.<field>`, so a form
and its texts have one name; a document's are those of its parts. Values are kept as typed until the form
is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from domain.agreement import Agreement
from domain.document_kind import DocumentKind
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
    CHOICES = "choices"
    """Several of them, as `1,2,4`."""
    TYPE_AHEAD = "type_ahead"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True)
class Choice:
    value: str
    title: str


Chooser = Callable[[str, Answers], tuple[Choice, ...]]
"""The choices of a source, given what was answered so far."""


AgreementOf = Callable[[Answers], Agreement | None]
"""The agreement that binds the case, or the one that what was answered so far points to."""


class Known(StrEnum):
    """What need not be asked, because it stands on the case already."""

    CASE = "case"
    """Who it is about, and which units it is between."""
    BASIS = "basis"
    """A legal basis that still holds."""
    ASSESSMENT = "assessment"
    """Whether an agreement is required."""
    OPEN_MATTERS = "open_matters"
    """Something on the case is still to be done."""


@dataclass(frozen=True)
class Surroundings:
    """What a form may know of the world."""

    now: datetime
    choices: Chooser
    agreement: AgreementOf
    known: frozenset[Known] = frozenset()
    age: int | None = None
    """The citizen's, on a known case."""
    case_number: str = ""
    """Of a known case; empty where the form is to open one."""

    @property
    def today(self) -> date:
        return local_day(self.now)


def always(_answers: Answers, _around: Surroundings) -> bool:
    return True


def never(_answers: Answers, _around: Surroundings) -> bool:
    return False


def when_sent(_answers: Answers, _around: Surroundings) -> bool:
    """May stay empty for now: the form's own check asks for it when the form is sent."""
    return False


def is_unknown(what: Known) -> Condition:
    """Whether the form must ask for it."""
    return lambda _answers, around: what not in around.known


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
    shown: Condition = always
    """By what is known and what was answered on earlier pages."""
    optional: Condition = never
    """Whether its label says that it may be left empty; one that is never required always says so."""
    missing: str = "field.required"
    """Which wording asks for it where it is required and empty."""


@dataclass(frozen=True)
class Fault:
    """A value that cannot be used: where, and which wording says why."""

    field: str
    key: str


Check = Callable[[Answers, Surroundings], tuple[Fault, ...]]


def in_order(_answers: Answers, _around: Surroundings) -> tuple[Fault, ...]:
    return ()


@dataclass(frozen=True)
class Page:
    name: str
    fields: tuple[Field, ...]
    shown: Condition = always
    check: Check = in_order
    """Rules over several fields of the page, asked when each field by itself is in order."""

    def fields_for(self, answers: Answers, around: Surroundings) -> tuple[Field, ...]:
        """The fields whose condition holds for these answers."""
        return tuple(field for field in self.fields if field.shown(answers, around))


@dataclass(frozen=True)
class Form:
    name: str
    pages: tuple[Page, ...]
    reviewed: bool = True
    """Whether the answers are shown once more before sending."""
    check: Check = in_order
    """What is still missing in the whole: one goes on without it, and cannot send without it."""
    document: DocumentKind | None = None
    """The document it writes; its fields are then named for the document's parts."""
    texts: str = ""
    """Whose title, buttons and introductions it has, where it has not its own."""

    @property
    def text_name(self) -> str:
        return self.texts or self.name

    def page(self, name: str) -> Page | None:
        return next((page for page in self.pages if page.name == name), None)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for page in self.pages for field in page.fields)
