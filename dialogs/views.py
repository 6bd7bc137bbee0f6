"""Looks up what a card may show one person, so that cards themselves ask nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from dialogs.cards.journal_lines import JournalView
from dialogs.cards.meeting_card import MeetingView
from dialogs.cards.task_card import TaskView
from domain.agreement import Agreement, shows_transition_hint
from domain.case import Case
from domain.errors import NotFound
from domain.network_meeting import Side, future_times
from domain.people import Person, Unit
from domain.permission import Permission, is_in_hands_of, is_permitted, may_take_over
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from workflows.desk import Desk
from workflows.ports import Clockwork, MeetingOnCase, TaskOnCase
from workflows.recipients import people_of_party


def meeting_view(
    desk: Desk,
    viewer: Person,
    found: MeetingOnCase,
    language: str,
    calendar_link: Callable[[str], str],
    *,
    tasks: Sequence[Task] | None = None,
    journal: JournalView | None = None,
) -> MeetingView:
    """`tasks` are the case's, where they are known already; `journal` is for its details."""
    case, meeting = found.case, found.meeting
    directory = desk.records.directory
    agreement = agreement_of(desk, case)
    tasks = desk.records.tasks.of_case(case.id, Clockwork()) if tasks is None else tasks
    subject = Subject(SubjectKind.MEETING, meeting.id)
    follow_ups = tuple(t for t in tasks if t.subject == subject and t.kind is TaskKind.FOLLOW_UP)
    owners = {t.owner_id: directory.person(t.owner_id) for t in follow_ups if t.owner_id}
    return MeetingView(
        case=case,
        meeting=meeting,
        side=meeting.side_of(viewer),
        inviter_unit=unit_of(desk, meeting.inviter.unit_id),
        receiver_unit=unit_of(desk, meeting.receiver.unit_id),
        inviter=person_of(desk, meeting.inviter.person_id),
        receiver=person_of(desk, meeting.receiver.person_id),
        told=len(people_of_party(directory, meeting.party(Side.RECEIVER))),
        follow_ups=follow_ups,
        owners={id_: person.name for id_, person in owners.items() if person},
        agreement=agreement.name_en if language == "en" else agreement.name_da,
        now_times=future_times(meeting, desk.now),
        calendar_link=calendar_link(meeting.id),
        transition_hint=shows_transition_hint(case.citizen.cpr.age_on(desk.today)),
        journal=journal,
    )


def task_view(desk: Desk, viewer: Person, found: TaskOnCase) -> TaskView:
    task = found.task
    return TaskView(
        task=task,
        unit=unit_of(desk, task.unit_id),
        owner=person_of(desk, task.owner_id),
        may_change=is_in_hands_of(viewer, task) and is_permitted(viewer, Permission.WORK_ON_TASK, found.case),
        on_case=is_permitted(viewer, Permission.OPEN_DETAILS, found.case),
        overdue_days=overdue_days(desk, found.case.agreement_id, task),
        may_take=may_take(viewer, task),
        meets_at=_meets_at(desk, task),
        may_manage=is_permitted(viewer, Permission.MANAGE_CASE, found.case),
    )


def _meets_at(desk: Desk, task: Task) -> datetime | None:
    if task.kind is not TaskKind.ATTEND:
        return None
    agreed = desk.records.meetings.get(task.subject.id, Clockwork()).meeting.agreed
    return agreed.start if agreed else None


def overdue_days(desk: Desk, agreement_id: str, task: Task) -> int:
    """Working days past the deadline."""
    return desk.agreements.calendar(agreement_id).between(task.due, desk.today)


def unit_of(desk: Desk, unit_id: str) -> Unit:
    unit = desk.records.directory.unit(unit_id)
    if unit is None:
        raise NotFound("a unit of the case has left the directory")
    return unit


def person_of(desk: Desk, person_id: str | None) -> Person | None:
    return desk.records.directory.person(person_id) if person_id else None


def agreement_of(desk: Desk, case: Case) -> Agreement:
    return desk.agreements.get(case.agreement_id)


def may_take(viewer: Person, task: Task) -> bool:
    """ "Jeg tager den": the unit's task that nobody has, or a colleague has."""
    return task.is_open and task.owner_id != viewer.id and may_take_over(viewer, task)
