"""One turn in, one reply out: who is welcomed, who is turned away, what a refusal says and leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest

from dialogs.turn import (
    BotAdded,
    BotRemoved,
    ChatKind,
    Event,
    NotUnderstood,
    Reply,
    Sender,
    TextSaid,
    Turn,
)
from domain.people import Person
from tests.factories import ADMINISTRATOR, CASEWORKER, DIRECTORY, NURSE, OUTSIDER, REGION_COORDINATOR
from tests.unit.dialogs.bot_in_process import CONTACT, DANISH, ENGLISH, Bot
from tests.unit.dialogs.card_reading import text_of, verbs_of
from workflows.ports import Records, Store

T = TypeVar("T")
STRANGER = replace(NURSE, tenant_id="another tenant")


@dataclass
class LeavingBetween:
    """A store whose directory is emptied of all but one after each transaction."""

    store: Store

    async def run(self, work: Callable[[Records], T]) -> T:
        try:
            return await self.store.run(work)
        finally:
            await self.store.run(lambda records: records.directory.replace(DIRECTORY[-1:]))


async def meeting_id(bot: Bot) -> str:
    await bot.requests_a_meeting()
    case = (await bot.reads(lambda r: r.cases.of_person(NURSE)))[0]
    return (await bot.reads(lambda r: r.meetings.of_case(case.id, NURSE)))[0].id


async def test_a_person_is_welcomed_once(bot: Bot) -> None:
    (welcome,) = (await bot.hears(NURSE, BotAdded())).messages
    assert welcome.summary == "Velkommen til Brobygger"
    assert "Hej Nora" in text_of(welcome.card)
    assert {"command.new_meeting", "command.my_cases", "command.help"} <= verbs_of(welcome.card)
    assert await bot.hears(NURSE, BotAdded()) == Reply()


async def test_a_coordinator_is_welcomed_with_what_a_coordinator_sees(bot: Bot) -> None:
    (welcome,) = (await bot.hears(REGION_COORDINATOR, BotAdded())).messages
    assert DANISH("welcome.coordinator") in text_of(welcome.card)
    assert "command.new_meeting" not in verbs_of(welcome.card)


async def test_who_removed_the_bot_is_welcomed_again(bot: Bot) -> None:
    await bot.meets(NURSE)
    assert await bot.hears(NURSE, BotRemoved()) == Reply()
    assert (await bot.hears(NURSE, BotAdded())).messages


async def test_a_new_personal_chat_is_remembered_as_the_persons_address(bot: Bot) -> None:
    await bot.meets(NURSE)
    turn = bot.turn(NURSE, BotAdded())
    moved = replace(turn, chat=replace(turn.chat, service_url="https://elsewhere.example.invalid/"))
    assert await bot.conversation.handle(moved) == Reply()
    address = await bot.reads(lambda r: r.addresses.of(NURSE.id))
    assert address is not None
    assert (address.service_url, address.conversation_id) == (
        moved.chat.service_url,
        moved.chat.conversation_id,
    )


@pytest.mark.parametrize("event", [TextSaid("mine sager"), BotAdded(), NotUnderstood("reaction")])
@pytest.mark.parametrize("kind", ChatKind)
async def test_a_stranger_is_told_whom_to_ask(bot: Bot, event: Event, kind: ChatKind) -> None:
    (message,) = (await bot.hears(STRANGER, event, kind)).messages
    assert CONTACT in text_of(message.card)
    assert verbs_of(message.card) == set()


async def test_a_stranger_who_clicks_sees_no_record(bot: Bot) -> None:
    reply = await bot.clicks(STRANGER, "meeting.show", {"id": await meeting_id(bot)})
    assert CONTACT in text_of(reply.card)
    assert await bot.hears(STRANGER, BotRemoved()) == Reply()


async def test_a_stranger_is_answered_in_the_language_of_the_client(bot: Bot) -> None:
    turn = bot.turn(STRANGER, TextSaid("hello"), locale="en-GB")
    (message,) = (await bot.conversation.handle(turn)).messages
    assert message.summary == ENGLISH("stranger.title")


async def test_somebody_of_our_tenant_who_is_not_in_the_directory_is_a_stranger(bot: Bot) -> None:
    turn = bot.turn(NURSE, TextSaid("hej"))
    other: Turn = replace(turn, sender=Sender(NURSE.tenant_id, "nobody we know"))
    (message,) = (await bot.conversation.handle(other)).messages
    assert message.summary == DANISH("stranger.title")


@pytest.mark.parametrize("kind", ChatKind)
async def test_a_message_of_another_kind_gets_a_short_answer(bot: Bot, kind: ChatKind) -> None:
    (message,) = (await bot.hears(NURSE, NotUnderstood("file"), kind)).messages
    assert message.summary == DANISH("unknown.kind")
    assert (message.card is not None) is (kind is ChatKind.PERSONAL)


async def test_an_event_of_no_kind_is_a_fault_of_ours(bot: Bot) -> None:
    with pytest.raises(TypeError):
        await bot.conversation.handle(bot.turn(NURSE, "no event"))  # type: ignore[arg-type]


async def test_a_group_is_greeted_once(bot: Bot) -> None:
    assert (await bot.hears(NURSE, BotAdded(), ChatKind.GROUP)).messages
    assert await bot.hears(NURSE, BotAdded(), ChatKind.GROUP) == Reply()


async def test_who_leaves_the_directory_while_the_bot_answers_is_a_stranger(bot: Bot) -> None:
    """The refusal is told in a transaction of its own, and looks the person up again."""
    store = LeavingBetween(bot.store)
    turn = bot.turn(NURSE, TextSaid("status 26-9999"))
    (message,) = (await replace(bot.conversation, store=store).handle(turn)).messages
    assert message.summary == DANISH("stranger.title")


async def test_a_refused_click_shows_the_fresh_card_and_says_why(bot: Bot) -> None:
    meeting = await meeting_id(bot)
    await bot.clicks(CASEWORKER, "meeting.acknowledge", {"id": meeting, "version": 1})
    reply = await bot.clicks(CASEWORKER, "meeting.acknowledge", {"id": meeting, "version": 1}, "another card")
    assert DANISH("error.wrong_status") in text_of(reply.card)
    assert "I har kvitteret." in text_of(reply.card)
    assert "meeting.acknowledge" not in verbs_of(reply.card)


async def test_a_click_for_the_other_side_is_refused_on_the_fresh_card(bot: Bot) -> None:
    reply = await bot.clicks(NURSE, "meeting.acknowledge", {"id": await meeting_id(bot)})
    assert DANISH("error.not_allowed") in text_of(reply.card)
    assert "meeting.cancel" in verbs_of(reply.card)


async def test_a_refused_click_changes_nothing_and_is_logged(bot: Bot) -> None:
    meeting = await meeting_id(bot)
    before = await bot.reads(lambda r: r.meetings.get(meeting, NURSE))
    await bot.clicks(NURSE, "meeting.acknowledge", {"id": meeting})
    assert await bot.reads(lambda r: r.meetings.get(meeting, NURSE)) == before


@pytest.mark.parametrize(
    "who", [OUTSIDER, REGION_COORDINATOR, ADMINISTRATOR], ids=["outsider", "coordinator", "administrator"]
)
async def test_a_case_of_others_and_no_case_at_all_are_answered_alike(bot: Bot, who: Person) -> None:
    existing = await meeting_id(bot)
    for verb in ("meeting.card", "meeting.show", "meeting.acknowledge", "meeting.cancel"):
        theirs = await bot.clicks(who, verb, {"id": existing})
        nobodys = await bot.clicks(who, verb, {"id": "f" * 32})
        assert text_of(theirs.card) == text_of(nobodys.card)
        assert DANISH("error.not_found") in text_of(theirs.card)
    assert text_of(await bot.says(who, "status 26-1001")) == text_of(await bot.says(who, "status 26-9999"))


async def test_a_cpr_that_others_have_a_case_on_starts_a_form_like_any_other(bot: Bot) -> None:
    await bot.requests_a_meeting()
    known = await bot.says(OUTSIDER, "nyt netværksmøde for 610190-4321")
    await bot.says(OUTSIDER, "annullér")
    draft = await bot.reads(lambda r: r.drafts.latest(OUTSIDER.id))
    assert draft is not None
    await bot.clicks(OUTSIDER, "form.discard", {"draft": draft.id})
    unknown = await bot.says(OUTSIDER, "nyt netværksmøde for 610290-4321")
    assert text_of(known).replace("610190", "610290") == text_of(unknown)


async def test_an_unknown_button_points_on(bot: Bot) -> None:
    reply = await bot.clicks(NURSE, "no.such.verb", {"id": 1})
    assert DANISH("error.unknown_button") in text_of(reply.card)
