"""Two municipalities on a case: the second reads it and takes on follow-ups, until it is off it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.case import SecondLeft
from domain.document import DocumentContent
from domain.document_kind import DocumentKind
from domain.errors import BadValue, NotAllowed, NotFound
from domain.local_time import local_day
from domain.people import Area, Person, Sector
from domain.sensitive import Sensitive
from domain.task import Task, TaskKind
from reminders.stand_ins import stand_ins
from tests import factories as f
from tests.agreements import an_agreement, in_force
from tests.office import Office, told
from tests.texts import whole_parts
from workflows.cases import close_case, withdraw_consent
from workflows.documents import acknowledge, open_document, sign
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.moving import change_municipality
from workflows.notice import NoticeKind, Outgoing
from workflows.ports import DocumentOnCase
from workflows.second_municipality import add_second_municipality, remove_second_municipality
from workflows.tasks import hand_over, mark_done, not_possible, take

FIRST, SECOND = f.CASEWORKER.home, f.OUTSIDER.home
NOTICE, PLAN = DocumentKind.EARLY_NOTICE, DocumentKind.COORDINATION_PLAN
WHY = "Albertslund Kommune er opholdskommune"
OVER = "Borgeren er tilmeldt i Hvidovre"
CALLS = AgreedRow(Sensitive("Ring til borgeren"), SECOND.id, f.OUTSIDER.id, date(2026, 11, 27))
ANOTHER_UNIT = replace(
    f.DIRECTORY[4], unit="Misbrugscenteret", person="Mads Demo", user_id=f.made_up_id("user Mads")
)
"""Of the first municipality."""


async def with_two(office: Office, kind: DocumentKind = NOTICE) -> DocumentOnCase:
    found = await office.sent(kind)
    office.news()
    case = await office.does(add_second_municipality, f.NURSE, found.case.id, SECOND.id, WHY)
    return replace(found, case=case)


async def follow_ups(office: Office, found: DocumentOnCase) -> list[Task]:
    return [task for task in await office.tasks(found.document) if task.kind is TaskKind.FOLLOW_UP]


async def test_the_second_municipality_reads_the_case_from_today(office: Office) -> None:
    found = await office.sent(NOTICE)
    assert type(await office.refuses(open_document, f.OUTSIDER, found.document.id)) is NotFound
    case = await office.does(add_second_municipality, f.NURSE, found.case.id, SECOND.id, WHY)
    assert (case.municipality_unit_id, case.second_unit_id, case.version) == (FIRST.id, SECOND.id, 2)
    seen = await office.does(open_document, f.OUTSIDER, found.document.id)
    assert seen.case == case
    assert ("case.add_municipality", "open") in await office.events(found.document)
    assert (f.NURSE.id, "case.add_municipality", f"case:{case.id}") in office.audited()


async def test_the_reason_is_kept_with_the_case(office: Office) -> None:
    found = await with_two(office)
    events = await office.store.run(lambda r: r.events.of_case(found.case.id, f.CASEWORKER))
    assert [event.reason.reveal() for event in events if event.kind == "case.add_municipality"] == [WHY]


async def test_both_sides_and_the_new_unit_are_told_and_so_is_who_leaves(office: Office) -> None:
    found = await with_two(office)
    assert office.news() == told(NoticeKind.CASE, f.COLLEAGUE, f.CASEWORKER, f.OUTSIDER)
    await office.does(remove_second_municipality, f.CASEWORKER, found.case.id, OVER)
    assert office.news() == told(NoticeKind.CASE, f.NURSE, f.COLLEAGUE, f.OUTSIDER)


async def test_it_hears_when_the_case_is_closed(office: Office) -> None:
    found = await with_two(office)
    office.news()
    await office.does(close_case, f.NURSE, found.case.id, "Slut")
    assert office.news() >= told(NoticeKind.CASE, f.CASEWORKER, f.OUTSIDER)


async def test_somebody_else_in_the_unit_hears_for_who_cannot_be_reached(office: Office) -> None:
    leads = replace(f.DIRECTORY[-1], person="Liv Demo", user_id=f.made_up_id("user Liv"), role="leader")
    await office.staff(leads)
    found = await with_two(office)
    (outgoing,) = [each for each in await queued(office) if each.notice.recipient_id == f.OUTSIDER.id]
    instead = await office.store.run(lambda r: stand_ins(r, outgoing))
    (liv,) = await office.store.run(
        lambda r: [p for p in r.directory.staff_of(SECOND.id) if p.name == "Liv Demo"]
    )
    assert [each.recipient_id for each in instead] == [liv.id]
    assert found.case.second_unit_id == SECOND.id


async def queued(office: Office) -> tuple[Outgoing, ...]:
    return await office.store.run(lambda r: r.outbox.claim(office.now, timedelta(minutes=1), 100))


async def test_what_rests_on_a_consent_that_was_withdrawn_it_cannot_open(office: Office) -> None:
    on_consent = DocumentContent(whole_parts(NOTICE), f.some_content().basis)
    found = await office.sent(NOTICE, content=on_consent)
    await office.does(add_second_municipality, f.NURSE, found.case.id, SECOND.id, WHY)
    await office.does(open_document, f.OUTSIDER, found.document.id)
    await office.does(withdraw_consent, f.CASEWORKER, found.case.id, office.now.date())
    assert (await office.refuses(open_document, f.OUTSIDER, found.document.id)).key == "basis.withdrawn"


async def test_the_first_one_answers_and_signs(office: Office) -> None:
    found = await with_two(office)
    assert type(await office.refuses(acknowledge, f.OUTSIDER, found.document.id)) is NotFound
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    plan = await office.sent(PLAN)
    assert type(await office.refuses(sign, f.OUTSIDER, plan.document.id, 1)) is NotFound
    assert {t.unit_id for t in await office.tasks(plan.document) if t.sector is Sector.MUNICIPALITY} == {
        FIRST.id
    }


async def test_a_follow_up_can_be_the_second_municipality_s_which_does_it(office: Office) -> None:
    found = await with_two(office)
    await office.does(add_follow_up, f.CASEWORKER, found.document.id, CALLS)
    (task,) = await follow_ups(office, found)
    assert (task.unit_id, task.sector, task.owner_id) == (SECOND.id, Sector.MUNICIPALITY, f.OUTSIDER.id)
    assert type(await office.refuses(take, f.CASEWORKER, task.id)) is NotAllowed
    await office.does(mark_done, f.OUTSIDER, task.id)
    assert await follow_ups(office, found) == []


async def test_a_follow_up_is_handed_to_it_and_by_it(office: Office) -> None:
    found = await with_two(office)
    row = replace(CALLS, unit_id=FIRST.id, owner_id=None)
    await office.does(add_follow_up, f.CASEWORKER, found.document.id, row)
    (task,) = await follow_ups(office, found)
    await office.does(hand_over, f.CASEWORKER, task.id, SECOND.id, None)
    await office.does(hand_over, f.OUTSIDER, task.id, f.NURSE.home.id, f.NURSE.id)
    assert [each.owner_id for each in await follow_ups(office, found)] == [f.NURSE.id]


async def test_what_is_followed_up_is_agreed_between_the_two_units(office: Office) -> None:
    found = await with_two(office)
    assert type(await office.refuses(add_follow_up, f.OUTSIDER, found.document.id, CALLS)) is NotFound
    assert await follow_ups(office, found) == []


async def test_both_others_hear_of_a_follow_up_it_cannot_do(office: Office) -> None:
    found = await with_two(office)
    await office.does(add_follow_up, f.CASEWORKER, found.document.id, CALLS)
    (task,) = await follow_ups(office, found)
    office.news()
    await office.does(not_possible, f.OUTSIDER, task.id, "Borgeren er rejst")
    assert office.news() >= told(NoticeKind.DOCUMENT, f.NURSE, f.CASEWORKER)


@pytest.mark.parametrize("use_case", [add_follow_up, hand_over])
async def test_without_a_second_municipality_no_follow_up_is_another_unit_s(
    office: Office, use_case: Callable[..., object]
) -> None:
    found = await office.sent(NOTICE)
    await office.does(
        add_follow_up, f.CASEWORKER, found.document.id, replace(CALLS, unit_id=FIRST.id, owner_id=None)
    )
    (task,) = await follow_ups(office, found)
    asked = {add_follow_up: (found.document.id, CALLS), hand_over: (task.id, SECOND.id, None)}
    assert type(await office.refuses(use_case, f.CASEWORKER, *asked[use_case])) is BadValue


async def test_removed_it_sees_nothing_and_its_open_tasks_are_the_first_one_s(office: Office) -> None:
    found = await with_two(office)
    await office.does(add_follow_up, f.CASEWORKER, found.document.id, CALLS)
    await office.does(add_follow_up, f.CASEWORKER, found.document.id, CALLS)
    ended, still_open = await follow_ups(office, found)
    await office.does(mark_done, f.OUTSIDER, ended.id)
    case = await office.does(remove_second_municipality, f.NURSE, found.case.id, OVER)
    assert (case.second_unit_id, case.version) == (None, 3)
    (task,) = await follow_ups(office, found)
    assert (task.id, task.unit_id, task.owner_id) == (still_open.id, FIRST.id, None)
    assert case.seconds_left == (SecondLeft(local_day(office.now), SECOND.id, frozenset({task.id})),)
    assert type(await office.refuses(open_document, f.OUTSIDER, found.document.id)) is NotFound
    assert await office.store.run(lambda r: r.tasks.open_of_person(f.OUTSIDER)) == ()
    assert ("case.remove_municipality", "open") in await office.events(found.document)
    assert (f.NURSE.id, "case.remove_municipality", f"case:{case.id}") in office.audited()


@pytest.mark.parametrize(
    ("unit_id", "reason", "key"),
    [
        (SECOND.id, "  ", "case.reason_missing"),
        (FIRST.id, WHY, "case.no_other_municipality"),
        (f.NURSE_ELSEWHERE.home.id, WHY, "case.no_other_municipality"),
        ("0" * 32, WHY, "case.no_other_municipality"),
    ],
    ids=["no reason", "the first one", "a unit of the region", "no unit"],
)
async def test_it_takes_a_reason_and_another_municipality(
    office: Office, unit_id: str, reason: str, key: str
) -> None:
    await office.staff(f.ANOTHER_CENTRE)
    found = await office.sent(NOTICE)
    refusal = await office.refuses(add_second_municipality, f.NURSE, found.case.id, unit_id, reason)
    assert (type(refusal), refusal.key) == (BadValue, key)


async def test_another_unit_of_the_first_municipality_is_no_second_one(office: Office) -> None:
    await office.staff(ANOTHER_UNIT)
    units = await office.store.run(lambda r: r.directory.units_of(FIRST.organisation_id))
    (other,) = [unit for unit in units if unit.id != FIRST.id]
    found = await office.sent(NOTICE)
    refusal = await office.refuses(add_second_municipality, f.NURSE, found.case.id, other.id, WHY)
    assert refusal.key == "case.no_other_municipality"


async def test_without_an_agreement_with_it_it_does_not_come_on_the_case(office: Office) -> None:
    office.agreements = in_force(an_agreement(parties=("Psykiatrisk Center Glostrup", "Hvidovre Kommune")))
    found = await office.sent(NOTICE)
    refusal = await office.refuses(add_second_municipality, f.NURSE, found.case.id, SECOND.id, WHY)
    assert refusal.key == "meeting.no_agreement"


async def test_a_unit_for_another_age_does_not_come_on_the_case(office: Office) -> None:
    rows = [*f.DIRECTORY[:-1], replace(f.DIRECTORY[-1], area=Area.CHILDREN)]
    await office.store.run(lambda r: r.directory.replace(rows))
    found = await office.sent(NOTICE)
    refusal = await office.refuses(add_second_municipality, f.NURSE, found.case.id, SECOND.id, WHY)
    assert refusal.key == "field.no_unit_for_area"


async def test_there_are_two_at_most_and_only_a_second_is_removed(office: Office) -> None:
    found = await office.sent(NOTICE)
    asked = (found.case.id, SECOND.id, WHY)
    refusal = await office.refuses(remove_second_municipality, f.NURSE, found.case.id, OVER)
    assert refusal.key == "case.has_one_municipality"
    await office.does(add_second_municipality, f.NURSE, *asked)
    refusal = await office.refuses(add_second_municipality, f.NURSE, *asked)
    assert refusal.key == "case.has_two_municipalities"
    refusal = await office.refuses(remove_second_municipality, f.NURSE, found.case.id, " ")
    assert refusal.key == "case.reason_missing"


@pytest.mark.parametrize("caller", [f.OUTSIDER, f.REGION_COORDINATOR], ids=["second", "coordinator"])
async def test_only_the_two_units_that_are_party_to_the_case_decide(office: Office, caller: Person) -> None:
    found = await with_two(office)
    refusals = [
        await office.refuses(remove_second_municipality, caller, found.case.id, OVER),
        await office.refuses(add_second_municipality, caller, found.case.id, SECOND.id, WHY),
    ]
    assert {type(refusal) for refusal in refusals} == {NotFound}


async def test_on_a_closed_case_nothing_changes(office: Office) -> None:
    found = await with_two(office)
    await office.does(close_case, f.NURSE, found.case.id, "Slut")
    case_id = found.case.id
    refusals = [
        await office.refuses(add_second_municipality, f.NURSE, case_id, SECOND.id, WHY),
        await office.refuses(remove_second_municipality, f.NURSE, case_id, OVER),
    ]
    assert {refusal.key for refusal in refusals} == {"case.closed"}


async def test_the_second_takes_the_case_over_and_is_no_longer_the_second(office: Office) -> None:
    found = await with_two(office, PLAN)
    await office.does(add_follow_up, f.CASEWORKER, found.document.id, CALLS)
    case = await office.does(change_municipality, f.NURSE, found.case.id, SECOND.id, "Flyttet")
    assert (case.municipality_unit_id, case.second_unit_id) == (SECOND.id, None)
    (task,) = await follow_ups(office, found)
    assert (task.unit_id, task.owner_id) == (SECOND.id, f.OUTSIDER.id)
    assert type(await office.refuses(open_document, f.CASEWORKER, found.document.id)) is NotFound


async def test_a_second_municipality_stays_when_a_third_takes_the_case_over(office: Office) -> None:
    third = replace(
        f.DIRECTORY[-1], organisation="Ishøj Kommune", tenant_id=f.made_up_id("tenant Ishøj"),
        person="Ib Demo", user_id=f.made_up_id("user Ib"),
    )  # fmt: skip
    await office.staff(third)
    parties = ("Psykiatrisk Center Glostrup", "Hvidovre Kommune", "Albertslund Kommune", "Ishøj Kommune")
    office.agreements = in_force(an_agreement(parties=parties))
    found = await with_two(office)
    units = await office.store.run(
        lambda r: [
            unit
            for each in r.directory.organisations(Sector.MUNICIPALITY)
            for unit in r.directory.units_of(each.id)
        ]
    )
    (taking,) = [unit for unit in units if unit.organisation == "Ishøj Kommune"]
    case = await office.does(change_municipality, f.NURSE, found.case.id, taking.id, "Flyttet")
    assert (case.municipality_unit_id, case.second_unit_id) == (taking.id, SECOND.id)
    await office.does(open_document, f.OUTSIDER, found.document.id)


async def test_another_unit_of_the_second_that_takes_over_has_its_tasks_too(office: Office) -> None:
    taking_row = replace(
        f.DIRECTORY[-1], unit="Modtagelsen", person="Ib Demo", user_id=f.made_up_id("user Ib")
    )
    await office.staff(taking_row)
    found = await with_two(office)
    await office.does(add_follow_up, f.CASEWORKER, found.document.id, CALLS)
    units = await office.store.run(lambda r: r.directory.units_of(SECOND.organisation_id))
    (taking,) = [unit for unit in units if unit.id != SECOND.id]
    case = await office.does(change_municipality, f.NURSE, found.case.id, taking.id, "Flyttet")
    assert (case.municipality_unit_id, case.second_unit_id) == (taking.id, None)
    assert [task.unit_id for task in await follow_ups(office, found)] == [taking.id]
    assert type(await office.refuses(open_document, f.OUTSIDER, found.document.id)) is NotFound
    assert told(NoticeKind.CASE, f.OUTSIDER, f.CASEWORKER) <= office.news()
