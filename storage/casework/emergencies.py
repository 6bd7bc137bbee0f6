"""Emergency accesses, appended and never changed: they end by themselves. The reason is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from domain.emergency import EmergencyAccess
from domain.errors import NotFound
from domain.sensitive import Sensitive
from storage.casework.cases import SqlCases
from storage.schema.look_tables import emergency_accesses as accesses
from storage.sealing.encryption import Cipher
from workflows.ports import Caller

_ADD = insert(accesses)
_BY_ID = select(accesses).where(accesses.c.id == bindparam("access"))
_HELD = (
    select(accesses.c.case_id, accesses.c.id)
    .where(accesses.c.person_id == bindparam("person"), accesses.c.ends > bindparam("now"))
    .order_by(accesses.c.begins, accesses.c.id)
)


class SqlEmergencyAccesses:
    def __init__(self, connection: Connection, cipher: Cipher, cases_: SqlCases) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases_

    def add(self, access: EmergencyAccess) -> None:
        reason = access.reason.reveal()
        values = {
            "id": access.id,
            "person_id": access.person_id,
            "case_id": access.case_id,
            "unit_id": access.unit_id,
            "begins": access.begins,
            "ends": access.ends,
            "reason": self._cipher.seal_text("emergency_accesses", "reason", access.id, reason),
        }
        self._connection.execute(_ADD, values)

    def get(self, access_id: str, caller: Caller) -> EmergencyAccess:
        row = self._connection.execute(_BY_ID, {"access": access_id}).one_or_none()
        if row is None:
            raise NotFound()
        self._cases.get(row.case_id, caller)
        reason = self._cipher.open_text("emergency_accesses", "reason", row.id, row.reason)
        return EmergencyAccess(row.id, row.person_id, row.case_id, row.unit_id, row.begins, Sensitive(reason))

    def held_by(self, person_id: str, now: datetime) -> Mapping[str, str]:
        rows = self._connection.execute(_HELD, {"person": person_id, "now": now})
        return {row.case_id: row.id for row in rows}
