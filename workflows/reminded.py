"""Who hears of a task's deadline, and whether in the morning's one message or by itself.

The task's people hear of it; those away have a colleague hear instead. An owner who is not at work before the
deadline, or works shifts, is joined by whoever is on duty in the unit, else by its inbox. Leaders and
coordinators hear of what is late. Everything waits for the morning's message but what the agreement calls
urgent, and what goes to somebody who wants each by itself.
"""

from __future__ import annotations

from domain.people import Person
from domain.permission import Permission, has_role_for
from domain.reminder import ReminderKind
from domain.task import REMINDED, Task, TaskKind
from workflows.desk import Desk
from workflows.ports import TaskOnCase
from workflows.reaching import at_work_before, hearing, on_duty
from workflows.recipients import inbox_of, leaders_of, people_of_task


def reminded(desk: Desk, found: TaskOnCase, kind: ReminderKind) -> tuple[Person, ...]:
    """Who hears of this reminder as things are now."""
    directory, task = desk.records.directory, found.task
    match kind:
        case ReminderKind.LEADER:
            return hearing(desk, leaders_of(directory, task.unit_id), task.unit_id)
        case ReminderKind.COORDINATORS:
            return hearing(desk, directory.coordinators(found.case.area))
    own = people_of_task(directory, task)
    asked = hearing(desk, _who_want_it(desk, task, own), task.unit_id)
    beside = (*_joined(desk, task, own), *_signing(desk, task, asked))
    return tuple(dict.fromkeys((*asked, *beside)))


def waits_for_morning(desk: Desk, person: Person, found: TaskOnCase) -> bool:
    """Whether the person hears of the task's deadlines in the morning's message."""
    urgent = desk.agreements.get(found.case.agreement_id).reminders.urgent
    return found.task.kind not in urgent and not desk.records.preferences.of(person.id).one_by_one


def _who_want_it(desk: Desk, task: Task, own: tuple[Person, ...]) -> tuple[Person, ...]:
    """Who has turned off all but what the law asks for hears of nothing else. But what nobody has taken on
    does not fall on the floor because all have."""
    if REMINDED[task.kind].legal:
        return own
    wanted = tuple(person for person in own if not desk.records.preferences.of(person.id).only_legal)
    return wanted if wanted or task.owner_id else own


def _joined(desk: Desk, task: Task, own: tuple[Person, ...]) -> tuple[Person, ...]:
    """Who hears beside an owner who cannot be counted on to be there in time: never the owner alone."""
    if task.owner_id is None or any(at_work_before(desk, person, task.due) for person in own):
        return ()
    named = on_duty(desk, task.unit_id)
    for several in ((named,) if named else (), inbox_of(desk.records.directory, task.unit_id)):
        others = [person for person in hearing(desk, several, task.unit_id) if person not in own]
        if others:
            return tuple(others)
    return ()


def _signing(desk: Desk, task: Task, asked: tuple[Person, ...]) -> tuple[Person, ...]:
    """The leaders, where all who sign are away and nobody who hears instead may sign."""
    if task.kind is not TaskKind.SIGN:
        return ()
    if any(has_role_for(person, Permission.SIGN, task.unit_id) for person in asked):
        return ()
    return leaders_of(desk.records.directory, task.unit_id)
