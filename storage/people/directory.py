"""The directory: who works where, in which role. Written by an import, read at every turn.

An import says what holds now. What it no longer names is marked inactive and kept, because old cases still
name it: such people are not found any more, such units and organisations are found by id but not listed.

Reads are answered from a snapshot that all units of work share. It holds as long as its token stands in
`directory_state`; every change writes a new token with it. Tokens are random and never come again, so the
snapshot of a change that was rolled back does not look current afterwards, as a counter would let it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from domain.people import Area, Organisation, Person, Role, Sector, Unit
from storage.casework.task_looks import mark_all
from storage.databases.prepared import fetch_one
from storage.people.directory_import import replace_directory
from storage.people.directory_snapshot import Snapshot, load
from storage.schema.tables import directory_state, people
from workflows.ports import DirectoryRow

_TOKEN = select(directory_state.c.token)
_TOKEN_BYTES = 16


class KnownDirectory:
    """The snapshot read last, for all units of work of one store."""

    def __init__(self) -> None:
        self._latest: Snapshot | None = None

    def as_of(self, connection: Connection) -> Snapshot:
        """The directory as this transaction sees it."""
        token = fetch_one(connection, _TOKEN, {})
        if self._latest is None or (self._latest.token,) != token:
            self._latest = load(connection)
        return self._latest


class SqlDirectory:
    def __init__(self, connection: Connection, known: KnownDirectory) -> None:
        self._connection = connection
        self._known = known
        self._read: Snapshot | None = None

    def person(self, person_id: str) -> Person | None:
        return self._snapshot().people.get(person_id)

    def person_by_account(self, tenant_id: str, user_id: str) -> Person | None:
        return self._snapshot().accounts.get((tenant_id, user_id))

    def set_language(self, person_id: str, language: str) -> None:
        self._connection.execute(update(people).where(people.c.id == person_id).values(language=language))
        self._has_changed()

    def organisation(self, organisation_id: str) -> Organisation | None:
        return self._snapshot().organisations.get(organisation_id)

    def organisations(self, sector: Sector) -> tuple[Organisation, ...]:
        return self._snapshot().organisations_of.get(sector, ())

    def unit(self, unit_id: str) -> Unit | None:
        return self._snapshot().units.get(unit_id)

    def units_of(self, organisation_id: str) -> tuple[Unit, ...]:
        return self._snapshot().units_of.get(organisation_id, ())

    def staff_of(self, unit_id: str) -> tuple[Person, ...]:
        return self._snapshot().staff_of.get(unit_id, ())

    def coordinators(self, area: Area) -> tuple[Person, ...]:
        return tuple(p for p in self._snapshot().coordinators if _coordinates(p, area))

    def replace(self, rows: Sequence[DirectoryRow]) -> None:
        replace_directory(self._connection, rows)
        mark_all(self._connection)  # others may now be the ones to hear of a task
        self._has_changed()

    def _snapshot(self) -> Snapshot:
        if self._read is None:
            self._read = self._known.as_of(self._connection)
        return self._read

    def _has_changed(self) -> None:
        self._connection.execute(update(directory_state).values(token=secrets.token_hex(_TOKEN_BYTES)))
        self._read = None


def _coordinates(person: Person, area: Area) -> bool:
    return any(m.role is Role.COORDINATOR and m.unit.area.covers(area) for m in person.memberships)
