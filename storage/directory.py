"""The directory: who works where, in which role. Written by an import, read at every turn.

An import says what holds now. What it no longer names is marked inactive and kept, because old cases still
name it: such people are not found any more, such units and organisations are found by id but not listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from domain.people import Area, Membership, Organisation, Person, Role, Sector, Unit
from storage.directory_import import replace_directory
from storage.tables import memberships, organisations, people, units
from workflows.ports import DirectoryRow

_UNITS = select(
    units.c.id,
    units.c.name,
    units.c.area,
    organisations.c.id,
    organisations.c.name,
    organisations.c.sector,
).join_from(units, organisations)
_PEOPLE = (
    select(people, memberships.c.role, memberships.c.receives, *_UNITS.selected_columns)
    .select_from(people.join(memberships).join(units).join(organisations))
    .where(people.c.active)
    .order_by(people.c.id, memberships.c.position)
)
_PERSON = _PEOPLE.where(people.c.id == bindparam("person"))
_BY_ACCOUNT = _PEOPLE.where(people.c.tenant_id == bindparam("tenant"), people.c.user_id == bindparam("user"))
_STAFF = _PEOPLE.where(
    people.c.id.in_(select(memberships.c.person_id).where(memberships.c.unit_id == bindparam("unit")))
)
_COORDINATORS = _PEOPLE.where(
    people.c.id.in_(select(memberships.c.person_id).where(memberships.c.role == Role.COORDINATOR.value))
)
_DANISH_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


class SqlDirectory:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def person(self, person_id: str) -> Person | None:
        return self._one(_PERSON, person=person_id)

    def person_by_account(self, tenant_id: str, user_id: str) -> Person | None:
        return self._one(_BY_ACCOUNT, tenant=tenant_id, user=user_id)

    def set_language(self, person_id: str, language: str) -> None:
        self._connection.execute(update(people).where(people.c.id == person_id).values(language=language))

    def organisation(self, organisation_id: str) -> Organisation | None:
        found = select(organisations).where(organisations.c.id == organisation_id)
        row = self._connection.execute(found).mappings().one_or_none()
        return None if row is None else _organisation(row)

    def organisations(self, sector: Sector) -> tuple[Organisation, ...]:
        listed = select(organisations).where(organisations.c.active, organisations.c.sector == sector.value)
        rows = self._connection.execute(listed).mappings()
        return tuple(sorted(map(_organisation, rows), key=lambda o: in_danish_order(o.name)))

    def unit(self, unit_id: str) -> Unit | None:
        row = self._connection.execute(_UNITS.where(units.c.id == unit_id)).mappings().one_or_none()
        return None if row is None else _unit(row)

    def units_of(self, organisation_id: str) -> tuple[Unit, ...]:
        listed = _UNITS.where(units.c.active, units.c.organisation_id == organisation_id)
        rows = self._connection.execute(listed).mappings()
        return tuple(sorted(map(_unit, rows), key=lambda u: in_danish_order(u.name)))

    def staff_of(self, unit_id: str) -> tuple[Person, ...]:
        return self._by_name(_STAFF, unit=unit_id)

    def coordinators(self, area: Area) -> tuple[Person, ...]:
        return tuple(p for p in self._by_name(_COORDINATORS) if _coordinates(p, area))

    def replace(self, rows: Sequence[DirectoryRow]) -> None:
        replace_directory(self._connection, rows)

    def _one(self, query: Any, **values: str) -> Person | None:
        return next(_people(self._connection.execute(query, values).mappings()), None)

    def _by_name(self, query: Any, **values: str) -> tuple[Person, ...]:
        found = _people(self._connection.execute(query, values).mappings())
        return tuple(sorted(found, key=lambda p: (in_danish_order(p.name), p.id)))


def in_danish_order(name: str) -> str:
    """A key that sorts names alike on every database: æ, ø and å last, case aside."""
    return name.casefold().translate(_DANISH_LETTERS)


def _coordinates(person: Person, area: Area) -> bool:
    return any(m.role is Role.COORDINATOR and m.unit.area.covers(area) for m in person.memberships)


def _people(rows: Iterable[RowMapping]) -> Iterator[Person]:
    """One person per run of rows with the same id."""
    for _, group in groupby(rows, key=lambda row: row[people.c.id]):
        first, *others = group
        yield Person(
            id=first[people.c.id],
            tenant_id=first[people.c.tenant_id],
            user_id=first[people.c.user_id],
            name=first[people.c.name],
            title=first[people.c.title],
            email=first[people.c.email],
            phone=first[people.c.phone],
            language=first[people.c.language],
            memberships=tuple(_membership(row) for row in (first, *others)),
        )


def _membership(row: RowMapping) -> Membership:
    role, receives = Role(row[memberships.c.role]), row[memberships.c.receives]
    return Membership(_unit(row), role, receives)


def _unit(row: RowMapping) -> Unit:
    return Unit(
        id=row[units.c.id],
        organisation_id=row[organisations.c.id],
        organisation=row[organisations.c.name],
        sector=Sector(row[organisations.c.sector]),
        name=row[units.c.name],
        area=Area(row[units.c.area]),
    )


def _organisation(row: RowMapping) -> Organisation:
    return Organisation(
        id=row[organisations.c.id],
        name=row[organisations.c.name],
        sector=Sector(row[organisations.c.sector]),
        tenant_id=row[organisations.c.tenant_id],
    )
