"""Looks up what an admission's card may show one person."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.cards.admission_card import AdmissionView
from dialogs.cards.document_words import document_name
from dialogs.cards.task_lines import TaskLine
from dialogs.views import agreement_of, person_of, unit_of
from dialogs.wording import Wording
from domain.admission import Admission
from domain.agreement import ADULT_AGE
from domain.document import Document
from domain.document_kind import BEFORE_DISCHARGE, DocumentKind
from domain.people import Person
from domain.permission import Permission, is_permitted
from domain.subject import Subject, SubjectKind
from domain.task import Task
from workflows.desk import Desk
from workflows.follow_ups import ACTING_MUNICIPALITY
from workflows.ports import AdmissionOnCase, Clockwork


def admission_view(
    desk: Desk,
    viewer: Person,
    found: AdmissionOnCase,
    wording: Wording,
    *,
    documents: Sequence[Document] | None = None,
    tasks: Sequence[Task] | None = None,
) -> AdmissionView:
    """`documents` and `tasks` are the case's, where they are known already."""
    case, admission = found.case, found.admission
    known = desk.records.documents.of_case(case.id, Clockwork()) if documents is None else documents
    document = next((d for d in known if d.kind in BEFORE_DISCHARGE and d.is_live), None)
    assessment = admission.assessment.reveal()
    age = case.citizen.cpr.age_on(desk.today)
    return AdmissionView(
        case=case,
        admission=admission,
        may_answer=is_permitted(viewer, Permission.ANSWER_FOR_ADMISSION, case),
        may_explain=is_permitted(viewer, Permission.EXPLAIN_DISCHARGE, case),
        region_unit=unit_of(desk, admission.region.unit_id),
        municipality_unit=unit_of(desk, admission.municipality.unit_id),
        document=document,
        document_name=document_name(_kind(admission, document), agreement_of(desk, case), wording),
        assessed_by=person_of(desk, assessment.by if assessment else None),
        adult=age is None or age >= ADULT_AGE,
        acting=_acting(desk, viewer, admission, tasks) if admission.homeless else None,
    )


def _acting(
    desk: Desk, viewer: Person, admission: Admission, tasks: Sequence[Task] | None
) -> TaskLine | None:
    """The open question which municipality acts for the citizen, and whose it is."""
    subject = Subject(SubjectKind.ADMISSION, admission.id)
    known = desk.records.tasks.open_of(subject, viewer) if tasks is None else tasks
    asked = (t for t in known if t.is_open and t.subject == subject and t.part == ACTING_MUNICIPALITY)
    task = next(asked, None)
    if task is None:
        return None
    owner = person_of(desk, task.owner_id)
    return TaskLine(task, owner.name if owner else "", unit_of(desk, task.unit_id).organisation)


def _kind(admission: Admission, document: Document | None) -> DocumentKind:
    assessment = admission.assessment.reveal()
    wanted = assessment.document if assessment else None
    return document.kind if document else wanted or DocumentKind.DISCHARGE_AGREEMENT
