"""Tasks, and the questions asked of them: whose, of which meeting or document, which to look at now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, case, insert, select, update

from domain.delay import Delay, DelayReason
from domain.errors import NotFound
from domain.people import Person, Sector
from domain.reminder import ReminderKind
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus
from storage.casework.access import check_may_read, may_read
from storage.casework.cases import CASE_COLUMNS, SqlCases, read_case
from storage.casework.counting import Counting
from storage.casework.task_looks import first_look, look_again, mark_all
from storage.schema.tables import cases, tasks
from storage.sealing.encryption import Cipher
from workflows.ports import Caller, Clockwork, Conflict, TaskOnCase

_OPEN = tasks.c.status == TaskStatus.OPEN.value
_TASKS = select(*tasks.c, cases.c.number).join_from(tasks, cases)
_ON_CASE = select(*tasks.c, *CASE_COLUMNS).join_from(tasks, cases)
_BY_ID = _ON_CASE.where(tasks.c.id == bindparam("task"))
_OF_CASE = _TASKS.where(tasks.c.case_id == bindparam("case"))
_OF_SUBJECT = _TASKS.where(
    tasks.c.subject_kind == bindparam("about"), tasks.c.subject_id == bindparam("subject"), _OPEN
)
_TO_LOOK_AT = (
    _ON_CASE.where(tasks.c.look_at <= bindparam("now"))
    .order_by(tasks.c.look_at, tasks.c.id)
    .limit(bindparam("limit"))
)
_OPPOSITE = (
    select(
        case(
            (bindparam("side") == Sector.REGION.value, cases.c.municipality_unit_id),
            else_=cases.c.region_unit_id,
        )
    )
    .where(cases.c.id == bindparam("on_case"))
    .scalar_subquery()
)
"""The other sector's unit on the case as it is now: whom the deadline also concerns."""
ADD = insert(tasks).values(opposite_unit_id=_OPPOSITE)
_SAVE = (
    update(tasks)
    .where(tasks.c.id == bindparam("task"), tasks.c.version == bindparam("before"))
    .values(opposite_unit_id=_OPPOSITE)
)
_TOLD = {
    kind: update(tasks)
    .where(tasks.c.id == bindparam("task"), column.is_(None))
    .values({column: bindparam("on")})
    for kind, column in (
        (ReminderKind.LEADER, tasks.c.leaders_told_on),
        (ReminderKind.COORDINATORS, tasks.c.coordinators_told_on),
    )
}


class SqlTasks:
    def __init__(self, connection: Connection, cipher: Cipher, cases_: SqlCases, counting: Counting) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases_
        self._counting = counting

    def get(self, task_id: str, caller: Caller) -> TaskOnCase:
        row = self._connection.execute(_BY_ID, {"task": task_id}).mappings().one_or_none()
        if row is None:
            raise NotFound()
        case = check_may_read(caller, read_case(row, self._cipher))
        return TaskOnCase(case, read_task(row, self._cipher))

    def add(self, task: Task) -> None:
        self._connection.execute(ADD, self.row_of(task))
        self._counting.note(task)

    def save(self, task: Task) -> None:
        which = {"task": task.id, "before": task.version - 1}
        if self._connection.execute(_SAVE, {**which, **self._changing(task)}).rowcount != 1:
            raise Conflict("the task has changed meanwhile")
        self._counting.note(task)

    def open_of(self, subject: Subject, caller: Caller) -> tuple[Task, ...]:
        found = self._all(_OF_SUBJECT, about=subject.kind, subject=subject.id)
        if found and isinstance(caller, Person):
            self._cases.get(found[0].case_id, caller)
        return found

    def of_case(self, case_id: str, caller: Caller) -> tuple[Task, ...]:
        self._cases.get(case_id, caller)
        return self._all(_OF_CASE, case=case_id)

    def open_of_person(self, person: Person) -> tuple[Task, ...]:
        own = [m.unit.id for m in person.memberships if person.works_in(m.unit.id)]
        owned = self._all(_TASKS.where(_OPEN, tasks.c.owner_id == person.id))
        in_units = self._all(_TASKS.where(_OPEN, tasks.c.unit_id.in_(own)))
        return _by_due({task.id: task for task in (*owned, *in_units)}.values())

    def owned_by(self, person_id: str, unit_ids: Sequence[str], caller: Caller) -> tuple[Task, ...]:
        units = [id_ for id_ in unit_ids if not isinstance(caller, Person) or caller.works_in(id_)]
        return self._all(_TASKS.where(_OPEN, tasks.c.owner_id == person_id, tasks.c.unit_id.in_(units)))

    def to_look_at(self, now: datetime, limit: int, caller: Caller) -> tuple[TaskOnCase, ...]:
        rows = self._connection.execute(_TO_LOOK_AT, {"now": now, "limit": limit}).mappings()
        found = (TaskOnCase(read_case(row, self._cipher), read_task(row, self._cipher)) for row in rows)
        return tuple(each for each in found if may_read(caller, each.case))

    def escalated(self, task_ids: Iterable[str], kind: ReminderKind, on: date) -> None:
        for task_id in sorted(task_ids):
            told = self._connection.execute(_TOLD[kind], {"task": task_id, "on": on})
            if told.rowcount:
                self._counting.note(self.get(task_id, Clockwork()).task)

    def look_again(self, looked_at: Iterable[tuple[Task, datetime]]) -> None:
        look_again(self._connection, looked_at)

    def look_at_all(self) -> None:
        mark_all(self._connection)

    def _all(self, query: Select[Any], **values: str) -> tuple[Task, ...]:
        """Put in order here: asked for the order, SQLite walks every open task by the index that has it."""
        rows = self._connection.execute(query, values).mappings()
        return _by_due(read_task(row, self._cipher) for row in rows)

    def row_of(self, task: Task) -> dict[str, Any]:
        """Of one that is new."""
        fixed = {
            "id": task.id,
            "case_id": task.case_id,
            "subject_kind": task.subject.kind,
            "subject_id": task.subject.id,
            "kind": task.kind,
            "leaders_told_on": task.leaders_told_on,
            "coordinators_told_on": task.coordinators_told_on,
        }
        return {**fixed, **self._changing(task)}

    def _changing(self, task: Task) -> dict[str, Any]:
        return {
            "unit_id": task.unit_id,
            "sector": task.sector,
            "owner_id": task.owner_id,
            "due": task.due,
            "opened_at": task.opened_at,
            "text": self._cipher.seal_text("tasks", "text", task.id, task.text.reveal()),
            "reason": self._cipher.seal_text("tasks", "reason", task.id, task.reason.reveal()),
            "status": task.status,
            "remind_from": task.remind_from,
            "part": task.part,
            "every_days": task.every_days,
            "until": task.until,
            "version": task.version,
            "look_at": first_look(task),
            "ended_on": task.ended_on,
            "delay": None if task.delay is None else task.delay.reason,
            "delayed_on": None if task.delay is None else task.delay.on,
            "side": task.sector,
            "on_case": task.case_id,
        }


def _by_due(found: Iterable[Task]) -> tuple[Task, ...]:
    return tuple(sorted(found, key=lambda task: (task.due, task.id)))


def read_task(row: RowMapping, cipher: Cipher) -> Task:
    task_id, delay = row[tasks.c.id], row[tasks.c.delay]
    return Task(
        id=task_id,
        case_id=row[tasks.c.case_id],
        case_number=row[cases.c.number],
        subject=Subject(SubjectKind(row[tasks.c.subject_kind]), row[tasks.c.subject_id]),
        kind=TaskKind(row[tasks.c.kind]),
        unit_id=row[tasks.c.unit_id],
        sector=Sector(row[tasks.c.sector]),
        owner_id=row[tasks.c.owner_id],
        due=row[tasks.c.due],
        opened_at=row[tasks.c.opened_at],
        text=Sensitive(cipher.open_text("tasks", "text", task_id, row[tasks.c.text])),
        reason=Sensitive(cipher.open_text("tasks", "reason", task_id, row[tasks.c.reason])),
        status=TaskStatus(row[tasks.c.status]),
        remind_from=row[tasks.c.remind_from],
        part=row[tasks.c.part],
        every_days=row[tasks.c.every_days],
        until=row[tasks.c.until],
        ended_on=row[tasks.c.ended_on],
        delay=None if delay is None else Delay(DelayReason(delay), row[tasks.c.delayed_on]),
        leaders_told_on=row[tasks.c.leaders_told_on],
        coordinators_told_on=row[tasks.c.coordinators_told_on],
        version=row[tasks.c.version],
    )
