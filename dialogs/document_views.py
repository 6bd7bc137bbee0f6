"""Looks up what a document's card may show one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dialogs.cards.document_view import DocumentView
from dialogs.cards.document_words import document_name
from dialogs.journal_views import journal_view
from dialogs.views import agreement_of, unit_of
from dialogs.wording import Wording
from domain.agreement import shows_transition_hint
from domain.document import Document, actions_for, waits_for
from domain.document_steps import Action, Side
from domain.people import Person
from domain.permission import Permission, has_role_for, is_permitted
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from workflows.desk import Desk
from workflows.document_steps import open_actions
from workflows.ports import Clockwork, DocumentOnCase


def document_view(
    desk: Desk,
    viewer: Person,
    found: DocumentOnCase,
    wording: Wording,
    *,
    tasks: Sequence[Task] | None = None,
    details: bool = False,
) -> DocumentView:
    """`tasks` are the case's, where they are known already; `details` looks up the version before too."""
    case, document = found.case, found.document
    side = document.side_of(viewer)
    agreement = agreement_of(desk, case)
    own = _tasks_of(desk, document, tasks)
    follow_ups = tuple(task for task in own if task.kind is TaskKind.FOLLOW_UP)
    return DocumentView(
        case=case,
        document=document,
        name=document_name(document.kind, agreement, wording),
        side=side,
        actions=open_actions(viewer, found),
        units={each: unit_of(desk, document.party(each).unit_id) for each in Side},
        people=_people(desk, document, follow_ups),
        signatories=_signatories(desk, document, side),
        due=_due(document, own),
        follow_ups=follow_ups,
        agreement=agreement.name_en if wording.language == "en" else agreement.name_da,
        before=_before(desk, viewer, document) if details else {},
        may_take_file=is_permitted(viewer, Permission.TAKE_FILE, case),
        journal=journal_view(desk, viewer, found) if details else None,
        transition_hint=shows_transition_hint(case.citizen.cpr.age_on(desk.today)),
    )


def _tasks_of(desk: Desk, document: Document, tasks: Sequence[Task] | None) -> list[Task]:
    known = desk.records.tasks.of_case(document.case_id, Clockwork()) if tasks is None else tasks
    subject = Subject(SubjectKind.DOCUMENT, document.id)
    return [task for task in known if task.subject == subject]


def _people(desk: Desk, document: Document, follow_ups: Sequence[Task]) -> dict[str, Person]:
    ids = {
        document.author.person_id,
        document.receiver.person_id,
        *(signature.person_id for signature in document.signatures),
        *(task.owner_id for task in follow_ups),
    }
    found = (desk.records.directory.person(id_) for id_ in ids if id_)
    return {person.id: person for person in found if person}


def _signatories(desk: Desk, document: Document, side: Side | None) -> tuple[str, ...]:
    if side is None or Action.SIGN not in actions_for(document, side):
        return ()
    unit_id = document.party(side).unit_id
    staff = desk.records.directory.staff_of(unit_id)
    return tuple(person.name for person in staff if has_role_for(person, Permission.SIGN, unit_id))


def _due(document: Document, tasks: Sequence[Task]) -> date | None:
    """The earliest deadline of those the document waits for."""
    waiting = {document.party(side).unit_id for side in waits_for(document)}
    open_tasks = [t for t in tasks if t.is_open and t.kind is not TaskKind.FOLLOW_UP]
    return min((task.due for task in open_tasks if task.unit_id in waiting), default=None)


def _before(desk: Desk, viewer: Person, document: Document) -> Mapping[str, str]:
    if document.content_version == 1:
        return {}
    earlier = desk.records.documents.version_of(document.id, document.content_version - 1, viewer)
    return earlier.content.reveal().parts
