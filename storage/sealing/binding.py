"""What binds sealed values to one database, and keys to it: a random id, and the proof the keys leave there.

The id is made with the tables and goes into every value that is sealed. The proof is a value of the first
start: which tables may hold values sealed before there was an id, and a check of the lookup key. It is sealed
itself, so whoever writes the database without its keys can neither make it accept what was not bound to it
nor have it start with other keys. It is made once: where values are bound to the database and the proof is
gone, somebody took it away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, LargeBinary, Table, bindparam, exists, func, or_, select, update

from storage.schema.columns import key, metadata, sealed, words
from storage.schema.sealed_tables import SealedTable, sealed_tables
from storage.sealing.encryption import BOUND, UNBOUND, Cipher, CprLookup, Unreadable

database_identity = Table(
    "database_identity", metadata, key(), words("unbound"), sealed("proof", optional=True)
)
_PROOF = ("database_identity", "proof")
_IDENTITY = select(database_identity)
_PROVE = update(database_identity).values(proof=bindparam("new"))


class KeysDoNotFit(Exception):
    """The database was made with other keys than these; the message says which and the remedy."""


@dataclass(frozen=True)
class Proof:
    lookup: str
    """The lookup key's check."""
    unbound: frozenset[str]
    """Tables that may hold values of the earlier form."""


class Binding:
    """One database's id and proof, within one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher, *, to_change: bool = False) -> None:
        """Who means `to_change` the proof waits for everybody else who does."""
        self._connection = connection
        row = connection.execute(_IDENTITY.with_for_update() if to_change else _IDENTITY).one()
        self.database_id: str = row.id
        self._found: str = row.unbound
        self._sealed: bytes | None = row.proof
        self._cipher = cipher.bound_to(row.id, _nowhere)

    def establish(self, lookup: CprLookup) -> None:
        """At the first start the keys become the database's, later they must be. Raises `KeysDoNotFit`."""
        if self._sealed is not None:
            self._check(self._open(self._sealed), lookup)
            return
        if _holds_any(self._connection, BOUND):
            raise KeysDoNotFit(
                "the database's proof of its keys was removed: restore database_identity from a backup"
            )
        self._prove(Proof(lookup.checks()[0], frozenset(filter(None, self._found.split(",")))))

    def proof(self) -> Proof:
        """Raises `KeysDoNotFit` where there is none, or it does not open."""
        if self._sealed is None:
            raise KeysDoNotFit("the database was never started with keys: run `app.py run` once")
        return self._open(self._sealed)

    def renew(self, lookup_check: str, still_unbound: Iterable[str]) -> None:
        """From now on this is the database's lookup key, and only these tables hold unbound values."""
        self._prove(Proof(lookup_check, frozenset(still_unbound)))

    def _prove(self, proof: Proof) -> None:
        told = orjson.dumps({"lookup": proof.lookup, "unbound": sorted(proof.unbound)})
        new = self._cipher.seal(*_PROOF, self.database_id, told)
        self._connection.execute(_PROVE, {"new": new})
        self._sealed = new

    def _open(self, sealed: bytes) -> Proof:
        try:
            told = orjson.loads(self._cipher.open(*_PROOF, self.database_id, sealed))
        except Unreadable:
            raise KeysDoNotFit(
                "BROBYGGER_KEYS holds no key that opens this database: add the key it was last used with"
            ) from None
        return Proof(told["lookup"], frozenset(told["unbound"]))

    def _check(self, proof: Proof, lookup: CprLookup) -> None:
        if proof.lookup not in lookup.checks():
            raise KeysDoNotFit(
                "BROBYGGER_LOOKUP_KEY is not the key this database's citizens are found by: "
                "set the one it was last used with"
            )


class UnboundTables:
    """Which tables may hold values of the earlier form; asked only when one is met, and once each time."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher
        self._known: frozenset[str] | None = None

    def holds(self, table: str) -> bool:
        if self._known is None:
            self._known = Binding(self._connection, self._cipher).proof().unbound
        return table in self._known


def database_id_of(connection: Connection) -> str:
    return str(connection.execute(select(database_identity.c.id)).scalar_one())


def holds_unbound(connection: Connection, table: SealedTable) -> bool:
    return _holds(connection, table, UNBOUND)


def _holds_any(connection: Connection, form: int) -> bool:
    return any(_holds(connection, table, form) for table in sealed_tables())


def _holds(connection: Connection, table: SealedTable, form: int) -> bool:
    begins = [func.substr(column, 1, 1, type_=LargeBinary) == bytes((form,)) for column in table.columns]
    return bool(connection.execute(select(exists().where(or_(*begins)))).scalar())


def _nowhere(_table: str) -> bool:
    return False
