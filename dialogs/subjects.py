"""Whatever a card can be about - case, meeting, document, admission, task - found, shown, summed up.

So that buttons, receipts and notices treat every record alike. What a summary or a closed card holds may
stand in a notification: case number, kind of document or task, no more.
"""

from __future__ import annotations

from dataclasses import replace

from dialogs.admission_views import admission_view
from dialogs.cards.admission_card import admission_card
from dialogs.cards.case_card import case_card
from dialogs.cards.document_card import document_card
from dialogs.cards.document_words import document_name
from dialogs.cards.elements import Tone
from dialogs.cards.meeting_card import meeting_card
from dialogs.cards.restricted_card import restricted_card
from dialogs.cards.task_card import task_card
from dialogs.case_views import case_view
from dialogs.document_views import document_view
from dialogs.journal_views import journal_view
from dialogs.talk import Talk
from dialogs.views import agreement_of, meeting_view, task_view
from domain.case import Case
from domain.document_kind import DocumentKind
from domain.errors import NotFound
from domain.permission import Relation, is_closed_to, relation
from domain.subject import Subject, SubjectKind
from workflows.chat import Card
from workflows.emergency import close_when_over
from workflows.ports import AdmissionOnCase, Caller, DocumentOnCase, MeetingOnCase, Records, TaskOnCase
from workflows.remarks import remarks_on

LIST = "list"
"""The action of being shown several cases or tasks at once."""
Found = Case | MeetingOnCase | DocumentOnCase | AdmissionOnCase | TaskOnCase


def find(records: Records, subject: Subject, caller: Caller) -> Found:
    """Raises `NotFound` where there is none or the caller has no relation to its case."""
    match subject.kind:
        case SubjectKind.CASE:
            return records.cases.get(subject.id, caller)
        case SubjectKind.MEETING:
            return records.meetings.get(subject.id, caller)
        case SubjectKind.DOCUMENT:
            return records.documents.get(subject.id, caller)
        case SubjectKind.ADMISSION:
            return records.admissions.get(subject.id, caller)
        case SubjectKind.TASK:
            return records.tasks.get(subject.id, caller)
        case SubjectKind.PERSON | SubjectKind.REPORT | SubjectKind.FORUM_ACTION:
            raise NotFound("that is no record of a case")


def case_of(found: Found) -> Case:
    return found if isinstance(found, Case) else found.case


def subject_of(found: Found) -> Subject:
    match found:
        case Case():
            return Subject(SubjectKind.CASE, found.id)
        case MeetingOnCase():
            return Subject(SubjectKind.MEETING, found.meeting.id)
        case DocumentOnCase():
            return Subject(SubjectKind.DOCUMENT, found.document.id)
        case AdmissionOnCase():
            return Subject(SubjectKind.ADMISSION, found.admission.id)
        case TaskOnCase():
            return Subject(SubjectKind.TASK, found.task.id)


def version_of(found: Found) -> int:
    match found:
        case Case():
            return found.version
        case MeetingOnCase():
            return found.meeting.version
        case DocumentOnCase():
            return found.document.version
        case AdmissionOnCase():
            return found.admission.version
        case TaskOnCase():
            return found.task.version


def look(talk: Talk, found: Found, note: str = "", tone: Tone = "good") -> Card:
    """The record's closed card, for who asked to see it; the look is logged."""
    log_look(talk, found)
    return card_of(talk, found, note=note, tone=tone)


def log_look(talk: Talk, found: Found) -> None:
    """The person is shown the record's number, kind and status. What the bot sends by itself is no look."""
    subject = subject_of(found)
    talk.desk.audit(talk.person, "see", subject.name, case_of(found).id)


def log_list(talk: Talk) -> None:
    """The person is shown a list of their own cases: one entry, which names none of them."""
    talk.desk.audit(talk.person, LIST, f"own_cases:{talk.person.id}")


def card_of(talk: Talk, found: Found, details: bool = False, note: str = "", tone: Tone = "good") -> Card:
    """The record's card. A look has been logged: by `look`, or for `details` by the use case that checked the
    access. Who looks in an emergency is reminded of it on the card, which closes when it is over."""
    desk, person, wording = talk.desk, talk.person, talk.wording
    if not isinstance(found, Case | TaskOnCase) and is_closed_to(person, found.case):
        return restricted_card(found.case, wording)
    if relation(person, case_of(found)) is Relation.EMERGENCY:
        close_when_over(desk, person, case_of(found), subject_of(found))
        note, tone = (note, tone) if note else (wording("emergency.looking"), "warning")
    match found:
        case Case():
            return case_card(case_view(talk, found), wording, note, tone)
        case MeetingOnCase():
            journal = journal_view(desk, person, found) if details else None
            shown = meeting_view(desk, person, found, wording.language, talk.calendar_link, journal=journal)
            if details:
                said = remarks_on(desk, person, found.case, SubjectKind.MEETING, found.meeting.id)
                shown = replace(shown, remarks=said)
            return meeting_card(shown, wording, details, note, tone)
        case DocumentOnCase():
            document = document_view(desk, person, found, wording, details=details)
            return document_card(document, wording, details, note, tone)
        case AdmissionOnCase():
            return admission_card(admission_view(desk, person, found, wording), wording, details, note, tone)
        case TaskOnCase():
            return task_card(task_view(desk, person, found), wording, details, note=note, tone=tone)


def summary_of(talk: Talk, found: Found) -> str:
    """What a notification or a preview of the record's card shows."""
    wording = talk.wording
    match found:
        case Case():
            state = "open" if found.is_open else "closed"
            return wording(f"notice.case.{state}", number=found.number)
        case MeetingOnCase():
            return wording(f"notice.meeting.{found.meeting.status}", number=found.case.number)
        case DocumentOnCase():
            name = name_of(talk, found.case, found.document.kind)
            return wording(f"notice.document.{found.document.status}", name=name, number=found.case.number)
        case AdmissionOnCase():
            return wording(f"notice.admission.{found.admission.status}", number=found.case.number)
        case TaskOnCase():
            return task_summary(talk, found)


def task_summary(talk: Talk, found: TaskOnCase, key: str = "notice.reminder") -> str:
    what = talk.wording(f"task.kind.{found.task.kind}")
    return talk.wording(key, what=what, number=found.task.case_number)


def name_of(talk: Talk, case: Case, kind: DocumentKind) -> str:
    """What the case's agreement calls the document."""
    return document_name(kind, agreement_of(talk.desk, case), talk.wording)
