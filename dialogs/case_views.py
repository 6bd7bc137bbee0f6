"""Looks up what the cards of a case may show one person: its timeline, and what can be started on it."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.admission_views import admission_view
from dialogs.cards.admission_card import AdmissionView
from dialogs.cards.case_card import CaseView, Matter
from dialogs.cards.document_view import DocumentView
from dialogs.cards.document_words import document_name
from dialogs.cards.meeting_card import MeetingView
from dialogs.cards.menu_card import MEETING, Choice
from dialogs.cards.task_lines import TaskLine
from dialogs.document_views import document_view
from dialogs.history import history_of
from dialogs.journal_views import missing_of_viewer
from dialogs.talk import Talk
from dialogs.views import agreement_of, may_take, meeting_view, person_of, unit_of
from domain.agreement import Agreement, shows_transition_hint
from domain.case import Case
from domain.document_kind import DocumentKind
from domain.document_steps import LIVE
from domain.people import Person
from domain.permission import Permission, is_closed_to, is_held_by_others, is_permitted, may_start_case
from domain.task import Task
from workflows.ports import AdmissionOnCase, DocumentOnCase, MeetingOnCase


def case_view(talk: Talk, case: Case) -> CaseView:
    """Raises `NotFound` for who has no relation to the case."""
    desk, viewer = talk.desk, talk.person
    agreement = agreement_of(desk, case)
    tasks = desk.records.tasks.of_case(case.id, viewer)
    closed = is_closed_to(viewer, case)
    matters = () if closed else _matters(talk, case, tasks)
    names = {each.document.id: each.name for each in matters if isinstance(each, DocumentView)}
    return CaseView(
        case=case,
        agreement=agreement.name_en if talk.wording.language == "en" else agreement.name_da,
        region_unit=unit_of(desk, case.region_unit_id),
        municipality_unit=unit_of(desk, case.municipality_unit_id),
        second_unit=unit_of(desk, case.second_unit_id) if case.second_unit_id else None,
        matters=matters,
        tasks=tuple(task_line_of(talk, task) for task in tasks if task.is_open),
        history=() if closed else history_of(desk, viewer, case, names),
        may_start=is_permitted(viewer, Permission.START, case),
        may_manage=is_permitted(viewer, Permission.MANAGE_CASE, case),
        transition_hint=shows_transition_hint(case.citizen.cpr.age_on(desk.today)),
        today=desk.today,
        may_hold=_may_hold(viewer, case),
        is_closed_to_viewer=closed,
        not_in_journal=missing_of_viewer(desk, viewer, case, _texts(talk, matters)),
    )


def _may_hold(viewer: Person, case: Case) -> bool:
    return is_permitted(viewer, Permission.HOLD_CASE, case) and not is_held_by_others(viewer, case)


def _matters(talk: Talk, case: Case, tasks: Sequence[Task]) -> tuple[Matter, ...]:
    """The admission first, then documents and meetings, what is over last."""
    desk, viewer, wording, records = talk.desk, talk.person, talk.wording, talk.desk.records
    documents = records.documents.of_case(case.id, viewer)
    found: list[Matter] = [
        admission_view(desk, viewer, AdmissionOnCase(case, each), wording, documents=documents, tasks=tasks)
        for each in records.admissions.of_case(case.id, viewer)
    ]
    found += [
        document_view(desk, viewer, DocumentOnCase(case, each), wording, tasks=tasks) for each in documents
    ]
    link, language = talk.calendar_link, wording.language
    found += [
        meeting_view(desk, viewer, MeetingOnCase(case, each), language, link, tasks=tasks)
        for each in records.meetings.of_case(case.id, viewer)
    ]
    return tuple(sorted(found, key=_is_over))


def _texts(talk: Talk, matters: Sequence[Matter]) -> dict[str, str]:
    """What is told of each document and each meeting's minutes, by id."""
    minutes = talk.wording("journal.minutes")
    documents = {each.document.id: each.name for each in matters if isinstance(each, DocumentView)}
    return documents | {each.meeting.id: minutes for each in matters if isinstance(each, MeetingView)}


def _is_over(matter: Matter) -> bool:
    match matter:
        case MeetingView():
            return not matter.meeting.is_open
        case DocumentView():
            return matter.document.status not in LIVE
        case AdmissionView():
            return not matter.admission.is_open


def task_line_of(talk: Talk, task: Task) -> TaskLine:
    owner = person_of(talk.desk, task.owner_id)
    unit = talk.desk.records.directory.unit(task.unit_id)
    organisation = unit.organisation if unit else ""
    return TaskLine(task, owner.name if owner else "", organisation, may_take(talk.person, task))


def choices_on(talk: Talk, case: Case) -> tuple[Choice, ...]:
    """What this person's side may start on the case, where its agreement uses it."""
    person = talk.person
    if not case.is_open or not is_permitted(person, Permission.START, case):
        return ()
    agreement = agreement_of(talk.desk, case)
    kinds = [
        kind
        for kind in DocumentKind
        if is_permitted(person, Permission.START, case, kind=kind) and agreement.rule(kind)
    ]
    return _choices(talk, kinds, agreement)


def choices_for_new(talk: Talk) -> tuple[Choice, ...]:
    """What this person's sector may start for a new citizen, where some agreement of their area uses it."""
    person, today = talk.person, talk.desk.today
    if not may_start_case(person):
        return ()
    home = person.home
    agreements = [
        a for a in talk.desk.agreements.all if a.area.covers(home.area) and a.binds(home.organisation, today)
    ]
    used = [
        kind
        for kind in DocumentKind
        if may_start_case(person, kind) and any(a.rule(kind) for a in agreements)
    ]
    return _choices(talk, used, agreements[0] if len(agreements) == 1 else None)


def _choices(talk: Talk, kinds: Sequence[DocumentKind], agreement: Agreement | None) -> tuple[Choice, ...]:
    meeting = Choice(MEETING, talk.wording("case.meeting"))
    return (meeting, *(Choice(kind, document_name(kind, agreement, talk.wording)) for kind in kinds))
