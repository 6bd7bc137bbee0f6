"""What those without Teams say to an agreement, as the ward records it: the citizen, and private parties.

The agreement is the citizen's too: it is complete only with their agreement to this very version and a copy
handed over. A no turns it into a coordination plan (psykiatriloven § 13 b), with nothing typed again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.document import (
    CITIZEN,
    CitizenAgreement,
    Copy,
    Document,
    DocumentContent,
    PrivateAnswer,
    private_parties,
)
from domain.document_kind import DocumentKind
from domain.document_steps import Action, Status
from domain.errors import BadValue
from domain.legal_basis import Basis, LegalBasis
from domain.people import Person
from domain.sensitive import Sensitive
from workflows.admissions import current_admission
from workflows.cases import is_withdrawn
from workflows.desk import Desk
from workflows.document_steps import SEND, act, keep_version, record_document
from workflows.documents import check_complete, check_version
from workflows.ports import DocumentOnCase


def citizen_agrees(
    desk: Desk, caller: Person, document_id: str, content_version: int, on: date, how: str, witness: str
) -> DocumentOnCase:
    """Record that the citizen agreed to this version: on which day, how, and who witnessed it.

    Raises `BadValue` for an older version or a day to come.
    """
    _check(desk, caller, document_id, content_version, on)
    agreed = CitizenAgreement(content_version, on, how, witness)

    def write(document: Document) -> Document:
        return replace(document, content=Sensitive(replace(document.content.reveal(), citizen=agreed)))

    return act(desk, caller, document_id, Action.CITIZEN_AGREES, write)


def hand_over_copy(
    desk: Desk, caller: Person, document_id: str, content_version: int, on: date, to: str, how: str
) -> DocumentOnCase:
    """Record that a copy of this version was handed over; `to` is `CITIZEN` for the citizen's own.

    Raises as `citizen_agrees`, and `BadValue` for others than the citizen once the consent it rests on has
    been withdrawn.
    """
    _check(desk, caller, document_id, content_version, on)
    found = desk.records.documents.get(document_id, caller)
    if to != CITIZEN and is_withdrawn(found.case, found.document.content.reveal().basis):
        raise BadValue("basis.withdrawn")
    copy = Copy(content_version, on, to, how)

    def write(document: Document) -> Document:
        content = document.content.reveal()
        return replace(document, content=Sensitive(replace(content, copies=(*content.copies, copy))))

    return act(desk, caller, document_id, Action.HAND_OVER_COPY, write)


def private_answer(
    desk: Desk,
    caller: Person,
    document_id: str,
    content_version: int,
    on: date,
    name: str,
    agrees: bool,
) -> DocumentOnCase:
    """Record what a private health person with a part in the agreement said to this version.

    Raises `BadValue` as `citizen_agrees`, or for a name the agreement does not have.
    """
    _check(desk, caller, document_id, content_version, on)
    said = PrivateAnswer(content_version, on, name, agrees)

    def write(document: Document) -> Document:
        content = document.content.reveal()
        if name not in private_parties(content.parts):
            raise BadValue("field.not_a_choice")
        written = replace(content, private_answers=(*content.private_answers, said))
        return replace(document, content=Sensitive(written))

    return act(desk, caller, document_id, Action.PRIVATE_ANSWER, write)


def citizen_declines(
    desk: Desk, caller: Person, document_id: str, offered_on: date, reason: str
) -> DocumentOnCase:
    """The citizen will not take part: the same text goes on as a coordination plan, for both to sign.

    Raises `BadValue` for a day to come, where the agreement does not use the plan, or where the law asks for
    no agreement: a plan without the citizen rests on its asking (psykiatriloven §§ 13 b and 13 c).
    """
    if offered_on > desk.today:
        raise BadValue("document.day_in_future")
    found = desk.records.documents.get(document_id, caller)
    admission = current_admission(desk, found.case)
    if admission and admission.is_assessed and not admission.requires_agreement:
        raise BadValue("document.plan_not_required")
    content = found.document.content.reveal()
    parts = {**content.parts, "offered_on": offered_on.isoformat()}
    check_complete(desk, found.case, DocumentKind.COORDINATION_PLAN, parts)
    plan = Document(
        id=desk.new_id(),
        case_id=found.case.id,
        case_number=found.case.number,
        kind=DocumentKind.COORDINATION_PLAN,
        status=Status.SIGNING,
        author=found.document.author,
        receiver=found.document.receiver,
        asked_at=desk.now,
        content=Sensitive(DocumentContent(parts, LegalBasis(Basis.SECTION_13C))),
    )

    def replaced(document: Document) -> Document:
        content = replace(document.content.reveal(), reason=reason)
        return replace(document, content=Sensitive(content), replaced_by=plan.id)

    desk.records.documents.add(plan)  # first, since the one it replaces names it
    act(desk, caller, document_id, Action.CITIZEN_DECLINES, replaced, reason)
    keep_version(desk, caller, plan)
    begun = DocumentOnCase(found.case, plan)
    record_document(desk, caller, begun, SEND)
    return begun


def _check(desk: Desk, caller: Person, document_id: str, content_version: int, on: date) -> None:
    check_version(desk.records.documents.get(document_id, caller).document, content_version)
    if on > desk.today:
        raise BadValue("document.day_in_future")
