"""The form in which an action of the operations forum is written down: what, who, by when."""

from __future__ import annotations

from dialogs.forms.form import Answers, Fault, Field, FieldKind, Form, Page, Surroundings
from domain.forum_action import LONGEST_TEXT


def _check_due(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    return (Fault("due", "forum.action.in_past"),) if answers["due"] < around.today else ()


FORUM_ACTION = Form(
    "forum_action",
    (
        Page(
            "action",
            (
                Field("text", FieldKind.LONG_TEXT, max_length=LONGEST_TEXT),
                Field("owner", FieldKind.CHOICE, choices="action_owners"),
                Field("due", FieldKind.DATE),
            ),
            check=_check_due,
        ),
    ),
    reviewed=False,
)
