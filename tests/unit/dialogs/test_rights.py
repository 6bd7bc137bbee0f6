"""In the chat: insight for a citizen, a restricted case, a correction, the own journal."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dialogs.files import answer_file
from dialogs.insight import INSIGHT
from dialogs.turn import FileAnswered, Reply, TextSaid
from domain.case import HoldKind
from domain.document import Document
from domain.document_kind import DocumentKind
from domain.errors import NotAllowed, NotFound
from domain.people import Person
from domain.subject import Subject, SubjectKind
from tests.factories import (
    ADMINISTRATOR,
    CASEWORKER,
    CASEWORKER_LEADER,
    CPR_TEXT,
    NURSE,
    NURSE_LEADER,
    OUTSIDER,
)
from tests.stores import raw
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import buttons_of, text_of, verbs_of
from tests.unit.dialogs.course_story import CourseStory
from workflows.chat import FileOffer
from workflows.holding import hold_case
from workflows.paper import DataFile, Paper

NOTICE = DocumentKind.EARLY_NOTICE
UNKNOWN = "620190-4321"
PERSONAL = ("Asta", "610190", "4321")


async def restricted(bot: Bot) -> Document:
    document = await CourseStory(bot).sent(NOTICE)
    await bot.talks(
        NURSE_LEADER,
        lambda t: hold_case(t.desk, t.person, document.case_id, HoldKind.RESTRICTED, "Klage"),
    )
    return document


async def file_for(bot: Bot, person: Person, case_id: str, kind: str) -> Paper | DataFile:
    yes = FileAnswered(True, {"kind": INSIGHT, "id": case_id, "format": kind})
    reply = await bot.talks(person, lambda talk: answer_file(talk, yes))
    assert reply.file is not None
    return reply.file.paper


@pytest.mark.parametrize("words", [f"indsigt {CPR_TEXT}", "indsigt 26-1001"])
async def test_a_leader_asks_by_number_and_is_offered_both_files(bot: Bot, words: str) -> None:
    await CourseStory(bot).sent(NOTICE)
    card = await bot.says(NURSE_LEADER, words)
    assert "26-1001" in text_of(card)
    assert not any(each in text_of(card) for each in PERSONAL)
    offers = [each["data"] for each in buttons_of(card) if each["verb"] == "case.insight"]
    assert [offer["kind"] for offer in offers] == ["pdf", "json"]


async def test_a_caseworker_whom_the_citizen_asks_is_told_that_the_leader_does_it(bot: Bot) -> None:
    await CourseStory(bot).sent(NOTICE)
    refused = await bot.says(CASEWORKER, f"indsigt {CPR_TEXT}")
    assert DANISH("error.only_for_leaders") in text_of(refused)


async def test_the_file_is_offered_by_case_number_alone(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    reply: Reply = await bot.clicks(NURSE_LEADER, "case.insight", {"id": document.case_id, "kind": "json"})
    (message,) = reply.messages
    assert isinstance(message.file, FileOffer)
    assert message.file.name == "indsigt-sag-26-1001.json"
    assert not any(each in str(message) for each in PERSONAL)


async def test_a_yes_gives_everything_and_is_logged_as_an_extract(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    data = await file_for(bot, NURSE_LEADER, document.case_id, "json")
    paper = await file_for(bot, CASEWORKER_LEADER, document.case_id, "pdf")
    assert isinstance(data, DataFile)
    told = json.loads(data.content)
    assert told["om_udtrækket"]["cpr_nummer"] == CPR_TEXT
    assert [each["dokument"] for each in told["sager"][0]["dokumenter"]] == ["Orientering til kommunen"]
    assert isinstance(paper, Paper)
    assert paper.language == "da"
    actors = raw(bot.url, "SELECT actor_id FROM audit WHERE action = 'extract' ORDER BY seq")
    assert actors == [(NURSE_LEADER.id,), (CASEWORKER_LEADER.id,)]


async def test_of_coercion_the_region_tells_the_citizen_and_the_municipality_knows_nothing(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    (admission,) = await bot.reads(lambda r: r.admissions.of_case(document.case_id, NURSE))
    changed = replace(admission, coercive=True, version=admission.version + 1)
    await bot.reads(lambda r: r.admissions.save(changed))

    told = [await file_for(bot, who, document.case_id, "json") for who in (NURSE_LEADER, CASEWORKER_LEADER)]
    stays = [
        json.loads(each.content)["sager"][0]["indlæggelser"] for each in told if isinstance(each, DataFile)
    ]
    assert [stay.get("tvangsindlagt") for (stay,) in stays] == ["Ja", None]


async def test_the_answer_is_the_same_for_nobody_and_for_others_citizens(bot: Bot) -> None:
    nobody = await bot.says(NURSE_LEADER, f"indsigt {CPR_TEXT}")
    await CourseStory(bot).sent(NOTICE)
    unknown = await bot.says(NURSE_LEADER, f"indsigt {UNKNOWN}")
    assert nobody == unknown
    await bot.says(NURSE_LEADER, "indsigt 26-1001")
    searched = f"SELECT action FROM audit WHERE action = 'search' AND actor_id = '{NURSE_LEADER.id}'"
    assert raw(bot.url, searched) == [("search",)] * 2


@pytest.mark.parametrize("person", [NURSE, CASEWORKER, ADMINISTRATOR, OUTSIDER])
async def test_who_leads_none_of_its_units_gets_nothing(bot: Bot, person: Person) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    await bot.says(person, "indsigt 26-1001")
    with pytest.raises((NotAllowed, NotFound)):
        await file_for(bot, person, document.case_id, "pdf")
    assert raw(bot.url, "SELECT 1 FROM audit WHERE action = 'extract'") == []


@pytest.mark.parametrize("ids", [{}, {"id": "0" * 32}, {"id": "0" * 32, "format": "pdf"}])
async def test_an_offer_that_was_tampered_with_gives_nothing(bot: Bot, ids: dict[str, str]) -> None:
    yes = FileAnswered(True, {"kind": INSIGHT, **ids})
    with pytest.raises(NotFound):
        await bot.talks(NURSE_LEADER, lambda talk: answer_file(talk, yes))


async def test_without_a_number_one_is_told_how(bot: Bot) -> None:
    assert "indsigt" in text_of(await bot.says(NURSE_LEADER, "indsigt"))


async def test_a_restricted_case_shows_others_its_number_and_tasks_only(bot: Bot) -> None:
    document = await restricted(bot)
    card = await bot.says(NURSE, "sag 26-1001")
    assert "begrænset" in text_of(card)
    assert "document.card" not in verbs_of(card)
    assert "Orientering" not in text_of(card)
    shown = await bot.clicks(NURSE, "document.card", {"id": document.id})
    assert shown.card is not None
    assert "Kun lederne" in text_of(shown.card)
    refused = await bot.clicks(NURSE, "document.show", {"id": document.id})
    assert refused.card is not None
    assert verbs_of(refused.card) == {"case.card"}


async def test_a_leader_sees_a_restricted_case_and_lifts_it(bot: Bot) -> None:
    await restricted(bot)
    card = await bot.says(NURSE_LEADER, "sag 26-1001")
    assert {"document.card", "case.let_go"} <= set(verbs_of(card))
    form = await bot.presses(NURSE_LEADER, card, "case.let_go")
    receipt = await bot.presses(NURSE_LEADER, form, "form.next", reason="Afklaret")
    assert "case.hold" in verbs_of(receipt)


async def test_the_other_units_leader_is_not_offered_to_lift_it_and_refused(bot: Bot) -> None:
    document = await restricted(bot)
    assert not {"case.hold", "case.let_go"} & set(verbs_of(await bot.says(CASEWORKER_LEADER, "sag 26-1001")))
    for verb in ("case.hold", "case.let_go"):
        refused = await bot.clicks(CASEWORKER_LEADER, verb, {"id": document.case_id})
        assert refused.card is not None
        assert DANISH("error.not_allowed") in text_of(refused.card)


async def test_a_form_begun_before_it_was_restricted_is_closed_too(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    form = await bot.clicks(NURSE, "document.revise", {"id": document.id})
    assert form.card is not None
    await bot.talks(
        NURSE_LEADER,
        lambda t: hold_case(t.desk, t.person, document.case_id, HoldKind.RESTRICTED, "Klage"),
    )
    (message,) = (await bot.hears(NURSE, TextSaid("fortsæt"))).messages
    assert message.card is not None
    assert "begrænset" in text_of(message.card)


async def test_the_citizens_name_is_corrected_through_a_form(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    form = await bot.says(NURSE, "ret borgerens navn i 26-1001")
    receipt = await bot.presses(NURSE, form, "form.next", citizen_name="Asta Rettet", reason="Tastefejl")
    assert "rettet" in text_of(receipt)
    details = await bot.clicks(CASEWORKER, "document.show", {"id": document.id})
    assert details.card is not None
    assert "Asta Rettet" in text_of(details.card)


async def test_what_stands_in_the_journal_is_said_in_the_details(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    details = await bot.clicks(NURSE, "document.show", {"id": document.id})
    assert details.card is not None
    receipt = await bot.presses(NURSE, details.card, "document.journal")
    assert "Noteret" in text_of(receipt)
    again = await bot.clicks(NURSE, "document.show", {"id": document.id})
    assert again.card is not None
    assert "document.journal_undo" in verbs_of(again.card)
    assert "✓ Psykiatrisk Center Glostrup" in text_of(again.card)
    subject = Subject(SubjectKind.DOCUMENT, document.id)
    marks = await bot.reads(lambda r: r.journal.of_case(document.case_id, NURSE))
    assert [(mark.subject, mark.unit_id) for mark in marks] == [(subject, NURSE.home.id)]
