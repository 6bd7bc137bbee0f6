"""Making the directory hold exactly the memberships of an import.

Ids are derived from names (`identity.py`), so whoever stays keeps theirs. The rows are checked before they
come here; where two rows of one person differ in name or title, the first counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, update

from storage.databases.dialect import insert_or
from storage.schema.identity import organisation_id, person_id, unit_id
from storage.schema.tables import memberships, organisations, people, units
from workflows.ports import DirectoryRow

FIRST_LANGUAGE = "da"
_Values = dict[str, Any]


def replace_directory(connection: Connection, rows: Sequence[DirectoryRow]) -> None:
    """Keep, add or reactivate what the rows name; mark everything else inactive."""
    _replace(connection, organisations, [_organisation(row) for row in rows], ("name", "sector", "active"))
    _replace(connection, units, [_unit(row) for row in rows], ("area", "active"))
    changing = ("name", "title", "email", "phone", "active")
    _replace(connection, people, [_person(row) for row in rows], changing)
    connection.execute(delete(memberships))
    held = {
        (member["person_id"], member["unit_id"], member["role"]): member
        for member in (_membership(position, row) for position, row in reversed([*enumerate(rows)]))
    }
    if held:
        connection.execute(insert(memberships), list(held.values()))


def _replace(connection: Connection, table: Table, rows: list[_Values], changing: tuple[str, ...]) -> None:
    connection.execute(update(table).where(table.c.active).values(active=False))
    first_of_each = {row["id"]: row for row in reversed(rows)}
    if first_of_each:
        statement = insert_or(connection, table)
        named = {column: statement.excluded[column] for column in changing}
        upsert = statement.on_conflict_do_update(index_elements=["id"], set_=named)
        connection.execute(upsert, list(first_of_each.values()))


def _organisation(row: DirectoryRow) -> _Values:
    return {
        "id": organisation_id(row.tenant_id, row.organisation),
        "tenant_id": row.tenant_id,
        "name": row.organisation,
        "sector": row.sector,
        "active": True,
    }


def _unit(row: DirectoryRow) -> _Values:
    organisation = organisation_id(row.tenant_id, row.organisation)
    return {
        "id": unit_id(organisation, row.unit),
        "organisation_id": organisation,
        "name": row.unit,
        "area": row.area,
        "active": True,
    }


def _person(row: DirectoryRow) -> _Values:
    return {
        "id": person_id(row.tenant_id, row.user_id),
        "tenant_id": row.tenant_id,
        "user_id": row.user_id,
        "name": row.person,
        "title": row.title,
        "email": row.email,
        "phone": row.phone,
        "language": FIRST_LANGUAGE,
        "active": True,
    }


def _membership(position: int, row: DirectoryRow) -> _Values:
    return {
        "person_id": person_id(row.tenant_id, row.user_id),
        "unit_id": _unit(row)["id"],
        "role": row.role,
        "receives": row.receives,
        "position": position,
    }
