"""What a remark of the citizen's can be about: the case as a whole, a document or a meeting on it."""

from __future__ import annotations

from dialogs.cards.document_words import document_name
from dialogs.forms.form import Choice
from dialogs.wording import Wording
from domain.case import Case
from domain.local_time import local_day
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.ports import Clockwork
from workflows.remarks import remarkable


def value_of(subject: Subject) -> str:
    return f"{subject.kind}:{subject.id}"


def subject_in(value: str) -> Subject:
    """The subject of one of the choices."""
    kind, _, id_ = value.partition(":")
    return Subject(SubjectKind(kind), id_)


def remark_about(desk: Desk, wording: Wording, case: Case | None) -> tuple[Choice, ...]:
    if case is None:
        return ()
    return tuple(Choice(value_of(each), _title(desk, wording, case, each)) for each in remarkable(desk, case))


def _title(desk: Desk, wording: Wording, case: Case, subject: Subject) -> str:
    """Kind and day: several of a kind may stand on a case."""
    if subject.kind is SubjectKind.CASE:
        return wording("remark.whole_case")
    if subject.kind is SubjectKind.MEETING:
        meeting = desk.records.meetings.get(subject.id, Clockwork()).meeting
        name, day = wording("case.meeting"), meeting.requested_at
    else:
        document = desk.records.documents.get(subject.id, Clockwork()).document
        agreement = desk.agreements.get(case.agreement_id)
        name, day = document_name(document.kind, agreement, wording), document.asked_at
    return wording("remark.about", name=name, day=wording.day_and_year(local_day(day)))
