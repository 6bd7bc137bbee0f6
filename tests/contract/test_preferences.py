"""What people and units have asked for is kept as they asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from domain.preferences import Cover, PersonPreferences, UnitPreferences, Works
from domain.working_hours import ROUND_THE_CLOCK, WorkingHours
from storage.store import SqlStore
from tests.factories import COLLEAGUE, NURSE
from workflows.ports import Records

UNIT = NURSE.home.id
PART_TIME = WorkingHours(frozenset({1, 2, 4}), time(8, 15), time(14, 45))
CHOSEN = PersonPreferences(
    NURSE.id,
    Works.FIXED,
    PART_TIME,
    one_by_one=True,
    only_legal=True,
    cover=Cover(COLLEAGUE.id, date(2026, 12, 27)),
)


async def test_who_has_asked_for_nothing_has_what_everybody_begins_with(store: SqlStore) -> None:
    assert await store.run(lambda r: r.preferences.of(NURSE.id)) == PersonPreferences(NURSE.id)
    assert await store.run(lambda r: r.preferences.of_unit(UNIT)) == UnitPreferences(UNIT)


async def test_a_persons_choices_are_kept_and_changed(store: SqlStore) -> None:
    await store.run(lambda r: r.preferences.save(CHOSEN))
    assert await store.run(lambda r: r.preferences.of(NURSE.id)) == CHOSEN
    back = replace(CHOSEN, works=Works.SHIFTS, hours=None, cover=None)
    await store.run(lambda r: r.preferences.save(back))
    assert await store.run(lambda r: r.preferences.of(NURSE.id)) == back
    assert await store.run(lambda r: r.preferences.of(COLLEAGUE.id)) == PersonPreferences(COLLEAGUE.id)


async def test_a_units_choices_are_kept_and_changed(store: SqlStore) -> None:
    night_and_day = UnitPreferences(UNIT, ROUND_THE_CLOCK, COLLEAGUE.id)
    await store.run(lambda r: r.preferences.save_unit(night_and_day))
    assert await store.run(lambda r: r.preferences.of_unit(UNIT)) == night_and_day
    await store.run(lambda r: r.preferences.save_unit(UnitPreferences(UNIT)))
    assert await store.run(lambda r: r.preferences.of_unit(UNIT)) == UnitPreferences(UNIT)


async def test_what_is_chosen_is_seen_within_the_same_unit_of_work(store: SqlStore) -> None:
    def choose_and_look(records: Records) -> PersonPreferences:
        assert records.preferences.of(NURSE.id) == PersonPreferences(NURSE.id)
        records.preferences.save(CHOSEN)
        return records.preferences.of(NURSE.id)

    assert await store.run(choose_and_look) == CHOSEN


async def test_only_who_has_asked_for_something_is_among_those_who_have(store: SqlStore) -> None:
    await store.run(lambda r: r.preferences.save(CHOSEN))
    everybody = [NURSE.id, COLLEAGUE.id]
    assert await store.run(lambda r: r.preferences.among(everybody)) == (CHOSEN,)
    assert await store.run(lambda r: r.preferences.among([COLLEAGUE.id])) == ()
