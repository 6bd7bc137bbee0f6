"""A click on a card is evidence that its notice arrived, whatever becomes of the click."""

from __future__ import annotations

from datetime import timedelta

from dialogs.once import MARK, mark_of, mark_of_notice, notice_clicked
from dialogs.turn import CardAction, TextSaid
from domain.people import Person
from tests.factories import CASEWORKER, CASEWORKER_LEADER, NURSE, a_notice
from tests.unit.dialogs.bot_in_process import Bot
from workflows.notice import Outgoing
from workflows.outbox_states import Event
from workflows.ports import Records

LEASE = timedelta(seconds=30)


async def nobody_knows(bot: Bot) -> Outgoing:
    """A notice to the caseworker that waits as the labelled repeat of a send nobody can vouch for."""

    def send(records: Records) -> Outgoing:
        records.outbox.queue([a_notice()], bot.time)
        (outgoing,) = records.outbox.claim(bot.time, LEASE, 1)
        assert records.outbox.begin_sending(outgoing, bot.time, LEASE)
        assert records.outbox.settle(outgoing, Event.NOT_KNOWN, "timeout", bot.time)
        return outgoing

    return await bot.reads(send)


async def counts(bot: Bot) -> dict[str, int]:
    counted = await bot.reads(lambda r: r.outbox.counts())
    return {state: number for state, number in counted.items() if number}


async def click(bot: Bot, person: Person, verb: str, mark: str) -> None:
    await bot.clicks(person, verb, {MARK: mark}, "message")


async def test_who_clicks_on_the_card_is_not_sent_its_repeat(bot: Bot) -> None:
    outgoing = await nobody_knows(bot)
    await click(bot, CASEWORKER, "command.my_cases", mark_of_notice(outgoing.id))
    assert await counts(bot) == {"sent": 1}


async def test_a_click_that_is_refused_says_it_too(bot: Bot) -> None:
    outgoing = await nobody_knows(bot)
    await click(bot, CASEWORKER, "task.done", mark_of_notice(outgoing.id))
    assert await counts(bot) == {"sent": 1}


async def test_another_persons_click_or_another_cards_says_nothing(bot: Bot) -> None:
    outgoing = await nobody_knows(bot)
    await click(bot, CASEWORKER_LEADER, "command.my_cases", mark_of_notice(outgoing.id))
    await click(bot, CASEWORKER, "command.my_cases", "0" * 12)
    await click(bot, CASEWORKER, "command.my_cases", "%")
    assert await counts(bot) == {"pending": 1}


def test_a_card_that_answered_a_turn_bears_no_notices_mark(bot: Bot) -> None:
    mark = mark_of(bot.turn(NURSE, TextSaid("hjælp")))
    assert notice_clicked(bot.turn(NURSE, CardAction("command.my_cases", {MARK: mark}))) is None
    assert notice_clicked(bot.turn(NURSE, CardAction("command.my_cases", {}))) is None
    assert notice_clicked(bot.turn(NURSE, CardAction("command.my_cases", {MARK: 7}))) is None
    assert notice_clicked(bot.turn(NURSE, TextSaid("hjælp"))) is None
