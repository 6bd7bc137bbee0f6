"""What belongs to a form beside its pages: what it is about, what it begins with, what sending it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dialogs.forms.form import Answers, Form, Values
from dialogs.receipts import receipt
from dialogs.subjects import Found
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.people import Person
from domain.subject import SubjectKind
from workflows.desk import Desk

Receive = Callable[[Talk, str, Answers], Reply]
"""The use case the answers go to; the text is the id of the record it is about, empty for a new case."""
BeginsWith = Callable[[Talk, str], dict[str, str]]
"""The first values, as they would be typed. Refuses, as the use case would, who may not begin the form."""


@dataclass(frozen=True)
class CaughtUp:
    """The values after somebody else changed the record meanwhile, and what the person is told."""

    values: dict[str, str]
    note: str


CatchUp = Callable[[Talk, str, Values], CaughtUp]


def nothing(_talk: Talk, _subject_id: str) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Sent:
    """A form, and what sending it does."""

    form: Form
    receive: Receive
    about: SubjectKind | None
    """The kind of record it is about; one about a case begins a new case where it has none. None for what is
    on no case: then the id is that of a colleague, of the person themselves, or of a unit."""
    begins_with: BeginsWith = nothing
    carries: tuple[str, ...] = ()
    """Values that no page asks for and that are sent all the same, as text."""
    catch_up: CatchUp | None = None
    """What to do when the record is no longer the one the form was begun on."""


def receive_one(use_case: Callable[[Desk, Person, str, Any], Found], field: str, key: str) -> Receive:
    """Gives a record's id and the answer of one field to a use case, and confirms with the words of `key`."""

    def receive(talk: Talk, subject_id: str, answers: Answers) -> Reply:
        return receipt(talk, use_case(talk.desk, talk.person, subject_id, answers[field]), key)

    return receive
