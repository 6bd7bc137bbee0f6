"""Erasing: a document, a meeting or a whole case with every trace of it, and messages that have gone.

Everything that names a case goes with it: whatever table has a `case_id` is emptied of it, so a table that is
added later is not forgotten. What stays is in `STAYS`. That pages hold nothing afterwards is the database's
part (`Database.tidy`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, and_, bindparam, delete, exists, insert, not_, or_, select

from domain.case import Case
from domain.cpr import Cpr
from domain.subject import Subject, SubjectKind
from domain.task import TaskStatus
from storage.casework.cases import CASE_COLUMNS, SqlCases, read_case
from storage.casework.remarks import remarks
from storage.schema.chat_tables import drafts, outbox
from storage.schema.columns import metadata
from storage.schema.document_tables import admissions, document_versions, documents
from storage.schema.journal_table import erasing, journal_marks
from storage.schema.tables import cases, events, meetings, tasks
from storage.sealing.encryption import Cipher
from workflows.notice import State
from workflows.ports import ClosedCase

STAYS = frozenset({"audit", "log_keys"})
"""Tables that name a case and stay: the log, which has its own period, and its keys, of which this case's is
destroyed (`AuditLog.forget_case_key`)."""
_OVER = (State.SENT, State.DROPPED, State.DEAD, State.UNCERTAIN, State.GATHERED)
_TABLES: Mapping[SubjectKind, Table] = {
    SubjectKind.MEETING: meetings,
    SubjectKind.DOCUMENT: documents,
    SubjectKind.ADMISSION: admissions,
    SubjectKind.TASK: tasks,
}
_CLOSED = (
    select(cases.c.id, cases.c.number, cases.c.closed_at)
    .where(cases.c.closed_at.is_not(None))
    .order_by(cases.c.closed_at, cases.c.id)
    .limit(bindparam("most"))
)
_AFTER = _CLOSED.where(
    or_(
        cases.c.closed_at > bindparam("moment"),
        and_(cases.c.closed_at == bindparam("moment"), cases.c.id > bindparam("case")),
    )
)
_OF_CITIZEN = select(*CASE_COLUMNS).where(cases.c.cpr_hash.in_(bindparam("hashes", expanding=True)))
_IS_OPEN_TASK = exists(
    select(tasks.c.id).where(tasks.c.id == outbox.c.subject_id, tasks.c.status == TaskStatus.OPEN.value)
)
_GONE = (
    select(outbox.c.id)
    .where(
        outbox.c.queued_at < bindparam("before"),
        outbox.c.state.in_(sorted(_OVER)),
        not_(_IS_OPEN_TASK),
    )
    .limit(bindparam("most"))
)


class SqlErasure:
    def __init__(self, connection: Connection, cipher: Cipher, cases_: SqlCases) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases_

    def closed_after(self, case: ClosedCase | None, limit: int) -> tuple[ClosedCase, ...]:
        after = {"moment": case.closed_at, "case": case.id} if case else {}
        rows = self._connection.execute(_AFTER if case else _CLOSED, {"most": limit, **after})
        return tuple(ClosedCase(row.id, row.number, row.closed_at) for row in rows)

    def between(self, cpr: Cpr, unit_ids: Sequence[str]) -> tuple[Case, ...]:
        rows = self._connection.execute(_OF_CITIZEN, {"hashes": self._cases.hashes_of(cpr)}).mappings()
        found = (read_case(row, self._cipher) for row in rows)
        theirs = (case for case in found if set(case.unit_ids) & set(unit_ids))
        return tuple(sorted(theirs, key=lambda case: (case.opened_at, case.number), reverse=True))

    def traces_of(self, subject: Subject) -> tuple[Subject, ...]:
        if subject.kind is SubjectKind.CASE:
            return (*self._on_case(subject.id), subject)
        of_it = select(tasks.c.id).where(
            tasks.c.subject_kind == subject.kind, tasks.c.subject_id == subject.id
        )
        found = self._connection.execute(of_it).scalars()
        return (*(Subject(SubjectKind.TASK, id_) for id_ in found), subject)

    def _on_case(self, case_id: str) -> Iterable[Subject]:
        for kind, table in _TABLES.items():
            ids = self._connection.execute(select(table.c.id).where(table.c.case_id == case_id)).scalars()
            yield from (Subject(kind, id_) for id_ in ids)

    def erase(self, traces: Iterable[Subject]) -> None:
        every = tuple(traces)
        ids = [subject.id for subject in every]
        for column in (
            events.c.subject_id,
            drafts.c.subject_id,
            outbox.c.subject_id,
            journal_marks.c.subject_id,
            remarks.c.subject_id,
        ):
            self._connection.execute(delete(column.table).where(column.in_(ids)))
        self._erase_documents([each.id for each in every if each.kind is SubjectKind.DOCUMENT])
        for kind in (SubjectKind.TASK, SubjectKind.MEETING, SubjectKind.ADMISSION):
            self._erase_rows(_TABLES[kind], [each.id for each in every if each.kind is kind])
        for subject in every:
            if subject.kind is SubjectKind.CASE:
                self._erase_case(subject.id)

    def _erase_documents(self, ids: Collection[str]) -> None:
        """Their versions with them, for which the database asks to be told beforehand."""
        if not ids:
            return
        self._connection.execute(insert(erasing), [{"document_id": id_} for id_ in ids])
        self._connection.execute(delete(document_versions).where(document_versions.c.document_id.in_(ids)))
        self._connection.execute(delete(erasing).where(erasing.c.document_id.in_(ids)))
        self._erase_rows(documents, ids)

    def _erase_rows(self, table: Table, ids: Collection[str]) -> None:
        if ids:
            self._connection.execute(delete(table).where(table.c.id.in_(ids)))

    def _erase_case(self, case_id: str) -> None:
        for table in reversed(metadata.sorted_tables):
            if "case_id" in table.c and table.name not in STAYS:
                self._connection.execute(delete(table).where(table.c.case_id == case_id))
        self._connection.execute(delete(cases).where(cases.c.id == case_id))

    def erase_messages(self, before: datetime, limit: int) -> int:
        ids = self._connection.execute(_GONE, {"before": before, "most": limit}).scalars().all()
        self._erase_rows(outbox, ids)
        return len(ids)
