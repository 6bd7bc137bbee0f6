"""What a remark of the citizen's can be about: the case as a whole, a document or a meeting on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dialogs.cards.document_words import document_name
from dialogs.forms.form import Choice
from dialogs.wording import Wording
from domain.case import Case
from domain.local_time import local_day
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.ports import Clockwork


def remark_about(desk: Desk, wording: Wording, case: Case | None) -> tuple[Choice, ...]:
    """By kind and day: several of a kind may stand on a case."""
    return tuple(_choices(desk, wording, case)) if case else ()


def _choices(desk: Desk, wording: Wording, case: Case) -> Iterator[Choice]:
    yield Choice(Subject(SubjectKind.CASE, case.id).name, wording("remark.whole_case"))
    agreement = desk.agreements.get(case.agreement_id)
    for document in desk.records.documents.of_case(case.id, Clockwork()):
        name = document_name(document.kind, agreement, wording)
        yield _choice(Subject(SubjectKind.DOCUMENT, document.id), name, document.asked_at, wording)
    for meeting in desk.records.meetings.of_case(case.id, Clockwork()):
        subject = Subject(SubjectKind.MEETING, meeting.id)
        yield _choice(subject, wording("case.meeting"), meeting.requested_at, wording)


def _choice(subject: Subject, name: str, at: datetime, wording: Wording) -> Choice:
    return Choice(subject.name, wording("remark.about", name=name, day=wording.day_and_year(local_day(at))))
