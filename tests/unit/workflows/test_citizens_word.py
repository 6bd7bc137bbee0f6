"""What the citizen says to an udskrivningsaftale: yes to this very version, a copy in hand, or no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.discharge_law import Answers
from domain.document import CITIZEN, CitizenAgreement, Copy, answer_of
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.errors import BadValue, NotAllowed, NotFound, WrongStatus
from domain.legal_basis import Basis
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.agreements import a_rule, an_agreement, in_force
from tests.office import Office, told
from tests.texts import PSYCHOLOGIST, consented, whole_parts
from workflows.admissions import assess_case
from workflows.citizens_word import citizen_agrees, citizen_declines, hand_over_copy, private_answer
from workflows.documents import return_with, revise, sign
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase

AGREEMENT, PLAN = DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN
TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)
CHANGED = whole_parts(AGREEMENT, social_offers="Bostøtte tre gange om ugen")
LEADERS = (f.NURSE_LEADER, f.CASEWORKER_LEADER)


async def drafted(office: Office) -> DocumentOnCase:
    found = await office.sent(AGREEMENT)
    office.news()
    return found


async def signed(office: Office, found: DocumentOnCase) -> DocumentOnCase:
    for leader in LEADERS:
        found = await office.does(sign, leader, found.document.id, found.document.content_version)
    office.news()
    return found


async def agrees(office: Office, found: DocumentOnCase, version: int = 1) -> DocumentOnCase:
    values = (version, TODAY, "Ved samtalen på afsnittet", "Nora Demo")
    return await office.does(citizen_agrees, f.NURSE, found.document.id, *values)


async def gets_copy(
    office: Office, found: DocumentOnCase, version: int = 1, to: str = CITIZEN
) -> DocumentOnCase:
    return await office.does(hand_over_copy, f.NURSE, found.document.id, version, TODAY, to, "På papir")


async def test_signed_by_both_it_still_waits_for_the_citizen(office: Office) -> None:
    found = await signed(office, await drafted(office))
    assert (found.document.status, found.document.in_force_at) == (Status.SIGNED, None)
    (task,) = await office.tasks(found.document)
    assert (task.kind, task.owner_id, task.due) == (
        TaskKind.CITIZENS_AGREEMENT,
        f.NURSE.id,
        date(2026, 11, 24),
    )


@pytest.mark.parametrize("steps", [(agrees, gets_copy), (gets_copy, agrees)], ids=["yes first", "copy first"])
async def test_with_the_citizen_s_yes_and_a_copy_handed_over_it_is_in_force(
    office: Office, steps: tuple[Callable[..., Any], ...]
) -> None:
    found = await signed(office, await drafted(office))
    half = await steps[0](office, found)
    assert half.document.status is Status.SIGNED
    office.now += timedelta(hours=1)
    whole = await steps[1](office, found)
    assert (whole.document.status, whole.document.in_force_at) == (Status.IN_FORCE, office.now)
    content = whole.document.content.reveal()
    assert content.citizen == CitizenAgreement(1, TODAY, "Ved samtalen på afsnittet", "Nora Demo")
    assert content.copies == (Copy(1, TODAY, CITIZEN, "På papir"),)
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)
    assert TaskKind.CITIZENS_AGREEMENT in {
        t.kind for t in await office.tasks(whole.document, TaskStatus.DONE)
    }


async def test_the_citizen_may_say_yes_before_the_sectors_sign(office: Office) -> None:
    found = await drafted(office)
    await agrees(office, found)
    given = await gets_copy(office, found)
    assert given.document.status is Status.SIGNING
    assert (await signed(office, found)).document.status is Status.IN_FORCE


async def test_a_copy_to_somebody_else_is_not_the_citizen_s(office: Office) -> None:
    found = await signed(office, await drafted(office))
    await agrees(office, found)
    to_gp = await gets_copy(office, found, to="Lægerne på Torvet")
    assert to_gp.document.status is Status.SIGNED
    both = await gets_copy(office, found)
    assert both.document.status is Status.IN_FORCE
    assert [copy.to for copy in both.document.content.reveal().copies] == ["Lægerne på Torvet", CITIZEN]


async def test_a_yes_to_an_older_version_is_no_yes(office: Office) -> None:
    found = await drafted(office)
    await agrees(office, found)
    await gets_copy(office, found)
    changed = await office.does(revise, f.NURSE, found.document.id, 1, CHANGED, "Mere støtte")
    assert (await signed(office, changed)).document.status is Status.SIGNED
    for use_case, values in (
        (citizen_agrees, (1, TODAY, "Mundtligt", "Nora Demo")),
        (hand_over_copy, (1, TODAY, CITIZEN, "På papir")),
    ):
        refusal = await office.refuses(use_case, f.NURSE, found.document.id, *values)  # type: ignore[arg-type]
        assert (type(refusal), refusal.key) == (BadValue, "document.older_version")
    await agrees(office, found, 2)
    whole = await gets_copy(office, found, 2)
    assert whole.document.status is Status.IN_FORCE
    assert [copy.content_version for copy in whole.document.content.reveal().copies] == [1, 2]


async def test_when_it_is_returned_the_citizen_s_yes_stands_for_that_version_only(office: Office) -> None:
    found = await signed(office, await drafted(office))
    await agrees(office, found)
    back = await office.does(return_with, f.CASEWORKER, found.document.id, "Boligen mangler")
    mended = await office.does(revise, f.NURSE, back.document.id, 1, CHANGED, "Rettet")
    assert mended.document.content.reveal().citizen is None


@pytest.mark.parametrize(
    ("use_case", "values"),
    [
        (citizen_agrees, (1, TOMORROW, "Mundtligt", "Nora Demo")),
        (hand_over_copy, (1, TOMORROW, CITIZEN, "På papir")),
        (citizen_declines, (TOMORROW, "Ønsker ikke at deltage")),
    ],
)
async def test_nothing_is_recorded_for_a_day_to_come(
    office: Office, use_case: Callable[..., Any], values: tuple[Any, ...]
) -> None:
    found = await drafted(office)
    refusal = await office.refuses(use_case, f.NURSE, found.document.id, *values)
    assert (type(refusal), refusal.key) == (BadValue, "document.day_in_future")


USES: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
    (citizen_agrees, (1, TODAY, "Mundtligt", "Nora Demo")),
    (hand_over_copy, (1, TODAY, CITIZEN, "På papir")),
    (citizen_declines, (TODAY, "Ønsker ikke at deltage")),
)


@pytest.mark.parametrize(("use_case", "values"), [USES[0], USES[2]])
async def test_the_ward_records_the_citizen_s_word_and_nobody_else(
    office: Office, use_case: Callable[..., Any], values: tuple[Any, ...]
) -> None:
    found = await drafted(office)
    assert type(await office.refuses(use_case, f.CASEWORKER, found.document.id, *values)) is NotAllowed
    assert type(await office.refuses(use_case, f.OUTSIDER, found.document.id, *values)) is NotFound
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    assert type(await office.refuses(use_case, f.OUTSIDER, found.document.id, *values)) is NotFound


@pytest.mark.parametrize(("use_case", "values"), [USES[0], USES[2]])
async def test_a_plan_does_not_ask_the_citizen(
    office: Office, use_case: Callable[..., Any], values: tuple[Any, ...]
) -> None:
    found = await office.sent(PLAN)
    assert type(await office.refuses(use_case, f.NURSE, found.document.id, *values)) is WrongStatus


async def test_a_no_turns_the_draft_into_a_plan_with_nothing_typed_again(office: Office) -> None:
    found = await drafted(office)
    await agrees(office, found)
    office.news()
    office.now += timedelta(hours=1)
    plan = await office.does(citizen_declines, f.NURSE, found.document.id, TODAY, "Vil ikke deltage")
    parts = plan.document.content.reveal().parts
    assert (plan.document.kind, plan.document.status, plan.document.content_version) == (
        PLAN,
        Status.SIGNING,
        1,
    )
    assert parts == {**whole_parts(AGREEMENT), "offered_on": TODAY.isoformat()}
    assert plan.document.content.reveal().basis.basis is Basis.SECTION_13C
    assert plan.document.content.reveal().citizen is None
    assert await office.document(plan.document.id) == plan.document
    former = await office.document(found.document.id)
    assert (former.status, former.replaced_by) == (Status.REPLACED, plan.document.id)
    assert former.content.reveal().reason == "Vil ikke deltage"
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER, *LEADERS)
    tasks = await office.tasks(plan.document)
    assert {(t.kind, t.subject.id) for t in tasks} == {(TaskKind.SIGN, plan.document.id)}
    assert {t.unit_id for t in tasks} == {leader.home.id for leader in LEADERS}
    events = await office.events(plan.document)
    assert events[-2:] == [("document.citizen_declines", "replaced"), ("document.send", "signing")]
    kept = await office.store.run(lambda r: r.documents.version_of(plan.document.id, 1, f.CASEWORKER))
    assert kept.content.reveal().parts == parts


async def test_a_plan_after_a_no_is_signed_by_both_and_in_force(office: Office) -> None:
    found = await drafted(office)
    plan = await office.does(citizen_declines, f.NURSE, found.document.id, TODAY, "Vil ikke deltage")
    assert (await signed(office, plan)).document.status is Status.IN_FORCE


async def test_who_changes_their_mind_after_it_is_in_force_gets_a_plan_too(office: Office) -> None:
    found = await signed(office, await drafted(office))
    await agrees(office, found)
    await gets_copy(office, found)
    office.now += timedelta(days=2)
    plan = await office.does(citizen_declines, f.NURSE, found.document.id, date(2026, 11, 22), "Har fortrudt")
    former = await office.document(found.document.id)
    assert (former.status, plan.document.status) == (Status.REPLACED, Status.SIGNING)
    open_kinds = {t.kind for t in await office.tasks(plan.document)}
    assert open_kinds == {TaskKind.SIGN}


@pytest.mark.parametrize(("use_case", "values"), USES)
async def test_nothing_more_is_recorded_about_what_a_plan_replaced(
    office: Office, use_case: Callable[..., Any], values: tuple[Any, ...]
) -> None:
    found = await drafted(office)
    await office.does(citizen_declines, f.NURSE, found.document.id, TODAY, "Vil ikke deltage")
    assert type(await office.refuses(use_case, f.NURSE, found.document.id, *values)) is WrongStatus


async def test_where_the_agreement_does_not_use_the_plan_a_no_is_not_turned_into_one(office: Office) -> None:
    office.agreements = in_force(an_agreement(documents=(a_rule(AGREEMENT),)))
    found = await drafted(office)
    refusal = await office.refuses(citizen_declines, f.NURSE, found.document.id, TODAY, "Vil ikke")
    assert (type(refusal), refusal.key) == (BadValue, "document.not_in_use")


async def test_a_plan_after_a_no_rests_on_the_law_even_where_the_agreement_rested_on_consent(
    office: Office,
) -> None:
    content = replace(consented(AGREEMENT))
    found = await office.sent(AGREEMENT, content=content)
    plan = await office.does(citizen_declines, f.NURSE, found.document.id, TODAY, "Vil ikke deltage")
    assert plan.document.content.reveal().basis.basis is Basis.SECTION_13C


@pytest.mark.parametrize("kind", list(DocumentKind))
async def test_a_copy_of_any_document_is_handed_over_by_either_side_and_the_other_told(
    office: Office, kind: DocumentKind
) -> None:
    author = f.CASEWORKER if kind is DocumentKind.MUNICIPAL_STATUS else f.NURSE
    found = await office.sent(kind, author)
    values = (1, TODAY, "Lægerne på Torvet", "Sikker post")
    for sender, other in ((f.NURSE, f.CASEWORKER), (f.CASEWORKER, f.NURSE)):
        office.news()
        given = await office.does(hand_over_copy, sender, found.document.id, *values)
        assert told(NoticeKind.DOCUMENT, other) <= office.news()
        assert given.document.status is found.document.status
    assert given.document.content.reveal().copies == (Copy(*values),) * 2


async def test_a_private_party_s_answer_to_this_version_is_recorded_and_their_silence_seen(
    office: Office,
) -> None:
    found = await drafted(office)
    assert answer_of(found.document, PSYCHOLOGIST) is None
    values = (1, TODAY, PSYCHOLOGIST, True)
    said = await office.does(private_answer, f.NURSE, found.document.id, *values)
    answered = answer_of(said.document, PSYCHOLOGIST)
    assert answered is not None
    assert (answered.on, answered.agrees) == (TODAY, True)
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)
    changed = await office.does(revise, f.NURSE, found.document.id, 1, CHANGED, "Mere støtte")
    assert answer_of(changed.document, PSYCHOLOGIST) is None


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ((1, TODAY, "En anden", True), "field.not_a_choice"),
        ((2, TODAY, PSYCHOLOGIST, True), "document.older_version"),
        ((1, TOMORROW, PSYCHOLOGIST, True), "document.day_in_future"),
    ],
    ids=["nobody the agreement names", "another version", "a day to come"],
)
async def test_only_who_has_a_part_in_the_agreement_answers_to_it(
    office: Office, values: tuple[Any, ...], key: str
) -> None:
    found = await drafted(office)
    refusal = await office.refuses(private_answer, f.NURSE, found.document.id, *values)
    assert (type(refusal), refusal.key) == (BadValue, key)


async def test_a_no_to_what_the_law_does_not_ask_for_makes_no_plan(office: Office) -> None:
    found = await drafted(office)
    neither = Answers(support=False, will_not_seek=False, takes_part=None, wishes_agreement=True)
    await office.does(assess_case, f.NURSE, found.case.id, neither)
    with pytest.raises(BadValue, match=r"document\.plan_not_required"):
        await office.does(citizen_declines, f.NURSE, found.document.id, TODAY, "Vil ikke længere")
    assert (await office.document(found.document.id)).status is Status.SIGNING
