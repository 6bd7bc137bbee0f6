"""Cases, their numbers and their people. The citizen's number and name are sealed; a hash finds the case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, RowMapping, Select, exists, func, insert, or_, select

from domain.case import FIRST_NUMBER, Case, Citizen, case_number
from domain.cpr import Cpr, CprKind
from domain.people import Area, Person
from domain.sensitive import Sensitive
from storage.access import check_may_read, may_read
from storage.dialect import insert_or
from storage.encryption import Cipher, CprLookup
from storage.tables import case_numbers, case_people, cases
from workflows.ports import Caller

MOST_LISTED = 100
_PARTICIPANTS = (
    select(func.aggregate_strings(case_people.c.person_id, ","))
    .where(case_people.c.case_id == cases.c.id)
    .scalar_subquery()
    .label("participants")
)
CASE_COLUMNS = (*cases.c, _PARTICIPANTS)
"""What a select must fetch for `read_case`."""
_CASES = select(*CASE_COLUMNS)


class SqlCases:
    def __init__(self, connection: Connection, cipher: Cipher, lookup: CprLookup) -> None:
        self._connection = connection
        self._cipher = cipher
        self._lookup = lookup

    def next_number(self, year: int) -> str:
        statement = insert_or(self._connection, case_numbers).values(year=year, latest=FIRST_NUMBER)
        counted = statement.on_conflict_do_update(
            index_elements=["year"], set_={"latest": case_numbers.c.latest + 1}
        ).returning(case_numbers.c.latest)
        return case_number(year, self._connection.execute(counted).scalar_one())

    def add(self, case: Case) -> None:
        self._connection.execute(insert(cases), self._row(case))
        if case.participants:
            named = [{"case_id": case.id, "person_id": person_id} for person_id in sorted(case.participants)]
            self._connection.execute(insert(case_people), named)

    def add_participant(self, case_id: str, person_id: str) -> None:
        statement = insert_or(self._connection, case_people).values(case_id=case_id, person_id=person_id)
        self._connection.execute(statement.on_conflict_do_nothing())

    def by_number(self, number: str, caller: Caller) -> Case:
        return check_may_read(caller, self._one(_CASES.where(cases.c.number == number)))

    def by_id(self, case_id: str, caller: Caller) -> Case:
        """As `by_number`; for the repositories of what belongs to a case."""
        return check_may_read(caller, self._one(_CASES.where(cases.c.id == case_id)))

    def of_citizen(self, cpr: Cpr, caller: Person) -> tuple[Case, ...]:
        found = _CASES.where(cases.c.cpr_hash == self._lookup.hash(cpr)).order_by(*_NEWEST_FIRST)
        return tuple(case for case in self._all(found) if may_read(caller, case))

    def of_person(self, person: Person) -> tuple[Case, ...]:
        """At most `MOST_LISTED`."""
        own = [m.unit.id for m in person.memberships if person.works_in(m.unit.id)]
        named = exists().where(case_people.c.case_id == cases.c.id, case_people.c.person_id == person.id)
        concerned = or_(cases.c.region_unit_id.in_(own), cases.c.municipality_unit_id.in_(own), named)
        found = _CASES.where(concerned).order_by(*_NEWEST_FIRST).limit(MOST_LISTED)
        return tuple(self._all(found))

    def _one(self, query: Select[Any]) -> Case | None:
        return next(iter(self._all(query)), None)

    def _all(self, query: Select[Any]) -> Iterable[Case]:
        return (read_case(row, self._cipher) for row in self._connection.execute(query).mappings())

    def _row(self, case: Case) -> dict[str, Any]:
        seal, cpr = self._cipher.seal_text, case.citizen.cpr
        born = None if cpr.born is None else cpr.born.isoformat()
        parts = orjson.dumps([cpr.digits, cpr.kind, born])
        return {
            "id": case.id,
            "number": case.number,
            "cpr_hash": self._lookup.hash(cpr),
            "cpr": self._cipher.seal("cases", "cpr", case.id, parts),
            "name": seal("cases", "name", case.id, case.citizen.name.reveal()),
            "override_reason": seal("cases", "override_reason", case.id, case.override_reason.reveal()),
            "area": case.area,
            "agreement_id": case.agreement_id,
            "region_unit_id": case.region_unit_id,
            "municipality_unit_id": case.municipality_unit_id,
            "opened_at": case.opened_at,
        }


_NEWEST_FIRST = (cases.c.opened_at.desc(), cases.c.number.desc())


def read_case(row: RowMapping, cipher: Cipher) -> Case:
    """The case in a row that has `CASE_COLUMNS`."""
    case_id, participants = row[cases.c.id], row["participants"]
    reason = cipher.open_text("cases", "override_reason", case_id, row[cases.c.override_reason])
    return Case(
        id=case_id,
        number=row[cases.c.number],
        citizen=_citizen(row, cipher),
        area=Area(row[cases.c.area]),
        agreement_id=row[cases.c.agreement_id],
        override_reason=Sensitive(reason),
        region_unit_id=row[cases.c.region_unit_id],
        municipality_unit_id=row[cases.c.municipality_unit_id],
        participants=frozenset(participants.split(",") if participants else ()),
        opened_at=row[cases.c.opened_at],
    )


def _citizen(row: RowMapping, cipher: Cipher) -> Citizen:
    case_id = row[cases.c.id]
    digits, kind, born = orjson.loads(cipher.open("cases", "cpr", case_id, row[cases.c.cpr]))
    cpr = Cpr(digits, CprKind(kind), None if born is None else date.fromisoformat(born))
    return Citizen(cpr, Sensitive(cipher.open_text("cases", "name", case_id, row[cases.c.name])))
