"""Where others read along: case number and task type at most, no form, and the rest in the personal chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.commands import CHANGING_INTENTS, READING_INTENTS
from dialogs.groups import ANSWERED_HERE
from dialogs.turn import BotAdded, CardAction, ChatKind, TextSaid
from dialogs.understanding import Intent
from dialogs.wording import Wording
from domain.people import Person
from domain.preferences import Cover, PersonPreferences
from tests.factories import (
    ADMINISTRATOR,
    CASEWORKER,
    COLLEAGUE,
    NOW,
    NURSE,
    NURSE_LEADER,
    OUTSIDER,
    REGION_COORDINATOR,
)
from tests.unit.dialogs.bot_in_process import DANISH, ENGLISH, Bot
from tests.unit.dialogs.card_reading import inputs_of, text_of
from tests.unit.dialogs.meeting_story import Story
from tests.unit.dialogs.test_commands import WORDS
from workflows.chat import Message
from workflows.notice import NoticeKind, Outgoing

WHO_MAY = {
    Intent.MUNICIPAL_STATUS: CASEWORKER,
    Intent.EMERGENCY: NURSE_LEADER,
    Intent.HOLD_CASE: NURSE_LEADER,
}
"""Who else than the nurse may do it."""
PERSONAL = ("610190", "Asta", "Opdigtet", "At bo for sig selv", "Afsnit 1", "Voksenenheden")

REQUESTED = "kvittér for en indkaldelse, find en tid til netværksmøde"
"""The tasks of a meeting asked for."""


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


@pytest.mark.parametrize("person", [NURSE, REGION_COORDINATOR, ADMINISTRATOR], ids=lambda p: p.title)
async def test_no_command_shows_anything_personal_or_a_form(bot: Bot, person: Person) -> None:
    await Story(bot).requested()
    for intent in Intent:
        message = await said_in_group(bot, person, WORDS[intent])
        shown = f"{message.summary}\n{text_of(message.card)}"
        assert not any(word in shown for word in PERSONAL), intent
        assert inputs_of(message.card) == {}, intent


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
    "text",
    [
        "610190-4321",
        "hej, det er om 610190-4321",
        "tak, det var 610190 4321",
        "Borger 6101904321 mangler en bolig",
        "status 620190-1234 og 610190-4321",
        "status 310290-1234",
        "hjælp til 610190ab12",
    ],
    ids=["alone", "hello", "thanks", "no command", "two of them", "no date", "letters"],
)
async def test_who_writes_a_number_in_a_group_is_asked_to_delete_it_whatever_was_said(
    bot: Bot, text: str
) -> None:
    message = await said_in_group(bot, NURSE, text)
    assert message in (Message(DANISH("group.no_cpr")), Message(DANISH("group.continue_and_no_cpr")))


async def test_who_is_refused_in_a_group_is_asked_too(bot: Bot) -> None:
    turn = TextSaid("varsling for 610190-4321")
    refusal, beside = (await bot.hears(ADMINISTRATOR, turn, ChatKind.GROUP)).messages
    assert DANISH("error.title") in text_of(refusal.card)
    assert beside == Message(DANISH("group.no_cpr"))
    stranger = replace(NURSE, user_id="nobody the directory knows")
    assert (await bot.hears(stranger, turn, ChatKind.GROUP)).messages[1:] == (beside,)
    (alone,) = (await bot.hears(ADMINISTRATOR, turn)).messages
    assert DANISH("error.title") in text_of(alone.card), "in one's own chat nobody reads along"


@pytest.mark.parametrize(
    ("person", "answer"),
    [
        (CASEWORKER, DANISH("group.case", number="26-1001", tasks=REQUESTED)),
        (OUTSIDER, DANISH("group.continue")),
    ],
    ids=["on the case", "outside"],
)
async def test_a_case_number_is_named_only_to_who_may_see_it(bot: Bot, person: Person, answer: str) -> None:
    await Story(bot).requested()
    assert (await said_in_group(bot, person, "status 26-1001")).summary == answer


async def test_a_case_with_nothing_left_to_do_is_named_without_a_task(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    await story.does(NURSE, "meeting.cancel", reason="Aflyst")
    answer = (await said_in_group(bot, CASEWORKER, "status 26-1001")).summary
    assert answer == DANISH("group.case_without_tasks", number="26-1001")


@pytest.mark.parametrize(
    ("words", "language", "wording"), [("english", "en", ENGLISH), ("dansk", "da", DANISH)]
)
async def test_a_language_chosen_in_a_group_is_spoken_at_once(
    bot: Bot, words: str, language: str, wording: Wording
) -> None:
    other = "da" if language == "en" else "en"
    await bot.reads(lambda r: r.directory.set_language(NURSE.id, other))
    assert (await said_in_group(bot, NURSE, words)).summary == wording("group.continue")
    chosen = await bot.reads(lambda r: r.directory.person(NURSE.id))
    assert chosen is not None
    assert chosen.language == language
    assert wording("help.title") in text_of((await continued(bot)).card)


@pytest.mark.parametrize("intent", sorted(CHANGING_INTENTS))
async def test_what_is_sent_later_changes_nothing(bot: Bot, intent: Intent) -> None:
    """A notice may be rendered more than once, so it only reads; an earlier version's notice is let go."""
    await said_in_group(bot, NURSE, "hjælp")
    (outgoing,) = await claimed(bot, NoticeKind.CONTINUE)
    changing = replace(outgoing, notice=replace(outgoing.notice, detail=intent))
    before = await bot.reads(lambda r: (r.directory.person(NURSE.id), r.drafts.latest(NURSE.id)))
    assert await bot.reads(lambda r: bot.renderer(r, changing, bot.time)) is None
    assert await bot.reads(lambda r: (r.directory.person(NURSE.id), r.drafts.latest(NURSE.id))) == before


@pytest.mark.parametrize("intent", Intent)
async def test_the_personal_chat_is_asked_only_to_show(bot: Bot, intent: Intent) -> None:
    await Story(bot).requested()
    await said_in_group(bot, WHO_MAY.get(intent, NURSE), WORDS[intent])
    shown = {Intent(each.notice.detail.split()[0]) for each in await claimed(bot, NoticeKind.CONTINUE)}
    assert shown <= READING_INTENTS
    assert bool(shown) is (intent not in ANSWERED_HERE)


async def test_the_status_itself_is_told_in_the_personal_chat(bot: Bot) -> None:
    await Story(bot).requested()
    await said_in_group(bot, CASEWORKER, "status 26-1001")
    assert "indkalder jer" in text_of((await continued(bot)).card)


@pytest.mark.parametrize(
    "words",
    [
        "tal for Hvidovre i november",
        "tal for Glostrup i 3. kvartal",
        "tal for børn og unge i oktober",
        "tal for Psykiatrisk Center Glostrup fra 1. oktober til 15. oktober",
        "tal for uge 60",
        "tal for Nordpolen i oktober",
        "tal for Hvidovre og Albertslund i oktober",
        "ugens tal",
        "rapport for 3. kvartal",
        "rapport for uge 60",
        "rapport nr. 4711",
    ],
)
async def test_figures_asked_for_in_a_group_are_those_one_would_get_in_private(bot: Bot, words: str) -> None:
    message = await said_in_group(bot, REGION_COORDINATOR, words)
    assert message == Message(DANISH("group.continue"))
    private = await bot.hears(REGION_COORDINATOR, TextSaid(words))
    (answer,) = private.messages
    assert text_of((await continued(bot)).card) == text_of(answer.card)


async def test_of_what_was_said_of_figures_no_word_goes_along(bot: Bot) -> None:
    await said_in_group(bot, REGION_COORDINATOR, "tal for Hvidovre i oktober, sagt af Asta")
    (outgoing,) = await claimed(bot, NoticeKind.CONTINUE)
    hvidovre = CASEWORKER.home.organisation_id
    what = f"figures first=2026-10-01&last=2026-10-31&municipality={hvidovre}"
    assert outgoing.notice.detail == what


async def test_what_cannot_be_found_is_told_in_the_personal_chat(bot: Bot) -> None:
    await Story(bot).requested()
    await said_in_group(bot, OUTSIDER, "status 26-1001")
    assert DANISH("error.not_found") in text_of((await continued(bot)).card)


async def test_the_same_words_twice_go_on_once(bot: Bot) -> None:
    turn = bot.turn(NURSE, TextSaid("mine sager"), ChatKind.GROUP)
    assert await bot.conversation.handle(turn) == await bot.conversation.handle(turn)
    assert len(await claimed(bot, NoticeKind.CONTINUE)) == 1


async def test_a_step_said_without_its_case_shows_the_cases_to_choose_from(bot: Bot) -> None:
    await Story(bot).requested()
    message = await said_in_group(bot, NURSE, "luk sagen")
    assert message == Message(DANISH("group.continue"))
    assert DANISH("case.which") in text_of((await continued(bot)).card)


async def test_who_is_back_says_so_in_a_group_and_the_settings_come_in_private(bot: Bot) -> None:
    cover = Cover(COLLEAGUE.id, NOW.date())
    await bot.reads(lambda r: r.preferences.save(PersonPreferences(NURSE.id, cover=cover)))
    assert (await said_in_group(bot, NURSE, "jeg er tilbage")).summary == DANISH("group.continue")
    assert (await bot.reads(lambda r: r.preferences.of(NURSE.id))).cover is None
    assert DANISH("settings.not_away") in text_of((await continued(bot)).card)


@pytest.mark.parametrize("words", ["jeg er væk", "enhedens arbejdstid"])
async def test_where_nothing_can_be_begun_the_settings_come_in_private(bot: Bot, words: str) -> None:
    await said_in_group(bot, OUTSIDER, words)
    assert DANISH("settings.title") in text_of((await continued(bot)).card)
