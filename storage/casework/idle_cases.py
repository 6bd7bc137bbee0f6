"""Open cases on which nothing happens any more, found from an index and by page; nothing sealed is opened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, not_, or_, select, tuple_

from domain.idle import NOT_OF_THE_COURSE
from domain.subject import SubjectKind
from domain.task import TaskKind, TaskStatus
from storage.schema.tables import cases, events, tasks
from workflows.ports import OpenCase

_COLUMNS = (cases.c.id, cases.c.number, cases.c.opened_at)
_HAPPENED = exists(
    select(events.c.seq).where(
        events.c.case_id == cases.c.id,
        events.c.at >= bindparam("since"),
        events.c.kind.not_in(sorted(NOT_OF_THE_COURSE)),
    )
)
_WAITS_OR_IS_ASKED = exists(
    select(tasks.c.id).where(
        tasks.c.case_id == cases.c.id,
        tasks.c.status == TaskStatus.OPEN.value,
        or_(tasks.c.due >= bindparam("today"), tasks.c.kind == TaskKind.CLOSE_CASE.value),
    )
)
_QUIET = (
    select(*_COLUMNS)
    .where(
        cases.c.closed_at.is_(None),
        cases.c.opened_at < bindparam("since"),
        not_(_HAPPENED),
        not_(_WAITS_OR_IS_ASKED),
    )
    .order_by(cases.c.opened_at, cases.c.id)
    .limit(bindparam("most"))
)
_LAST = tuple_(bindparam("moment", type_=cases.c.opened_at.type), bindparam("case", type_=cases.c.id.type))
_AFTER = _QUIET.where(tuple_(cases.c.opened_at, cases.c.id) > _LAST)
_ASKED = (
    select(*_COLUMNS)
    .distinct()
    .join(tasks, tasks.c.subject_id == cases.c.id)
    .where(
        tasks.c.subject_kind == SubjectKind.CASE.value,
        tasks.c.subject_id > bindparam("case"),
        tasks.c.status == TaskStatus.OPEN.value,
        tasks.c.kind == TaskKind.CLOSE_CASE.value,
    )
    .order_by(cases.c.id)
    .limit(bindparam("most"))
)


class SqlIdleCases:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def quiet(self, since: datetime, today: date, after: OpenCase | None, limit: int) -> tuple[OpenCase, ...]:
        last = {"moment": after.opened_at, "case": after.id} if after else {}
        asked = {"since": since, "today": today, "most": limit, **last}
        return _read(self._connection.execute(_AFTER if after else _QUIET, asked))

    def asked(self, after: OpenCase | None, limit: int) -> tuple[OpenCase, ...]:
        last = after.id if after else ""
        return _read(self._connection.execute(_ASKED, {"case": last, "most": limit}))


def _read(rows: Iterable[Row[Any]]) -> tuple[OpenCase, ...]:
    return tuple(OpenCase(row.id, row.number, row.opened_at) for row in rows)
