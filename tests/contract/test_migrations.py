"""Migrations: they make exactly the tables the code knows, once, whoever else starts at the same moment."""

from __future__ import annotations

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.schema.columns import metadata
from storage.store import open_store
from tests.contract.databases import checks, indexes, looking_at
from tests.factories import NURSE
from tests.stores import KEYS, LOOKUP_KEY, opened, raw, staffed


async def test_the_migrated_tables_are_those_the_code_knows(empty_url: str) -> None:
    async with opened(empty_url):
        pass
    with looking_at(empty_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


async def test_the_migrated_tables_have_the_words_and_the_indexes_the_code_knows(
    empty_url: str,
) -> None:
    async with opened(empty_url):
        pass
    with looking_at(empty_url) as connection:
        migrated, indexed = checks(connection), indexes(connection)
        metadata.drop_all(connection)
        metadata.create_all(connection)
        assert migrated == checks(connection)
        assert indexed == indexes(connection)
    assert len(migrated) >= 10
    assert len([index for index in indexed if index[-1]]) == 13


async def test_starting_again_changes_nothing(empty_url: str) -> None:
    async with staffed(empty_url):
        pass
    async with opened(empty_url) as store:
        assert await store.run(lambda r: r.directory.person(NURSE.id)) == NURSE


async def test_several_who_start_at_once_all_succeed(empty_url: str) -> None:
    replicas = [open_store(empty_url, KEYS, LOOKUP_KEY) for _ in range(4)]
    try:
        await asyncio.gather(*(replica.start() for replica in replicas))
        numbers = await asyncio.gather(*(s.run(lambda r: r.cases.next_number(2026)) for s in replicas))
    finally:
        await asyncio.gather(*(replica.close() for replica in replicas))
    assert sorted(numbers) == ["26-1001", "26-1002", "26-1003", "26-1004"]
    assert len(raw(empty_url, "SELECT version_num FROM alembic_version")) == 1


async def test_migrating_prints_nothing(empty_url: str, capfd: pytest.CaptureFixture[str]) -> None:
    async with opened(empty_url):
        pass
    assert capfd.readouterr() == ("", "")
