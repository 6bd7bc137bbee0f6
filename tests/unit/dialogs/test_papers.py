"""A document as a file: offered on request, written out for who may read it, and who got which version."""

from __future__ import annotations

import pytest

from dialogs.files import answer_file
from dialogs.papers import DOCUMENT
from dialogs.turn import FileAnswered, Reply
from domain.document import CITIZEN, Document
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.errors import NotFound
from domain.people import Person
from tests.factories import CASEWORKER, CASEWORKER_LEADER, NOW, NURSE, NURSE_LEADER, OUTSIDER
from tests.stores import raw
from tests.texts import whole_parts
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import text_of, verbs_of
from tests.unit.dialogs.course_story import CourseStory
from workflows.chat import FileOffer
from workflows.citizens_word import citizen_agrees
from workflows.paper import Paper

AGREEMENT = DocumentKind.DISCHARGE_AGREEMENT
ASTA = "Asta Opdigtet"


async def written_out(bot: Bot, person: Person, document: Document) -> Paper:
    yes = FileAnswered(True, {"kind": DOCUMENT, "id": document.id})
    reply = await bot.talks(person, lambda talk: answer_file(talk, yes))
    assert reply.file is not None
    assert isinstance(reply.file.paper, Paper)
    return reply.file.paper


async def offered(bot: Bot, person: Person, document: Document) -> Reply:
    return await bot.clicks(person, "document.paper", {"id": document.id})


async def test_the_file_is_offered_by_case_number_and_kind_alone(bot: Bot) -> None:
    document = await CourseStory(bot).sent(AGREEMENT)
    reply = await offered(bot, CASEWORKER, document)
    (message,) = reply.messages
    assert isinstance(message.file, FileOffer)
    assert message.file.name == "sag-26-1001-udskrivningsaftale.pdf"
    assert message.file.context == {"kind": DOCUMENT, "id": document.id}
    assert message.summary == DANISH("paper.offer", number="26-1001")
    assert ASTA not in str(reply)


async def test_it_holds_every_part_and_who_has_signed(bot: Bot) -> None:
    story = CourseStory(bot)
    signed = await story.signed_by_both()
    paper = await written_out(bot, NURSE, signed)
    assert (paper.title, paper.case_number) == ("Udskrivningsaftale", "26-1001")
    assert ASTA in dict(paper.facts)[DANISH("document.detail.citizen")]
    texts = {section.text for section in paper.sections}
    assert {value for name, value in whole_parts(AGREEMENT).items() if "treatment" in name} <= texts
    assert [line.split(",")[0] for line in paper.signatures] == [NURSE_LEADER.name, CASEWORKER_LEADER.name]


async def test_an_unsigned_agreement_says_so_and_a_notice_has_no_signatures(bot: Bot) -> None:
    story = CourseStory(bot)
    paper = await written_out(bot, NURSE, await story.sent(AGREEMENT))
    assert all(line.endswith(DANISH("paper.not_signed")) for line in paper.signatures)
    notice = await story.sent(DocumentKind.EARLY_NOTICE)
    assert (await written_out(bot, NURSE, notice)).signatures == ()


async def test_nobody_else_gets_it_and_each_look_is_logged(bot: Bot) -> None:
    document = await CourseStory(bot).sent(AGREEMENT)
    with pytest.raises(NotFound):
        await written_out(bot, OUTSIDER, document)
    await written_out(bot, CASEWORKER, document)
    looks = raw(bot.url, f"SELECT count(*) FROM audit WHERE actor_id = '{CASEWORKER.id}' AND action = 'read'")
    assert looks == [(1,)]


async def test_one_click_tells_that_the_citizen_s_copy_was_sent(bot: Bot) -> None:
    story = CourseStory(bot)
    document = await story.signed_by_both()
    said = (document.id, 1, NOW.date(), "Ved samtalen", "Nora Demo")
    await bot.talks(NURSE, lambda talk: citizen_agrees(talk.desk, talk.person, *said))
    shown = await offered(bot, NURSE, document)
    assert shown.card is not None
    assert {"document.copy_sent", "document.hand_over_copy", "document.card"} == verbs_of(shown.card)
    receipt = await story.card(NURSE, "document.copy_sent", document.id, content_version=1, kind=CITIZEN)
    assert DANISH("receipt.copy_handed_over") in text_of(receipt)
    assert (await story.now(document)).status is Status.IN_FORCE


async def test_a_click_that_names_no_receiver_or_an_older_version_changes_nothing(bot: Bot) -> None:
    story = CourseStory(bot)
    document = await story.sent(AGREEMENT)
    nobody = await story.card(NURSE, "document.copy_sent", document.id, content_version=1, kind="somebody")
    assert DANISH("field.not_a_choice") in text_of(nobody)
    older = await story.card(NURSE, "document.copy_sent", document.id, content_version=0, kind="gp")
    assert DANISH("document.older_version") in text_of(older)
    assert (await story.now(document)).content.reveal().copies == ()
