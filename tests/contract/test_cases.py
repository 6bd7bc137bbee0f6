"""Cases: numbers that never repeat, citizens found by CPR, and nothing shown to an outsider."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.case import Case, Citizen, Hold, HoldKind, Moved, SecondLeft
from domain.errors import NotFound
from domain.people import Area, Person
from domain.sensitive import Sensitive
from storage.casework.cases import MOST_LISTED
from storage.store import SqlStore
from tests import factories as f
from tests.contract.fields import changed_fields, fields_but
from tests.contract.refusals import refusals
from tests.stores import stored
from workflows.ports import Clockwork, Conflict

CLOCK = Clockwork()


async def test_a_years_first_case_is_1001_and_the_next_follows(store: SqlStore) -> None:
    numbers = [await store.run(lambda r: r.cases.next_number(2026)) for _ in range(2)]
    assert numbers == ["26-1001", "26-1002"]
    assert await store.run(lambda r: r.cases.next_number(2027)) == "27-1001"


async def test_numbers_taken_at_the_same_moment_are_distinct(store: SqlStore) -> None:
    taken = await asyncio.gather(*(store.run(lambda r: r.cases.next_number(2026)) for _ in range(20)))
    assert sorted(taken) == [f"26-{1001 + n}" for n in range(20)]


@pytest.mark.parametrize("caller", [f.NURSE, f.CASEWORKER, f.NURSE_LEADER, Clockwork()])
async def test_both_units_and_the_clock_read_the_whole_case(
    store: SqlStore, caller: Person | Clockwork
) -> None:
    case = f.a_case(override_reason=Sensitive("Overgang fra ung til voksen"))
    await store.run(lambda r: r.cases.add(case))
    found = await store.run(lambda r: r.cases.by_number("26-1001", caller))
    assert found == case
    assert found.citizen.cpr.digits == "6101904321"
    assert found.citizen.name.reveal() == f.CITIZEN_NAME


async def test_a_replacement_number_without_a_birth_date_is_kept_as_it_was(store: SqlStore) -> None:
    cpr = f.a_cpr("010190-UKB1")
    case = f.a_case(citizen=Citizen(cpr, Sensitive(f.CITIZEN_NAME)))
    await store.run(lambda r: r.cases.add(case))
    found = await store.run(lambda r: r.cases.by_number("26-1001", f.NURSE))
    assert found.citizen.cpr == cpr


@pytest.mark.parametrize("caller", [f.OUTSIDER, f.REGION_COORDINATOR, f.ADMINISTRATOR])
async def test_an_outsider_gets_the_same_answer_as_for_no_case(store: SqlStore, caller: Person) -> None:
    case = f.a_case()
    await store.run(lambda r: r.cases.add(case))
    with pytest.raises(NotFound) as hidden:
        await store.run(lambda r: r.cases.by_number("26-1001", caller))
    with pytest.raises(NotFound) as missing:
        await store.run(lambda r: r.cases.by_number("26-9999", caller))
    assert str(hidden.value) == str(missing.value)
    assert await refusals(store, lambda r: r.cases.get(case.id, caller)) == [str(missing.value)]
    assert await refusals(store, lambda r: r.cases.get("0" * 32, caller)) == [str(missing.value)]
    assert await store.run(lambda r: r.cases.of_citizen(f.a_cpr(), caller)) == ()
    assert await store.run(lambda r: r.cases.of_person(caller)) == ()


async def test_a_person_named_on_a_case_finds_it(store: SqlStore) -> None:
    case = f.a_case(participants=frozenset({f.REGION_COORDINATOR.id}))
    await store.run(lambda r: r.cases.add(case))
    for _ in range(2):
        await store.run(lambda r: r.cases.add_participant(case.id, f.OUTSIDER.id))
    named = frozenset({f.REGION_COORDINATOR.id, f.OUTSIDER.id})
    expected = replace(case, participants=named)
    assert await store.run(lambda r: r.cases.by_number("26-1001", f.OUTSIDER)) == expected
    assert await store.run(lambda r: r.cases.of_person(f.OUTSIDER)) == (expected,)
    assert await store.run(lambda r: r.cases.of_citizen(f.a_cpr(), f.OUTSIDER)) == (expected,)


async def test_everything_that_may_change_about_a_case_is_stored(store: SqlStore) -> None:
    case = f.a_case(participants=frozenset({f.REGION_COORDINATOR.id}))
    await stored(store, case)
    changed = replace(
        case,
        area=Area.CHILDREN,
        agreement_id="children",
        override_reason=Sensitive("Overgang fra ung til voksen"),
        region_unit_id=f.OUTSIDER.home.id,
        municipality_unit_id=f.NURSE.home.id,
        closed_at=f.NOW + timedelta(days=30),
        closing_reason=Sensitive("Borgeren er flyttet til Ærø"),
        consent_withdrawn_on=date(2026, 12, 1),
        second_unit_id=f.CASEWORKER.home.id,
        former_unit_ids=frozenset({f.CASEWORKER.home.id, f.NURSE.home.id}),
        moves=(
            Moved(date(2026, 11, 3), f.OUTSIDER.home.id),
            Moved(date(2026, 11, 9), f.NURSE.home.id, frozenset({"one", "another"})),
        ),
        seconds_left=(SecondLeft(date(2026, 11, 5), f.CASEWORKER.home.id, frozenset({"one", "another"})),),
        hold=Hold(HoldKind.RESTRICTED, f.NOW, f.NURSE.home.id, Sensitive("Borgeren bestrider forløbet")),
        version=2,
    )
    fixed = ("id", "number", "citizen", "participants", "opened_at")
    assert changed_fields(case, changed) == fields_but(Case, *fixed)
    await store.run(lambda r: r.cases.save(changed))
    found = await store.run(lambda r: r.cases.get(case.id, CLOCK))
    assert found == changed
    assert found.closing_reason.reveal() == "Borgeren er flyttet til Ærø"
    opened_again = replace(case, version=3)
    await store.run(lambda r: r.cases.save(opened_again))
    assert await store.run(lambda r: r.cases.get(case.id, CLOCK)) == opened_again


async def test_a_case_closed_with_nothing_open_needs_no_reason(store: SqlStore) -> None:
    case = f.a_case(closed_at=f.NOW)
    await stored(store, case)
    assert await store.run(lambda r: r.cases.get(case.id, f.NURSE)) == case


@pytest.mark.parametrize("version", [1, 3])
async def test_a_stale_version_of_a_case_is_refused(store: SqlStore, version: int) -> None:
    case = f.a_case()
    await stored(store, case)
    with pytest.raises(Conflict):
        await store.run(lambda r: r.cases.save(replace(case, closed_at=f.NOW, version=version)))
    assert await store.run(lambda r: r.cases.get(case.id, CLOCK)) == case


async def test_a_former_municipality_no_longer_finds_the_case(store: SqlStore) -> None:
    case = f.a_case()
    await stored(store, case)
    moved = replace(case, municipality_unit_id=f.OUTSIDER.home.id, version=2)
    await store.run(lambda r: r.cases.save(moved))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.cases.get(case.id, f.CASEWORKER))
    assert await store.run(lambda r: r.cases.of_person(f.CASEWORKER)) == ()
    assert await store.run(lambda r: r.cases.of_person(f.OUTSIDER)) == (moved,)


async def test_a_second_municipality_finds_the_case_until_it_is_off_it(store: SqlStore) -> None:
    case = f.a_case(second_unit_id=f.OUTSIDER.home.id)
    await stored(store, case, f.a_case("26-1002"))
    assert await store.run(lambda r: r.cases.get(case.id, f.OUTSIDER)) == case
    assert await store.run(lambda r: r.cases.by_number(case.number, f.OUTSIDER)) == case
    assert await store.run(lambda r: r.cases.of_person(f.OUTSIDER)) == (case,)
    assert await store.run(lambda r: r.cases.of_citizen(f.a_cpr(), f.OUTSIDER)) == (case,)
    alone = replace(case, second_unit_id=None, version=2)
    await store.run(lambda r: r.cases.save(alone))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.cases.get(case.id, f.OUTSIDER))
    assert await store.run(lambda r: r.cases.of_person(f.OUTSIDER)) == ()
    assert await store.run(lambda r: r.cases.of_citizen(f.a_cpr(), f.OUTSIDER)) == ()


async def test_a_citizens_cases_are_found_by_their_number_alone(store: SqlStore) -> None:
    other = Citizen(f.a_cpr("620280-4321"), Sensitive(f.CITIZEN_NAME))
    ours, theirs = f.a_case(), f.a_case("26-1002", citizen=other)
    await stored(store, ours, theirs)
    assert await store.run(lambda r: r.cases.of_citizen(f.a_cpr("6101904321"), f.NURSE)) == (ours,)


async def test_a_persons_cases_come_newest_first(store: SqlStore) -> None:
    older, newer = f.a_case(), f.a_case("26-1002", opened_at=f.NOW + timedelta(minutes=1))
    await stored(store, older, newer)
    assert await store.run(lambda r: r.cases.of_person(f.CASEWORKER)) == (newer, older)


async def test_a_contact_s_open_cases_are_those_whose_documents_or_meetings_name_them(
    store: SqlStore,
) -> None:
    by_document, by_meeting = f.a_case(), f.a_case("26-1002", opened_at=f.NOW + timedelta(minutes=1))
    closed, others = f.a_case("26-1003", closed_at=f.NOW), f.a_case("26-1004")
    await stored(store, by_document, by_meeting, closed, others)
    for case in (by_document, closed):
        await stored(
            store, f.a_document(case, author=replace(f.a_document(case).author, person_id=f.COLLEAGUE.id))
        )
    meeting = f.a_meeting(by_meeting)
    await stored(store, replace(meeting, receiver=replace(meeting.receiver, person_id=f.COLLEAGUE.id)))
    await stored(store, f.a_document(others))

    async def found(unit_id: str, caller: Person) -> tuple[Case, ...]:
        return await store.run(lambda r: r.cases.open_naming(f.COLLEAGUE.id, unit_id, caller))

    for unit_id in (f.NURSE.home.id, f.CASEWORKER.home.id):
        assert await found(unit_id, f.NURSE) == (by_meeting, by_document)
        assert await found(unit_id, f.OUTSIDER) == ()
    assert await found(f.OUTSIDER.home.id, f.OUTSIDER) == ()


async def test_a_long_list_of_cases_ends_somewhere(store: SqlStore) -> None:
    many = range(MOST_LISTED + 1)
    await stored(store, *(f.a_case(f"26-{2000 + n}", opened_at=f.NOW + timedelta(minutes=n)) for n in many))
    listed = await store.run(lambda r: r.cases.of_person(f.NURSE))
    assert len(listed) == MOST_LISTED
    assert listed[0].number == f"26-{2000 + MOST_LISTED}"
