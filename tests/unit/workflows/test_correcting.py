"""Who the citizen is, corrected on a case; and what one learns, and does not learn, of their other cases."""

from __future__ import annotations

from domain.cpr import Cpr
from domain.document_kind import DocumentKind
from domain.errors import BadValue, NotFound
from tests import factories as f
from tests.office import CLOCK, Office, told
from workflows.correcting import correct_citizen, other_cases, see_citizen
from workflows.notice import NoticeKind

RIGHT = Cpr.parse("620190-4321", f.NOW.date())
WHY = "Tastefejl ved oprettelsen"


async def test_name_and_number_are_corrected_everywhere_and_both_are_told(office: Office) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    office.news()
    await office.does(correct_citizen, f.NURSE, found.case.id, RIGHT, "Asta Rettet", WHY)
    case = await office.store.run(lambda r: r.cases.get(found.case.id, CLOCK))
    assert (case.citizen.cpr, case.citizen.name.reveal()) == (RIGHT, "Asta Rettet")
    assert told(NoticeKind.CASE, f.CASEWORKER) <= office.news()
    assert (await office.events(found.document))[-1] == ("case.correct", "open")


async def test_the_case_is_found_by_the_right_number_and_no_longer_by_the_wrong(office: Office) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.does(correct_citizen, f.NURSE, found.case.id, RIGHT, f.CITIZEN_NAME, WHY)
    assert await office.store.run(lambda r: r.cases.of_citizen(f.a_cpr(), f.NURSE)) == ()
    (case,) = await office.store.run(lambda r: r.cases.of_citizen(RIGHT, f.NURSE))
    assert case.id == found.case.id


async def test_nothing_corrected_and_no_reason_are_refused(office: Office) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    same = await office.refuses(correct_citizen, f.NURSE, found.case.id, f.a_cpr(), f.CITIZEN_NAME, WHY)
    why = await office.refuses(correct_citizen, f.NURSE, found.case.id, RIGHT, f.CITIZEN_NAME, "")
    assert [(type(each), each.key) for each in (same, why)] == [
        (BadValue, "case.nothing_corrected"),
        (BadValue, "case.reason_missing"),
    ]


async def test_an_outsider_corrects_nothing(office: Office) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    refusal = await office.refuses(correct_citizen, f.OUTSIDER, found.case.id, RIGHT, "Asta", WHY)
    assert type(refusal) is NotFound


async def test_seeing_who_it_is_to_correct_it_is_logged(office: Office) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    citizen = await office.does(see_citizen, f.NURSE, found.case.id)
    assert citizen.name.reveal() == f.CITIZEN_NAME
    assert office.audited()[-1] == (f.NURSE.id, "read", f"case:{found.case.id}")


async def test_of_the_same_citizens_other_cases_only_ones_own_are_told(office: Office) -> None:
    first = await office.sent(DocumentKind.EARLY_NOTICE, cpr=RIGHT)
    second = await office.sent(DocumentKind.EARLY_NOTICE)
    elsewhere = await office.sent(DocumentKind.EARLY_NOTICE, cpr=RIGHT, other_unit_id=f.OUTSIDER.home.id)
    case = await office.does(correct_citizen, f.NURSE, second.case.id, RIGHT, f.CITIZEN_NAME, WHY)
    own = {first.case.number, elsewhere.case.number}
    assert {each.number for each in await office.does(other_cases, f.NURSE, case)} == own
    assert [each.number for each in await office.does(other_cases, f.CASEWORKER, case)] == [first.case.number]
