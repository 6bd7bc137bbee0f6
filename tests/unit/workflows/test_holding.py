"""A case is restricted or kept: who may, what it closes, who is told, and who lets it go again."""

from __future__ import annotations

import pytest

from domain.case import Case, HoldKind
from domain.document_kind import DocumentKind
from domain.errors import BadValue, CaseRestricted, NotAllowed, NotFound, WrongStatus
from domain.people import Person
from domain.subject import Subject, SubjectKind
from tests import factories as f
from tests.office import Office, told
from workflows.cases import close_case
from workflows.documents import acknowledge, open_document
from workflows.holding import hold_case, let_go
from workflows.journal import mark_in_journal
from workflows.meetings import acknowledge as acknowledge_meeting
from workflows.meetings import open_details
from workflows.moving import change_municipality
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase
from workflows.second_municipality import add_second_municipality
from workflows.tasks import take

WHY = "Borgeren bestrider forløbet"
RESTRICTED, KEPT = HoldKind.RESTRICTED, HoldKind.KEPT


async def held(office: Office, kind: HoldKind = RESTRICTED) -> DocumentOnCase:
    """A notice was sent, and the ward's leader has held the case back."""
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    office.news()
    await office.does(hold_case, f.NURSE_LEADER, found.case.id, kind, WHY)
    return found


async def test_both_sectors_and_their_leaders_are_told(office: Office) -> None:
    found = await held(office)
    people = (f.NURSE, f.COLLEAGUE, f.CASEWORKER, f.CASEWORKER_LEADER)
    assert office.news() == told(NoticeKind.CASE, *people)
    assert (await office.events(found.document))[-1] == ("case.restrict", "open")
    assert (f.NURSE_LEADER.id, "case.restrict", f"case:{found.case.id}") in office.audited()


async def test_while_restricted_only_leaders_open_what_stands_on_it(office: Office) -> None:
    found = await held(office)
    for person in (f.NURSE, f.CASEWORKER):
        refusal = await office.refuses(open_document, person, found.document.id)
        assert type(refusal) is CaseRestricted
    for leader in (f.NURSE_LEADER, f.CASEWORKER_LEADER):
        assert await office.does(open_document, leader, found.document.id)


async def test_while_restricted_nobody_else_answers_or_marks(office: Office) -> None:
    found = await held(office)
    subject = Subject(SubjectKind.DOCUMENT, found.document.id)
    refusals = [
        await office.refuses(acknowledge, f.CASEWORKER, found.document.id),
        await office.refuses(mark_in_journal, f.CASEWORKER, subject),
    ]
    assert [type(each) for each in refusals] == [CaseRestricted] * 2


async def test_a_meeting_on_a_restricted_case_is_closed_too(office: Office) -> None:
    found = await office.asked()
    await office.does(hold_case, f.CASEWORKER_LEADER, found.case.id, RESTRICTED, WHY)
    for step in (open_details, acknowledge_meeting):
        assert type(await office.refuses(step, f.CASEWORKER, found.meeting.id)) is CaseRestricted


async def test_tasks_go_on_while_it_is_restricted(office: Office) -> None:
    found = await held(office)
    task = (await office.tasks(found.document))[0]
    person = f.CASEWORKER if task.unit_id == f.CASEWORKER.home.id else f.COLLEAGUE
    assert (await office.does(take, person, task.id)).task.owner_id == person.id


async def test_a_kept_case_is_worked_on_as_before(office: Office) -> None:
    found = await held(office, KEPT)
    assert await office.does(acknowledge, f.CASEWORKER, found.document.id)
    assert (await office.events(found.document))[-1][0] == "document.acknowledge"


@pytest.mark.parametrize(
    ("person", "refusal"),
    [(f.NURSE, NotAllowed), (f.CASEWORKER, NotAllowed), (f.OUTSIDER, NotFound), (f.ADMINISTRATOR, NotFound)],
    ids=["frontline, region", "frontline, municipality", "outsider", "administrator"],
)
async def test_only_the_leaders_of_its_units_hold_a_case(
    office: Office, person: Person, refusal: type[Exception]
) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    assert type(await office.refuses(hold_case, person, found.case.id, RESTRICTED, WHY)) is refusal


async def test_a_reason_is_asked_for(office: Office) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    refusal = await office.refuses(hold_case, f.NURSE_LEADER, found.case.id, RESTRICTED, "  ")
    assert (type(refusal), refusal.key) == (BadValue, "case.reason_missing")


async def test_the_unit_that_asked_for_it_lets_it_go(office: Office) -> None:
    found = await held(office)
    refusal = await office.refuses(let_go, f.CASEWORKER_LEADER, found.case.id, "Afklaret")
    assert type(refusal) is NotAllowed
    case: Case = await office.does(let_go, f.NURSE_LEADER, found.case.id, "Afklaret")
    assert case.hold is None
    assert await office.does(open_document, f.CASEWORKER, found.document.id)
    again = await office.refuses(let_go, f.NURSE_LEADER, found.case.id, "Afklaret")
    assert type(again) is WrongStatus


@pytest.mark.parametrize(
    ("first", "other"),
    [(f.NURSE_LEADER, f.CASEWORKER_LEADER), (f.CASEWORKER_LEADER, f.NURSE_LEADER)],
    ids=["the ward holds it", "the municipality holds it"],
)
@pytest.mark.parametrize("kind", HoldKind)
async def test_what_one_unit_holds_the_other_neither_changes_nor_lets_go(
    office: Office, first: Person, other: Person, kind: HoldKind
) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.does(hold_case, first, found.case.id, RESTRICTED, WHY)
    refusals = [
        await office.refuses(hold_case, other, found.case.id, kind, "Klagesag"),
        await office.refuses(let_go, other, found.case.id, "Afklaret"),
    ]
    assert [type(each) for each in refusals] == [NotAllowed] * 2
    own = await office.does(hold_case, first, found.case.id, kind, "Klagesag")
    assert own.hold is not None
    assert (own.hold.kind, own.hold.unit_id) == (kind, first.home.id)


async def test_what_a_unit_held_that_is_off_the_case_a_leader_of_the_present_ones_lets_go(
    office: Office,
) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.does(hold_case, f.CASEWORKER_LEADER, found.case.id, RESTRICTED, WHY)
    await office.does(
        change_municipality, f.NURSE_LEADER, found.case.id, f.OUTSIDER.home.id, "Borgeren er flyttet"
    )
    assert type(await office.refuses(open_document, f.NURSE, found.document.id)) is CaseRestricted
    refusal = await office.refuses(let_go, f.CASEWORKER_LEADER, found.case.id, "Afklaret")
    assert type(refusal) is NotFound
    assert (await office.does(let_go, f.NURSE_LEADER, found.case.id, "Afklaret")).hold is None
    assert await office.does(open_document, f.NURSE, found.document.id)


async def test_a_unit_that_has_come_back_as_the_second_municipality_holds_nothing_either(
    office: Office,
) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.does(hold_case, f.CASEWORKER_LEADER, found.case.id, RESTRICTED, WHY)
    for step, unit in (
        (change_municipality, f.OUTSIDER.home),
        (add_second_municipality, f.CASEWORKER.home),
    ):
        await office.does(step, f.NURSE_LEADER, found.case.id, unit.id, "Borgeren er flyttet")
    assert (await office.does(let_go, f.NURSE_LEADER, found.case.id, "Afklaret")).hold is None


async def test_a_closed_case_is_held_back_too(office: Office) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.does(close_case, f.NURSE, found.case.id, "Slut")
    case = await office.does(hold_case, f.NURSE_LEADER, found.case.id, KEPT, "Klagesag")
    assert case.hold is not None
    assert (case.hold.kind, case.hold.unit_id) == (KEPT, f.NURSE.home.id)


async def test_the_cards_of_what_stands_on_it_are_brought_up_to_date(office: Office) -> None:
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    await office.hold(Subject(SubjectKind.DOCUMENT, found.document.id), f.CASEWORKER)
    office.news()
    await office.does(hold_case, f.NURSE_LEADER, found.case.id, RESTRICTED, WHY)
    assert told(NoticeKind.REFRESH, f.CASEWORKER) <= office.news()
