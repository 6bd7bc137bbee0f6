"""What people and units have asked for; whoever has asked for nothing has the row nobody stored.

A change marks the open tasks of the units concerned to be looked at: others hear of them, or at another time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select

from domain.preferences import Cover, PersonPreferences, UnitPreferences, Works
from domain.working_hours import WorkingHours
from storage.casework.task_looks import mark_units
from storage.databases.dialect import insert_or
from storage.databases.prepared import fetch_one
from storage.schema.preference_tables import HOURS, preferences, unit_preferences
from storage.schema.tables import memberships

_OF_PERSON = select(preferences).where(preferences.c.person_id == bindparam("person"))
_OF_UNIT = select(unit_preferences).where(unit_preferences.c.unit_id == bindparam("unit"))


class SqlPreferences:
    """Each is read once in a unit of work: a scan asks for the same few people again and again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people: dict[str, PersonPreferences] = {}
        self._units: dict[str, UnitPreferences] = {}

    def of(self, person_id: str) -> PersonPreferences:
        if person_id not in self._people:
            row = fetch_one(self._connection, _OF_PERSON, {"person": person_id})
            self._people[person_id] = _person(row) if row else PersonPreferences(person_id)
        return self._people[person_id]

    def save(self, chosen: PersonPreferences) -> None:
        cover = chosen.cover
        self._upsert(
            preferences,
            {
                "person_id": chosen.person_id,
                "works": chosen.works,
                **_spelt(chosen.hours),
                "one_by_one": chosen.one_by_one,
                "only_legal": chosen.only_legal,
                "cover_id": cover.person_id if cover else None,
                "cover_until": cover.until if cover else None,
            },
        )
        self._people[chosen.person_id] = chosen
        theirs = select(memberships.c.unit_id).where(memberships.c.person_id == chosen.person_id)
        mark_units(self._connection, self._connection.execute(theirs).scalars().all())

    def among(self, person_ids: Iterable[str]) -> tuple[PersonPreferences, ...]:
        found = select(preferences).where(preferences.c.person_id.in_(list(person_ids)))
        return tuple(_person(tuple(row)) for row in self._connection.execute(found))

    def of_unit(self, unit_id: str) -> UnitPreferences:
        if unit_id not in self._units:
            row = fetch_one(self._connection, _OF_UNIT, {"unit": unit_id})
            self._units[unit_id] = _unit(row) if row else UnitPreferences(unit_id)
        return self._units[unit_id]

    def save_unit(self, chosen: UnitPreferences) -> None:
        values = {"unit_id": chosen.unit_id, **_spelt(chosen.hours), "on_duty_id": chosen.on_duty}
        self._upsert(unit_preferences, values)
        self._units[chosen.unit_id] = chosen
        mark_units(self._connection, [chosen.unit_id])

    def _upsert(self, table: Table, values: Mapping[str, Any]) -> None:
        statement = insert_or(self._connection, table).values(values)
        (whose,) = table.primary_key
        changed = {name: value for name, value in values.items() if name != whose.name}
        self._connection.execute(statement.on_conflict_do_update(index_elements=[whose], set_=changed))


def _person(row: tuple[Any, ...]) -> PersonPreferences:
    person_id, works, days, begins, ends, holidays, one_by_one, only_legal, cover_id, cover_until = row
    return PersonPreferences(
        person_id,
        Works(works),
        _hours(days, begins, ends, holidays),
        one_by_one,
        only_legal,
        Cover(cover_id, cover_until) if cover_id else None,
    )


def _unit(row: tuple[Any, ...]) -> UnitPreferences:
    unit_id, days, begins, ends, holidays, on_duty_id = row
    return UnitPreferences(unit_id, _hours(days, begins, ends, holidays), on_duty_id)


def _hours(days: str | None, begins: Any, ends: Any, holidays: bool | None) -> WorkingHours | None:
    if days is None:
        return None
    return WorkingHours(frozenset(map(int, days)), begins, ends, bool(holidays))


def _spelt(hours: WorkingHours | None) -> dict[str, Any]:
    if hours is None:
        return dict.fromkeys(HOURS)
    days = "".join(map(str, sorted(hours.days)))
    return dict(zip(HOURS, (days, hours.begins, hours.ends, hours.holidays), strict=True))
