"""Searching for a citizen: logged every time, slowed down where it is in vain, and told to the leader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.cpr import Cpr
from domain.errors import TooManySearches
from domain.people import Person
from storage.sealing.encryption import CprLookup
from tests import factories as f
from tests.agreements import an_agreement, in_force
from tests.office import Office, told
from tests.stores import LOOKUP_KEY, raw
from workflows.notice import NoticeKind
from workflows.outbox_care import OPERATOR_ID
from workflows.preferences import StaffReached, staff_reached
from workflows.searching import KEPT, SHOWN_BACK, WINDOW, search_citizen
from workflows.subject_access import find_beside, find_for, gather_all, gather_for

MOST = 3


@pytest.fixture
def office(office: Office) -> Office:
    return replace(office, agreements=in_force(an_agreement(citizens_per_hour=MOST)))


def citizen(number: int) -> Cpr:
    return f.a_cpr(f"610190-{4000 + number}")


def keyed_hash(number: int) -> str:
    return CprLookup(LOOKUP_KEY).hash(citizen(number))


async def search(office: Office, person: Person, *numbers: int) -> None:
    for number in numbers:
        await office.does(search_citizen, person, citizen(number))


async def test_a_search_is_logged_with_a_keyed_hash_whether_it_finds_anything(office: Office) -> None:
    await office.asked(cpr=citizen(1))
    before = len(office.audited())
    await search(office, f.NURSE, 1)
    await search(office, f.OUTSIDER, 1, 2)
    numbers = range(before + 1, before + 4)
    entries = await office.store.run(lambda r: r.seals.entries(numbers))
    assert [(each.actor_id, each.action, each.subject, each.detail) for each in entries] == [
        (f.NURSE.id, "search", "citizen", {"citizen": keyed_hash(1), "found": "1"}),
        (f.OUTSIDER.id, "search", "citizen", {"citizen": keyed_hash(1), "found": "0"}),
        (f.OUTSIDER.id, "search", "citizen", {"citizen": keyed_hash(2), "found": "0"}),
    ]


async def test_whom_a_search_was_for_can_be_read_nowhere_in_the_log(office: Office) -> None:
    await search(office, f.NURSE, 1)
    written = repr(raw(office.url, "SELECT * FROM audit"))
    assert "search" in written
    assert keyed_hash(1) not in written
    assert citizen(1).digits not in written


async def test_looking_for_insight_is_a_search_like_any_other(office: Office) -> None:
    found = await office.asked(cpr=citizen(8))
    assert await office.does(find_for, f.NURSE_LEADER, citizen(8)) == (found.case,)
    for number in range(MOST):
        assert await office.does(find_for, f.NURSE_LEADER, citizen(number)) == ()
    refused = await office.refuses(find_for, f.NURSE_LEADER, citizen(9))
    assert isinstance(refused, TooManySearches)
    searches = [each for each in office.audited() if each[:2] == (f.NURSE_LEADER.id, "search")]
    assert len(searches) == MOST + 1


async def test_from_ones_own_case_to_the_citizens_others_is_none(office: Office) -> None:
    found = await office.asked(cpr=citizen(1))
    before = len(office.audited())
    assert await office.does(find_beside, f.NURSE_LEADER, found.case) == (found.case,)
    await office.does(gather_for, f.NURSE_LEADER, found.case.id)
    assert [action for _, action, _ in office.audited()[before:]] == ["extract"]


async def test_a_whole_organisations_search_is_logged_also_where_it_finds_nothing(office: Office) -> None:
    found = await office.asked(cpr=citizen(1))
    before = len(office.audited())
    assert await office.does(gather_all, citizen(2), [f.NURSE.home]) is None
    assert await office.does(gather_all, citizen(1), [f.NURSE.home]) is not None
    assert office.audited()[before:] == [
        (OPERATOR_ID, "search", "citizen"),
        (OPERATOR_ID, "search", "citizen"),
        (OPERATOR_ID, "extract", f"case:{found.case.id}"),
    ]


async def test_what_is_found_is_ones_own_and_not_counted(office: Office) -> None:
    found = await office.asked(cpr=citizen(1))
    for _ in range(MOST + 2):
        assert await office.does(search_citizen, f.NURSE, citizen(1)) == (found.case,)
    assert raw(office.url, "SELECT * FROM citizen_searches") == []


async def test_the_same_citizen_again_is_no_other_citizen(office: Office) -> None:
    await search(office, f.OUTSIDER, *[1] * (MOST + 3))


@pytest.mark.parametrize("person", [f.OUTSIDER, f.REGION_COORDINATOR, f.ADMINISTRATOR], ids=lambda p: p.title)
async def test_one_citizen_too_many_is_refused_whether_they_have_a_case(
    office: Office, person: Person
) -> None:
    await office.asked(cpr=citizen(8))
    await search(office, person, *range(MOST))
    for number in (8, 9):
        refused = await office.refuses(search_citizen, person, citizen(number))
        assert isinstance(refused, TooManySearches)
        assert refused.logged == {"citizen": keyed_hash(number)}
    await search(office, person, 0)  # who was looked up already is no other citizen


async def test_after_an_hour_one_may_go_on(office: Office) -> None:
    await search(office, f.OUTSIDER, *range(MOST))
    later = replace(office, now=office.now + WINDOW)
    await search(later, f.OUTSIDER, 7)


async def test_another_person_is_not_slowed_down(office: Office) -> None:
    await search(office, f.OUTSIDER, *range(MOST))
    await search(office, f.COLLEAGUE, 7)


async def test_the_leader_is_told_once_a_day_and_sees_how_many_and_nothing_of_whom(office: Office) -> None:
    office.news()
    await search(office, f.NURSE, *range(MOST - 1))
    assert office.news() == set()
    await search(office, f.NURSE, MOST)
    assert office.news() == {*told(NoticeKind.SEARCHES, f.NURSE_LEADER, detail=str(MOST))}
    later = replace(office, now=office.now + 2 * WINDOW)
    await search(later, f.NURSE, *range(10, 10 + MOST))
    assert later.news() == set()
    seen = await later.does(staff_reached, f.NURSE_LEADER)
    assert [(who.id, number) for who, number in seen.searches] == [(f.NURSE.id, 2 * MOST)]


async def test_only_who_leads_the_unit_sees_it_and_for_a_week(office: Office) -> None:
    await search(office, f.NURSE, 1)
    for person in (f.NURSE, f.COLLEAGUE, f.CASEWORKER_LEADER, f.REGION_COORDINATOR, f.ADMINISTRATOR):
        assert (await office.does(staff_reached, person)).searches == StaffReached().searches
    assert (await office.does(staff_reached, f.NURSE_LEADER)).searches != ()
    later = replace(office, now=office.now + SHOWN_BACK + timedelta(seconds=1))
    assert (await later.does(staff_reached, f.NURSE_LEADER)).searches == ()
    assert KEPT > SHOWN_BACK
