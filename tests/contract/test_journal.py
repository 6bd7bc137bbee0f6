"""Marks of what stands in a unit's own journal: one for each text and unit, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.journal import JournalMark
from domain.subject import Subject, SubjectKind
from storage.store import SqlStore
from tests import factories as f
from tests.stores import stored

CASE = f.a_case()
DOCUMENT = f.a_document(CASE)
SUBJECT = Subject(SubjectKind.DOCUMENT, DOCUMENT.id)
MARK = JournalMark(CASE.id, SUBJECT, f.NURSE.home.id, 1, f.NURSE.id, f.NOW)
THEIRS = replace(MARK, unit_id=f.CASEWORKER.home.id, person_id=f.CASEWORKER.id)


async def test_each_units_mark_is_found_with_the_case(store: SqlStore) -> None:
    await stored(store, CASE, DOCUMENT)
    await store.run(lambda r: r.journal.mark(MARK))
    later = replace(THEIRS, at=f.NOW + timedelta(hours=1))
    await store.run(lambda r: r.journal.mark(later))
    assert await store.run(lambda r: r.journal.of_case(CASE.id, f.NURSE)) == (MARK, later)


async def test_a_newer_mark_takes_the_place_of_the_earlier(store: SqlStore) -> None:
    await stored(store, CASE, DOCUMENT)
    newer = replace(MARK, content_version=2, person_id=f.COLLEAGUE.id, at=f.NOW + timedelta(days=1))
    await store.run(lambda r: r.journal.mark(MARK))
    await store.run(lambda r: r.journal.mark(newer))
    assert await store.run(lambda r: r.journal.of_case(CASE.id, f.NURSE)) == (newer,)


async def test_a_mark_that_is_taken_back_leaves_the_other_units(store: SqlStore) -> None:
    await stored(store, CASE, DOCUMENT)
    for mark in (MARK, THEIRS):
        await store.run(lambda r, mark=mark: r.journal.mark(mark))  # type: ignore[misc]
    await store.run(lambda r: r.journal.take_back(SUBJECT, MARK.unit_id))
    assert await store.run(lambda r: r.journal.of_case(CASE.id, f.CASEWORKER)) == (THEIRS,)


async def test_an_outsider_learns_of_no_mark(store: SqlStore) -> None:
    await stored(store, CASE, DOCUMENT)
    await store.run(lambda r: r.journal.mark(MARK))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.journal.of_case(CASE.id, f.OUTSIDER))
