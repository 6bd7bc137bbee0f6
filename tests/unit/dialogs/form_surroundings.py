"""The surroundings of a form without any directory: fixed choices, a fixed moment."""

from __future__ import annotations

from datetime import datetime

from dialogs.forms.choices import _FIXED
from dialogs.forms.form import Answers, Choice, Surroundings
from dialogs.forms.meeting_request import chosen_area
from domain.people import Area
from tests.factories import NOW

OF_AGE, CHILD, NO_AGE = "610190-4321", "610112-4321", "010190-AB12"
"""Replacement numbers: born 1990, born 2012, and one that tells no birth date."""

_LOOKED_UP = {
    "other_organisations": (Choice("hvidovre", "Hvidovre Kommune"), Choice("dragør", "Dragør Kommune")),
    "durations": (Choice("30", "30 minutter"), Choice("60", "60 minutter")),
    "task_owners": (Choice("voksne:", "Voksenenheden (hele enheden)"), Choice("voksne:sara", "Sara Demo")),
}


def choices(source: str, answers: Answers) -> tuple[Choice, ...]:
    if source == "agreement_between":
        return (Choice("adults", "Aftalen"),) if answers.get("other_organisation") else ()
    if source == "receiver_units":
        return _units(answers)
    if source in _FIXED:
        return tuple(Choice(value, value.replace("_", " ")) for value in _FIXED[source])
    return _LOOKED_UP[source]


def _units(answers: Answers) -> tuple[Choice, ...]:
    """Hvidovre has a unit for adults only."""
    adults = answers.get("other_organisation") == "hvidovre" and chosen_area(answers, around()) is Area.ADULTS
    return (Choice("voksne", "Voksenenheden"),) if adults else ()


def around(now: datetime = NOW) -> Surroundings:
    return Surroundings(now, choices)
