"""What can be begun on a case, by a button or in words: a document, a meeting, an assessment, its end.

Each checks the access and what fits before the form opens; sending the form checks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.cards.elements import button
from dialogs.cards.form_card import note_card
from dialogs.cards.menu_card import MEETING, menu_card
from dialogs.case_views import choices_for_new, choices_on
from dialogs.forms import flow, meeting_request
from dialogs.forms.submit import FORMS
from dialogs.talk import Talk
from domain.case import Case, HoldKind
from domain.document_kind import DocumentKind
from domain.errors import BadValue, WrongStatus
from domain.permission import (
    RULES,
    Permission,
    check_may_start_case,
    check_step,
    is_permitted,
    may_start_case,
)
from workflows.admission_keeping import check_may_act
from workflows.admissions import current_admission
from workflows.chat import Card
from workflows.correcting import CORRECT
from workflows.holding import LET_GO, STEP, check_may_hold
from workflows.ports import AdmissionOnCase
from workflows.remarks import REMARK

Values = Mapping[str, str]
CaseStep = Callable[[Talk, Case, Values], Card]


def menu(talk: Talk, case: Case | None) -> Card:
    """What this person can start: on the case, or for a new citizen."""
    if case is None:
        return menu_card("", "", choices_for_new(talk), may_assess=_in_ward(talk), wording=talk.wording)
    may_assess = case.is_open and is_permitted(talk.person, Permission.ANSWER_FOR_ADMISSION, case)
    return menu_card(case.number, case.id, choices_on(talk, case), may_assess, talk.wording)


def _in_ward(talk: Talk) -> bool:
    sector = RULES[Permission.ANSWER_FOR_ADMISSION].sector
    return talk.person.sector is sector and may_start_case(talk.person)


def start(talk: Talk, kind: str, case: Case | None, values: Values, note: str = "") -> Card:
    """The form of a document, or of a meeting, on a case or for a new citizen.

    Raises `NotAllowed` for whose sector does not start it, `BadValue` where the case is closed or its
    agreement does not use it.
    """
    found = None if kind == MEETING else _kind(kind)
    if case is None:
        check_may_start_case(talk.person, found)
    else:
        _check_may_send(talk, case, found)
    form = FORMS[found].form if found else meeting_request.FORM
    return flow.start(talk, form, case.id if case else "", values, note)


def _kind(kind: str) -> DocumentKind:
    if kind not in set(DocumentKind):
        raise BadValue("error.unknown_button", "a card that names no kind of document")
    return DocumentKind(kind)


def _check_may_send(talk: Talk, case: Case, kind: DocumentKind | None) -> None:
    """A document of this kind; a meeting where none is given."""
    check_step(talk.person, "document.send" if kind else "meeting.request", case, kind=kind)
    if not case.is_open:
        raise BadValue("case.closed")
    if kind and talk.desk.agreements.get(case.agreement_id).rule(kind) is None:
        raise BadValue("document.not_in_use")


def assess(talk: Talk, case: Case, values: Values) -> Card:
    """Whether this citizen must have an agreement. Raises `NotAllowed` for the municipality."""
    _check_open(talk, case, "admission.assess")
    return flow.start(talk, FORMS["assessment"].form, case.id, values)


def set_date(talk: Talk, case: Case, values: Values) -> Card:
    return _on_admission(talk, case, "set_date", "discharge_date", values)


def record_discharge(talk: Talk, case: Case, values: Values) -> Card:
    return _on_admission(talk, case, "discharge", "discharged", values)


def _on_admission(talk: Talk, case: Case, step: str, form: str, values: Values) -> Card:
    """The step's form on the case's admission; where it has none, what one can do about that."""
    check_step(talk.person, f"admission.{step}", case)
    admission = current_admission(talk.desk, case)
    if admission is None:
        wording = talk.wording
        assess_it = button(wording("menu.assess"), "case.assess", {"id": case.id}, "positive")
        see = button(wording("case.see"), "case.card", {"id": case.id})
        title, text = wording("admission.none.title"), wording("admission.none.text", number=case.number)
        return note_card(title, text, wording, [assess_it, see] if case.is_open else [see])
    check_may_act(talk.person, AdmissionOnCase(case, admission), step)
    return flow.start(talk, FORMS[form].form, admission.id, values)


def close(talk: Talk, case: Case, values: Values) -> Card:
    _check_open(talk, case, "case.close")
    return flow.start(talk, FORMS["close_case"].form, case.id, values)


def stay_open(talk: Talk, case: Case, values: Values) -> Card:
    """Why it must be open, for who is asked to close it."""
    _check_open(talk, case, "case.stay_open")
    return flow.start(talk, FORMS["stay_open"].form, case.id, values)


def withdraw_consent(talk: Talk, case: Case, values: Values) -> Card:
    _check_open(talk, case, "case.withdraw_consent")
    return flow.start(talk, FORMS["withdraw_consent"].form, case.id, values)


def change_municipality(talk: Talk, case: Case, values: Values) -> Card:
    _check_open(talk, case, "case.change_municipality")
    return flow.start(talk, FORMS["change_municipality"].form, case.id, values)


def add_municipality(talk: Talk, case: Case, values: Values) -> Card:
    """A second municipality. Raises `BadValue` where the case has one already."""
    _check_open(talk, case, "case.add_municipality")
    if case.second_unit_id is not None:
        raise BadValue("case.has_two_municipalities")
    return flow.start(talk, FORMS["add_municipality"].form, case.id, values)


def remove_municipality(talk: Talk, case: Case, values: Values) -> Card:
    """The second municipality leaves. Raises `BadValue` where there is none."""
    _check_open(talk, case, "case.remove_municipality")
    if case.second_unit_id is None:
        raise BadValue("case.has_one_municipality")
    return flow.start(talk, FORMS["remove_municipality"].form, case.id, values)


def hold(talk: Talk, case: Case, values: Values) -> Card:
    """Restrict or keep it, also once it is closed. Raises as `check_may_hold`."""
    check_may_hold(talk.person, case, STEP[HoldKind.RESTRICTED])
    return flow.start(talk, FORMS["hold_case"].form, case.id, values)


def let_go(talk: Talk, case: Case, values: Values) -> Card:
    """Hold it back no longer. Raises as `check_may_hold`, and `WrongStatus` where it is not."""
    check_may_hold(talk.person, case, LET_GO)
    if case.hold is None:
        raise WrongStatus("the case is not held back")
    return flow.start(talk, FORMS["let_go"].form, case.id, values)


def correct_citizen(talk: Talk, case: Case, values: Values) -> Card:
    """The citizen's name or CPR number, also once it is closed."""
    check_step(talk.person, CORRECT, case)
    return flow.start(talk, FORMS["correct_citizen"].form, case.id, values)


def remark(talk: Talk, case: Case, values: Values) -> Card:
    """What the citizen says of what is not corrected, also once the case is closed."""
    check_step(talk.person, f"case.{REMARK}", case)
    return flow.start(talk, FORMS["remark"].form, case.id, values)


def change_contact(talk: Talk, case: Case, values: Values) -> Card:
    """Another contact person for the person's own side."""
    _check_open(talk, case, "case.change_contact")
    return flow.start(talk, FORMS["change_contact"].form, case.id, values)


def _check_open(talk: Talk, case: Case, step: str) -> None:
    check_step(talk.person, step, case)
    if not case.is_open:
        raise BadValue("case.closed")
