"""A case: one citizen's course between two units, opened from any document, found again, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.case import Case
from domain.document_kind import DocumentKind
from domain.errors import BadValue, BrobyggerError, NotAllowed, NotFound
from domain.people import Area, Person
from domain.sensitive import Sensitive
from domain.task import TaskKind
from tests import factories as f
from tests.agreements import an_agreement, in_force
from tests.office import Office, a_new_case, a_request, send_document, told
from tests.texts import whole_text
from workflows.cases import UNSTORED, NewCase, close_case, open_case, open_matters, withdraw_consent
from workflows.desk import Desk
from workflows.documents import acknowledge, send
from workflows.meetings import request_meeting
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase

NOTICE = DocumentKind.EARLY_NOTICE
TEXT = whole_text(NOTICE, setting="outpatient")
ALBERTSLUND = f.OUTSIDER.home.id


async def notified(office: Office, caller: Person = f.NURSE, **of_case: Any) -> DocumentOnCase:
    found = await office.sent(NOTICE, caller, content=TEXT, **of_case)
    office.news()
    return found


async def the_case(office: Office, case_id: str) -> Case:
    return await office.store.run(lambda r: r.cases.get(case_id, f.NURSE))


async def test_a_case_that_is_opened_is_stored_with_the_first_thing_on_it(office: Office) -> None:
    unstored = await office.does(open_case, f.NURSE, a_new_case())
    assert unstored.version == UNSTORED
    assert office.everything()["cases"] == []
    found = await office.sent(NOTICE, content=TEXT)
    assert found.case.version == 1
    assert await the_case(office, found.case.id) == found.case
    assert found.document.case_number == found.case.number


async def test_any_document_and_a_meeting_open_one_and_gather_on_it(office: Office) -> None:
    found = await notified(office)
    status = await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    plan = await office.sent(DocumentKind.INTERVENTION_PLAN, f.COLLEAGUE)
    meeting = await office.asked(f.CASEWORKER_LEADER)
    assert status.case == plan.case == meeting.case == found.case
    kinds = [kind for kind, _ in await office.events(found.document)]
    assert kinds.count("case.open") == 1


@pytest.mark.parametrize(
    "other",
    [{"cpr": f.a_cpr("620190-4321")}, {"other_unit_id": ALBERTSLUND}, {"area": Area.CHILDREN}],
    ids=["another citizen", "another municipality", "the other agreement"],
)
async def test_another_citizen_municipality_or_agreement_is_another_case(
    office: Office, other: dict[str, Any]
) -> None:
    office.agreements = in_force(an_agreement(), an_agreement(id="children", area=Area.CHILDREN))
    rows = [row for row in f.DIRECTORY if row.unit != "Voksenenheden"]
    both_ages = [row for row in f.DIRECTORY if row not in rows]
    await office.store.run(
        lambda r: r.directory.replace(
            [*rows, *(row.__class__(**{**row.__dict__, "area": Area.BOTH}) for row in both_ages)]
        )
    )
    first = await notified(office)
    second = await notified(office, **other)
    assert second.case.id != first.case.id
    assert second.case.number == "26-1002"


async def test_a_citizen_s_case_elsewhere_is_neither_found_nor_told_of(office: Office) -> None:
    """The nurse and Albertslund have one; Hvidovre opens its own and cannot see that there was another."""
    await notified(office, other_unit_id=ALBERTSLUND)
    mine = await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    assert [kind for kind, _ in await office.events(mine.document)][:1] == ["case.open"]
    seen = await office.store.run(lambda r: r.cases.of_citizen(f.a_cpr(), f.CASEWORKER))
    assert [case.id for case in seen] == [mine.case.id]


async def test_a_closed_case_is_not_added_to_and_the_citizen_s_next_course_is_a_new_one(
    office: Office,
) -> None:
    first = await notified(office)
    closed = await office.does(close_case, f.NURSE, first.case.id, "Borgeren er flyttet")
    refusals = [
        await office.refuses(send, f.NURSE, closed, NOTICE, Sensitive(TEXT)),
        await office.refuses(request_meeting, f.NURSE, closed, a_request()),
    ]
    assert [refusal.key for refusal in refusals] == ["case.closed", "case.closed"]
    second = await notified(office)
    assert (second.case.id != first.case.id, second.case.is_open) == (True, True)


async def test_a_case_with_nothing_open_is_closed_without_a_reason_and_both_are_told(office: Office) -> None:
    found = await notified(office)
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    closed = await office.does(close_case, f.NURSE, found.case.id, "")
    assert (closed.is_open, closed.closed_at, closed.version) == (False, office.now, 2)
    assert await the_case(office, found.case.id) == closed
    assert office.news() == told(NoticeKind.CASE, f.COLLEAGUE, f.CASEWORKER)
    assert (await office.events(found.document))[-1] == ("case.close", "closed")
    assert office.audited()[-1] == (f.NURSE.id, "case.close", f"case:{found.case.id}")


@pytest.mark.parametrize("reason", ["", "  "])
async def test_with_something_open_closing_needs_a_reason(office: Office, reason: str) -> None:
    found = await notified(office)
    refusal = await office.refuses(close_case, f.NURSE, found.case.id, reason)
    assert (type(refusal), refusal.key) == (BadValue, "case.reason_missing")


async def test_what_is_open_when_a_case_is_closed_stays_to_be_done(office: Office) -> None:
    found = await notified(office)
    closed = await office.does(close_case, f.CASEWORKER, found.case.id, "Borgeren er død")
    assert closed.closing_reason.reveal() == "Borgeren er død"
    matters = await office.does(open_matters, closed)
    assert matters[0].kind is TaskKind.READ_NOTICE
    assert {task.kind for task in matters[1:]} == {TaskKind.JOURNAL}
    assert matters == tuple(await office.tasks(found.document))


def withdraw(desk: Desk, caller: Person, case_id: str) -> Case:
    return withdraw_consent(desk, caller, case_id, f.NOW.date())


def close(desk: Desk, caller: Person, case_id: str) -> Case:
    return close_case(desk, caller, case_id, "Slut")


@pytest.mark.parametrize("use_case", [withdraw, close])
async def test_only_the_case_s_two_units_manage_it(office: Office, use_case: Callable[..., Case]) -> None:
    found = await notified(office)
    for outsider in (f.OUTSIDER, f.REGION_COORDINATOR, f.ADMINISTRATOR):
        assert type(await office.refuses(use_case, outsider, found.case.id)) is NotFound
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    assert type(await office.refuses(use_case, f.OUTSIDER, found.case.id)) is NotFound


@pytest.mark.parametrize("use_case", [withdraw, close])
async def test_a_closed_case_is_managed_no_more(office: Office, use_case: Callable[..., Case]) -> None:
    found = await notified(office)
    await office.does(close_case, f.NURSE, found.case.id, "Slut")
    refusal = await office.refuses(use_case, f.CASEWORKER, found.case.id)
    assert refusal.key == "case.closed"


async def refused(office: Office, caller: Person, **of_case: Any) -> BrobyggerError:
    new: NewCase = a_new_case(caller, **of_case)
    return await office.refuses(send_document, caller, new, NOTICE, Sensitive(TEXT))


async def test_who_works_in_no_unit_opens_no_case(office: Office) -> None:
    assert type(await refused(office, f.REGION_COORDINATOR)) is NotAllowed


@pytest.mark.parametrize(
    ("of_case", "key"),
    [
        ({"other_unit_id": f.NURSE.home.id}, "meeting.receiver_other_sector"),
        ({"other_unit_id": "0" * 32}, "meeting.receiver_other_sector"),
        ({"area": Area.CHILDREN}, "field.no_unit_for_area"),
    ],
    ids=["own sector", "no unit", "a unit for another age"],
)
async def test_the_other_side_is_a_unit_of_the_other_sector_for_that_age(
    office: Office, of_case: dict[str, Any], key: str
) -> None:
    assert (await refused(office, f.NURSE, **of_case)).key == key


async def test_a_unit_where_nobody_works_cannot_be_written_to(office: Office) -> None:
    nobody = [row for row in f.DIRECTORY if row.unit != "Voksenenheden" or row.person.startswith("Kirsten")]
    await office.store.run(lambda records: records.directory.replace(nobody))
    assert (await refused(office, f.NURSE)).key == "field.no_unit_for_area"


async def test_without_an_agreement_between_the_two_no_case_is_opened(office: Office) -> None:
    office.agreements = in_force(an_agreement(parties=("Psykiatrisk Center Glostrup", "Albertslund Kommune")))
    assert (await refused(office, f.NURSE)).key == "meeting.no_agreement"
