"""When the next request to a tenant may leave: one row for each, which all replicas move on.

The moment is microseconds since 1970 on both databases, so that one statement can reserve and count.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Connection, and_, bindparam, case, func, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.databases.dialect import Insert, is_postgresql
from storage.schema.chat_tables import tenant_pace
from storage.schema.moment import from_microseconds, microseconds
from workflows.ports import Reserved

_FREE_AT = tenant_pace.c.free_at
_TENANT: BindParameter[str] = bindparam("tenant")


def _number(name: str) -> Any:
    return bindparam(name, type_=BigInteger)


def _reserving(insert: Insert) -> Any:
    """Gives the end of the stretch; no row where it would begin too late."""
    now = _number("now")
    begins = case((and_(now < _FREE_AT, _number("believed") >= _FREE_AT), _FREE_AT), else_=now)
    return (
        insert.values(tenant_id=_TENANT, free_at=now + _number("length"))
        .on_conflict_do_update(
            index_elements=["tenant_id"],
            set_={"free_at": begins + _number("length")},
            where=begins <= _number("latest"),
        )
        .returning(_FREE_AT)
    )


def _pausing(insert: Insert, later: Any) -> Any:
    return insert.values(tenant_id=_TENANT, free_at=_number("until")).on_conflict_do_update(
        index_elements=["tenant_id"], set_={"free_at": later(_FREE_AT, insert.excluded.free_at)}
    )


_RESERVE = {
    True: _reserving(postgresql.insert(tenant_pace)),
    False: _reserving(sqlite.insert(tenant_pace)),
}
_PAUSE = {
    True: _pausing(postgresql.insert(tenant_pace), func.greatest),
    False: _pausing(sqlite.insert(tenant_pace), func.max),
}
"""By whether it is PostgreSQL."""
_FREE = select(_FREE_AT).where(tenant_pace.c.tenant_id == _TENANT)


class SqlPace:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reserve(
        self, tenant_id: str, now: datetime, length: timedelta, patience: timedelta, believed: timedelta
    ) -> Reserved:
        took = length // timedelta(microseconds=1)
        which = {
            "tenant": tenant_id,
            "now": microseconds(now),
            "length": took,
            "latest": microseconds(now + patience),
            "believed": microseconds(now + believed),
        }
        reserve = _RESERVE[is_postgresql(self._connection)]
        ends = self._connection.execute(reserve, which).scalar_one_or_none()
        if ends is not None:
            return Reserved(from_microseconds(ends - took), granted=True)
        free_at = self._connection.execute(_FREE, {"tenant": tenant_id}).scalar_one()
        return Reserved(from_microseconds(free_at), granted=False)

    def pause(self, tenant_id: str, until: datetime) -> None:
        pause = _PAUSE[is_postgresql(self._connection)]
        self._connection.execute(pause, {"tenant": tenant_id, "until": microseconds(until)})
