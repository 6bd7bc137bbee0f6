"""Marks that something stands in a unit's own journal: one for each text and unit, the newest."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select

from domain.journal import JournalMark
from domain.subject import Subject, SubjectKind
from storage.casework.cases import SqlCases
from storage.databases.dialect import insert_or
from storage.schema.journal_table import journal_marks
from workflows.ports import Caller

_OF_CASE = (
    select(journal_marks)
    .where(journal_marks.c.case_id == bindparam("case"))
    .order_by(journal_marks.c.at, journal_marks.c.subject_id, journal_marks.c.unit_id)
)
_TAKE_BACK = delete(journal_marks).where(
    journal_marks.c.subject_id == bindparam("subject"), journal_marks.c.unit_id == bindparam("unit")
)


class SqlJournal:
    def __init__(self, connection: Connection, cases_: SqlCases) -> None:
        self._connection = connection
        self._cases = cases_

    def mark(self, mark: JournalMark) -> None:
        changing = {"content_version": mark.content_version, "person_id": mark.person_id, "at": mark.at}
        fixed = {
            "subject_id": mark.subject.id,
            "unit_id": mark.unit_id,
            "subject_kind": mark.subject.kind,
            "case_id": mark.case_id,
        }
        statement = insert_or(self._connection, journal_marks).values(**fixed, **changing)
        keys = list(journal_marks.primary_key)
        self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changing))

    def take_back(self, subject: Subject, unit_id: str) -> None:
        self._connection.execute(_TAKE_BACK, {"subject": subject.id, "unit": unit_id})

    def of_case(self, case_id: str, caller: Caller) -> tuple[JournalMark, ...]:
        self._cases.get(case_id, caller)
        return tuple(
            JournalMark(
                case_id=row.case_id,
                subject=Subject(SubjectKind(row.subject_kind), row.subject_id),
                unit_id=row.unit_id,
                content_version=row.content_version,
                person_id=row.person_id,
                at=row.at,
            )
            for row in self._connection.execute(_OF_CASE, {"case": case_id})
        )
