"""Documents and the versions of their text. What the parties wrote and who signed are sealed as one value."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from domain.document import Document, DocumentVersion
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.errors import NotFound
from domain.party import Party
from domain.people import Sector
from domain.sensitive import Sensitive
from storage.casework.access import check_may_read
from storage.casework.cases import CASE_COLUMNS, SqlCases, read_case
from storage.casework.counting import Counting
from storage.casework.document_content import from_json, to_json
from storage.schema.document_tables import document_versions, documents
from storage.schema.tables import cases
from storage.sealing.encryption import Cipher
from workflows.ports import Caller, Conflict, DocumentOnCase

_ON_CASE = select(*documents.c, *CASE_COLUMNS).join_from(documents, cases)
_BY_ID = _ON_CASE.where(documents.c.id == bindparam("document"))
_OF_CASE = (
    select(*documents.c, cases.c.number)
    .join_from(documents, cases)
    .where(documents.c.case_id == bindparam("case"))
    .order_by(documents.c.first_sent_at.desc(), documents.c.id)
)
ADD = insert(documents)
_SAVE = update(documents).where(
    documents.c.id == bindparam("document"), documents.c.version == bindparam("before")
)
KEEP = insert(document_versions)
_VERSION = select(document_versions).where(
    document_versions.c.document_id == bindparam("document"), document_versions.c.number == bindparam("which")
)


class SqlDocuments:
    def __init__(self, connection: Connection, cipher: Cipher, cases_: SqlCases, counting: Counting) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases_
        self._counting = counting

    def get(self, document_id: str, caller: Caller) -> DocumentOnCase:
        row = self._connection.execute(_BY_ID, {"document": document_id}).mappings().one_or_none()
        if row is None:
            raise NotFound()
        case = check_may_read(caller, read_case(row, self._cipher))
        return DocumentOnCase(case, read_document(row, self._cipher))

    def of_case(self, case_id: str, caller: Caller) -> tuple[Document, ...]:
        """By when their first version was sent, which no later version changes."""
        self._cases.get(case_id, caller)
        rows = self._connection.execute(_OF_CASE, {"case": case_id}).mappings()
        return tuple(read_document(row, self._cipher) for row in rows)

    def add(self, document: Document) -> None:
        self._connection.execute(ADD, self.row_of(document))
        self._counting.note(document)

    def save(self, document: Document) -> None:
        which = {"document": document.id, "before": document.version - 1}
        if self._connection.execute(_SAVE, {**which, **self._changing(document)}).rowcount != 1:
            raise Conflict("the document has changed meanwhile")
        self._counting.note(document)

    def keep_version(self, document_id: str, version: DocumentVersion) -> None:
        """A number that is taken makes the unit of work run again, which then finds the one that has it."""
        self._connection.execute(KEEP, self.version_row(document_id, version))

    def version_row(self, document_id: str, version: DocumentVersion) -> dict[str, Any]:
        content = to_json(version.content.reveal())
        place = ("document_versions", "content", _row_id(document_id, version.number))
        return {
            "document_id": document_id,
            "number": version.number,
            "written_by": version.written_by,
            "written_at": version.written_at,
            "content": self._cipher.seal(*place, content),
        }

    def version_of(self, document_id: str, number: int, caller: Caller) -> DocumentVersion:
        self.get(document_id, caller)
        which = {"document": document_id, "which": number}
        row = self._connection.execute(_VERSION, which).one_or_none()
        if row is None:
            raise NotFound()
        place = ("document_versions", "content", _row_id(document_id, number))
        content, _ = from_json(self._cipher.open(*place, row.content))
        return DocumentVersion(number, row.written_by, row.written_at, Sensitive(content))

    def row_of(self, document: Document) -> dict[str, Any]:
        """Of one that is new."""
        fixed = {
            "id": document.id,
            "case_id": document.case_id,
            "kind": document.kind,
            "first_sent_at": document.asked_at,
        }
        return {**fixed, **self._changing(document)}

    def _changing(self, document: Document) -> dict[str, Any]:
        content = to_json(document.content.reveal(), document.signatures)
        return {
            "status": document.status,
            "author_unit_id": document.author.unit_id,
            "author_sector": document.author.sector,
            "author_person_id": document.author.person_id,
            "receiver_unit_id": document.receiver.unit_id,
            "receiver_sector": document.receiver.sector,
            "receiver_person_id": document.receiver.person_id,
            "asked_at": document.asked_at,
            "acknowledged_at": document.acknowledged_at,
            "in_force_at": document.in_force_at,
            "replaced_by": document.replaced_by,
            "content": self._cipher.seal("documents", "content", document.id, content),
            "content_version": document.content_version,
            "version": document.version,
        }


def _row_id(document_id: str, number: int) -> str:
    return f"{document_id}:{number}"


def read_document(row: RowMapping, cipher: Cipher) -> Document:
    document_id = row[documents.c.id]
    sealed = row[documents.c.content]
    content, signatures = from_json(cipher.open("documents", "content", document_id, sealed))
    return Document(
        id=document_id,
        case_id=row[documents.c.case_id],
        case_number=row[cases.c.number],
        kind=DocumentKind(row[documents.c.kind]),
        status=Status(row[documents.c.status]),
        author=Party(
            row[documents.c.author_unit_id],
            Sector(row[documents.c.author_sector]),
            row[documents.c.author_person_id],
        ),
        receiver=Party(
            row[documents.c.receiver_unit_id],
            Sector(row[documents.c.receiver_sector]),
            row[documents.c.receiver_person_id],
        ),
        asked_at=row[documents.c.asked_at],
        content=Sensitive(content),
        content_version=row[documents.c.content_version],
        signatures=signatures,
        acknowledged_at=row[documents.c.acknowledged_at],
        in_force_at=row[documents.c.in_force_at],
        replaced_by=row[documents.c.replaced_by],
        version=row[documents.c.version],
    )
