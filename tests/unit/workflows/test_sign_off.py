"""Two-sector sign-off: both sign the same version, and whatever changes it asks both again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.document_kind import DocumentKind
from domain.document_steps import Side, Status
from domain.errors import BadValue, NotAllowed, NotFound, WrongStatus
from domain.people import Person
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.office import Office, told
from tests.texts import whole_parts
from workflows.documents import acknowledge, changes_since, end, return_with, revise, sign, withdraw
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase
from workflows.tasks import take

PLAN = DocumentKind.COORDINATION_PLAN
TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
"""Two working days after the agreement was sent, and after the Wednesday following."""
CHANGED = whole_parts(PLAN, social_offers="Bostøtte tre gange om ugen")
BOTH_LEADERS = (f.NURSE_LEADER, f.CASEWORKER_LEADER)


async def to_sign(office: Office) -> DocumentOnCase:
    """The nurse has sent a coordination plan, and its messages have been read."""
    found = await office.sent(PLAN)
    office.news()
    return found


async def signed(office: Office, *people: Person) -> DocumentOnCase:
    found = await to_sign(office)
    for person in people:
        found = await office.does(sign, person, found.document.id, 1)
    office.news()
    return found


def signatures(found: DocumentOnCase) -> list[tuple[str, int]]:
    return [(each.person_id, each.content_version) for each in found.document.signatures]


async def test_whoever_signs_for_each_side_is_asked_and_has_two_working_days(office: Office) -> None:
    found = await office.sent(PLAN)
    assert found.document.status is Status.SIGNING
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER, *BOTH_LEADERS)
    tasks = await office.tasks(found.document)
    assert {(t.kind, t.unit_id, t.owner_id, t.due) for t in tasks} == {
        (TaskKind.SIGN, leader.home.id, None, TUESDAY) for leader in BOTH_LEADERS
    }


async def test_a_unit_s_signatories_are_asked_before_its_leaders(office: Office) -> None:
    await office.staff(*f.SIGNERS)
    await office.sent(PLAN)
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER, f.CHIEF_PHYSICIAN, f.MANAGER)


async def test_one_signature_waits_for_the_other_side(office: Office) -> None:
    found = await to_sign(office)
    one = await office.does(sign, f.NURSE_LEADER, found.document.id, 1)
    assert (one.document.status, signatures(one)) == (Status.SIGNING, [(f.NURSE_LEADER.id, 1)])
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)
    (left,) = await office.tasks(one.document)
    assert (left.kind, left.unit_id, left.due) == (TaskKind.SIGN, f.CASEWORKER.home.id, TUESDAY)
    (finished,) = await office.tasks(one.document, TaskStatus.DONE)
    assert (finished.kind, finished.unit_id) == (TaskKind.SIGN, f.NURSE.home.id)
    assert (await office.events(one.document))[-1] == ("document.sign", "signing")


@pytest.mark.parametrize("order", [BOTH_LEADERS, BOTH_LEADERS[::-1]], ids=["region first", "region last"])
async def test_signed_by_both_a_plan_is_in_force(office: Office, order: tuple[Person, Person]) -> None:
    found = await to_sign(office)
    await office.does(sign, order[0], found.document.id, 1)
    office.now += timedelta(hours=3)
    both = await office.does(sign, order[1], found.document.id, 1)
    assert (both.document.status, both.document.in_force_at) == (Status.IN_FORCE, office.now)
    assert signatures(both) == [(person.id, 1) for person in order]
    assert await office.document(both.document.id) == both.document
    assert not [t for t in await office.tasks(both.document) if t.kind is TaskKind.SIGN]
    assert (await office.events(both.document))[-1] == ("document.sign", "in_force")


async def test_who_signs_for_the_receiving_unit_does_not_become_its_contact_person(office: Office) -> None:
    """Else the caseworkers would hear nothing more, and the manager everything."""
    found = await signed(office, f.CASEWORKER_LEADER)
    assert found.document.receiver.person_id is None
    await office.does(revise, f.NURSE, found.document.id, 1, CHANGED, "Mere støtte")
    assert told(NoticeKind.DOCUMENT, f.CASEWORKER) <= office.news()


@pytest.mark.parametrize("caller", [f.NURSE, f.COLLEAGUE, f.CASEWORKER], ids=lambda p: p.title)
async def test_who_does_not_sign_for_the_unit_signs_nothing(office: Office, caller: Person) -> None:
    found = await to_sign(office)
    assert type(await office.refuses(sign, caller, found.document.id, 1)) is NotAllowed


async def test_a_signatory_signs_for_the_unit(office: Office) -> None:
    await office.staff(*f.SIGNERS)
    found = await signed(office, f.CHIEF_PHYSICIAN, f.MANAGER)
    assert signatures(found) == [(f.CHIEF_PHYSICIAN.id, 1), (f.MANAGER.id, 1)]


async def test_an_outsider_or_a_participant_cannot_sign_and_learns_nothing(office: Office) -> None:
    found = await to_sign(office)
    assert type(await office.refuses(sign, f.OUTSIDER, found.document.id, 1)) is NotFound
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    assert type(await office.refuses(sign, f.OUTSIDER, found.document.id, 1)) is NotFound


async def test_a_side_signs_once(office: Office) -> None:
    found = await signed(office, f.NURSE_LEADER)
    assert type(await office.refuses(sign, f.NURSE_LEADER, found.document.id, 1)) is WrongStatus


async def test_who_took_the_signing_on_keeps_it_until_the_other_side_has_signed(office: Office) -> None:
    found = await to_sign(office)
    (task,) = [t for t in await office.tasks(found.document) if t.unit_id == f.CASEWORKER.home.id]
    await office.does(take, f.CASEWORKER_LEADER, task.id)
    await office.does(sign, f.NURSE_LEADER, found.document.id, 1)
    (left,) = await office.tasks(found.document)
    assert (left.id, left.owner_id) == (task.id, f.CASEWORKER_LEADER.id)


@pytest.mark.parametrize(
    ("caller", "hears"),
    [
        (f.NURSE, (f.CASEWORKER, *BOTH_LEADERS)),
        (f.CASEWORKER, (f.NURSE, *BOTH_LEADERS)),
        (f.CASEWORKER_LEADER, (f.NURSE, f.NURSE_LEADER)),
    ],
    ids=["its author", "the receiver", "who had signed it"],
)
async def test_a_change_after_a_signature_is_a_new_version_that_asks_both_again(
    office: Office, caller: Person, hears: tuple[Person, ...]
) -> None:
    found = await signed(office, f.CASEWORKER_LEADER)
    office.now += timedelta(days=5)
    changed = await office.does(revise, caller, found.document.id, 1, CHANGED, "Mere støtte")
    document = changed.document
    assert (document.status, document.content_version, signatures(changed)) == (Status.SIGNING, 2, [])
    assert office.news() == told(NoticeKind.DOCUMENT, *hears)
    assert await office.does(changes_since, f.NURSE, document.id, 1) == ("social_offers",)
    assert {(t.kind, t.unit_id, t.due) for t in await office.tasks(document)} == {
        (TaskKind.SIGN, leader.home.id, FRIDAY) for leader in BOTH_LEADERS
    }


async def test_what_was_to_be_signed_before_a_change_counts_as_withdrawn_not_as_signed(
    office: Office,
) -> None:
    found = await signed(office, f.CASEWORKER_LEADER)
    office.now += timedelta(days=5)
    await office.does(revise, f.NURSE, found.document.id, 1, CHANGED, "Mere støtte")
    (given_up,) = await office.tasks(found.document, TaskStatus.WITHDRAWN)
    assert given_up.unit_id == f.NURSE.home.id
    (done,) = await office.tasks(found.document, TaskStatus.DONE)
    assert done.unit_id == f.CASEWORKER.home.id


async def test_a_change_of_a_plan_in_force_puts_it_out_of_force_until_both_sign_anew(office: Office) -> None:
    found = await signed(office, *BOTH_LEADERS)
    changed = await office.does(revise, f.CASEWORKER, found.document.id, 1, CHANGED, "Mere støtte")
    assert (changed.document.status, changed.document.in_force_at) == (Status.SIGNING, None)
    office.now += timedelta(days=1)
    for leader in BOTH_LEADERS:
        changed = await office.does(sign, leader, found.document.id, 2)
    assert (changed.document.status, changed.document.in_force_at) == (Status.IN_FORCE, office.now)
    assert signatures(changed) == [(leader.id, 2) for leader in BOTH_LEADERS]


@pytest.mark.parametrize("version", [1, 3], ids=["the older one", "one that is not written yet"])
async def test_only_the_present_version_is_signed(office: Office, version: int) -> None:
    found = await signed(office, f.CASEWORKER_LEADER)
    await office.does(revise, f.NURSE, found.document.id, 1, CHANGED, "Mere støtte")
    refusal = await office.refuses(sign, f.NURSE_LEADER, found.document.id, version)
    assert (type(refusal), refusal.key) == (BadValue, "document.older_version")


async def test_of_two_who_edit_it_the_later_loses_nothing(office: Office) -> None:
    found = await to_sign(office)
    await office.does(revise, f.CASEWORKER, found.document.id, 1, CHANGED, "Mere støtte")
    mine = whole_parts(PLAN, crisis_plan="Ring til akutmodtagelsen, døgnet rundt")
    refusal = await office.refuses(revise, f.NURSE, found.document.id, 1, mine, "Kriseplan")
    assert refusal.key == "document.changed_meanwhile"
    assert await office.does(changes_since, f.NURSE, found.document.id, 1) == ("social_offers",)
    both = {**CHANGED, "crisis_plan": mine["crisis_plan"]}
    merged = await office.does(revise, f.NURSE, found.document.id, 2, both, "Kriseplan")
    assert merged.document.content.reveal().parts == both
    kept = [
        (await office.store.run(lambda r, n=n: r.documents.version_of(found.document.id, n, f.NURSE)))  # type: ignore[misc]
        for n in (1, 2, 3)
    ]
    assert [each.written_by for each in kept] == [f.NURSE.id, f.CASEWORKER.id, f.NURSE.id]
    assert [dict(each.content.reveal().parts) for each in kept] == [whole_parts(PLAN), CHANGED, both]


@pytest.mark.parametrize(
    ("caller", "hears"), [(f.CASEWORKER, f.NURSE), (f.NURSE, f.CASEWORKER)], ids=["receiver", "author"]
)
async def test_returned_it_is_its_author_s_to_mend_and_the_signature_is_gone(
    office: Office, caller: Person, hears: Person
) -> None:
    found = await signed(office, f.NURSE_LEADER)
    office.now += timedelta(days=5)
    back = await office.does(return_with, caller, found.document.id, "Boligen er ikke aftalt")
    document = back.document
    assert (document.status, signatures(back)) == (Status.RETURNED, [])
    assert document.content.reveal().reason == "Boligen er ikke aftalt"
    assert office.news() == told(NoticeKind.DOCUMENT, hears)
    (task,) = await office.tasks(document)
    assert (task.kind, task.unit_id, task.owner_id) == (TaskKind.REVISE, f.NURSE.home.id, f.NURSE.id)
    assert task.due == FRIDAY
    assert type(await office.refuses(sign, f.NURSE_LEADER, document.id, 1)) is WrongStatus
    mended = await office.does(revise, f.NURSE, document.id, 1, CHANGED, "Rettet")
    assert (mended.document.status, mended.document.content_version) == (Status.SIGNING, 2)
    assert TaskKind.REVISE in {t.kind for t in await office.tasks(document, TaskStatus.DONE)}


async def test_its_author_withdraws_it_while_it_is_not_in_force(office: Office) -> None:
    found = await signed(office, f.CASEWORKER_LEADER)
    assert type(await office.refuses(withdraw, f.CASEWORKER, found.document.id, "Fejl")) is NotAllowed
    gone = await office.does(withdraw, f.NURSE, found.document.id, "Borgeren er flyttet")
    assert gone.document.status is Status.WITHDRAWN
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)
    assert await office.tasks(gone.document) == []


async def test_in_force_it_is_ended_by_either_side_and_not_withdrawn(office: Office) -> None:
    found = await signed(office, *BOTH_LEADERS)
    assert type(await office.refuses(withdraw, f.NURSE, found.document.id, "Fejl")) is WrongStatus
    ended = await office.does(end, f.CASEWORKER, found.document.id, "Forløbet er slut")
    assert (ended.document.status, ended.document.content.reveal().reason) == (
        Status.ENDED,
        "Forløbet er slut",
    )
    assert office.news() == told(NoticeKind.DOCUMENT, f.NURSE)


async def test_an_agreement_is_signed_not_acknowledged(office: Office) -> None:
    found = await to_sign(office)
    assert type(await office.refuses(acknowledge, f.CASEWORKER, found.document.id)) is WrongStatus


async def test_the_municipality_starts_an_intervention_plan_and_the_region_signs_it(office: Office) -> None:
    found = await office.sent(DocumentKind.INTERVENTION_PLAN, f.CASEWORKER)
    for leader in BOTH_LEADERS:
        found = await office.does(sign, leader, found.document.id, 1)
    assert found.document.status is Status.IN_FORCE
    assert found.document.party(Side.AUTHOR).unit_id == f.CASEWORKER.home.id


async def test_everyone_who_holds_its_card_gets_it_fresh(office: Office) -> None:
    found = await to_sign(office)
    await office.hold(Subject(SubjectKind.DOCUMENT, found.document.id), f.NURSE, f.COLLEAGUE)
    await office.does(sign, f.NURSE_LEADER, found.document.id, 1)
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER) | told(
        NoticeKind.REFRESH, f.NURSE, f.COLLEAGUE
    )
