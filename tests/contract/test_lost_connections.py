"""Connections to PostgreSQL that were lost while they lay idle are replaced, and nobody notices."""

from __future__ import annotations

from sqlalchemy import make_url

from storage.databases.postgres import PostgresDatabase
from storage.sealing.encryption import Cipher, CprLookup
from storage.store import SqlStore
from tests.factories import NURSE
from tests.stores import KEYS, LOOKUP_KEY, Postgres, raw

END_ALL_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def test_a_connection_that_was_lost_while_it_lay_idle_is_replaced(postgres: Postgres) -> None:
    with postgres.database() as url:
        database = PostgresDatabase(make_url(url), idle_seconds=0)
        store = SqlStore(database, Cipher(KEYS), CprLookup(LOOKUP_KEY))
        try:
            assert await store.run(lambda r: r.directory.person(NURSE.id)) == NURSE
            assert raw(url, END_ALL_OTHERS) == [(True,)]
            assert await store.run(lambda r: r.directory.person(NURSE.id)) == NURSE
        finally:
            await store.close()
