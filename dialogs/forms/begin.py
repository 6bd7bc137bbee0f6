"""The case a form is about: the one it was begun on, or the one its first pages open."""

from __future__ import annotations

from dialogs.forms.choices import Choices
from dialogs.forms.citizen_pages import RECEIVER, chosen_area
from dialogs.forms.form import Answers
from dialogs.talk import Talk
from domain.case import Case
from domain.document_kind import DocumentKind
from domain.errors import BadValue
from domain.permission import Permission, check_may_start_case, check_permission
from domain.sensitive import Sensitive
from workflows.cases import NewCase, open_case


def begin_on_case(talk: Talk, case_id: str, kind: DocumentKind | None = None) -> Case | None:
    """The open case to write on, whose content may now be shown; None for a new one. The look is logged.

    Raises `NotFound` or `NotAllowed` for who may not write on it, `BadValue` when it is closed.
    """
    if not case_id:
        check_may_start_case(talk.person, kind)
        return None
    case = talk.desk.records.cases.get(case_id, talk.person)
    check_permission(talk.person, Permission.START, case, kind=kind)
    if not case.is_open:
        raise BadValue("case.closed")
    talk.desk.audit(talk.person, "read", f"case:{case.id}", case.id)
    return case


def case_for(talk: Talk, case_id: str, answers: Answers) -> Case:
    """The case the answers are about: that one, or the citizen's with the unit they name."""
    if case_id:
        return talk.desk.records.cases.get(case_id, talk.person)
    choices = Choices(talk.desk, talk.person, talk.wording)
    area = chosen_area(answers, choices.surroundings())
    if area is None:
        raise ValueError("the form checks that an agreement is chosen")
    receiver = answers.get(RECEIVER.name)
    if receiver is None:
        (only,) = choices(RECEIVER.choices, answers)
        receiver = only.value
    new = NewCase(
        cpr=answers["cpr"],
        name=Sensitive(answers["citizen_name"]),
        area=area,
        override_reason=Sensitive(answers.get("override_reason", "")),
        other_unit_id=receiver,
    )
    return open_case(talk.desk, talk.person, new)
