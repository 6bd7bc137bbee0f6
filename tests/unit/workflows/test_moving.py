"""The citizen moves: the other municipality takes the case over, and the former one is off it that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from domain.admission import DischargeKind
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.errors import BadValue, NotFound
from domain.local_time import local_day
from domain.people import Area, Sector, Unit
from domain.sensitive import Sensitive
from domain.task import Task, TaskKind
from tests import factories as f
from tests.agreements import an_agreement, in_force
from tests.office import Office, told
from tests.stores import raw
from workflows.cases import close_case
from workflows.discharges import Discharge, record_discharge
from workflows.documents import acknowledge, open_document, sign, withdraw
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.meetings import accept_time, cancel
from workflows.moving import change_municipality
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase, Records
from workflows.second_municipality import add_second_municipality
from workflows.tasks import mark_done

NEW = f.OUTSIDER.home
PLAN = DocumentKind.COORDINATION_PLAN
WHY = "Borgeren er flyttet til Albertslund"


async def moved(office: Office, found: DocumentOnCase) -> None:
    office.news()
    await office.does(change_municipality, f.NURSE, found.case.id, NEW.id, WHY)


async def test_the_new_municipality_has_the_case_from_today_and_the_former_one_does_not(
    office: Office,
) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    await moved(office, found)
    seen = await office.does(open_document, f.OUTSIDER, found.document.id)
    assert (seen.case.municipality_unit_id, seen.case.version) == (NEW.id, 2)
    assert (seen.document.receiver.unit_id, seen.document.receiver.person_id) == (NEW.id, None)
    assert type(await office.refuses(open_document, f.CASEWORKER, found.document.id)) is NotFound
    (admission,) = await office.admissions(found.case.id)
    assert admission.municipality.unit_id == NEW.id
    assert ("case.change_municipality", "open") in await office.events(found.document)
    assert office.audited()[-2][:2] == (f.NURSE.id, "case.change_municipality")


async def test_both_municipalities_and_the_ward_are_told(office: Office) -> None:
    found = await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    await moved(office, found)
    assert office.news() == told(NoticeKind.CASE, f.COLLEAGUE, f.CASEWORKER, f.OUTSIDER)


async def test_open_tasks_go_to_the_new_unit_and_belong_to_nobody_there_yet(office: Office) -> None:
    found = await office.sent(PLAN)
    asked = await office.asked()
    await office.does(accept_time, f.CASEWORKER, asked.meeting.id, asked.meeting.proposed[0].start)
    await moved(office, found)
    theirs = [t for t in await office.tasks(found.document) if t.sector is Sector.MUNICIPALITY]
    assert {t.kind for t in theirs} == {TaskKind.SIGN, TaskKind.ATTEND}
    assert {(t.unit_id, t.owner_id) for t in theirs} == {(NEW.id, None)}
    meeting = (await office.found(asked.meeting.id)).meeting
    assert (meeting.receiver.unit_id, meeting.inviter.unit_id) == (NEW.id, f.NURSE.home.id)


async def test_a_meeting_the_former_municipality_asked_for_is_the_new_one_s(office: Office) -> None:
    asked = await office.asked(f.CASEWORKER)
    over = await office.asked(f.CASEWORKER)
    await office.does(cancel, f.CASEWORKER, over.meeting.id, "Ikke aktuelt")
    await office.does(change_municipality, f.NURSE, asked.case.id, NEW.id, WHY)
    assert (await office.found(asked.meeting.id)).meeting.inviter.unit_id == NEW.id
    assert (await office.found(over.meeting.id)).meeting.inviter.unit_id == f.CASEWORKER.home.id


async def test_what_the_former_municipality_signed_the_new_one_signs_for_itself(office: Office) -> None:
    found = await office.sent(PLAN)
    for leader in (f.NURSE_LEADER, f.CASEWORKER_LEADER):
        found = await office.does(sign, leader, found.document.id, 1)
    office.now += timedelta(days=1)
    await moved(office, found)
    document = await office.document(found.document.id)
    assert (document.status, document.in_force_at) == (Status.SIGNING, None)
    assert [signature.person_id for signature in document.signatures] == [f.NURSE_LEADER.id]
    signing = [t for t in await office.tasks(document) if t.kind is TaskKind.SIGN]
    assert [task.unit_id for task in signing] == [NEW.id]


async def counted(office: Office) -> list[tuple[str, date, str]]:
    """What is counted, on which day and for which municipality."""
    rows = raw(
        office.url,
        "SELECT indicator, day, municipality_id FROM counted ORDER BY indicator, day, municipality_id",
    )
    return [(str(key), date.fromisoformat(str(day)), str(municipality)) for key, day, municipality in rows]


async def counted_anew(office: Office) -> list[tuple[str, date, str]]:
    raw(office.url, "DELETE FROM counted")
    raw(office.url, "UPDATE counting SET definitions = 'those of before'")
    await office.store.recount()
    return await counted(office)


async def test_what_counts_on_a_day_counts_for_the_municipality_that_had_the_case_then(
    office: Office,
) -> None:
    notice = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    await office.asked()
    office.now += timedelta(days=4)
    day = local_day(office.now)
    await moved(office, notice)
    office.now += timedelta(days=1)
    await office.does(acknowledge, f.OUTSIDER, notice.document.id)

    rows = await counted(office)
    deadlines = {(key, on < day) for key, on, _ in rows if key.startswith("deadlines_missed")}
    both = ("deadlines_missed_region", "deadlines_missed_municipality")
    assert deadlines == {(key, before) for key in both for before in (True, False)}
    had = {True: f.CASEWORKER.home.organisation_id, False: NEW.organisation_id}
    assert [(key, on) for key, on, municipality in rows if municipality != had[on < day]] == []


async def test_counted_anew_it_still_counts_for_the_one_that_had_the_case_then(office: Office) -> None:
    notice = await office.sent(DocumentKind.EARLY_NOTICE)
    office.now += timedelta(days=10)
    await moved(office, notice)
    before = await counted(office)
    assert await counted_anew(office) == before


async def agreed(office: Office, found: DocumentOnCase, unit: Unit, in_days: int) -> Task:
    """A follow-up of the unit's, due in so many days."""
    due = local_day(office.now) + timedelta(days=in_days)
    await office.does(
        add_follow_up, f.NURSE, found.document.id, AgreedRow(Sensitive("Ring"), unit.id, None, due)
    )
    (task,) = [t for t in await office.tasks(found.document) if t.kind is TaskKind.FOLLOW_UP]
    return task


async def test_what_the_second_municipality_missed_it_still_missed_when_it_becomes_the_first(
    office: Office,
) -> None:
    notice = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.does(acknowledge, f.CASEWORKER, notice.document.id)
    await office.does(add_second_municipality, f.NURSE, notice.case.id, NEW.id, "Bor der snart")
    task = await agreed(office, notice, NEW, 1)
    office.now += timedelta(days=10)
    await moved(office, notice)

    missed = ("deadlines_missed_municipality", task.due, NEW.organisation_id)
    before = await counted(office)
    assert missed in before
    assert await counted_anew(office) == before
    await office.does(mark_done, f.OUTSIDER, task.id)
    assert missed in await counted(office)


async def test_what_a_municipality_ended_before_the_citizen_moved_away_and_back_stays_its_own(
    office: Office,
) -> None:
    notice = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.does(acknowledge, f.CASEWORKER, notice.document.id)
    task = await agreed(office, notice, f.CASEWORKER.home, 9)
    await office.does(mark_done, f.CASEWORKER, task.id)
    office.now += timedelta(days=2)
    await moved(office, notice)
    office.now += timedelta(days=18)
    await office.does(change_municipality, f.NURSE, notice.case.id, f.CASEWORKER.home.id, WHY)

    before = await counted(office)
    assert ("follow_ups_due_municipality", task.due, f.CASEWORKER.home.organisation_id) in before
    assert await counted_anew(office) == before


async def test_what_is_over_stays_the_former_municipality_s(office: Office) -> None:
    found = await office.sent(PLAN)
    await office.sent(DocumentKind.DISCHARGE_NOTICE)
    (admission,) = await office.admissions(found.case.id)
    values = (admission.id, Discharge(office.now.date(), DischargeKind.TRANSFERRED, homeless=False))
    await office.does(record_discharge, f.NURSE, *values)
    await office.does(withdraw, f.NURSE, found.document.id, "Fejl")
    await moved(office, found)
    (over,) = await office.admissions(found.case.id)
    assert over.municipality.unit_id == f.CASEWORKER.home.id
    assert (await office.document(found.document.id)).receiver.unit_id == f.CASEWORKER.home.id


@pytest.mark.parametrize(
    ("unit_id", "reason", "key"),
    [
        (NEW.id, "  ", "case.reason_missing"),
        (f.CASEWORKER.home.id, WHY, "case.no_other_municipality"),
        (f.NURSE_ELSEWHERE.home.id, WHY, "case.no_other_municipality"),
        ("0" * 32, WHY, "case.no_other_municipality"),
    ],
    ids=["no reason", "the same one", "a unit of the region", "no unit"],
)
async def test_it_takes_a_reason_and_another_municipality(
    office: Office, unit_id: str, reason: str, key: str
) -> None:
    await office.staff(f.ANOTHER_CENTRE)
    found = await office.sent(PLAN)
    refusal = await office.refuses(change_municipality, f.NURSE, found.case.id, unit_id, reason)
    assert (type(refusal), refusal.key) == (BadValue, key)


@pytest.mark.parametrize(
    ("agreement", "key"),
    [
        ({"parties": ("Psykiatrisk Center Glostrup", "Hvidovre Kommune")}, "meeting.no_agreement"),
    ],
)
async def test_without_an_agreement_with_it_the_case_stays(
    office: Office, agreement: dict[str, Any], key: str
) -> None:
    office.agreements = in_force(an_agreement(**agreement))
    found = await office.sent(PLAN)
    refusal = await office.refuses(change_municipality, f.NURSE, found.case.id, NEW.id, WHY)
    assert refusal.key == key


async def test_a_unit_for_another_age_does_not_take_it(office: Office) -> None:
    rows = [row.__class__(**{**row.__dict__, "area": Area.CHILDREN}) for row in f.DIRECTORY[-1:]]
    await office.store.run(lambda r: r.directory.replace([*f.DIRECTORY[:-1], *rows]))
    found = await office.sent(PLAN)
    refusal = await office.refuses(change_municipality, f.NURSE, found.case.id, NEW.id, WHY)
    assert refusal.key == "field.no_unit_for_area"


async def test_a_closed_case_does_not_move_and_an_outsider_moves_nothing(office: Office) -> None:
    found = await office.sent(PLAN)
    values = (found.case.id, NEW.id, WHY)
    assert type(await office.refuses(change_municipality, f.OUTSIDER, *values)) is NotFound
    await office.does(close_case, f.NURSE, found.case.id, "Slut")
    assert (await office.refuses(change_municipality, f.NURSE, *values)).key == "case.closed"


async def test_the_former_municipality_finds_nothing_of_the_case_from_that_moment(office: Office) -> None:
    found = await office.sent(PLAN)
    asked = await office.asked()
    (admission, *_) = await office.admissions((await office.sent(DocumentKind.EARLY_NOTICE)).case.id)
    tasks = [t for t in await office.tasks(found.document) if t.sector is Sector.MUNICIPALITY]
    await moved(office, found)
    case_id, caller = found.case.id, f.CASEWORKER
    looks: tuple[Callable[[Records], object], ...] = (
        lambda r: r.cases.get(case_id, caller),
        lambda r: r.cases.by_number(found.case.number, caller),
        lambda r: r.documents.get(found.document.id, caller),
        lambda r: r.documents.version_of(found.document.id, 1, caller),
        lambda r: r.meetings.get(asked.meeting.id, caller),
        lambda r: r.admissions.get(admission.id, caller),
        lambda r: r.tasks.get(tasks[0].id, caller),
        lambda r: r.events.of_case(case_id, caller),
    )
    for look in looks:
        with pytest.raises(NotFound):
            await office.store.run(look)
    assert await office.store.run(lambda r: r.tasks.open_of_person(caller)) == ()
    assert await office.store.run(lambda r: r.cases.of_person(caller)) == ()
    assert await office.store.run(lambda r: r.cases.of_citizen(found.case.citizen.cpr, caller)) == ()


async def test_a_citizen_who_moves_back_has_the_same_case_again(office: Office) -> None:
    found = await office.sent(PLAN)
    await moved(office, found)
    await office.does(change_municipality, f.OUTSIDER, found.case.id, f.CASEWORKER.home.id, "Flyttet tilbage")
    again = await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    assert again.case.id == found.case.id
    assert (await office.document(found.document.id)).receiver.unit_id == f.CASEWORKER.home.id
