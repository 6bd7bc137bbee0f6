"""The ward corrects a discharge from the admission's card: what was recorded stands in the form."""

from __future__ import annotations

import pytest

from domain.admission import Admission, DischargeKind
from domain.case import Case
from tests.factories import CASEWORKER, NOW, NURSE
from tests.stores import raw
from tests.unit.dialogs.bot_in_process import Bot
from tests.unit.dialogs.card_reading import inputs_of, text_of, verbs_of
from tests.unit.dialogs.document_story import Papers
from workflows.admissions import current_admission
from workflows.discharges import Discharge, record_discharge

CORRECT = "admission.correct"
RECORDED = {"on": NOW.date().isoformat(), "discharge_kind": "planned", "homeless": "yes", "coercive": "no"}


@pytest.fixture
async def discharged(bot: Bot) -> tuple[Case, Admission]:
    """Recorded as homeless, and not as a coercive admission."""
    case = await Papers(bot).case()
    admission = await bot.talks(NURSE, lambda t: current_admission(t.desk, case))
    assert admission is not None
    said = Discharge(NOW.date(), DischargeKind.PLANNED, homeless=True, coercive=False)
    found = await bot.talks(NURSE, lambda t: record_discharge(t.desk, t.person, admission.id, said))
    return case, found.admission


async def test_what_was_recorded_stands_in_the_form_and_the_answer_says_that_it_is_corrected(
    bot: Bot, discharged: tuple[Case, Admission]
) -> None:
    case, admission = discharged
    card = (await bot.clicks(NURSE, "admission.card", {"id": admission.id})).card or {}
    form = await bot.presses(NURSE, card, CORRECT)
    assert inputs_of(form) == RECORDED
    read = f"SELECT actor_id FROM audit WHERE action = 'read' AND subject = 'admission:{admission.id}'"
    assert raw(bot.url, read) == [(NURSE.id,)]
    after = await bot.fills(NURSE, form, {**RECORDED, "homeless": "no"})
    assert "Tak. Udskrivningen er rettet" in text_of(after)
    history = text_of(await bot.says(NURSE, f"sag {case.number}"))
    assert "Udskrivningen er rettet" in history
    assert "Flaget om boligen er taget ned" in history


async def test_the_other_sector_has_no_button_and_gets_no_form(
    bot: Bot, discharged: tuple[Case, Admission]
) -> None:
    _, admission = discharged
    card = (await bot.clicks(CASEWORKER, "admission.card", {"id": admission.id})).card
    assert CORRECT not in verbs_of(card)
    refused = (await bot.clicks(CASEWORKER, CORRECT, {"id": admission.id})).card
    assert inputs_of(refused) == {}
