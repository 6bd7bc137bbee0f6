"""What happened on a case, appended and never changed; the reason somebody gave is sealed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from domain.event import CaseEvent
from domain.sensitive import Sensitive
from storage.casework.cases import SqlCases
from storage.schema.tables import events
from storage.sealing.encryption import Cipher
from workflows.ports import Caller

_OF_CASE = select(events).where(events.c.case_id == bindparam("case")).order_by(events.c.at, events.c.seq)
APPEND = insert(events).inline()


class SqlEvents:
    def __init__(self, connection: Connection, cipher: Cipher, cases_: SqlCases) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases_

    def append(self, event: CaseEvent) -> None:
        self._connection.execute(APPEND, self.row_of(event))

    def row_of(self, event: CaseEvent) -> dict[str, Any]:
        return {
            "id": event.id,
            "case_id": event.case_id,
            "subject_id": event.subject_id,
            "kind": event.kind,
            "at": event.at,
            "person_id": event.person_id,
            "unit_id": event.unit_id,
            "status": event.status,
            "reason": self._cipher.seal_text("events", "reason", event.id, event.reason.reveal()),
        }

    def of_case(self, case_id: str, caller: Caller) -> tuple[CaseEvent, ...]:
        self._cases.get(case_id, caller)
        return tuple(
            CaseEvent(
                id=row.id,
                case_id=row.case_id,
                subject_id=row.subject_id,
                kind=row.kind,
                at=row.at,
                person_id=row.person_id,
                unit_id=row.unit_id,
                status=row.status,
                reason=Sensitive(self._cipher.open_text("events", "reason", row.id, row.reason)),
            )
            for row in self._connection.execute(_OF_CASE, {"case": case_id})
        )
