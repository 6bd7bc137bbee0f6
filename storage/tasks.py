"""Tasks, and the questions asked of them: whose, of which meeting or document, which to look at now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, insert, select, update

from domain.errors import NotFound
from domain.people import Person, Sector
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus
from storage.access import check_may_read, may_read
from storage.cases import CASE_COLUMNS, SqlCases, read_case
from storage.encryption import Cipher
from storage.tables import cases, tasks
from storage.task_looks import first_look, look_again, mark_all
from workflows.ports import Caller, Conflict, TaskOnCase

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
_ADD = insert(tasks)
_SAVE = update(tasks).where(tasks.c.id == bindparam("task"), tasks.c.version == bindparam("before"))


class SqlTasks:
    def __init__(self, connection: Connection, cipher: Cipher, cases_: SqlCases) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases_

    def get(self, task_id: str, caller: Caller) -> TaskOnCase:
        row = self._connection.execute(_BY_ID, {"task": task_id}).mappings().one_or_none()
        if row is None:
            raise NotFound()
        case = check_may_read(caller, read_case(row, self._cipher))
        return TaskOnCase(case, _read(row, self._cipher))

    def add(self, task: Task) -> None:
        fixed = {
            "id": task.id,
            "case_id": task.case_id,
            "subject_kind": task.subject.kind,
            "subject_id": task.subject.id,
            "kind": task.kind,
        }
        self._connection.execute(_ADD, {**fixed, **self._changing(task)})

    def save(self, task: Task) -> None:
        which = {"task": task.id, "before": task.version - 1}
        if self._connection.execute(_SAVE, {**which, **self._changing(task)}).rowcount != 1:
            raise Conflict("the task has changed meanwhile")

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
        found = (TaskOnCase(read_case(row, self._cipher), _read(row, self._cipher)) for row in rows)
        return tuple(each for each in found if may_read(caller, each.case))

    def look_again(self, looked_at: Iterable[tuple[Task, datetime]]) -> None:
        look_again(self._connection, looked_at)

    def look_at_all(self) -> None:
        mark_all(self._connection)

    def _all(self, query: Select[Any], **values: str) -> tuple[Task, ...]:
        """Put in order here: asked for the order, SQLite walks every open task by the index that has it."""
        rows = self._connection.execute(query, values).mappings()
        return _by_due(_read(row, self._cipher) for row in rows)

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
        }


def _by_due(found: Iterable[Task]) -> tuple[Task, ...]:
    return tuple(sorted(found, key=lambda task: (task.due, task.id)))


def _read(row: RowMapping, cipher: Cipher) -> Task:
    task_id = row[tasks.c.id]
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
        version=row[tasks.c.version],
    )
