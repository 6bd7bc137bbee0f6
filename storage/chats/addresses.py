"""Where people are reached, as last seen from Teams, and who cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from storage.databases.dialect import insert_or
from storage.databases.prepared import fetch_one
from storage.schema.preference_tables import unreachable
from storage.schema.tables import addresses, people
from workflows.chat import Address

_OWN = (
    select(
        people.c.tenant_id,
        people.c.user_id,
        addresses.c.service_url,
        addresses.c.conversation_id,
        addresses.c.bot_id,
    )
    .select_from(people.outerjoin(addresses))
    .where(people.c.id == bindparam("person"))
)
_LAST_IN_TENANT = (
    select(addresses.c.service_url, addresses.c.bot_id)
    .where(addresses.c.tenant_id == bindparam("tenant"))
    .order_by(addresses.c.seen.desc())
    .limit(1)
)
_NEXT_SEEN = select(func.coalesce(func.max(addresses.c.seen), 0) + 1).scalar_subquery()


class SqlAddresses:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person_id: str) -> Address | None:
        own = fetch_one(self._connection, _OWN, {"person": person_id})
        if own is None:
            return None
        tenant_id, user_id, service_url, conversation_id, bot_id = own
        if conversation_id is None:
            return self._as_last_in_tenant(tenant_id, user_id)
        return Address(service_url, tenant_id, user_id, conversation_id, bot_id)

    def remember(self, person_id: str, address: Address) -> None:
        """Writes always; the caller compares first, since most turns come from where the last one did."""
        where = {
            "tenant_id": address.tenant_id,
            "service_url": address.service_url,
            "conversation_id": address.conversation_id,
            "bot_id": address.bot_id,
            "seen": _NEXT_SEEN,
        }
        statement = insert_or(self._connection, addresses).values(person_id=person_id, **where)
        upsert = statement.on_conflict_do_update(index_elements=["person_id"], set_=where)
        self._connection.execute(upsert)
        self._connection.execute(delete(unreachable).where(unreachable.c.person_id == person_id))

    def forget(self, person_id: str) -> None:
        """Forgets the conversation; what the row says of the tenant is still true of the tenant."""
        gone = update(addresses).where(addresses.c.person_id == person_id).values(conversation_id=None)
        self._connection.execute(gone)

    def mark_unreachable(self, person_id: str, at: datetime) -> None:
        since = insert_or(self._connection, unreachable).values(person_id=person_id, since=at)
        self._connection.execute(since.on_conflict_do_nothing())

    def unreachable(self, person_ids: Iterable[str]) -> dict[str, datetime]:
        found = select(unreachable).where(unreachable.c.person_id.in_(list(person_ids)))
        return {row.person_id: row.since for row in self._connection.execute(found)}

    def _as_last_in_tenant(self, tenant_id: str, user_id: str) -> Address | None:
        last = self._connection.execute(_LAST_IN_TENANT, {"tenant": tenant_id}).one_or_none()
        return None if last is None else Address(last.service_url, tenant_id, user_id, None, last.bot_id)
