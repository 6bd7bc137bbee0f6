"""Answers to a form by somebody who filled in every field: good enough to get past what they say."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from dialogs.forms.choices import _FIXED
from dialogs.forms.form import Field, FieldKind
from dialogs.forms.sent import Sent
from tests import factories as f

LATER = f.NOW.date() + timedelta(days=10)
_LOOKED_UP = {
    "remark_about": f"document:{f.made_up_id('elsewhere')}",
    "durations": "60",
    "task_owners": f"{f.CASEWORKER.home.id}:",
    "new_contacts": f.COLLEAGUE.id,
    "contact_cases": "this",
    "other_municipalities": f.OUTSIDER.home.id,
    "other_organisations": f.CASEWORKER.home.organisation_id,
    "receiver_units": f.CASEWORKER.home.id,
    "required_by": "guide_me",
    "bases": "consent_citizen",
}
_PAST = ("on", "offered_on")
_ANSWERS: dict[FieldKind, Any] = {
    FieldKind.TEXT: "Aftalt med teamet i dag",
    FieldKind.LONG_TEXT: "Aftalt med teamet og borgeren i dag",
    FieldKind.CPR: f.a_cpr(),
    FieldKind.DATE: LATER,
    FieldKind.TIME: time(10),
}


def answers_for(sent: Sent) -> dict[str, Any]:
    answers = {field.name: _answer(field) for field in sent.form.fields}
    return {
        **answers,
        **dict.fromkeys(sent.carries, "2"),
        "more_rows": "no",
        **dict.fromkeys(_PAST, f.NOW.date()),
    }


def _answer(field: Field) -> Any:
    if field.choices:
        return _FIXED[field.choices][0] if field.choices in _FIXED else _LOOKED_UP[field.choices]
    return _ANSWERS[field.kind]
