"""Keeps a meeting's tasks in step with its status: opens what it asks for, ends what it no longer does."""

from __future__ import annotations

from domain.network_meeting import NetworkMeeting, Status
from domain.task import Task, TaskKind, Wanted, done, handed_to, matches, wanted_tasks, withdrawn
from workflows.card_refresh import refreshes
from workflows.desk import Desk
from workflows.notice import Subject, SubjectKind
from workflows.ports import MeetingOnCase

ENDS_AS_DONE = {
    Status.ACKNOWLEDGED: frozenset({TaskKind.ACKNOWLEDGE}),
    Status.TIMES_PROPOSED: frozenset({TaskKind.ACKNOWLEDGE}),
    Status.QUESTION_ASKED: frozenset({TaskKind.ACKNOWLEDGE}),
    Status.SCHEDULED: frozenset({TaskKind.ACKNOWLEDGE, TaskKind.FIND_TIME}),
    Status.MINUTES_DUE: frozenset({TaskKind.ATTEND}),
    Status.CONCLUDED: frozenset({TaskKind.WRITE_MINUTES}),
}
"""Which tasks a status fulfils; a task that ends otherwise was withdrawn."""


def settle_tasks(desk: Desk, on_case: MeetingOnCase) -> None:
    meeting = on_case.meeting
    agreement = desk.agreements.get(on_case.case.agreement_id)
    wanted = list(wanted_tasks(meeting, agreement, desk.agreements.calendar(agreement.id)))
    for task in desk.records.tasks.open_of_meeting(meeting.id):
        if task.kind is TaskKind.FOLLOW_UP:
            continue
        fitting = next((w for w in wanted if matches(task, w, meeting)), None)
        passed_on = next((w for w in wanted if w.kind is task.kind and w.due == task.due), None)
        kept = fitting or passed_on
        if kept:
            wanted.remove(kept)
            party = meeting.party(kept.side)
            if (task.unit_id, task.owner_id) != (party.unit_id, party.person_id):
                _save(desk, handed_to(task, party.unit_id, party.sector, party.person_id, desk.now))
        else:
            fulfilled = task.kind in ENDS_AS_DONE.get(meeting.status, frozenset())
            _save(desk, done(task) if fulfilled else withdrawn(task))
    for want in wanted:
        desk.records.tasks.add(_task(desk, meeting, want))


def _save(desk: Desk, task: Task) -> None:
    desk.records.tasks.save(task)
    desk.tell(refreshes(desk, task, Subject(SubjectKind.TASK, task.id)))


def _task(desk: Desk, meeting: NetworkMeeting, want: Wanted) -> Task:
    party = meeting.party(want.side)
    return Task(
        id=desk.new_id(),
        case_id=meeting.case_id,
        case_number=meeting.case_number,
        meeting_id=meeting.id,
        kind=want.kind,
        unit_id=party.unit_id,
        sector=party.sector,
        owner_id=party.person_id,
        due=want.due,
        opened_at=desk.now,
    )
