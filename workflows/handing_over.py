"""A colleague leaves, or is away for long: everything open that was theirs goes to somebody else in one step.

Also when the directory no longer knows them, since their tasks still do. Only within one unit, and only by
who leads it or works in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import BadValue
from domain.people import Person
from domain.permission import Setting, check_may_set
from domain.subject import Subject, SubjectKind
from domain.task import Task, handed_to
from workflows.card_refresh import refreshes
from workflows.desk import Desk
from workflows.ports import Clockwork
from workflows.record_keeping import record
from workflows.tasks import news_of_handing_over


@dataclass(frozen=True)
class OpenWork:
    """What one person has open in a unit."""

    owner_id: str
    tasks: tuple[Task, ...]


def open_work(desk: Desk, caller: Person) -> tuple[OpenWork, ...]:
    """The open tasks of the caller's home unit by owner, those who have left it first."""
    tasks = [t for t in desk.records.tasks.open_of_person(caller) if t.unit_id == caller.home.id]
    owners = dict.fromkeys(t.owner_id for t in tasks if t.owner_id)
    work = [OpenWork(id_, tuple(t for t in tasks if t.owner_id == id_)) for id_ in owners]
    return tuple(sorted(work, key=lambda each: _works(desk, each.owner_id, caller.home.id)))


def hand_over_all(desk: Desk, caller: Person, owner_id: str, to_id: str | None) -> int:
    """Give all of `owner_id`'s open tasks in the caller's unit to a colleague there, or to the whole unit.

    The colleague hears of each; the unit finds them on its list, and is reminded. Returns how many. Raises
    `NotAllowed` for who does not work there, `BadValue` for an unknown colleague.
    """
    unit = caller.home
    check_may_set(caller, Setting.WORK_OF_UNIT, unit.id)
    if to_id is not None and (to_id == owner_id or not _works(desk, to_id, unit.id)):
        raise BadValue("task.unknown_owner")
    tasks = desk.records.tasks.owned_by(owner_id, (unit.id,), caller)
    for task in tasks:
        given = handed_to(task, unit.id, unit.sector, to_id, desk.now)
        desk.records.tasks.save(given)
        case = desk.records.cases.get(task.case_id, Clockwork())
        subject = Subject(SubjectKind.TASK, task.id)
        record(desk, caller, case, subject, "hand_over", given.status)
        desk.tell(refreshes(desk, given, subject, given.subject))
        if to_id is not None:
            desk.tell(news_of_handing_over(desk, caller, given))
    return len(tasks)


def _works(desk: Desk, person_id: str, unit_id: str) -> bool:
    person = desk.records.directory.person(person_id)
    return person is not None and person.works_in(unit_id)
