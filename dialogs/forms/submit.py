"""Every form by its name, the record it is about, and where its answers go."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.forms.form import Answers, Form
from dialogs.forms.receive_documents import DOCUMENT_SENT
from dialogs.forms.receive_emergency import EMERGENCY_SENT
from dialogs.forms.receive_meetings import MEETING_FORMS
from dialogs.forms.receive_records import RECORD_FORMS
from dialogs.forms.receive_reports import REPORT_SENT
from dialogs.forms.receive_revisions import REVISION_SENT
from dialogs.forms.receive_settings import SETTINGS_SENT
from dialogs.forms.sent import Sent
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.case import Case
from domain.people import Person
from domain.subject import Subject, SubjectKind
from workflows.ports import Draft, Records

FORMS: Mapping[str, Sent] = {
    sent.form.name: sent
    for sent in (
        *MEETING_FORMS,
        *DOCUMENT_SENT,
        *REVISION_SENT,
        *RECORD_FORMS,
        *SETTINGS_SENT,
        *EMERGENCY_SENT,
        *REPORT_SENT,
    )
}

_CASE_OF: Mapping[SubjectKind, Callable[[Records, str, Person], Case]] = {
    SubjectKind.CASE: lambda records, id_, person: records.cases.get(id_, person),
    SubjectKind.MEETING: lambda records, id_, person: records.meetings.get(id_, person).case,
    SubjectKind.DOCUMENT: lambda records, id_, person: records.documents.get(id_, person).case,
    SubjectKind.ADMISSION: lambda records, id_, person: records.admissions.get(id_, person).case,
    SubjectKind.TASK: lambda records, id_, person: records.tasks.get(id_, person).case,
}
"""How the case of a record is found. Raises `NotFound` for an outsider."""


def receive(talk: Talk, draft: Draft, answers: Answers) -> Reply:
    sent = FORMS[draft.form]
    carried = {name: draft.values[name] for name in sent.carries}
    return sent.receive(talk, draft.subject_id, {**answers, **carried})


def subject_of(draft: Draft) -> Subject | None:
    """The record a form is about; None for one that starts a case, or is on none."""
    about = FORMS[draft.form].about
    return Subject(about, draft.subject_id) if about and draft.subject_id else None


def case_of(talk: Talk, form: Form, subject_id: str) -> Case | None:
    """The case a form is about; None for one that starts a case, or is on none. Raises `NotFound` for an
    outsider."""
    about = FORMS[form.name].about
    if not subject_id or about is None:
        return None
    return _CASE_OF[about](talk.desk.records, subject_id, talk.person)
