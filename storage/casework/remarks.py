"""The citizen's remarks, appended and never changed. The text is sealed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Connection, Date, Index, Table, bindparam, insert, select

from domain.remark import Remark
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from storage.casework.cases import SqlCases
from storage.schema.columns import id_of, key, metadata, sealed, words
from storage.schema.moment import Moment
from storage.sealing.encryption import Cipher
from workflows.ports import Caller

remarks = Table(
    "remarks",
    metadata,
    key(),
    id_of("case_id", "cases.id"),
    words("subject_kind"),
    id_of("subject_id"),
    Column("made_on", Date, nullable=False),
    Column("at", Moment, nullable=False),
    id_of("person_id", "people.id"),
    sealed("text"),
    CheckConstraint("subject_kind IN ('case', 'meeting', 'document')", name="subject_kind"),
    Index(None, "case_id", "at"),
)

_ADD = insert(remarks)
_OF_CASE = select(remarks).where(remarks.c.case_id == bindparam("case")).order_by(remarks.c.at, remarks.c.id)


class SqlRemarks:
    def __init__(self, connection: Connection, cipher: Cipher, cases_: SqlCases) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases_

    def add(self, remark: Remark) -> None:
        values = {
            "id": remark.id,
            "case_id": remark.case_id,
            "subject_kind": remark.subject.kind,
            "subject_id": remark.subject.id,
            "made_on": remark.made_on,
            "at": remark.at,
            "person_id": remark.person_id,
            "text": self._cipher.seal_text("remarks", "text", remark.id, remark.text.reveal()),
        }
        self._connection.execute(_ADD, values)

    def of_case(self, case_id: str, caller: Caller) -> tuple[Remark, ...]:
        self._cases.get(case_id, caller)
        return tuple(
            Remark(
                id=row.id,
                case_id=row.case_id,
                subject=Subject(SubjectKind(row.subject_kind), row.subject_id),
                text=Sensitive(self._cipher.open_text("remarks", "text", row.id, row.text)),
                made_on=row.made_on,
                at=row.at,
                person_id=row.person_id,
            )
            for row in self._connection.execute(_OF_CASE, {"case": case_id})
        )
