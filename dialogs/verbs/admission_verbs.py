"""What the buttons of an admission's card do."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import case_steps
from dialogs.forms import flow
from dialogs.forms.submit import FORMS
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in, show
from domain.permission import Permission, check_permission
from workflows.admission_keeping import check_may_act


def _card(talk: Talk, data: Data) -> Reply:
    return show(talk, talk.desk.records.admissions.get(id_in(data), talk.person))


def _details(talk: Talk, data: Data) -> Reply:
    """With who it is and what was answered, after an access check; the look is logged."""
    found = talk.desk.records.admissions.get(id_in(data), talk.person)
    check_permission(talk.person, Permission.OPEN_DETAILS, found.case)
    talk.desk.audit(talk.person, "read", f"admission:{found.admission.id}", found.case.id)
    return show(talk, found, details=True)


def _assess(talk: Talk, data: Data) -> Reply:
    found = talk.desk.records.admissions.get(id_in(data), talk.person)
    return talk.show(case_steps.assess(talk, found.case, {}))


def _form(name: str, step: str) -> Verb:
    """Begins a form on an admission; refused here already when it no longer fits."""

    def begin(talk: Talk, data: Data) -> Reply:
        found = talk.desk.records.admissions.get(id_in(data), talk.person)
        check_may_act(talk.person, found, step)
        return talk.show(flow.start(talk, FORMS[name].form, found.admission.id, {}))

    return begin


ADMISSION_VERBS: Mapping[str, Verb] = {
    "admission.card": _card,
    "admission.hide": _card,
    "admission.show": _details,
    "admission.date": _form("discharge_date", "set_date"),
    "admission.assess": _assess,
    "admission.discharged": _form("discharged", "discharge"),
    "admission.correct": _form("correct_discharge", "correct_discharge"),
    "admission.explain": _form("explain_discharge", "explain"),
}
