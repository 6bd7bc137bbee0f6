"""The request for a network meeting: the citizen, the citizen's own wish first, who, on what basis, when.

Its pages in the order of "Det begynder med Borgeren": who it is about, what the citizen wishes, then the
common purpose and team, then the legal basis and times.
"""

from __future__ import annotations

from dialogs.forms.basis_page import BASIS_PAGE
from dialogs.forms.citizen_pages import RECEIVER, citizen_pages
from dialogs.forms.form import Answers, Field, FieldKind, Form, Page, Surroundings, never
from dialogs.forms.times import TIME_FIELDS, check_proposed_times

NAME = "meeting_request"


def _relatives_take_part(answers: Answers, _around: Surroundings) -> bool:
    return answers.get("relatives_wish") == "yes"


FORM = Form(
    NAME,
    (
        *citizen_pages(),
        Page(
            "wish",
            (
                Field("citizens_wish", FieldKind.LONG_TEXT, max_length=2000),
                Field("purpose", FieldKind.LONG_TEXT, max_length=2000),
                Field("agenda", FieldKind.LONG_TEXT, never, max_length=2000),
            ),
        ),
        Page(
            "participants",
            (
                RECEIVER,
                Field("gp", FieldKind.TEXT, never, max_length=150),
                Field("relatives_wish", FieldKind.CHOICE, choices="relatives_wish"),
                Field("relatives", FieldKind.TEXT, _relatives_take_part, max_length=200),
                Field("others", FieldKind.TEXT, never, max_length=200),
            ),
        ),
        BASIS_PAGE,
        Page(
            "times",
            (
                Field("method", FieldKind.CHOICE, choices="methods"),
                Field("place", FieldKind.TEXT, never, max_length=200),
                *TIME_FIELDS,
            ),
            check=check_proposed_times,
        ),
    ),
)
