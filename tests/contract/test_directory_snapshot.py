"""The directory in memory: used while it holds, never after, whoever changed the directory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.store import SqlStore
from tests import factories as f
from tests.stores import opened, raw
from workflows.ports import Records

ENGLISH = replace(f.NURSE, language="en")
RENAMED = (replace(f.DIRECTORY[0], person="Nora Nygift"), *f.DIRECTORY[1:])


class Failure(Exception):
    """Something went wrong in the middle."""


def nurse(records: Records) -> object:
    return records.directory.person(f.NURSE.id)


def speak_english(records: Records) -> object:
    nurse(records)
    records.directory.set_language(f.NURSE.id, "en")
    return nurse(records)


def rename_and_fail(records: Records) -> None:
    records.directory.replace(RENAMED)
    found = records.directory.person(f.NURSE.id)
    assert found is not None
    assert found.name == "Nora Nygift"
    raise Failure


async def test_whoever_changes_the_directory_sees_the_change_at_once(store: SqlStore) -> None:
    assert await store.run(speak_english) == ENGLISH
    assert await store.run(nurse) == ENGLISH


async def test_an_import_that_was_rolled_back_is_not_seen(store: SqlStore) -> None:
    for _ in range(2):
        with pytest.raises(Failure):
            await store.run(rename_and_fail)
        assert await store.run(nurse) == f.NURSE


async def test_a_change_after_one_that_was_rolled_back_is_seen(store: SqlStore) -> None:
    with pytest.raises(Failure):
        await store.run(rename_and_fail)
    assert await store.run(speak_english) == ENGLISH
    assert await store.run(nurse) == ENGLISH


async def test_a_change_is_seen_by_the_next_unit_of_work_of_a_replica(store: SqlStore, url: str) -> None:
    async with opened(url) as replica:
        assert await replica.run(nurse) == f.NURSE
        await store.run(speak_english)
        assert await replica.run(nurse) == ENGLISH
        await replica.run(lambda r: r.directory.replace(RENAMED))
        assert await store.run(nurse) == replace(ENGLISH, name="Nora Nygift")


async def test_an_unchanged_directory_is_not_read_again(store: SqlStore, url: str) -> None:
    await store.run(nurse)
    raw(url, "UPDATE people SET language = 'en'")
    assert await store.run(nurse) == f.NURSE
    raw(url, "UPDATE directory_state SET token = 'another'")
    assert await store.run(nurse) == ENGLISH


async def test_every_change_has_a_token_of_its_own(store: SqlStore, url: str) -> None:
    tokens = raw(url, "SELECT token FROM directory_state")
    for _ in range(2):
        await store.run(speak_english)
        tokens += raw(url, "SELECT token FROM directory_state")
    assert len(set(tokens)) == 3


async def test_somebody_with_two_roles_in_a_unit_is_one_of_its_staff(store: SqlStore) -> None:
    leader = replace(f.DIRECTORY[0], role="leader")
    before = await store.run(lambda r: r.directory.staff_of(f.NURSE.home.id))
    await store.run(lambda r: r.directory.replace((*f.DIRECTORY, leader)))
    after = await store.run(lambda r: r.directory.staff_of(f.NURSE.home.id))
    assert [person.id for person in after] == [person.id for person in before]
