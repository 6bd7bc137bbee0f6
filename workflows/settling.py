"""Keeps the tasks of a meeting, document or admission in step with it: opens what its state asks for, ends
what it no longer does. Follow-ups are people's own agreements, and stay."""

from __future__ import annotations

from collections.abc import Iterable

from domain.case import Case
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, done, handed_to, withdrawn
from domain.wanted import Wanted, matches
from workflows.card_refresh import refreshes
from workflows.desk import Desk
from workflows.ports import Clockwork


def settle(
    desk: Desk,
    case: Case,
    subject: Subject,
    wanted: Iterable[Wanted],
    fulfilled: frozenset[TaskKind] = frozenset(),
) -> None:
    """`fulfilled` are the kinds that end as done when they are no longer wanted; others were withdrawn."""
    left = list(wanted)
    others = []
    for task in desk.records.tasks.open_of(subject, Clockwork()):
        if task.kind is TaskKind.FOLLOW_UP:
            continue
        same = next((w for w in left if matches(task, w)), None)
        if same:
            left.remove(same)
            _keep(desk, task, same)
        else:
            others.append(task)
    for task in others:
        passed_on = next((w for w in left if w.kind is task.kind and w.due == task.due), None)
        if passed_on:
            left.remove(passed_on)
            _keep(desk, task, passed_on)
        else:
            save_task(desk, (done if task.kind in fulfilled else withdrawn)(task, desk.now))
    for want in left:
        desk.records.tasks.add(_opened(desk, case, subject, want))


def _keep(desk: Desk, task: Task, want: Wanted) -> None:
    """The task stays with whoever took it in its unit; it moves with the side whose turn it is."""
    party = want.party
    if task.unit_id != party.unit_id or (task.owner_id is None and party.person_id):
        save_task(desk, handed_to(task, party.unit_id, party.sector, party.person_id, desk.now))


def save_task(desk: Desk, task: Task) -> None:
    """Store what it has become, and bring its cards up to date."""
    desk.records.tasks.save(task)
    desk.tell(refreshes(desk, task, Subject(SubjectKind.TASK, task.id)))


def _opened(desk: Desk, case: Case, subject: Subject, want: Wanted) -> Task:
    return Task(
        id=desk.new_id(),
        case_id=case.id,
        case_number=case.number,
        subject=subject,
        kind=want.kind,
        unit_id=want.party.unit_id,
        sector=want.party.sector,
        owner_id=want.party.person_id,
        due=want.due,
        opened_at=desk.now,
    )
