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
from domain.admission import AdmissionStatus
from domain.case import Case
from domain.document_kind import STARTED_BY, DocumentKind
from domain.errors import BadValue, NotAllowed, WrongStatus
from domain.people import Sector
from domain.permission import Permission, check_permission, may_start_case
from workflows.admissions import current_admission
from workflows.chat import Card
from workflows.holding import check_may_hold

Values = Mapping[str, str]
CaseStep = Callable[[Talk, Case, Values], Card]


def menu(talk: Talk, case: Case | None) -> Card:
    """What this person can start: on the case, or for a new citizen."""
    if case is None:
        return menu_card("", "", choices_for_new(talk), may_assess=_in_ward(talk), wording=talk.wording)
    may_assess = case.is_open and talk.person.works_in(case.region_unit_id)
    return menu_card(case.number, case.id, choices_on(talk, case), may_assess, talk.wording)


def _in_ward(talk: Talk) -> bool:
    return talk.person.sector is Sector.REGION and may_start_case(talk.person)


def start(talk: Talk, kind: str, case: Case | None, values: Values, note: str = "") -> Card:
    """The form of a document, or of a meeting, on a case or for a new citizen.

    Raises `NotAllowed` for whose sector does not start it, `BadValue` where the case is closed or its
    agreement does not use it.
    """
    if not may_start_case(talk.person):
        raise NotAllowed("only those who work in a unit start a case")
    if case is not None:
        _check_open(talk, case, Permission.WRITE_DOCUMENT)
    form = meeting_request.FORM if kind == MEETING else FORMS[_check_kind(talk, kind, case)].form
    return flow.start(talk, form, case.id if case else "", values, note)


def _check_kind(talk: Talk, kind: str, case: Case | None) -> DocumentKind:
    if kind not in set(DocumentKind):
        raise BadValue("error.unknown_button", "a card that names no kind of document")
    found = DocumentKind(kind)
    sector = case.sector_of(talk.person) if case else talk.person.sector
    if sector not in STARTED_BY[found]:
        raise NotAllowed("the other sector starts this document")
    if case is not None and talk.desk.agreements.get(case.agreement_id).rule(found) is None:
        raise BadValue("document.not_in_use")
    return found


def assess(talk: Talk, case: Case, values: Values) -> Card:
    """Whether this citizen must have an agreement. Raises `NotAllowed` for the municipality."""
    _check_open(talk, case, Permission.WRITE_DOCUMENT)
    _check_ward(talk, case)
    return flow.start(talk, FORMS["assessment"].form, case.id, values)


def set_date(talk: Talk, case: Case, values: Values) -> Card:
    return _on_admission(talk, case, "discharge_date", values)


def record_discharge(talk: Talk, case: Case, values: Values) -> Card:
    return _on_admission(talk, case, "discharged", values)


def _on_admission(talk: Talk, case: Case, form: str, values: Values) -> Card:
    """The form on the case's admission; where it has none, what one can do about that."""
    check_permission(talk.person, Permission.WRITE_DOCUMENT, case)
    _check_ward(talk, case)
    admission = current_admission(talk.desk, case)
    if admission is None:
        wording = talk.wording
        assess_it = button(wording("menu.assess"), "case.assess", {"id": case.id}, "positive")
        see = button(wording("case.see"), "case.card", {"id": case.id})
        title, text = wording("admission.none.title"), wording("admission.none.text", number=case.number)
        return note_card(title, text, wording, [assess_it, see] if case.is_open else [see])
    if admission.status is not AdmissionStatus.ADMITTED:
        raise BadValue("admission.over")
    return flow.start(talk, FORMS[form].form, admission.id, values)


def close(talk: Talk, case: Case, values: Values) -> Card:
    _check_open(talk, case, Permission.MANAGE_CASE)
    return flow.start(talk, FORMS["close_case"].form, case.id, values)


def stay_open(talk: Talk, case: Case, values: Values) -> Card:
    """Why it must be open, for who is asked to close it."""
    _check_open(talk, case, Permission.MANAGE_CASE)
    return flow.start(talk, FORMS["stay_open"].form, case.id, values)


def withdraw_consent(talk: Talk, case: Case, values: Values) -> Card:
    _check_open(talk, case, Permission.MANAGE_CASE)
    return flow.start(talk, FORMS["withdraw_consent"].form, case.id, values)


def change_municipality(talk: Talk, case: Case, values: Values) -> Card:
    _check_open(talk, case, Permission.MANAGE_CASE)
    return flow.start(talk, FORMS["change_municipality"].form, case.id, values)


def add_municipality(talk: Talk, case: Case, values: Values) -> Card:
    """A second municipality. Raises `BadValue` where the case has one already."""
    _check_open(talk, case, Permission.MANAGE_CASE)
    if case.second_unit_id is not None:
        raise BadValue("case.has_two_municipalities")
    return flow.start(talk, FORMS["add_municipality"].form, case.id, values)


def remove_municipality(talk: Talk, case: Case, values: Values) -> Card:
    """The second municipality leaves. Raises `BadValue` where there is none."""
    _check_open(talk, case, Permission.MANAGE_CASE)
    if case.second_unit_id is None:
        raise BadValue("case.has_one_municipality")
    return flow.start(talk, FORMS["remove_municipality"].form, case.id, values)


def hold(talk: Talk, case: Case, values: Values) -> Card:
    """Restrict or keep it, also once it is closed. Raises as `check_may_hold`."""
    check_may_hold(talk.person, case)
    return flow.start(talk, FORMS["hold_case"].form, case.id, values)


def let_go(talk: Talk, case: Case, values: Values) -> Card:
    """Hold it back no longer. Raises as `check_may_hold`, and `WrongStatus` where it is not."""
    check_may_hold(talk.person, case)
    if case.hold is None:
        raise WrongStatus("the case is not held back")
    return flow.start(talk, FORMS["let_go"].form, case.id, values)


def correct_citizen(talk: Talk, case: Case, values: Values) -> Card:
    """The citizen's name or CPR number, also once it is closed."""
    check_permission(talk.person, Permission.MANAGE_CASE, case)
    return flow.start(talk, FORMS["correct_citizen"].form, case.id, values)


def remark(talk: Talk, case: Case, values: Values) -> Card:
    """What the citizen says of what is not corrected, also once the case is closed."""
    check_permission(talk.person, Permission.MANAGE_CASE, case)
    return flow.start(talk, FORMS["remark"].form, case.id, values)


def change_contact(talk: Talk, case: Case, values: Values) -> Card:
    """Another contact person for the person's own side."""
    _check_open(talk, case, Permission.MANAGE_CASE)
    return flow.start(talk, FORMS["change_contact"].form, case.id, values)


def _check_open(talk: Talk, case: Case, permission: Permission) -> None:
    check_permission(talk.person, permission, case)
    if not case.is_open:
        raise BadValue("case.closed")


def _check_ward(talk: Talk, case: Case) -> None:
    if not talk.person.works_in(case.region_unit_id):
        raise NotAllowed("the ward answers for the admission")
