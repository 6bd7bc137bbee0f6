"""The buttons of documents, admissions and cases: what they do for each side, and for nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dialogs.cards.elements import plain
from dialogs.verbs import RECORD_VERBS
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.people import Person
from tests.factories import (
    CASEWORKER,
    CASEWORKER_LEADER,
    COLLEAGUE,
    NURSE,
    NURSE_LEADER,
    OUTSIDER,
    REGION_COORDINATOR,
)
from tests.texts import PSYCHOLOGIST, whole_parts
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_limits import faults_of
from tests.unit.dialogs.card_reading import buttons_of, everything_in, inputs_of, text_of, verbs_of
from tests.unit.dialogs.course_story import CourseStory
from workflows.documents import revise

AGREEMENT = DocumentKind.DISCHARGE_AGREEMENT
PERSONAL = ("610190", "Asta", "Opdigtet", "Bostøtten", "aftalt det med teamet", PSYCHOLOGIST, "Afsnit 1")
WITH_A_CASE_ONLY = {verb for verb in RECORD_VERBS if verb.startswith(("document.", "admission.", "case."))}


def names_in(card: object) -> list[str]:
    held = everything_in(card)  # type: ignore[arg-type]
    return [word for word in PERSONAL if word in held]


async def test_the_receiver_acknowledges_a_notice_with_one_click(bot: Bot) -> None:
    story = CourseStory(bot)
    notice = await story.sent(DocumentKind.EARLY_NOTICE)
    closed = await story.card(CASEWORKER, "document.card", notice.id)
    first = next(button for button in buttons_of(closed) if button["verb"] == "document.acknowledge")
    assert first["style"] == "positive"
    receipt = await bot.presses(CASEWORKER, closed, "document.acknowledge")
    assert (await story.now(notice)).status is Status.ACKNOWLEDGED
    assert DANISH("receipt.document_acknowledged") in text_of(receipt)
    assert "document.acknowledge" not in verbs_of(receipt)


async def test_a_closed_card_tells_nothing_personal_and_an_opened_one_all_of_it(bot: Bot) -> None:
    story = CourseStory(bot)
    document = await story.sent(AGREEMENT)
    closed = await story.card(CASEWORKER, "document.card", document.id)
    assert names_in(closed) == []
    opened = text_of(await bot.presses(CASEWORKER, closed, "document.show"))
    for value in (*whole_parts(AGREEMENT).values(), "Asta Opdigtet", "610190-4321"):
        assert plain(value) in opened or value in ("2026-12-11", "2027-06-04", "own_home", "14")
    assert DANISH("choice.housing.own_home") in opened
    assert "fredag 11. december 2026" in opened


async def test_only_who_signs_for_the_unit_gets_the_button(bot: Bot) -> None:
    story = CourseStory(bot)
    document = await story.sent(AGREEMENT)
    nurses = await story.card(NURSE, "document.card", document.id)
    assert "document.sign" not in verbs_of(nurses)
    assert DANISH("document.signed_by", names=NURSE_LEADER.name) in text_of(nurses)
    leaders = await story.card(NURSE_LEADER, "document.card", document.id)
    assert DANISH("document.action.sign") in text_of(leaders)
    receipt = await bot.presses(NURSE_LEADER, leaders, "document.sign")
    assert DANISH("document.status.signing.author", receiver="Hvidovre Kommune") in text_of(receipt)
    assert DANISH("document.tick.signature", who="Psykiatrisk Center Glostrup") in text_of(receipt)
    assert NURSE_LEADER.name not in text_of(receipt)
    refused = await story.card(CASEWORKER, "document.sign", document.id, content_version=1)
    assert DANISH("error.not_allowed") in text_of(refused)


async def test_what_an_agreement_still_lacks_is_shown_as_ticks(bot: Bot) -> None:
    story = CourseStory(bot)
    document = await story.signed_by_both()
    text = text_of(await story.card(CASEWORKER, "document.card", document.id))
    assert DANISH("document.status.signed.receiver", author="Psykiatrisk Center Glostrup") in text
    for key in ("document.tick.no_citizen", "document.tick.no_copy"):
        assert DANISH(key) in text
    assert DANISH.count("document.tick.private_silent", 1) in text


async def test_a_sign_off_of_an_older_version_shows_the_new_one_and_what_changed(bot: Bot) -> None:
    story = CourseStory(bot)
    document = await story.sent(AGREEMENT)
    seen = await story.card(CASEWORKER_LEADER, "document.card", document.id)
    newer = whole_parts(AGREEMENT, social_offers="Bostøtte tre gange om ugen")
    await bot.talks(NURSE, lambda t: revise(t.desk, t.person, document.id, 1, newer, "Mere støtte"))
    answer = await bot.presses(CASEWORKER_LEADER, seen, "document.sign")
    assert DANISH("document.older_version") in text_of(answer)
    assert (await story.now(document)).signatures == ()
    details = text_of(await story.card(CASEWORKER_LEADER, "document.show", document.id))
    assert DANISH("document.changed_since", number=1) in details
    assert DANISH("document.was", text=plain(whole_parts(AGREEMENT)["social_offers"])) in details


async def test_a_private_partys_answer_is_noted_in_the_details(bot: Bot) -> None:
    story = CourseStory(bot)
    document = await story.signed_by_both()
    details = await story.card(NURSE, "document.show", document.id)
    assert DANISH("document.private.silent", name=PSYCHOLOGIST) in text_of(details)
    receipt = await bot.presses(NURSE, details, "document.private_answer")
    assert DANISH("document.tick.private_answered") in text_of(receipt)
    assert names_in(receipt) == []


@pytest.mark.parametrize("party", [None, "0", -1, 7, [0]])
async def test_a_private_party_that_is_not_there_is_refused(bot: Bot, party: object) -> None:
    story = CourseStory(bot)
    document = await story.signed_by_both()
    data = {"content_version": 1, "party": party, "agrees": True}
    answer = await story.card(NURSE, "document.private_answer", document.id, **data)
    assert DANISH("field.not_a_choice") in text_of(answer)


@pytest.mark.parametrize(
    ("verb", "person"),
    [
        ("document.ask", CASEWORKER),
        ("document.revise", NURSE),
        ("document.withdraw", NURSE),
        ("document.follow_up", CASEWORKER),
    ],
)
async def test_a_step_on_a_notice_opens_its_form(bot: Bot, verb: str, person: Person) -> None:
    story = CourseStory(bot)
    notice = await story.sent(DocumentKind.DISCHARGE_NOTICE)
    closed = await story.card(person, "document.card", notice.id)
    assert inputs_of(await bot.presses(person, closed, verb))


@pytest.mark.parametrize(
    ("verb", "person"),
    [
        ("document.return", CASEWORKER),
        ("document.citizen_agrees", NURSE),
        ("document.citizen_declines", NURSE),
        ("document.hand_over_copy", NURSE),
        ("document.revise", CASEWORKER),
    ],
)
async def test_a_step_on_an_agreement_opens_its_form(bot: Bot, verb: str, person: Person) -> None:
    story = CourseStory(bot)
    document = await story.sent(AGREEMENT)
    closed = await story.card(person, "document.card", document.id)
    assert inputs_of(await bot.presses(person, closed, verb))


async def test_the_other_sides_steps_are_refused_on_the_fresh_card(bot: Bot) -> None:
    story = CourseStory(bot)
    notice = await story.sent(DocumentKind.EARLY_NOTICE)
    answer = await story.card(NURSE, "document.acknowledge", notice.id)
    assert DANISH("error.not_allowed") in text_of(answer)
    assert "document.show" in verbs_of(answer)


async def test_an_admission_asks_for_what_is_missing_one_step_at_a_time(bot: Bot) -> None:
    story = CourseStory(bot)
    admission = await story.assessed()
    card = await story.card(NURSE, "admission.card", admission.id)
    text = text_of(card)
    assert DANISH("admission.requirement.required", name="udskrivningsaftale") in text
    assert DANISH("admission.paragraph.section_13a_1") not in text
    opened = await story.card(NURSE, "admission.show", admission.id)
    assert DANISH("admission.paragraph.section_13a_1") in text_of(opened)
    for need in ("no_date", "assessment"):
        assert DANISH(f"admission.need.{need}") in text
    assert names_in(card) == []
    assert inputs_of(await bot.presses(NURSE, card, "admission.date"))
    again = await story.card(NURSE, "admission.card", admission.id)
    assert inputs_of(await bot.presses(NURSE, again, "case.start"))


async def test_the_municipality_sees_an_admission_and_the_wards_staff_act_on_it(bot: Bot) -> None:
    story = CourseStory(bot)
    admission = await story.assessed()
    theirs = await story.card(CASEWORKER, "admission.card", admission.id)
    assert verbs_of(theirs) == {"admission.show", "case.card"}
    refused = await story.card(CASEWORKER, "admission.date", admission.id)
    assert DANISH("error.not_allowed") in text_of(refused)
    details = await story.card(CASEWORKER, "admission.show", admission.id)
    assert NURSE.name in text_of(details)
    assert "Asta Opdigtet" in text_of(details)


async def test_a_homeless_citizen_is_flagged_to_both_sectors(bot: Bot) -> None:
    story = CourseStory(bot)
    admission = await story.assessed()
    await story.sent(AGREEMENT, housing="homeless")
    for person in (NURSE, CASEWORKER):
        shown = await story.card(person, "admission.card", admission.id)
        assert DANISH("admission.homeless") in text_of(shown)
        timeline = await story.card(person, "case.card", admission.case_id)
        assert DANISH("admission.homeless") in text_of(timeline)


async def test_a_case_shows_its_matters_what_is_missing_what_comes_next_and_what_happened(bot: Bot) -> None:
    story = CourseStory(bot)
    admission = await story.assessed(date(2026, 12, 4))
    await story.sent(AGREEMENT)
    card = await bot.says(CASEWORKER, "sag 26-1001")
    text = text_of(card)
    lines = text.splitlines()
    assert faults_of(card) == []
    assert names_in(card) == []
    assert {"document.card", "admission.card", "case.new", "case.close"} <= verbs_of(card)
    assert DANISH("admission.status.admitted", expected="fredag 4. december 2026") in lines
    not_yet = DANISH("admission.need.agreement_not_in_force", name="Udskrivningsaftale")
    assert DANISH("admission.lacks", what=not_yet) in lines
    to_sign = DANISH("task.kind.sign")
    whose = [line for line in lines if line.startswith(to_sign)]
    who = {line.rpartition(" – ")[2] for line in whose}
    assert who == {"Hvidovre Kommune", "Psykiatrisk Center Glostrup"}
    assert any("Udskrivningsaftale sendt – Nora Demo, Psykiatrisk Center Glostrup" in line for line in lines)
    assert any("Orientering til kommunen sendt" in line for line in lines)
    assert admission.case_number == "26-1001"


@pytest.mark.parametrize(
    ("person", "offered", "not_offered"),
    [
        (NURSE, AGREEMENT, DocumentKind.MUNICIPAL_STATUS),
        (CASEWORKER, DocumentKind.MUNICIPAL_STATUS, AGREEMENT),
    ],
    ids=["region", "municipality"],
)
@pytest.mark.parametrize("words", ["nyt", "ny 26-1001"])
async def test_the_menu_offers_what_ones_own_sector_starts(
    bot: Bot, words: str, person: Person, offered: DocumentKind, not_offered: DocumentKind
) -> None:
    await CourseStory(bot).sent(DocumentKind.EARLY_NOTICE)
    menu = await bot.says(person, words)
    kinds = {button["data"].get("kind") for button in buttons_of(menu)}
    assert {"meeting", offered} <= kinds
    assert not_offered not in kinds


async def test_nothing_is_offered_to_who_starts_no_case(bot: Bot) -> None:
    menu = await bot.says(REGION_COORDINATOR, "nyt")
    assert DANISH("menu.nothing") in text_of(menu)
    assert buttons_of(menu) == []


@pytest.mark.parametrize("kind", [None, "", "meeting_", "municipal_status", ["meeting"], 7])
async def test_a_document_the_sector_does_not_start_is_refused(bot: Bot, kind: object) -> None:
    notice = await CourseStory(bot).sent(DocumentKind.EARLY_NOTICE)
    for ids in ({}, {"id": notice.case_id}):
        answer = (await bot.clicks(NURSE, "case.start", {**ids, "kind": kind})).card
        assert inputs_of(answer) == {}
        assert text_of(answer)


async def test_a_colleague_takes_a_task_over(bot: Bot) -> None:
    story = CourseStory(bot)
    notice = await story.sent(DocumentKind.EARLY_NOTICE, expected_discharge="")
    tasks = await bot.says(COLLEAGUE, "vores opgaver")
    taken = await bot.presses(COLLEAGUE, tasks, "task.take")
    assert DANISH("receipt.taken") in text_of(taken)
    owners = await bot.reads(lambda r: {t.owner_id for t in r.tasks.of_case(notice.case_id, NURSE)})
    assert COLLEAGUE.id in owners
    assert "task.take" not in verbs_of(taken)


@pytest.mark.parametrize(
    "words", ["luk sagen", "borgeren er udskrevet", "forventet udskrivning", "skal der laves en aftale?"]
)
async def test_a_step_without_a_case_asks_which_and_goes_on_from_there(bot: Bot, words: str) -> None:
    await CourseStory(bot).sent(DocumentKind.EARLY_NOTICE)
    which = await bot.says(NURSE, words)
    assert DANISH("case.which") in text_of(which)
    (choice,) = buttons_of(which)
    assert choice["title"] == "Sag 26-1001"
    assert inputs_of(await bot.presses(NURSE, which, choice["verb"]))


async def test_a_case_without_an_admission_says_how_one_begins(bot: Bot) -> None:
    await CourseStory(bot).sent(DocumentKind.EARLY_NOTICE, setting="outpatient")
    answer = await bot.says(NURSE, "borgeren er udskrevet 26-1001")
    assert DANISH("admission.none.text", number="26-1001") in text_of(answer)
    assert inputs_of(await bot.presses(NURSE, answer, "case.assess"))


async def test_nobody_outside_a_case_learns_from_a_button_that_it_exists(bot: Bot) -> None:
    story = CourseStory(bot)
    document = await story.signed_by_both()
    admission = await story.assessed()
    records = {"document": document.id, "admission": admission.id, "case": document.case_id}
    data = {"content_version": 1, "kind": "early_notice", "party": 0, "agrees": True}
    for verb in sorted(WITH_A_CASE_ONLY):
        theirs = await story.card(OUTSIDER, verb, records[verb.split(".")[0]], **data)
        nobodys = await story.card(OUTSIDER, verb, "f" * 32, **data)
        assert text_of(theirs) == text_of(nobodys), verb
        assert "26-1001" not in everything_in(theirs), verb
        assert await story.now(document) == document, verb


async def test_a_later_day_without_an_answer_is_shown_as_overdue(bot: Bot) -> None:
    story = CourseStory(bot)
    notice = await story.sent(DocumentKind.EARLY_NOTICE)
    bot.time += timedelta(days=7)
    lines = text_of(await story.card(CASEWORKER, "case.card", notice.case_id)).splitlines()
    assert any(line.startswith("**Over fristen:** Kvittér for en besked") for line in lines)
