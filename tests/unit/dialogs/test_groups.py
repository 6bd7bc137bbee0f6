"""Where others read along: case number and task type at most, no form, and the rest in the personal chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogs.turn import BotAdded, CardAction, ChatKind, TextSaid
from dialogs.understanding import Intent
from domain.people import Person
from tests.factories import ADMINISTRATOR, CASEWORKER, NURSE, OUTSIDER, REGION_COORDINATOR
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import inputs_of, text_of
from tests.unit.dialogs.meeting_story import Story
from tests.unit.dialogs.test_commands import WORDS
from workflows.chat import Message
from workflows.notice import NoticeKind, Outgoing

PERSONAL = ("610190", "Asta", "Opdigtet", "At bo for sig selv", "Afsnit 1", "Voksenenheden")


async def said_in_group(bot: Bot, person: Person, text: str) -> Message:
    (message,) = (await bot.hears(person, TextSaid(text), ChatKind.GROUP)).messages
    return message


async def claimed(bot: Bot, kind: NoticeKind) -> list[Outgoing]:
    taken = await bot.reads(lambda r: r.outbox.claim(bot.time, timedelta(seconds=30), 100))
    return [outgoing for outgoing in taken if outgoing.notice.kind is kind]


async def continued(bot: Bot) -> Message:
    """What goes on in the personal chat."""
    (outgoing,) = await claimed(bot, NoticeKind.CONTINUE)
    message = await bot.reads(lambda r: bot.renderer(r, outgoing, bot.time))
    assert message is not None
    return message


@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize("person", [NURSE, REGION_COORDINATOR, ADMINISTRATOR], ids=lambda p: p.title)
async def test_no_command_shows_anything_personal_or_a_form(bot: Bot, person: Person, intent: Intent) -> None:
    await Story(bot).requested()
    message = await said_in_group(bot, person, WORDS[intent])
    shown = f"{message.summary}\n{text_of(message.card)}"
    assert not any(word in shown for word in PERSONAL)
    assert inputs_of(message.card) == {}


async def test_a_group_is_told_that_others_read_along(bot: Bot) -> None:
    (message,) = (await bot.hears(NURSE, BotAdded(), ChatKind.GROUP)).messages
    assert message == Message(DANISH("group.help"))
    assert await said_in_group(bot, NURSE, "hej") == Message(DANISH("group.help"))
    assert await said_in_group(bot, NURSE, "blåbærgrød") == Message(DANISH("group.help"))


async def test_a_button_in_a_group_does_nothing(bot: Bot) -> None:
    meeting = await Story(bot).requested()
    reply = await bot.hears(CASEWORKER, CardAction("meeting.show", {"id": meeting.id}), ChatKind.GROUP)
    assert (reply.card, reply.messages, reply.notice) == (None, (), DANISH("group.no_buttons"))


async def test_a_request_begun_in_a_group_goes_on_in_the_personal_chat(bot: Bot) -> None:
    message = await said_in_group(bot, NURSE, "nyt netværksmøde for 610190-4321 på torsdag kl. 10 i Hvidovre")
    assert message == Message(DANISH("group.continue_and_no_cpr"))
    private = await continued(bot)
    assert private.summary == DANISH("group.summary")
    assert inputs_of(private.card)["cpr"] == "610190-4321"


@pytest.mark.parametrize(
    ("person", "answer"),
    [(CASEWORKER, DANISH("group.case", number="26-1001")), (OUTSIDER, DANISH("group.continue"))],
    ids=["on the case", "outside"],
)
async def test_a_case_number_is_named_only_to_who_may_see_it(bot: Bot, person: Person, answer: str) -> None:
    await Story(bot).requested()
    assert (await said_in_group(bot, person, "status 26-1001")).summary == answer


async def test_the_status_itself_is_told_in_the_personal_chat(bot: Bot) -> None:
    await Story(bot).requested()
    await said_in_group(bot, CASEWORKER, "status 26-1001")
    assert "indkalder jer" in text_of((await continued(bot)).card)


async def test_what_cannot_be_found_is_told_in_the_personal_chat(bot: Bot) -> None:
    await Story(bot).requested()
    await said_in_group(bot, OUTSIDER, "status 26-1001")
    assert DANISH("error.not_found") in text_of((await continued(bot)).card)


async def test_the_same_words_twice_go_on_once(bot: Bot) -> None:
    turn = bot.turn(NURSE, TextSaid("mine sager"), ChatKind.GROUP)
    assert await bot.conversation.handle(turn) == await bot.conversation.handle(turn)
    assert len(await claimed(bot, NoticeKind.CONTINUE)) == 1
