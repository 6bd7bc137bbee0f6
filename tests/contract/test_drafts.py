"""Drafts: one per person, form and subject, saved on every step, gone when they expire."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.store import SqlStore
from tests.factories import CASEWORKER, NOW, NURSE, a_draft, made_up_id
from tests.stores import stored
from workflows.ports import Conflict


async def test_a_draft_is_found_by_id_by_form_and_as_the_latest(store: SqlStore) -> None:
    draft = a_draft()
    await store.run(lambda r: r.drafts.save(draft))
    found = await store.run(lambda r: r.drafts.get(draft.id, NURSE.id))
    assert found == draft
    assert await store.run(lambda r: r.drafts.of(NURSE.id, draft.form, "")) == draft
    assert await store.run(lambda r: r.drafts.latest(NURSE.id)) == draft


async def test_nobody_gets_somebody_elses_draft(store: SqlStore) -> None:
    draft = a_draft()
    await store.run(lambda r: r.drafts.save(draft))
    assert await store.run(lambda r: r.drafts.get(draft.id, CASEWORKER.id)) is None
    assert await store.run(lambda r: r.drafts.latest(CASEWORKER.id)) is None
    assert await store.run(lambda r: r.drafts.is_of_another(draft.id, CASEWORKER.id))
    stolen = replace(draft, person_id=CASEWORKER.id, version=2)
    with pytest.raises(Conflict):
        await store.run(lambda r: r.drafts.save(stolen))


async def test_ones_own_draft_and_one_that_is_gone_are_nobody_elses(store: SqlStore) -> None:
    draft = a_draft()
    await store.run(lambda r: r.drafts.save(draft))
    for draft_id in (draft.id, made_up_id("draft that is gone")):
        assert not await store.run(lambda r, each=draft_id: r.drafts.is_of_another(each, NURSE.id))  # type: ignore[misc]


async def test_each_step_replaces_the_one_before(store: SqlStore) -> None:
    draft = a_draft()
    second = replace(draft, version=2, page="times", values={"purpose": "Ø"}, updated_at=NOW + timedelta(1))
    await stored(store, draft, second)
    assert await store.run(lambda r: r.drafts.get(draft.id, NURSE.id)) == second
    for stale in (draft, replace(second, page="stale"), replace(second, version=4)):
        with pytest.raises(Conflict):
            await stored(store, stale)
    assert await store.run(lambda r: r.drafts.get(draft.id, NURSE.id)) == second


async def test_the_same_form_is_not_begun_twice(store: SqlStore) -> None:
    await store.run(lambda r: r.drafts.save(a_draft()))
    with pytest.raises(Conflict):
        await store.run(lambda r: r.drafts.save(a_draft(id=made_up_id("another"))))


async def test_a_cancelled_draft_does_not_come_back(store: SqlStore) -> None:
    draft = a_draft()
    await store.run(lambda r: r.drafts.save(draft))
    await store.run(lambda r: r.drafts.delete(draft.id))
    assert await store.run(lambda r: r.drafts.get(draft.id, NURSE.id)) is None
    with pytest.raises(Conflict):
        await store.run(lambda r: r.drafts.save(replace(draft, version=2)))


async def test_the_latest_draft_is_the_one_touched_last(store: SqlStore) -> None:
    older = a_draft()
    newer = a_draft(id=made_up_id("minutes"), form="minutes", updated_at=NOW + timedelta(minutes=1))
    await stored(store, newer, older)
    assert await store.run(lambda r: r.drafts.latest(NURSE.id)) == newer


async def test_only_drafts_untouched_since_expire(store: SqlStore) -> None:
    old = a_draft(updated_at=NOW - timedelta(microseconds=1))
    fresh = a_draft(CASEWORKER)
    await stored(store, old, fresh)
    assert await store.run(lambda r: r.drafts.expire(NOW)) == 1
    assert await store.run(lambda r: r.drafts.get(old.id, NURSE.id)) is None
    assert await store.run(lambda r: r.drafts.get(fresh.id, CASEWORKER.id)) == fresh
