"""The whole directory in memory: it is small, and every turn reads it several times.

A snapshot is how the directory stands under one token (`directory.py`) and never changes. Here it is read
and arranged by the questions people ask; who may use it, and how long, is not decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, and_, select, true

from domain.people import Area, Membership, Organisation, Person, Role, Sector, Unit
from storage.schema.tables import directory_state, memberships, organisations, people, units

K = TypeVar("K")
V = TypeVar("V")
Named = TypeVar("Named", Organisation, Unit)

_DANISH_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})

# One statement, token and all: several could see a change of somebody else's between them.
_EVERYTHING = (
    select(
        directory_state.c.token,
        organisations.c.id.label("organisation_id"),
        organisations.c.name.label("organisation"),
        organisations.c.sector,
        organisations.c.tenant_id.label("organisation_tenant_id"),
        organisations.c.active.label("organisation_active"),
        units.c.id.label("unit_id"),
        units.c.name.label("unit"),
        units.c.area,
        units.c.active.label("unit_active"),
        memberships.c.role,
        memberships.c.receives,
        people.c.id.label("person_id"),
        people.c.tenant_id,
        people.c.user_id,
        people.c.name,
        people.c.title,
        people.c.email,
        people.c.phone,
        people.c.language,
    )
    .select_from(
        directory_state.outerjoin(organisations, true())
        .outerjoin(units)
        .outerjoin(memberships)
        .outerjoin(people, and_(people.c.id == memberships.c.person_id, people.c.active))
    )
    .order_by(people.c.id, memberships.c.position)
)


@dataclass(frozen=True)
class Snapshot:
    """People are the active ones. Organisations and units are all, those in `…_of` only the active ones."""

    token: str
    people: Mapping[str, Person]
    accounts: Mapping[tuple[str, str], Person]
    """By tenant and user."""
    organisations: Mapping[str, Organisation]
    organisations_of: Mapping[Sector, tuple[Organisation, ...]]
    units: Mapping[str, Unit]
    units_of: Mapping[str, tuple[Unit, ...]]
    """By organisation."""
    staff_of: Mapping[str, tuple[Person, ...]]
    """By unit."""
    coordinators: tuple[Person, ...]


def in_danish_order(name: str) -> str:
    """A key that sorts names alike on every database: æ, ø and å last, case aside."""
    return name.casefold().translate(_DANISH_LETTERS)


def load(connection: Connection) -> Snapshot:
    rows: list[Row[Any]] = list(connection.execute(_EVERYTHING))
    organisation_rows = {row.organisation_id: row for row in rows if row.organisation_id}
    unit_rows = {row.unit_id: row for row in rows if row.unit_id}
    all_organisations = {id_: _organisation(row) for id_, row in organisation_rows.items()}
    all_units = {id_: _unit(row) for id_, row in unit_rows.items()}
    staff = sorted(_people(rows, all_units), key=lambda p: (in_danish_order(p.name), p.id))
    listed = _by_name(o for o in all_organisations.values() if organisation_rows[o.id].organisation_active)
    listed_units = _by_name(u for u in all_units.values() if unit_rows[u.id].unit_active)
    return Snapshot(
        token=rows[0].token,
        people={person.id: person for person in staff},
        accounts={(person.tenant_id, person.user_id): person for person in staff},
        organisations=all_organisations,
        organisations_of=_grouped((o.sector, o) for o in listed),
        units=all_units,
        units_of=_grouped((unit.organisation_id, unit) for unit in listed_units),
        staff_of=_grouped((unit_id, person) for person in staff for unit_id in _unit_ids(person)),
        coordinators=tuple(person for person in staff if person.has(Role.COORDINATOR)),
    )


def _by_name(things: Iterable[Named]) -> list[Named]:
    return sorted(things, key=lambda thing: in_danish_order(thing.name))


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _unit_ids(person: Person) -> frozenset[str]:
    return frozenset(membership.unit.id for membership in person.memberships)


def _people(rows: Iterable[Row[Any]], all_units: Mapping[str, Unit]) -> Iterator[Person]:
    """One person per run of rows with the same id."""
    for person_id, group in groupby(rows, key=lambda row: row.person_id):
        first, *others = group
        if person_id is not None:
            yield Person(
                id=person_id,
                tenant_id=first.tenant_id,
                user_id=first.user_id,
                name=first.name,
                title=first.title,
                email=first.email,
                phone=first.phone,
                language=first.language,
                memberships=tuple(
                    Membership(all_units[row.unit_id], Role(row.role), row.receives)
                    for row in (first, *others)
                ),
            )


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(
        id=row.organisation_id,
        name=row.organisation,
        sector=Sector(row.sector),
        tenant_id=row.organisation_tenant_id,
    )


def _unit(row: Row[Any]) -> Unit:
    return Unit(
        id=row.unit_id,
        organisation_id=row.organisation_id,
        organisation=row.organisation,
        sector=Sector(row.sector),
        name=row.unit,
        area=Area(row.area),
    )
