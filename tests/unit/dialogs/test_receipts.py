"""The line that says what was done: and when others hear of it, where none is at work."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from domain.local_time import at_local
from domain.preferences import PersonPreferences, Works
from domain.working_hours import ROUND_THE_CLOCK
from tests.factories import CASEWORKER
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import text_of

A_FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("wall", "said"), [(time(16, 59), False), (time(18), True), (time(6, 59), True), (time(7), False)]
)
async def test_the_receipt_says_when_the_receiver_is_told_if_nobody_there_is_at_work(
    bot: Bot, wall: time, said: bool
) -> None:
    bot.time = at_local(A_FRIDAY, wall)
    receipt = await bot.requests_a_meeting()
    opens = at_local(A_FRIDAY if wall < time(7) else A_FRIDAY + timedelta(days=3), time(7))
    later = DANISH("told.later", when=DANISH.moment(opens))
    assert (later in text_of(receipt)) is said


async def test_the_receipt_says_nothing_of_it_where_one_of_them_is_at_work(bot: Bot) -> None:
    shifts = PersonPreferences(CASEWORKER.id, Works.FIXED, ROUND_THE_CLOCK)
    await bot.store.run(lambda r: r.preferences.save(shifts))
    bot.time = at_local(A_FRIDAY, time(22))
    receipt = await bot.requests_a_meeting()
    told_later = DANISH("told.later", when="").split(",")[0]
    assert told_later not in text_of(receipt)
