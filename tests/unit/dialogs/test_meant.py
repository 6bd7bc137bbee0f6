"""Who is asked "Hvad mente du?" and answers goes on with all that was typed; the card holds none of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from dialogs import meant
from dialogs.talk import Talk
from reminders.scan import forget_old
from tests.factories import CASEWORKER, CPR_TEXT, NURSE
from tests.stores import raw, sqlite_url
from tests.unit.dialogs.bot_in_process import DANISH, Bot, make_desk
from tests.unit.dialogs.card_reading import buttons_of, everything_in, inputs_of, text_of
from tests.unit.dialogs.document_story import Papers
from workflows.chat import Card

SENTENCE = f"{CPR_TEXT} torsdag den 26. november kl. 10 Hvidovre på Teams"


async def asked(bot: Bot, text: str = SENTENCE) -> Card:
    card = await bot.says(NURSE, text)
    assert DANISH("unknown.which.title") in text_of(card)
    return card


async def test_the_citizen_the_day_the_time_and_the_party_are_in_the_form_that_opens(bot: Bot) -> None:
    form = await bot.presses(NURSE, await asked(bot), "command.new_meeting")
    assert inputs_of(form)["cpr"] == CPR_TEXT
    draft = await bot.reads(lambda records: records.drafts.latest(NURSE.id))
    assert draft is not None
    kept = {name: draft.values[name] for name in ("cpr", "day_1", "time_1", "method")}
    assert kept == {"cpr": CPR_TEXT, "day_1": "2026-11-26", "time_1": "10:00", "method": "video"}
    assert draft.values["other_organisation"] == CASEWORKER.home.organisation_id


async def test_a_citizen_leads_to_the_case_that_is_meant(bot: Bot) -> None:
    await Papers(bot).case()
    card = await asked(bot, f"udskrivning på mandag {CPR_TEXT}")
    form = await bot.presses(NURSE, card, "command.discharge_date")
    assert inputs_of(form) == {"expected_on": "2026-11-23"}


async def test_the_question_holds_nothing_of_what_was_said(bot: Bot) -> None:
    card = await asked(bot)
    digits = CPR_TEXT.replace("-", "")
    for part in (CPR_TEXT, digits, "2026-11-26", "10:00", CASEWORKER.home.organisation_id):
        assert part not in everything_in(card)
    assert {*buttons_of(card)[0]["data"]} == {"said", "shown"}


async def test_what_was_said_is_stored_sealed_and_forgotten_in_time(bot: Bot, tmp_path: Path) -> None:
    card = await asked(bot)
    (row,) = raw(sqlite_url(tmp_path), "SELECT key, answer FROM effects")
    assert CPR_TEXT.replace("-", "") not in str(row)
    bot.time += timedelta(days=3)
    await bot.reads(lambda records: forget_old(make_desk(records, bot.time)))
    form = await bot.presses(NURSE, card, "command.new_meeting")
    assert inputs_of(form)["cpr"] is None


async def test_a_day_that_has_passed_when_the_question_is_answered_is_left_out(bot: Bot) -> None:
    card = await asked(bot, f"{CPR_TEXT} i morgen Hvidovre")
    bot.time += timedelta(days=2)
    await bot.presses(NURSE, card, "command.new_meeting")
    draft = await bot.reads(lambda records: records.drafts.latest(NURSE.id))
    assert draft is not None
    assert (draft.values.get("cpr"), draft.values.get("day_1")) == (CPR_TEXT, None)


async def test_nobody_else_s_click_finds_it(bot: Bot) -> None:
    data = buttons_of(await asked(bot))[0]["data"]
    form = (await bot.clicks(CASEWORKER, "command.new_meeting", data)).card
    assert form is not None
    assert CPR_TEXT not in everything_in(form)


async def test_what_an_earlier_version_kept_in_another_shape_is_as_good_as_forgotten(bot: Bot) -> None:
    card = await asked(bot)

    def rewrite(talk: Talk) -> None:
        name = str(buttons_of(card)[0]["data"]["said"])
        talk.desk.records.effects.forget(talk.desk.now + timedelta(seconds=1))
        talk.desk.records.effects.record([meant._key(talk, name)], b'{"day": "torsdag"}', talk.desk.now)

    await bot.talks(NURSE, rewrite)
    form = await bot.presses(NURSE, card, "command.new_meeting")
    assert inputs_of(form)["cpr"] is None


async def test_a_sentence_that_says_no_more_is_not_kept(bot: Bot, tmp_path: Path) -> None:
    await asked(bot, "møde")
    assert raw(sqlite_url(tmp_path), "SELECT key FROM effects") == []
