"""The form by which emergency access (værdispring) is asked for: which case, and why it cannot wait.

It asks for the reason without a word on whether there is such a case. The citizen's number will do where one
does not know the case's.
"""

from __future__ import annotations

from dialogs.forms.form import Answers, Fault, Field, FieldKind, Form, Page, Surroundings, never
from domain.case import parse_case_number
from domain.emergency import SHORTEST_REASON


def _check(answers: Answers, _around: Surroundings) -> tuple[Fault, ...]:
    return (*_which_faults(answers), *_reason_faults(answers))


def _which_faults(answers: Answers) -> tuple[Fault, ...]:
    number, cpr = answers.get("case_number"), answers.get("cpr")
    if number and cpr:
        return (Fault("cpr", "emergency.one_of_them"),)
    if not number and not cpr:
        return (Fault("case_number", "emergency.neither"),)
    if number and parse_case_number(number) is None:
        return (Fault("case_number", "emergency.no_case_number"),)
    return ()


def _reason_faults(answers: Answers) -> tuple[Fault, ...]:
    too_short = len(answers["reason"].strip()) < SHORTEST_REASON
    return (Fault("reason", "emergency.reason_too_short"),) if too_short else ()


EMERGENCY = Form(
    "emergency",
    (
        Page(
            "why",
            (
                Field("case_number", FieldKind.TEXT, never, max_length=20),
                Field("cpr", FieldKind.CPR, never, max_length=20),
                Field("reason", FieldKind.LONG_TEXT, max_length=1000),
            ),
            check=_check,
        ),
    ),
    reviewed=False,
)
