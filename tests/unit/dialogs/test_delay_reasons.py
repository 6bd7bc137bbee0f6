"""Why something comes late is chosen from a list beside the words, and counted in the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.admission import AdmissionStatus, DischargeKind, Outcome
from domain.delay import Delay, DelayReason
from domain.task import TaskKind
from tests import factories as f
from tests.stores import raw, stored
from tests.unit.dialogs.bot_in_process import Bot
from tests.unit.dialogs.card_reading import inputs_of
from workflows.ports import Clockwork

TODAY = f.NOW.date()
CASE = f.a_case()
TASK = f.a_task(f.a_meeting(CASE), kind=TaskKind.FOLLOW_UP, owner_id=f.CASEWORKER.id)
COUNTED = "SELECT indicator FROM counted WHERE indicator LIKE 'delays_%'"


async def fills_in(bot: Bot, verb: str, record_id: str, **inputs: str) -> None:
    """The form that the button begins, sent with these answers."""
    reply = await bot.clicks(f.CASEWORKER, verb, {"id": record_id})
    assert reply.card is not None
    assert "delay" in inputs_of(reply.card)
    await bot.presses(f.CASEWORKER, reply.card, "form.next", None, **inputs)


@pytest.mark.parametrize(
    ("chosen", "counted"),
    [({"delay": "offer"}, DelayReason.OFFER), ({}, DelayReason.OTHER)],
    ids=["chosen", "left open"],
)
async def test_a_moved_deadline_says_why(bot: Bot, chosen: dict[str, str], counted: DelayReason) -> None:
    await stored(bot.store, CASE, f.a_meeting(CASE), TASK)
    await fills_in(bot, "task.new_deadline", TASK.id, due="2026-12-11", reason="Ventetid", **chosen)

    found = await bot.reads(lambda r: r.tasks.get(TASK.id, Clockwork()))
    assert found.task.delay == Delay(counted, TODAY)
    assert raw(bot.url, COUNTED) == [(f"delays_{counted}",)]


async def test_a_follow_up_that_is_given_up_says_why(bot: Bot) -> None:
    await stored(bot.store, CASE, f.a_meeting(CASE), TASK)
    await fills_in(bot, "task.not_possible", TASK.id, reason="Flyttet", delay="citizen")

    found = await bot.reads(lambda r: r.tasks.get(TASK.id, Clockwork()))
    assert found.task.delay == Delay(DelayReason.CITIZEN, TODAY)


async def test_a_discharge_without_an_agreement_says_why(bot: Bot) -> None:
    admission = replace(
        f.an_admission(CASE),
        status=AdmissionStatus.WITHOUT_AGREEMENT,
        discharged_on=date(2026, 11, 18),
        discharge_kind=DischargeKind.PLANNED,
        outcome=Outcome.MISSING,
    )
    await stored(bot.store, CASE, admission)
    await fills_in(bot, "admission.explain", admission.id, reason="Rejste selv", delay="sudden")

    assert raw(bot.url, COUNTED) == [("delays_sudden",)]
