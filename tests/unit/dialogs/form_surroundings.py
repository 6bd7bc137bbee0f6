"""The surroundings of a form without any directory: fixed choices, a fixed agreement, a fixed moment."""

from __future__ import annotations

from datetime import datetime

from dialogs.forms.basis_page import BASES
from dialogs.forms.choices import _FIXED
from dialogs.forms.citizen_pages import chosen_area
from dialogs.forms.form import Answers, Choice, Known, Surroundings
from dialogs.forms.law_pages import BY_CHOICE, GUIDE_ME
from domain.agreement import Agreement
from domain.people import Area
from tests.agreements import an_agreement
from tests.factories import NOW

OF_AGE, CHILD, NO_AGE = "610190-4321", "610112-4321", "010190-AB12"
"""Replacement numbers: born 1990, born 2012, and one that tells no birth date."""
ON_A_CASE = frozenset({Known.CASE, Known.BASIS})
"""A case somebody has shared something on before."""

_LOOKED_UP = {
    "other_organisations": (Choice("hvidovre", "Hvidovre Kommune"), Choice("dragør", "Dragør Kommune")),
    "durations": (Choice("30", "30 minutter"), Choice("60", "60 minutter")),
    "task_owners": (Choice("voksne:", "Voksenenheden (hele enheden)"), Choice("voksne:sara", "Sara Demo")),
    "other_municipalities": (Choice("dragør", "Dragør Kommune, Voksenenheden"),),
    "new_contacts": (Choice("åge", "Åge Demo, Sygeplejerske"), Choice("lene", "Lene Demo, Afdelingsleder")),
    "contact_cases": (Choice("this", "Kun denne sag"), Choice("all", "Alle 3 åbne sager")),
    "remark_about": (Choice("case:1", "Sagen som helhed"), Choice("document:2", "Orientering, 2. november")),
    "takers_over": (Choice("unit", "Afsnit 1 (hele enheden)"), Choice("åge", "Åge Demo, Sygeplejerske")),
    "covers": (Choice("åge", "Åge Demo, Sygeplejerske"), Choice("lene", "Lene Demo, Afdelingsleder")),
    "action_owners": (Choice("karl", "Karl Demo, Konsulent"), Choice("sara", "Sara Demo, Sagsbehandler")),
    "on_duty": (Choice("unit", "Enhedens indbakke"), Choice("åge", "Åge Demo, Sygeplejerske")),
    "weekdays": tuple(Choice(str(n), f"Dag {n}") for n in range(1, 8)),
    "bases": tuple(Choice(value, value.replace("_", " ")) for value in BASES),
    "required_by": tuple(Choice(value, value) for value in (*BY_CHOICE, GUIDE_ME)),
}


def choices(source: str, answers: Answers) -> tuple[Choice, ...]:
    if source == "receiver_units":
        return _units(answers)
    if source in _FIXED:
        return tuple(Choice(value, value.replace("_", " ")) for value in _FIXED[source])
    return _LOOKED_UP[source]


def _units(answers: Answers) -> tuple[Choice, ...]:
    """Hvidovre has a unit for adults only."""
    adults = answers.get("other_organisation") == "hvidovre" and chosen_area(answers, around()) is Area.ADULTS
    return (Choice("voksne", "Voksenenheden"),) if adults else ()


def around(
    now: datetime = NOW,
    known: frozenset[Known] = frozenset(),
    age: int | None = None,
    agreement: Agreement | None = None,
) -> Surroundings:
    binding = agreement or an_agreement()

    def agreement_of(answers: Answers) -> Agreement | None:
        return binding if Known.CASE in known or answers.get("other_organisation") else None

    return Surroundings(now, choices, agreement_of, known, age)


def on_a_case(*more: Known, age: int | None = 36, agreement: Agreement | None = None) -> Surroundings:
    """The surroundings of a form on a known case."""
    return around(known=ON_A_CASE | {*more}, age=age, agreement=agreement)
