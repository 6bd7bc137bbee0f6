"""Cases, their numbers and their people. The citizen's number and name are sealed; a hash finds the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import orjson
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from domain.case import FIRST_NUMBER, Case, Citizen, Hold, HoldKind, Moved, SecondLeft, case_number
from domain.cpr import Cpr, CprKind
from domain.people import Area, Person
from domain.sensitive import NOTHING, Sensitive
from storage.casework.access import check_may_read, may_read
from storage.casework.task_looks import mark_case
from storage.databases.dialect import insert_or
from storage.schema.document_tables import documents
from storage.schema.tables import case_numbers, case_people, cases, meetings
from storage.sealing.encryption import Cipher, CprLookup
from workflows.ports import Caller, Conflict

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


def _names(table: Table, *people: Column[str]) -> ColumnElement[bool]:
    """Whether one of the case's rows in this table names the person."""
    named = or_(*(column == bindparam("person") for column in people))
    return exists(select(table.c.id).where(table.c.case_id == cases.c.id, named))


def _concerns(person: Person) -> ColumnElement[bool]:
    """Whether the case is one of the person's units', or names them."""
    own = [m.unit.id for m in person.memberships if person.works_in(m.unit.id)]
    named = select(case_people.c.case_id).where(case_people.c.person_id == person.id)
    return or_(
        cases.c.region_unit_id.in_(own),
        cases.c.municipality_unit_id.in_(own),
        cases.c.second_unit_id.in_(own),
        cases.c.id.in_(named),
    )


_CORRECT = update(cases).where(cases.c.id == bindparam("case"))
_SAVE = update(cases).where(cases.c.id == bindparam("case"), cases.c.version == bindparam("before"))


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
        self._connection.execute(insert(cases), self.row_of(case))
        if case.participants:
            named = [{"case_id": case.id, "person_id": person_id} for person_id in sorted(case.participants)]
            self._connection.execute(insert(case_people), named)

    def add_participant(self, case_id: str, person_id: str) -> None:
        statement = insert_or(self._connection, case_people).values(case_id=case_id, person_id=person_id)
        self._connection.execute(statement.on_conflict_do_nothing())

    def save(self, case: Case) -> None:
        which = {"case": case.id, "before": case.version - 1}
        if self._connection.execute(_SAVE, {**which, **self._changing(case)}).rowcount != 1:
            raise Conflict("the case has changed meanwhile")
        mark_case(self._connection, case.id)  # another agreement may have other times

    def correct(self, case_id: str, citizen: Citizen) -> None:
        self._connection.execute(_CORRECT, {"case": case_id, **self._of_citizen(case_id, citizen)})

    def get(self, case_id: str, caller: Caller) -> Case:
        return check_may_read(caller, self._one(_CASES.where(cases.c.id == case_id)))

    def by_number(self, number: str, caller: Caller) -> Case:
        return check_may_read(caller, self._one(_CASES.where(cases.c.number == number)))

    def of_citizen(self, cpr: Cpr, caller: Caller) -> tuple[Case, ...]:
        """Whom a case does not concern is not even given its row: it takes them as long as where none is."""
        found = _CASES.where(cases.c.cpr_hash.in_(self.hashes_of(cpr))).order_by(*_NEWEST_FIRST)
        if isinstance(caller, Person):
            in_emergency = [cases.c.id.in_(list(caller.emergencies))] if caller.emergencies else []
            found = found.where(or_(_concerns(caller), *in_emergency))
        return tuple(case for case in self._all(found) if may_read(caller, case))

    def of_person(self, person: Person) -> tuple[Case, ...]:
        """At most `MOST_LISTED`."""
        found = _CASES.where(_concerns(person)).order_by(*_NEWEST_FIRST).limit(MOST_LISTED)
        return tuple(self._all(found))

    def open_naming(self, person_id: str, unit_id: str, caller: Person) -> tuple[Case, ...]:
        values = {"person": person_id, "unit": unit_id}
        rows = self._connection.execute(_OPEN_NAMING, values).mappings()
        return tuple(
            case for case in (read_case(row, self._cipher) for row in rows) if may_read(caller, case)
        )

    def hash_of(self, cpr: Cpr) -> str:
        return self._lookup.hash(cpr)

    def hashes_of(self, cpr: Cpr) -> tuple[str, ...]:
        """What `cases.cpr_hash` may hold for the citizen: several only while the lookup key is changed."""
        return self._lookup.hashes(cpr)

    def _one(self, query: Select[Any]) -> Case | None:
        return next(iter(self._all(query)), None)

    def _all(self, query: Select[Any]) -> Iterable[Case]:
        return (read_case(row, self._cipher) for row in self._connection.execute(query).mappings())

    def row_of(self, case: Case) -> dict[str, Any]:
        return {
            "id": case.id,
            "number": case.number,
            "opened_at": case.opened_at,
            **self._of_citizen(case.id, case.citizen),
            **self._changing(case),
        }

    def _of_citizen(self, case_id: str, citizen: Citizen) -> dict[str, Any]:
        cpr = citizen.cpr
        born = None if cpr.born is None else cpr.born.isoformat()
        parts = orjson.dumps([cpr.digits, cpr.kind, born])
        return {
            "cpr_hash": self._lookup.hash(cpr),
            "cpr": self._cipher.seal("cases", "cpr", case_id, parts),
            "name": self._cipher.seal_text("cases", "name", case_id, citizen.name.reveal()),
        }

    def _changing(self, case: Case) -> dict[str, Any]:
        seal, reason, hold = self._cipher.seal_text, case.closing_reason.reveal(), case.hold
        return {
            "area": case.area,
            "agreement_id": case.agreement_id,
            "override_reason": seal("cases", "override_reason", case.id, case.override_reason.reveal()),
            "region_unit_id": case.region_unit_id,
            "municipality_unit_id": case.municipality_unit_id,
            "second_unit_id": case.second_unit_id,
            "former_unit_ids": ",".join(sorted(case.former_unit_ids)),
            "moves": ",".join(_step(each.until, each.unit_id, each.stayed) for each in case.moves),
            "seconds_left": ",".join(
                _step(each.until, each.unit_id, each.tasks) for each in case.seconds_left
            ),
            "closed_at": case.closed_at,
            "closing_reason": seal("cases", "closing_reason", case.id, reason) if reason else None,
            "consent_withdrawn_on": case.consent_withdrawn_on,
            "hold": hold.kind if hold else None,
            "held_at": hold.at if hold else None,
            "held_by_unit_id": hold.unit_id if hold else None,
            "hold_reason": seal("cases", "hold_reason", case.id, hold.reason.reveal()) if hold else None,
            "version": case.version,
        }


_NEWEST_FIRST = (cases.c.opened_at.desc(), cases.c.number.desc())
_OPEN_NAMING = _CASES.where(
    or_(cases.c.region_unit_id == bindparam("unit"), cases.c.municipality_unit_id == bindparam("unit")),
    cases.c.closed_at.is_(None),
    or_(
        _names(documents, documents.c.author_person_id, documents.c.receiver_person_id),
        _names(meetings, meetings.c.inviter_person_id, meetings.c.receiver_person_id),
    ),
).order_by(*_NEWEST_FIRST)


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
        closed_at=row[cases.c.closed_at],
        closing_reason=_closing_reason(row, cipher),
        consent_withdrawn_on=row[cases.c.consent_withdrawn_on],
        second_unit_id=row[cases.c.second_unit_id],
        former_unit_ids=frozenset(row[cases.c.former_unit_ids].split(",")) - {""},
        moves=read_moves(row[cases.c.moves]),
        seconds_left=read_seconds_left(row[cases.c.seconds_left]),
        hold=_hold(row, cipher),
        version=row[cases.c.version],
    )


def read_moves(stored: str) -> tuple[Moved, ...]:
    """Each stands as its day and its unit, and the ids of what stayed."""
    return tuple(Moved(*parts) for parts in _steps(stored))


def read_seconds_left(stored: str) -> tuple[SecondLeft, ...]:
    """Each stands as its day and its unit, and the ids of what was handed over."""
    return tuple(SecondLeft(*parts) for parts in _steps(stored))


def _steps(stored: str) -> Iterator[tuple[date, str, frozenset[str]]]:
    for each in filter(None, stored.split(",")):
        until, unit_id, *ids = each.split(" ")
        yield date.fromisoformat(until), unit_id, frozenset(ids)


def _step(until: date, unit_id: str, ids: Iterable[str]) -> str:
    return " ".join((until.isoformat(), unit_id, *sorted(ids)))


def _hold(row: RowMapping, cipher: Cipher) -> Hold | None:
    kind, case_id = row[cases.c.hold], row[cases.c.id]
    if kind is None:
        return None
    reason = cipher.open_text("cases", "hold_reason", case_id, row[cases.c.hold_reason])
    return Hold(HoldKind(kind), row[cases.c.held_at], row[cases.c.held_by_unit_id], Sensitive(reason))


def _closing_reason(row: RowMapping, cipher: Cipher) -> Sensitive[str]:
    sealed = row[cases.c.closing_reason]
    if sealed is None:
        return NOTHING
    return Sensitive(cipher.open_text("cases", "closing_reason", row[cases.c.id], sealed))


def read_cpr(cipher: Cipher, case_id: str, sealed: bytes) -> Cpr:
    digits, kind, born = orjson.loads(cipher.open("cases", "cpr", case_id, sealed))
    return Cpr(digits, CprKind(kind), None if born is None else date.fromisoformat(born))


def _citizen(row: RowMapping, cipher: Cipher) -> Citizen:
    case_id = row[cases.c.id]
    cpr = read_cpr(cipher, case_id, row[cases.c.cpr])
    return Citizen(cpr, Sensitive(cipher.open_text("cases", "name", case_id, row[cases.c.name])))
