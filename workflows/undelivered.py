"""What the law asks for and nobody was told for certain: coordinators see it in their morning's message.

A reminder that is uncertain, dead or has nowhere to go counts for its task, as does one whose morning's
message is, unless somebody was told of the task after it. It ends with the task, when somebody is told, or
after two weeks.
"""

from __future__ import annotations

from datetime import timedelta

from domain.local_time import at_local
from domain.people import Person
from domain.task import REMINDED
from workflows.desk import Desk
from workflows.ports import Clockwork, TaskOnCase
from workflows.reaching import agreement_for, hearing

LOOKED_BACK = timedelta(days=14)
LEGAL = tuple(kind for kind, reminded in REMINDED.items() if reminded.legal)


def undelivered_legal(desk: Desk) -> tuple[TaskOnCase, ...]:
    """The open tasks, by deadline."""
    tasks = desk.records.tasks
    ids = desk.records.outbox.undelivered(LEGAL, desk.now - LOOKED_BACK)
    found = (tasks.get(task_id, Clockwork()) for task_id in ids)
    return tuple(sorted(found, key=lambda each: (each.task.due, each.task.id)))


def tell_of_undelivered(desk: Desk, gathering: timedelta) -> None:
    """See to it that the coordinators get a morning's message today, once the day's reminders are out."""
    people = {person for found in undelivered_legal(desk) for person in told_of_undelivered(desk, found)}
    days = {person.id: desk.today for person in people if _is_morning(desk, person)}
    desk.records.outbox.open_mornings(days, desk.now + gathering)


def told_of_undelivered(desk: Desk, found: TaskOnCase) -> tuple[Person, ...]:
    return hearing(desk, desk.records.directory.coordinators(found.case.area))


def _is_morning(desk: Desk, person: Person) -> bool:
    agreement = agreement_for(desk, person.home)
    works = desk.agreements.calendar(agreement.id).is_working_day(desk.today)
    return works and at_local(desk.today, agreement.reminders.at) <= desk.now
