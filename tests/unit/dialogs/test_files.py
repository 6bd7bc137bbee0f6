"""A document offered as a file: what goes out, and what a yes or a no gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dialogs.files import KIND, answer_file, offer_file
from dialogs.once import pack, unpack
from dialogs.talk import Talk
from dialogs.turn import ChatKind, FileAnswered, FileToUpload, Reply, UploadPlace
from domain.errors import NotFound
from domain.people import Person
from tests.factories import CASEWORKER, NOW, NURSE
from tests.unit.dialogs.bot_in_process import DANISH, ENGLISH, Bot
from tests.unit.dialogs.card_reading import text_of
from workflows.chat import FileInPlace, FileOffer, Message
from workflows.paper import Paper

PLACE = UploadPlace("https://region-my.sharepoint.com/upload", FileInPlace("sag.pdf", "", "1", "pdf"))
YES = FileAnswered(True, {KIND: "agreement", "document": "d1"}, PLACE, "offer")
NO = FileAnswered(False, {KIND: "agreement", "document": "d1"}, None, "offer")


def written_out(talk: Talk, context: Mapping[str, str]) -> Paper:
    """The agreement that is on the case, for those who may see it."""
    if context["document"] != "d1":
        raise NotFound
    return Paper("da", "Udskrivningsaftale", "26-1001", talk.desk.now, footer=talk.person.name)


async def answered(bot: Bot, event: FileAnswered, person: Person = NURSE) -> Reply:
    return await bot.talks(person, lambda talk: answer_file(talk, event, {"agreement": written_out}))


def test_an_offer_says_what_it_is_about_in_ids() -> None:
    message = offer_file(
        "agreement",
        {"document": "d1"},
        name="sag-26-1001-udskrivningsaftale.pdf",
        description="Sag 26-1001: udskrivningsaftale",
        size_in_bytes=30_000,
    )
    assert message.file == FileOffer(
        "sag-26-1001-udskrivningsaftale.pdf", 30_000, message.summary, {KIND: "agreement", "document": "d1"}
    )


async def test_a_yes_gives_the_document_as_this_person_reads_it(bot: Bot) -> None:
    reply = await answered(bot, YES)
    expected = Paper("da", "Udskrivningsaftale", "26-1001", NOW, footer=NURSE.name)
    assert reply == Reply(
        file=FileToUpload(expected, arrived=DANISH("file.arrived"), failed=DANISH("file.failed"))
    )
    assert NURSE.name not in repr(reply)


async def test_a_yes_is_told_of_in_the_persons_own_language(bot: Bot) -> None:
    reply = await bot.talks(
        NURSE, lambda talk: answer_file(talk.speaking("en"), YES, {"agreement": written_out})
    )
    assert reply.file is not None
    assert reply.file.failed == ENGLISH("file.failed")


async def test_a_no_is_confirmed_in_the_place_of_the_offer_and_reads_no_document(bot: Bot) -> None:
    reply = await answered(bot, replace(NO, context={KIND: "agreement", "document": "of another case"}))
    assert reply.card is not None
    assert DANISH("file.declined") in text_of(reply.card)
    assert (reply.lasting, reply.file) == (DANISH("file.declined"), None)


@pytest.mark.parametrize("context", [{}, {KIND: "something else"}, {"document": "d1"}])
async def test_a_kind_nobody_knows_is_told_kindly(bot: Bot, context: dict[str, str]) -> None:
    reply = await answered(bot, replace(YES, context=context))
    assert reply.card is not None
    assert DANISH("file.gone") in text_of(reply.card)
    assert reply.file is None


async def test_a_document_the_person_may_not_have_is_refused(bot: Bot) -> None:
    with pytest.raises(NotFound):
        await answered(bot, replace(YES, context={KIND: "agreement", "document": "of another case"}))


async def test_the_bot_answers_a_yes_and_the_same_yes_twice_alike(bot: Bot) -> None:
    turn = bot.turn(NURSE, replace(YES, context={KIND: "something else"}))
    first = await bot.conversation.handle(turn)
    assert first.card is not None
    assert DANISH("file.gone") in text_of(first.card)
    assert await bot.conversation.handle(turn) == first


async def test_in_a_group_no_file_is_handed_over(bot: Bot) -> None:
    reply = await bot.hears(NURSE, YES, ChatKind.GROUP)
    assert reply == Reply(notice=DANISH("group.no_buttons"))


async def test_somebody_unknown_gets_no_file(bot: Bot) -> None:
    reply = await bot.hears(replace(CASEWORKER, user_id="nobody"), YES)
    assert reply.file is None
    assert [message.summary for message in reply.messages] == [DANISH("stranger.title")]


def test_a_remembered_answer_keeps_an_offer_but_never_a_file() -> None:
    offer = offer_file("agreement", {"document": "d1"}, name="a.pdf", description="Sag", size_in_bytes=1)
    paper = Paper("da", "Udskrivningsaftale", "26-1001", NOW, footer="Asta Opdigtet")
    packed = pack(Reply((offer, Message("Hej")), file=FileToUpload(paper, "ja", "nej")))
    assert b"Asta" not in packed
    assert unpack(packed) == Reply((offer, Message("Hej")))
