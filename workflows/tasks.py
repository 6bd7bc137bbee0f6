"""The use cases of a task: done, remind me later, new deadline with a reason, hand over.

"Remind me later" silences the reminders and leaves the deadline; "new deadline" moves it and says why.
Only a colleague of the unit that has the task, or its owner, may change it; the other sector sees it.
Tasks that a meeting's status asks for are ended by the meeting, so only follow-ups are marked as done.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.case import Case
from domain.delay import DelayReason
from domain.errors import BadValue, NotAllowed, WrongStatus
from domain.people import Person
from domain.permission import Permission, check_permission, check_step, is_in_hands_of, may_take_over
from domain.subject import Subject, SubjectKind
from domain.task import (
    Task,
    TaskKind,
    done,
    handed_to,
    next_of_series,
    snoozed,
    taken_by,
    with_deadline,
)
from domain.task import not_possible as impossible
from workflows.card_refresh import refreshes
from workflows.cases import check_reason
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind
from workflows.ports import TaskOnCase
from workflows.reaching import hearing
from workflows.recipients import people_of_task
from workflows.record_keeping import record
from workflows.telling import tell


def open_task(desk: Desk, caller: Person, task_id: str) -> TaskOnCase:
    """The task with its text, after an access check; the look is logged."""
    found = desk.records.tasks.get(task_id, caller)
    check_permission(caller, Permission.OPEN_DETAILS, found.case)
    desk.audit(caller, "read", f"task:{task_id}", found.case.id)
    return found


def mark_done(desk: Desk, caller: Person, task_id: str) -> TaskOnCase:
    found = _own_open(desk, caller, task_id, "done")
    if found.task.kind is not TaskKind.FOLLOW_UP:
        raise WrongStatus("only a follow-up is marked as done; the meeting ends its own tasks")
    following = next_of_series(found.task, desk.new_id(), desk.now, desk.today)
    ended = _save(desk, caller, found, done(found.task, desk.now), "done")
    if following:
        desk.records.tasks.add(following)
        desk.audit(caller, "add", f"task:{following.id}", found.case.id)
    return ended


def not_possible(
    desk: Desk, caller: Person, task_id: str, reason: str, delay: DelayReason = DelayReason.OTHER
) -> TaskOnCase:
    """A follow-up that cannot be done, and why; both sectors see it. A series ends with it."""
    found = _own_open(desk, caller, task_id, "not_possible")
    if found.task.kind is not TaskKind.FOLLOW_UP:
        raise WrongStatus("only a follow-up is given up; the others end with what they belong to")
    check_reason(reason)
    ended = _save(
        desk, caller, found, impossible(found.task, reason, delay, desk.now), "not_possible", reason
    )
    tell_other_side(desk, caller, ended.case, ended.task)
    return ended


def take(desk: Desk, caller: Person, task_id: str) -> TaskOnCase:
    """ "Jeg tager den": a colleague of the unit takes the task over. Wards work in shifts."""
    found = _own_open(desk, caller, task_id, "take")
    if not may_take_over(caller, found.task):
        raise NotAllowed("only a colleague of the unit takes its tasks")
    if found.task.owner_id == caller.id:
        return found
    return _save(desk, caller, found, taken_by(found.task, caller.id), "take")


def remind_later(desk: Desk, caller: Person, task_id: str, until: date) -> TaskOnCase:
    """No reminder before `until`, a local day after today. The deadline stays."""
    found = _own_open(desk, caller, task_id, "snooze")
    if until <= desk.today:
        raise BadValue("task.later_in_past")
    return _save(desk, caller, found, snoozed(found.task, until), "snooze")


def new_deadline(
    desk: Desk,
    caller: Person,
    task_id: str,
    due: date,
    reason: str,
    delay: DelayReason = DelayReason.OTHER,
) -> TaskOnCase:
    """Move a follow-up's deadline, with a reason that both sectors see."""
    found = _own_open(desk, caller, task_id, "new_deadline")
    if found.task.kind is not TaskKind.FOLLOW_UP:
        raise WrongStatus("the deadlines of a meeting come from the agreement")
    if due < desk.today:
        raise BadValue("task.due_in_past")
    moved = with_deadline(found.task, due, reason, delay, desk.now)
    return _save(desk, caller, found, moved, "new_deadline", reason)


def hand_over(desk: Desk, caller: Person, task_id: str, unit_id: str, owner_id: str | None) -> TaskOnCase:
    """Give a follow-up to a colleague, or to the other side. The new owner is told now, not again today."""
    found = _own_open(desk, caller, task_id, "hand_over")
    if found.task.kind is not TaskKind.FOLLOW_UP:
        raise WrongStatus("the meeting decides who has its own tasks")
    unit = desk.records.directory.unit(unit_id)
    if unit is None or unit.id not in found.case.unit_ids:
        raise BadValue("task.unknown_owner")
    owner = desk.records.directory.person(owner_id) if owner_id else None
    if owner_id and (owner is None or not owner.works_in(unit.id)):
        raise BadValue("task.unknown_owner")
    task = handed_to(found.task, unit.id, unit.sector, owner_id, desk.now)
    handed = _save(desk, caller, found, task, "hand_over")
    desk.tell(news_of_handing_over(desk, caller, task))
    return handed


def _own_open(desk: Desk, caller: Person, task_id: str, step: str) -> TaskOnCase:
    found = desk.records.tasks.get(task_id, caller)
    check_step(caller, f"task.{step}", found.case)
    if not is_in_hands_of(caller, found.task):
        raise NotAllowed("the task is in another unit's hands")
    if not found.task.is_open:
        raise WrongStatus("the task has ended")
    return found


def _save(
    desk: Desk, caller: Person, found: TaskOnCase, task: Task, action: str, reason: str = ""
) -> TaskOnCase:
    desk.records.tasks.save(task)
    subject = Subject(SubjectKind.TASK, task.id)
    record(desk, caller, found.case, subject, action, task.status, reason=reason)
    desk.tell(refreshes(desk, task, subject, task.subject))
    return replace(found, task=task)


def news_of_handing_over(desk: Desk, caller: Person, task: Task) -> list[Notice]:
    """A message to those who have the task from now on, but not to who gave it to them."""
    subject = Subject(SubjectKind.TASK, task.id)
    rule = f"task:{task.id}:v{task.version}:handed"
    return [
        Notice(NoticeKind.REMINDER, subject, person.id, rule, desk.now, "handed")
        for person in hearing(desk, people_of_task(desk.records.directory, task), task.unit_id)
        if person.id != caller.id
    ]


def tell_other_side(desk: Desk, caller: Person, case: Case, task: Task) -> None:
    """News of the record the task comes from, to the units on the case that do not have the task."""
    others = [side for side in case.sides if side.unit_id != task.unit_id]
    tell(desk, caller, task.subject, task.version, others, rule=f"task:{task.id}:v{task.version}:ended")
