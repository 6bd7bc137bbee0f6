"""Admissions. What only the case's own parties may know is sealed together; what reports count by is not."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, insert, select, update

from domain.admission import Admission, AdmissionStatus, DischargeKind, Outcome
from domain.cpr import Cpr
from domain.delay import DelayReason
from domain.errors import NotFound
from domain.party import Party
from domain.people import Sector
from domain.sensitive import Sensitive
from storage.casework.access import check_may_read, may_read
from storage.casework.admission_content import from_json, to_json
from storage.casework.cases import CASE_COLUMNS, SqlCases, read_case
from storage.casework.counting import Counting
from storage.schema.document_tables import admissions
from storage.schema.tables import cases
from storage.sealing.encryption import Cipher
from workflows.ports import AdmissionOnCase, Caller, Conflict

_ON_CASE = select(*admissions.c, *CASE_COLUMNS).join_from(admissions, cases)
_BY_ID = _ON_CASE.where(admissions.c.id == bindparam("admission"))
_OF_CASE = (
    select(*admissions.c, cases.c.number)
    .join_from(admissions, cases)
    .where(admissions.c.case_id == bindparam("case"))
    .order_by(admissions.c.admitted_at.desc(), admissions.c.id)
)
_OF_CITIZEN = _ON_CASE.where(cases.c.cpr_hash.in_(bindparam("citizen", expanding=True))).order_by(
    admissions.c.admitted_at.desc(), admissions.c.id
)
_DISCHARGED = _ON_CASE.where(
    admissions.c.discharged_on.between(bindparam("first"), bindparam("last"))
).order_by(admissions.c.discharged_on, admissions.c.id)
ADD = insert(admissions)
_SAVE = update(admissions).where(
    admissions.c.id == bindparam("admission"), admissions.c.version == bindparam("before")
)


class SqlAdmissions:
    def __init__(self, connection: Connection, cipher: Cipher, cases_: SqlCases, counting: Counting) -> None:
        self._connection = connection
        self._cipher = cipher
        self._cases = cases_
        self._counting = counting

    def get(self, admission_id: str, caller: Caller) -> AdmissionOnCase:
        row = self._connection.execute(_BY_ID, {"admission": admission_id}).mappings().one_or_none()
        if row is None:
            raise NotFound()
        case = check_may_read(caller, read_case(row, self._cipher))
        return AdmissionOnCase(case, read_admission(row, self._cipher))

    def of_case(self, case_id: str, caller: Caller) -> tuple[Admission, ...]:
        self._cases.get(case_id, caller)
        rows = self._connection.execute(_OF_CASE, {"case": case_id}).mappings()
        return tuple(read_admission(row, self._cipher) for row in rows)

    def of_citizen(self, cpr: Cpr, caller: Caller) -> tuple[AdmissionOnCase, ...]:
        return self._on_cases(_OF_CITIZEN, {"citizen": self._cases.hashes_of(cpr)}, caller)

    def discharged_between(self, first: date, last: date, caller: Caller) -> tuple[AdmissionOnCase, ...]:
        return self._on_cases(_DISCHARGED, {"first": first, "last": last}, caller)

    def add(self, admission: Admission) -> None:
        self._connection.execute(ADD, self.row_of(admission))
        self._counting.note(admission)

    def save(self, admission: Admission) -> None:
        which = {"admission": admission.id, "before": admission.version - 1}
        if self._connection.execute(_SAVE, {**which, **self._changing(admission)}).rowcount != 1:
            raise Conflict("the admission has changed meanwhile")
        self._counting.note(admission)

    def _on_cases(
        self, query: Select[Any], values: dict[str, Any], caller: Caller
    ) -> tuple[AdmissionOnCase, ...]:
        rows = self._connection.execute(query, values).mappings()
        found = (
            AdmissionOnCase(read_case(row, self._cipher), read_admission(row, self._cipher)) for row in rows
        )
        return tuple(each for each in found if may_read(caller, each.case))

    def row_of(self, admission: Admission) -> dict[str, Any]:
        """Of one that is new."""
        fixed = {
            "id": admission.id,
            "case_id": admission.case_id,
            "admitted_at": admission.admitted_at,
        }
        return {**fixed, **self._changing(admission)}

    def _changing(self, admission: Admission) -> dict[str, Any]:
        return {
            "region_unit_id": admission.region.unit_id,
            "region_person_id": admission.region.person_id,
            "municipality_unit_id": admission.municipality.unit_id,
            "municipality_person_id": admission.municipality.person_id,
            "since": admission.since,
            "status": admission.status,
            "expected_on": admission.expected_on,
            "discharged_on": admission.discharged_on,
            "discharge_kind": admission.discharge_kind,
            "outcome": admission.outcome,
            "delay": admission.delay,
            "readmitted_after": admission.readmitted_after,
            "content": self._cipher.seal("admissions", "content", admission.id, to_json(admission)),
            "version": admission.version,
        }


def read_admission(row: RowMapping, cipher: Cipher) -> Admission:
    admission_id, sealed = row[admissions.c.id], row[admissions.c.content]
    content = from_json(cipher.open("admissions", "content", admission_id, sealed))
    kind, outcome = row[admissions.c.discharge_kind], row[admissions.c.outcome]
    delay = row[admissions.c.delay]
    return Admission(
        id=admission_id,
        case_id=row[admissions.c.case_id],
        case_number=row[cases.c.number],
        region=Party(
            row[admissions.c.region_unit_id],
            Sector.REGION,
            row[admissions.c.region_person_id],
        ),
        municipality=Party(
            row[admissions.c.municipality_unit_id],
            Sector.MUNICIPALITY,
            row[admissions.c.municipality_person_id],
        ),
        admitted_at=row[admissions.c.admitted_at],
        since=row[admissions.c.since],
        status=AdmissionStatus(row[admissions.c.status]),
        expected_on=row[admissions.c.expected_on],
        assessment=Sensitive(content.assessment),
        homeless=content.homeless,
        discharged_on=row[admissions.c.discharged_on],
        discharge_kind=None if kind is None else DischargeKind(kind),
        outcome=None if outcome is None else Outcome(outcome),
        reason=Sensitive(content.reason),
        delay=None if delay is None else DelayReason(delay),
        readmitted_after=row[admissions.c.readmitted_after],
        coercive=content.coercive,
        version=row[admissions.c.version],
    )
