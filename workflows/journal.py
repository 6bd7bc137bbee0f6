"""Entered in the own journal: said of a document or of minutes by each of its parties, for itself, a second
municipality that took part among them.

What is missing when a case closes is asked for by a task of each unit that lacks something, reminded of and
told to its leader like any other. A mark made by mistake is taken back in the same way; both stand in the
history.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from domain.case import Case
from domain.document import Document
from domain.errors import NotAllowed, WrongStatus
from domain.journal import (
    ForJournals,
    JournalMark,
    SecondMunicipality,
    document_for_journals,
    meeting_for_journals,
    missing_by_unit,
    with_remarks,
    without_text,
)
from domain.legal_basis import LegalBasis, rests_on_withdrawn_consent
from domain.network_meeting import NetworkMeeting
from domain.party import Party
from domain.people import Person
from domain.permission import check_step
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from domain.wanted import Wanted
from workflows.desk import Desk
from workflows.ports import Clockwork, DocumentOnCase, MeetingOnCase
from workflows.record_keeping import record
from workflows.settling import settle

OnCase = DocumentOnCase | MeetingOnCase
MARK = "journal"
TAKE_BACK = "journal_undo"
ADD = "add_municipality"
ADDED = f"case.{ADD}"
"""The event of a second municipality's coming on the case."""
FULFILLED = frozenset({TaskKind.JOURNAL, TaskKind.CLOSE_CASE})
"""What a closed case no longer asks for has been done."""


def mark_in_journal(desk: Desk, caller: Person, subject: Subject) -> OnCase:
    """The present version stands in the journal of the caller's unit.

    Raises `NotAllowed` for who works in none of its units, `WrongStatus` for a meeting without minutes.
    """
    found, text, unit_id = _theirs(desk, caller, subject, MARK)
    mark = JournalMark(found.case.id, subject, unit_id, text.content_version, caller.id, desk.now)
    marks = desk.records.journal.of_case(found.case.id, caller)
    if not any(text.is_marked(each) and each.unit_id == unit_id for each in marks):
        desk.records.journal.mark(mark)
        _recorded(desk, caller, found, subject, MARK)
    return found


def take_back_mark(desk: Desk, caller: Person, subject: Subject) -> OnCase:
    """It does not stand there after all. Raises as `mark_in_journal`."""
    found, _, unit_id = _theirs(desk, caller, subject, TAKE_BACK)
    marks = desk.records.journal.of_case(found.case.id, caller)
    if any(mark.subject == subject and mark.unit_id == unit_id for mark in marks):
        desk.records.journal.take_back(subject, unit_id)
        _recorded(desk, caller, found, subject, TAKE_BACK)
    return found


def marks_on(desk: Desk, case: Case, subject: Subject) -> Mapping[str, JournalMark]:
    """The newest mark of each unit, by the unit's id."""
    marks = desk.records.journal.of_case(case.id, Clockwork())
    return {mark.unit_id: mark for mark in marks if mark.subject == subject}


def texts_of(desk: Desk, case: Case) -> tuple[ForJournals, ...]:
    """All on the case that must stand in journals, with what the citizen has remarked."""
    return with_remarks(_texts(desk, case), desk.records.remarks.of_case(case.id, Clockwork()))


def _texts(desk: Desk, case: Case) -> tuple[ForJournals, ...]:
    documents = desk.records.documents.of_case(case.id, Clockwork())
    meetings = desk.records.meetings.of_case(case.id, Clockwork())
    second = _second_of(desk, case)
    minutes = (_of_meeting(case, meeting, second) for meeting in meetings)
    return (*(_of_document(case, each, second) for each in documents), *(each for each in minutes if each))


def missing_in_journals(desk: Desk, case: Case) -> Mapping[str, tuple[Subject, ...]]:
    """What each unit of the case has not entered, by the unit's id."""
    return missing_by_unit(texts_of(desk, case), desk.records.journal.of_case(case.id, Clockwork()))


def waiting_for_journals(desk: Desk, case: Case) -> frozenset[Subject]:
    """What cannot be erased yet: what some unit has not entered, and what holds a remark that is entered with
    it."""
    texts, remarks = _texts(desk, case), desk.records.remarks.of_case(case.id, Clockwork())
    marks = desk.records.journal.of_case(case.id, Clockwork())
    missing = missing_by_unit(with_remarks(texts, remarks), marks)
    if not missing:
        return frozenset()
    lacking = {subject for subjects in missing.values() for subject in subjects}
    return frozenset(lacking | {remark.subject for remark in without_text(texts, remarks)})


def settle_journals(desk: Desk, case: Case) -> None:
    """Keep the units' tasks in step with what they lack on a closed case; on an open one there are none."""
    if case.is_open:
        return
    missing, asked = missing_in_journals(desk, case), _asked(desk, case)
    new = desk.agreements.calendar(case.agreement_id).shift(desk.today, _within(desk, case))
    wanted = [
        Wanted(TaskKind.JOURNAL, Party(side.unit_id, side.sector), asked.get(side.unit_id, new))
        for side in case.sides
        if side.unit_id in missing
    ]
    settle(desk, case, Subject(SubjectKind.CASE, case.id), wanted, FULFILLED)


def _within(desk: Desk, case: Case) -> int:
    return desk.agreements.get(case.agreement_id).retention.journal_within


def _asked(desk: Desk, case: Case) -> Mapping[str, date]:
    """The deadline of those who have been asked already."""
    tasks = desk.records.tasks.open_of(Subject(SubjectKind.CASE, case.id), Clockwork())
    return {task.unit_id: task.due for task in tasks if task.kind is TaskKind.JOURNAL}


def _theirs(desk: Desk, caller: Person, subject: Subject, step: str) -> tuple[OnCase, ForJournals, str]:
    """The text, and the caller's unit that is party to it."""
    found = _found(desk, caller, subject)
    check_step(caller, f"{subject.kind}.{step}", found.case)
    text = text_of(desk, found)
    unit_id = _unit(found, text, caller)
    if unit_id is None:
        raise NotAllowed("only the units that are party to it have it in their journals")
    if text is None:
        raise WrongStatus("a meeting without minutes has nothing for a journal")
    return found, text, unit_id


def _found(desk: Desk, caller: Person, subject: Subject) -> OnCase:
    if subject.kind is SubjectKind.MEETING:
        return desk.records.meetings.get(subject.id, caller)
    return desk.records.documents.get(subject.id, caller)


def text_of(desk: Desk, found: OnCase) -> ForJournals | None:
    """What of it must stand in journals; None for a meeting without minutes."""
    text = _text_alone(desk, found)
    if text is None or not desk.records.remarks.of_case(found.case.id, Clockwork()):
        return text  # which saves reading the others
    return next(each for each in texts_of(desk, found.case) if each.subject == text.subject)


def _text_alone(desk: Desk, found: OnCase) -> ForJournals | None:
    second = _second_of(desk, found.case)
    if isinstance(found, MeetingOnCase):
        return _of_meeting(found.case, found.meeting, second)
    return _of_document(found.case, found.document, second)


def _unit(found: OnCase, text: ForJournals | None, caller: Person) -> str | None:
    """The caller's of its two sides, or of those in whose journals it belongs beside them."""
    if isinstance(found, MeetingOnCase):
        parties = (found.meeting.inviter, found.meeting.receiver)
    else:
        parties = (found.document.author, found.document.receiver)
    units = (*(party.unit_id for party in parties), *(text.unit_ids if text else ()))
    return next((unit_id for unit_id in units if caller.works_in(unit_id)), None)


def _second_of(desk: Desk, case: Case) -> SecondMunicipality | None:
    if case.second_unit_id is None:
        return None
    tasks = desk.records.tasks.of_case(case.id, Clockwork())
    works_on = frozenset(task.subject for task in tasks if task.unit_id == case.second_unit_id)
    return SecondMunicipality(case.second_unit_id, _since(desk, case), works_on)


def _since(desk: Desk, case: Case) -> datetime:
    """When the second municipality came. One that was on the case before and is back has what was sent since
    a municipality was first added: the history does not say which, and too much in a journal is better than
    what is erased and stands in none."""
    events = desk.records.events.of_case(case.id, Clockwork())
    added = [event.at for event in events if event.kind == ADDED] or [case.opened_at]
    return min(added) if case.second_unit_id in case.former_unit_ids else max(added)


def _of_document(case: Case, document: Document, second: SecondMunicipality | None) -> ForJournals:
    readable = _others_read(case, document.content.reveal().basis)
    return document_for_journals(document, case, readable, second)


def _of_meeting(case: Case, meeting: NetworkMeeting, second: SecondMunicipality | None) -> ForJournals | None:
    readable = _others_read(case, meeting.content.reveal().basis)
    return meeting_for_journals(meeting, case, readable, second)


def _others_read(case: Case, basis: LegalBasis) -> bool:
    return not rests_on_withdrawn_consent(basis, case.consent_withdrawn_on)


def _recorded(desk: Desk, caller: Person, found: OnCase, subject: Subject, action: str) -> None:
    status = found.meeting.status if isinstance(found, MeetingOnCase) else found.document.status
    record(desk, caller, found.case, subject, action, status)
    settle_journals(desk, found.case)
