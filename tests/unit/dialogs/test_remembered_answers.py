"""What may be answered from memory: a change, to who may still see it. Never a look: each one is logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs.turn import CardAction, Event, TextSaid, Turn
from dialogs.verbs import READING_VERBS
from domain.people import Person
from tests.factories import CASEWORKER, CPR_TEXT, DIRECTORY, NURSE, REGION_COORDINATOR
from tests.stores import raw, sqlite_url
from tests.unit.dialogs.bot_in_process import CONTACT, DANISH, REQUEST_PAGES, Bot
from tests.unit.dialogs.card_reading import buttons_of, everything_in, text_of
from tests.unit.dialogs.meeting_story import Story
from workflows.ports import DirectoryRow

CHANGING = ("meeting.acknowledge", "meeting.accept_time", "meeting.ask")
READING = ("meeting.card", "meeting.hide", "meeting.show")


def logged(folder: Path, action: str) -> int:
    """How many entries the log has of this action."""
    return len(raw(sqlite_url(folder), f"SELECT seq FROM audit WHERE action = '{action}'"))


def without(person: Person) -> list[DirectoryRow]:
    return [row for row in DIRECTORY if row.user_id != person.user_id]


def elsewhere(person: Person) -> list[DirectoryRow]:
    """The directory with the person in another unit of their organisation."""
    (row,) = [row for row in DIRECTORY if row.user_id == person.user_id]
    return [*without(person), replace(row, unit="Et andet sted")]


async def import_(bot: Bot, rows: Sequence[DirectoryRow]) -> None:
    await bot.reads(lambda r: r.directory.replace(rows))


async def a_click(bot: Bot, verb: str, person: Person = CASEWORKER) -> Turn:
    meeting = await Story(bot).meeting()
    data = {"id": meeting.id, "version": meeting.version, "start": meeting.proposed[0].start.isoformat()}
    return bot.turn(person, CardAction(verb, data, "message"))


def clicked_again(turn: Turn) -> Turn:
    return replace(turn, activity_id=f"{turn.activity_id} again")


@pytest.mark.parametrize("verb", READING + CHANGING)
async def test_who_has_been_removed_is_a_stranger_to_an_answer_given_before(bot: Bot, verb: str) -> None:
    await Story(bot).requested()
    click = await a_click(bot, verb)
    assert "26-1001" in everything_in((await bot.conversation.handle(click)).card) or verb == "meeting.ask"
    await import_(bot, without(CASEWORKER))
    for turn in (click, clicked_again(click)):
        again = await bot.conversation.handle(turn)
        assert CONTACT in text_of(again.card)
        assert "26-1001" not in everything_in(again.card)


@pytest.mark.parametrize("verb", READING + CHANGING)
async def test_who_has_moved_gets_no_answer_given_before(bot: Bot, verb: str, tmp_path: Path) -> None:
    await Story(bot).requested()
    click = await a_click(bot, verb)
    await bot.conversation.handle(click)
    await import_(bot, elsewhere(CASEWORKER))
    for n, turn in enumerate((click, clicked_again(click)), start=1):
        again = await bot.conversation.handle(turn)
        assert DANISH("error.not_found") in text_of(again.card)
        assert "26-1001" not in everything_in(again.card)
        assert logged(tmp_path, "refuse") == n


async def test_who_has_moved_gets_neither_the_receipt_nor_the_pages_of_a_form_again(bot: Bot) -> None:
    card = await bot.says(NURSE, "nyt netværksmøde")
    first = next(button for button in buttons_of(card) if button["verb"] == "form.next")
    page = bot.turn(NURSE, CardAction("form.next", {**first["data"], **REQUEST_PAGES[0]}, "message"))
    shown = (await bot.conversation.handle(page)).card
    assert shown is not None
    review = await bot.fills(NURSE, shown, *REQUEST_PAGES[1:])
    send = next(button for button in buttons_of(review) if button["verb"] == "form.send")
    sent = bot.turn(NURSE, CardAction("form.send", send["data"], "message"))
    assert "26-1001" in text_of((await bot.conversation.handle(sent)).card)
    await import_(bot, elsewhere(NURSE))
    for turn in (page, sent):
        assert DANISH("error.not_found") in text_of((await bot.conversation.handle(turn)).card)


async def test_a_page_of_a_form_that_is_gone_is_not_shown_again(bot: Bot) -> None:
    begun = bot.turn(NURSE, TextSaid(f"nyt netværksmøde for {CPR_TEXT}"))
    await bot.conversation.handle(begun)
    draft = await bot.reads(lambda r: r.drafts.latest(NURSE.id))
    assert draft is not None
    await bot.clicks(NURSE, "form.discard", {"draft": draft.id})
    (again,) = (await bot.conversation.handle(begun)).messages
    assert CPR_TEXT not in everything_in(again.card)
    assert await bot.reads(lambda r: r.drafts.latest(NURSE.id)) is None


async def test_every_look_at_details_is_logged_also_the_same_click_again(bot: Bot, tmp_path: Path) -> None:
    await Story(bot).requested()
    click = await a_click(bot, "meeting.show")
    first = await bot.conversation.handle(click)
    again = [await bot.conversation.handle(turn) for turn in (click, clicked_again(click))]
    assert [text_of(reply.card) for reply in again] == [text_of(first.card)] * 2
    assert logged(tmp_path, "read") == 3


@pytest.mark.parametrize("verb", CHANGING)
async def test_a_change_clicked_twice_is_made_once_and_answered_the_same(bot: Bot, verb: str) -> None:
    await Story(bot).requested()
    click = await a_click(bot, verb)
    first = await bot.conversation.handle(click)
    changed = await Story(bot).meeting()
    for turn in (click, clicked_again(click)):
        assert await bot.conversation.handle(turn) == first
    assert await Story(bot).meeting() == changed


@pytest.mark.parametrize(
    "event",
    [TextSaid("mine sager"), TextSaid("status 26-1001"), TextSaid("hjælp"), CardAction("command.my_cases")],
    ids=lambda event: event.text if isinstance(event, TextSaid) else event.verb,
)
async def test_what_only_reads_is_answered_from_what_is_true_then(
    bot: Bot, event: Event, tmp_path: Path
) -> None:
    await Story(bot).requested()
    remembered = raw(sqlite_url(tmp_path), "SELECT key FROM effects")
    turn = bot.turn(CASEWORKER, event)
    await bot.conversation.handle(turn)
    assert raw(sqlite_url(tmp_path), "SELECT key FROM effects") == remembered
    await import_(bot, elsewhere(CASEWORKER))
    again = await bot.conversation.handle(turn)
    cards = [again.card, *(message.card for message in again.messages)]
    assert not any("26-1001" in everything_in(card) for card in cards)


async def test_no_answer_of_a_reading_button_is_kept(bot: Bot, tmp_path: Path) -> None:
    story = Story(bot)
    meeting = await story.concluded()
    (task, *_) = await story.tasks()
    kept = raw(sqlite_url(tmp_path), "SELECT key FROM effects")
    for verb in sorted(READING_VERBS):
        await bot.clicks(NURSE, verb, {"id": task.id if verb.startswith("task.") else meeting.id})
        assert raw(sqlite_url(tmp_path), "SELECT key FROM effects") == kept, verb


async def test_a_refused_change_is_logged_once_for_the_same_activity(bot: Bot, tmp_path: Path) -> None:
    await Story(bot).requested()
    click = await a_click(bot, "meeting.acknowledge", NURSE)
    first = await bot.conversation.handle(click)
    assert DANISH("error.not_allowed") in text_of(first.card)
    assert await bot.conversation.handle(click) == first
    assert logged(tmp_path, "refuse") == 1
    await bot.conversation.handle(clicked_again(click))
    assert logged(tmp_path, "refuse") == 2


async def test_refused_words_are_logged_once_for_the_same_activity(bot: Bot, tmp_path: Path) -> None:
    turn = bot.turn(REGION_COORDINATOR, TextSaid("nyt netværksmøde"))
    first = await bot.conversation.handle(turn)
    assert await bot.conversation.handle(turn) == first
    assert logged(tmp_path, "refuse") == 1


async def test_a_refused_button_works_once_it_fits(bot: Bot) -> None:
    await Story(bot).requested()
    click = await a_click(bot, "meeting.acknowledge")
    await import_(bot, elsewhere(CASEWORKER))
    assert DANISH("error.not_found") in text_of((await bot.conversation.handle(click)).card)
    await import_(bot, DIRECTORY)
    assert DANISH("receipt.acknowledged", receiver="Hvidovre Kommune") in text_of(
        (await bot.conversation.handle(clicked_again(click))).card
    )
