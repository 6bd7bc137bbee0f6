"""Where people are reached, as last seen from Teams."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select, update

from storage.dialect import insert_or
from storage.tables import addresses, people
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
        own = self._connection.execute(_OWN, {"person": person_id}).one_or_none()
        if own is None:
            return None
        if own.conversation_id is not None:
            return Address(own.service_url, own.tenant_id, own.user_id, own.conversation_id, own.bot_id)
        last = self._connection.execute(_LAST_IN_TENANT, {"tenant": own.tenant_id}).one_or_none()
        if last is None:
            return None
        return Address(last.service_url, own.tenant_id, own.user_id, None, last.bot_id)

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

    def forget(self, person_id: str) -> None:
        """Forgets the conversation; what the row says of the tenant is still true of the tenant."""
        gone = update(addresses).where(addresses.c.person_id == person_id).values(conversation_id=None)
        self._connection.execute(gone)
