"""Asking for a meeting: the case, the tasks, the event, the audit entry and the messages, or none at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from domain.errors import BadValue, BrobyggerError, NotAllowed, NothingLeft
from domain.legal_basis import Basis, ConsentFrom, LegalBasis
from domain.local_time import at_local
from domain.network_meeting import MeetingTime, Side, Status
from domain.people import Area, Person, Sector
from domain.sensitive import Sensitive
from domain.task import TaskKind
from tests import factories as f
from tests.agreements import an_agreement, in_force
from tests.office import Office, told
from tests.people import a_person
from workflows.meetings import acknowledge, open_details
from workflows.notice import NoticeKind

MONDAY_BEFORE_EASTER = at_local(date(2026, 3, 30), time(9))


def with_basis(basis: LegalBasis) -> dict[str, Any]:
    return {"content": Sensitive(replace(f.some_content(), basis=basis))}


async def test_a_request_opens_a_case_between_the_two_units(office: Office) -> None:
    found = await office.asked()
    case, meeting = found.case, found.meeting
    assert case.number == meeting.case_number == "26-1001"
    assert (case.region_unit_id, case.municipality_unit_id) == (f.NURSE.home.id, f.CASEWORKER.home.id)
    assert (case.agreement_id, case.area, case.participants) == (
        "adults",
        Area.ADULTS,
        frozenset(),
    )
    assert (meeting.status, meeting.version, meeting.agreed) == (Status.REQUESTED, 1, None)
    assert meeting.party(Side.INVITER).person_id == f.NURSE.id
    assert meeting.party(Side.RECEIVER).person_id is None
    assert await office.found(meeting.id) == found


async def test_a_request_from_the_municipality_stands_the_case_the_same_way(office: Office) -> None:
    found = await office.asked(f.CASEWORKER)
    assert (found.case.region_unit_id, found.case.municipality_unit_id) == (
        f.NURSE.home.id,
        f.CASEWORKER.home.id,
    )
    assert (found.meeting.inviter.sector, found.meeting.receiver.sector) == (
        Sector.MUNICIPALITY,
        Sector.REGION,
    )
    assert office.news() == told(NoticeKind.MEETING, f.NURSE, f.COLLEAGUE)


async def test_the_receiving_unit_s_inbox_is_told_and_has_the_tasks(office: Office) -> None:
    found = await office.asked()
    assert office.news() == told(NoticeKind.MEETING, f.CASEWORKER)
    tasks = await office.tasks(found.meeting)
    assert [(t.kind, t.unit_id, t.owner_id, t.due) for t in tasks] == [
        (TaskKind.ACKNOWLEDGE, f.CASEWORKER.home.id, None, date(2026, 11, 23)),
        (TaskKind.FIND_TIME, f.CASEWORKER.home.id, None, date(2026, 11, 27)),
    ]
    assert {t.sector for t in tasks} == {Sector.MUNICIPALITY}
    assert await office.events(found.meeting) == [("case.open", "open"), ("meeting.request", "requested")]
    assert office.audited() == [
        (f.NURSE.id, "search", "citizen"),
        (f.NURSE.id, "case.open", f"case:{found.case.id}"),
        (f.NURSE.id, "meeting.request", f"meeting:{found.meeting.id}"),
    ]


async def test_a_time_is_to_be_found_in_five_working_days_and_easter_does_not_count(office: Office) -> None:
    office.now = MONDAY_BEFORE_EASTER
    times = (MeetingTime(MONDAY_BEFORE_EASTER + timedelta(days=14), 60),)
    found = await office.asked(times=times, **with_basis(LegalBasis(Basis.SECTION_13C)))
    assert found.meeting.find_time_by == date(2026, 4, 9)
    (acknowledge,) = [t for t in await office.tasks(found.meeting) if t.kind is TaskKind.ACKNOWLEDGE]
    assert acknowledge.due == date(2026, 3, 31)


async def test_case_numbers_run_on_within_the_local_year(office: Office) -> None:
    citizens = [f.a_cpr(text) for text in ("610190-4321", "620190-4321", "630190-4321")]
    numbers = [(await office.asked(cpr=citizen)).case.number for citizen in citizens[:2]]
    assert numbers == ["26-1001", "26-1002"]
    office.now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    later = (MeetingTime(office.now + timedelta(days=7), 60),)
    assert (await office.asked(times=later, cpr=citizens[2])).case.number == "27-1001"


async def test_a_second_request_for_the_citizen_lands_on_the_case_that_is_open(office: Office) -> None:
    first = await office.asked()
    again = await office.asked(f.CASEWORKER)
    assert again.case == first.case
    assert again.meeting.id != first.meeting.id
    assert [kind for kind, _ in await office.events(first.meeting)].count("case.open") == 1


async def test_who_was_in_touch_on_the_case_last_is_asked_again(office: Office) -> None:
    first = await office.asked()
    await office.does(acknowledge, f.CASEWORKER, first.meeting.id)
    again = await office.asked(f.COLLEAGUE)
    assert again.meeting.receiver.person_id == f.CASEWORKER.id
    assert again.meeting.inviter.person_id == f.COLLEAGUE.id


async def test_the_agreement_of_the_area_is_the_case_s_agreement(office: Office) -> None:
    office.agreements = in_force(an_agreement(), an_agreement(id="children", area=Area.CHILDREN))
    reason = Sensitive("Overgang til voksen")
    for_all_ages = [replace(row, area=Area.BOTH) for row in f.DIRECTORY]
    await office.store.run(lambda records: records.directory.replace(for_all_ages))
    found = await office.asked(area=Area.CHILDREN, override_reason=reason)
    stored = (await office.found(found.meeting.id)).case
    assert (stored.agreement_id, stored.override_reason) == ("children", reason)


async def refused(office: Office, caller: Person, error: type[BrobyggerError], **changes: object) -> str:
    """The wording of the refusal, after which nothing is stored."""
    before = office.everything()
    with pytest.raises(error) as refusal:
        await office.asked(caller, **changes)
    assert office.everything() == before
    return refusal.value.key


@pytest.mark.parametrize("caller", [f.REGION_COORDINATOR, f.ADMINISTRATOR], ids=lambda p: p.title)
async def test_who_works_in_no_unit_starts_no_case(office: Office, caller: Person) -> None:
    await refused(office, caller, NotAllowed)


@pytest.mark.parametrize(
    "unit_id", [f.NURSE.home.id, "0" * 32], ids=["a unit of the own sector", "no unit at all"]
)
async def test_the_receiver_is_a_unit_of_the_other_sector(office: Office, unit_id: str) -> None:
    assert await refused(office, f.NURSE, BadValue, other_unit_id=unit_id) == "meeting.receiver_other_sector"


@pytest.mark.parametrize(
    "agreement",
    [
        an_agreement(parties=("Psykiatrisk Center Glostrup", "Albertslund Kommune")),
        an_agreement(valid_from=date(2027, 1, 1)),
        an_agreement(valid_to=date(2026, 11, 19)),
        an_agreement(area=Area.CHILDREN),
    ],
    ids=["not a party", "not yet in force", "no longer in force", "another area"],
)
async def test_an_agreement_in_force_must_bind_both(office: Office, agreement: object) -> None:
    office.agreements = in_force(agreement)  # type: ignore[arg-type]
    assert await refused(office, f.NURSE, BadValue) == "meeting.no_agreement"


@pytest.mark.parametrize(
    ("basis", "key"),
    [
        (LegalBasis(Basis.OTHER), "basis.other_needs_text"),
        (LegalBasis(Basis.CONSENT, ConsentFrom.CITIZEN, date(2026, 11, 21)), "basis.consent_in_future"),
        (LegalBasis(Basis.CONSENT, ConsentFrom.PARENTAL_AUTHORITY, date(2026, 11, 2)), "basis.from_15"),
    ],
)
async def test_a_wrong_legal_basis_is_refused(office: Office, basis: LegalBasis, key: str) -> None:
    assert await refused(office, f.NURSE, BadValue, **with_basis(basis)) == key


async def test_a_child_does_not_consent_alone(office: Office) -> None:
    consent = LegalBasis(Basis.CONSENT, ConsentFrom.CITIZEN, date(2026, 11, 2))
    child = f.a_cpr("610115-5000")
    assert await refused(office, f.NURSE, BadValue, cpr=child, **with_basis(consent)) == "basis.under_15"


@pytest.mark.parametrize("times", [(), (f.a_time(-1),), (f.a_time(2), f.a_time(0))])
async def test_times_lie_ahead(office: Office, times: tuple[MeetingTime, ...]) -> None:
    await refused(office, f.NURSE, NothingLeft, times=times)


async def test_who_leads_and_coordinates_writes_from_the_unit_they_lead(office: Office) -> None:
    """Else the case would be held by a unit in which its inviter may do nothing."""
    nurse = f.NURSE.memberships[0]
    coordinator = f.MUNICIPAL_COORDINATOR.memberships[0]
    both = replace(f.NURSE, memberships=(coordinator, nurse))
    found = await office.asked(both)
    assert found.meeting.side_of(both) is Side.INVITER


async def test_opening_the_details_is_logged_with_who_and_what(office: Office) -> None:
    found = await office.asked()
    seen = await office.does(open_details, f.CASEWORKER, found.meeting.id)
    assert seen.meeting.content == found.meeting.content
    assert office.audited()[3:] == [(f.CASEWORKER.id, "read", f"meeting:{found.meeting.id}")]


@pytest.mark.parametrize(
    "caller",
    [f.OUTSIDER, f.REGION_COORDINATOR, a_person("Ny", (f.OUTSIDER.home, f.OUTSIDER.memberships[0].role))],
    ids=lambda p: p.title,
)
async def test_an_outsider_does_not_learn_that_there_is_a_meeting(office: Office, caller: Person) -> None:
    found = await office.asked()
    before, messages = office.everything(), set()
    for meeting_id in (found.meeting.id, "0" * 32):
        with pytest.raises(BrobyggerError) as refusal:
            await office.does(open_details, caller, meeting_id)
        messages.add((type(refusal.value), str(refusal.value)))
    assert len(messages) == 1
    assert office.everything() == before


async def test_a_unit_for_another_age_cannot_be_asked(office: Office) -> None:
    office.agreements = in_force(an_agreement(id="children", area=Area.CHILDREN))
    assert await refused(office, f.NURSE, BadValue, area=Area.CHILDREN) == "field.no_unit_for_area"
