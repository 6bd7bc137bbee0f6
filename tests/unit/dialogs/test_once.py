"""Every effect once: the same activity, or the same click on the same showing, changes nothing twice."""

from __future__ import annotations

from dataclasses import replace

from dialogs.once import MARK, keys_of, pack, unpack
from dialogs.turn import CardAction, Reply, TextSaid
from tests.factories import CASEWORKER, NURSE
from tests.unit.dialogs.bot_in_process import REQUEST_PAGES, Bot
from tests.unit.dialogs.card_reading import buttons_of, everything_in, text_of
from workflows.chat import Message


async def test_the_same_activity_twice_gets_the_same_reply_and_one_effect(bot: Bot) -> None:
    turn = bot.turn(NURSE, TextSaid("nyt netværksmøde for 610190-4321"))
    first = await bot.conversation.handle(turn)
    begun = await bot.reads(lambda r: r.drafts.latest(NURSE.id))
    assert await bot.conversation.handle(turn) == first
    assert await bot.reads(lambda r: r.drafts.latest(NURSE.id)) == begun


async def test_a_double_click_sends_one_request(bot: Bot) -> None:
    card = await bot.says(NURSE, "nyt netværksmøde")
    review = await bot.fills(NURSE, card, *REQUEST_PAGES)
    send = next(button for button in buttons_of(review) if button["verb"] == "form.send")
    first = await bot.clicks(NURSE, "form.send", send["data"], "message")
    again = await bot.clicks(NURSE, "form.send", send["data"], "message")
    assert again == first
    assert len(await bot.reads(lambda r: r.cases.of_person(NURSE))) == 1


async def test_the_same_button_on_a_later_showing_is_another_click(bot: Bot) -> None:
    card = await bot.presses(NURSE, await bot.says(NURSE, "hjælp"), "command.my_cases", "message")
    await bot.requests_a_meeting()
    later = await bot.presses(NURSE, card, "command.my_cases", "message")
    assert "26-1001" not in text_of(card)
    assert "26-1001" in text_of(later)


async def test_details_opened_again_show_what_is_true_then(bot: Bot) -> None:
    receipt = await bot.requests_a_meeting()
    opened = await bot.presses(NURSE, receipt, "meeting.show", "message")
    closed = await bot.presses(NURSE, opened, "meeting.hide", "message")
    found = await bot.reads(lambda r: r.cases.of_person(NURSE)[0])
    (meeting,) = await bot.reads(lambda r: r.meetings.of_case(found.id, NURSE))
    await bot.clicks(CASEWORKER, "meeting.acknowledge", {"id": meeting.id})
    again = await bot.presses(NURSE, closed, "meeting.show", "message")
    assert "Sara Demo" not in text_of(opened)
    assert "Sara Demo" in text_of(again)


async def test_every_button_says_which_showing_it_belongs_to(bot: Bot) -> None:
    first, second = await bot.says(NURSE, "hjælp"), await bot.says(NURSE, "hjælp")
    marks = [{button["data"][MARK] for button in buttons_of(card)} for card in (first, second)]
    assert [len(each) for each in marks] == [1, 1]
    assert marks[0] != marks[1]


def test_who_clicked_what_where_makes_a_click_the_same(bot: Bot) -> None:
    click = bot.turn(NURSE, CardAction("task.done", {"id": "1", "version": 2}, "message"))
    resent = replace(click, activity_id="another")
    assert set(keys_of(click)) & set(keys_of(resent))
    others = [
        bot.turn(CASEWORKER, click.event),
        replace(resent, event=CardAction("task.later", {"id": "1", "version": 2}, "message")),
        replace(resent, event=CardAction("task.done", {"id": "1", "version": 3}, "message")),
        replace(resent, event=CardAction("task.done", {"id": "1", "version": 2}, "another message")),
    ]
    assert not any(set(keys_of(click)) & set(keys_of(other)) for other in others)


def test_a_key_tells_nothing_that_was_typed(bot: Bot) -> None:
    turn = bot.turn(NURSE, CardAction("form.next", {"cpr": "610190-4321", "citizen_name": "Asta"}))
    assert all(set(key) <= set("0123456789abcdef") and len(key) == 64 for key in keys_of(turn))


async def test_a_reply_is_remembered_whole(bot: Bot) -> None:
    card = await bot.says(NURSE, "hjælp")
    reply = Reply((Message("Svar", card), Message("Kun en linje")), card, "en linje", "Sag 7")
    assert unpack(pack(reply)) == reply
    assert everything_in(unpack(pack(reply)).card) == everything_in(card)
