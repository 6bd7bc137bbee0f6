"""Searches for citizens that found nothing for who searched, counted for as long as a leader may ask.

The count holds over all replicas: PostgreSQL locks the person's row while one of their searches is under way,
and SQLite lets only one write anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select

from storage.databases.dialect import insert_or
from storage.schema.look_tables import citizen_searches as searches
from storage.schema.tables import people

_DIFFERENT = func.count(func.distinct(searches.c.cpr_hash))
_LOCK = select(people.c.id).where(people.c.id == bindparam("person")).with_for_update(key_share=True)
_OTHERS = select(_DIFFERENT).where(
    searches.c.person_id == bindparam("person"),
    searches.c.at > bindparam("since"),
    searches.c.cpr_hash != bindparam("citizen"),
)


class SqlCitizenSearches:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def others(self, person_id: str, citizen: str, since: datetime) -> int:
        self._connection.execute(_LOCK, {"person": person_id})
        which = {"person": person_id, "citizen": citizen, "since": since}
        return self._connection.execute(_OTHERS, which).scalar_one()

    def add(self, person_id: str, citizen: str, at: datetime) -> None:
        values = {"person_id": person_id, "at": at, "cpr_hash": citizen}
        self._connection.execute(
            insert_or(self._connection, searches).values(values).on_conflict_do_nothing()
        )

    def citizens(self, person_ids: Iterable[str], since: datetime) -> Mapping[str, int]:
        counted = (
            select(searches.c.person_id, _DIFFERENT.label("number"))
            .where(searches.c.person_id.in_(list(person_ids)), searches.c.at > since)
            .group_by(searches.c.person_id)
        )
        return {row.person_id: row.number for row in self._connection.execute(counted)}

    def forget(self, before: datetime) -> int:
        return self._connection.execute(delete(searches).where(searches.c.at < before)).rowcount
