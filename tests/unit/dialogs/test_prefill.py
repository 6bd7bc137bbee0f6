"""From a sentence to a form begun: what is certain stands in it, what is not is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.forms.meeting_request import FORM
from dialogs.forms.submit import FORMS
from dialogs.prefill import ABOUT_DAYS, party_names, prefill
from dialogs.understanding import OpenQuestion, Understanding
from domain.document_kind import DocumentKind
from domain.people import Person
from tests.factories import CASEWORKER, CPR_TEXT, NURSE, OUTSIDER, a_cpr
from tests.stores import raw
from tests.unit.dialogs.bot_in_process import DANISH, REQUEST_PAGES, Bot
from tests.unit.dialogs.card_reading import inputs_of, text_of, verbs_of
from tests.unit.dialogs.course_story import CourseStory

SEARCHES = "SELECT id FROM audit WHERE action = 'search'"
SENTENCE = "nyt netværksmøde for 610190-4321 på torsdag kl. 10 i Hvidovre på video med egen læge og pårørende"


async def test_one_sentence_fills_the_form_on_every_page(bot: Bot) -> None:
    first = await bot.says(NURSE, SENTENCE)
    assert DANISH("form.prefilled") in text_of(first)
    assert inputs_of(first) == {
        "cpr": "610190-4321",
        "citizen_name": None,
        "other_organisation": CASEWORKER.home.organisation_id,
        "agreement": "by_age",
    }
    wish = await bot.presses(NURSE, first, "form.next", citizen_name="Asta")
    participants = await bot.presses(NURSE, wish, "form.next", **REQUEST_PAGES[1])
    held = inputs_of(participants)
    assert (held["receiver_unit"], held["relatives_wish"], held["gp"]) == (
        CASEWORKER.home.id,
        "yes",
        "Egen læge",
    )
    basis = await bot.presses(
        NURSE, participants, "form.next", **{**REQUEST_PAGES[2], "relatives": "En søster"}
    )
    times = inputs_of(await bot.presses(NURSE, basis, "form.next", **REQUEST_PAGES[3]))
    expected = {"day_1": "2026-11-26", "time_1": "10:00", "method": "video", "duration": "60"}
    assert expected.items() <= times.items()


async def test_each_sector_names_the_other(bot: Bot) -> None:
    centre = NURSE.home.organisation_id
    names = await bot.talks(NURSE, party_names)
    assert names.municipalities[CASEWORKER.home.organisation_id] == "Hvidovre Kommune"
    assert names.centres == {centre: "Psykiatrisk Center Glostrup"}
    said = Understanding(municipalities=(OUTSIDER.home.organisation_id,), centres=(centre,))
    assert (await bot.talks(CASEWORKER, lambda t: prefill(t, said, FORM)))[0] == {
        "other_organisation": centre
    }


async def test_two_municipalities_fill_in_none(bot: Bot) -> None:
    said = Understanding(
        municipalities=(CASEWORKER.home.organisation_id, OUTSIDER.home.organisation_id),
        open_questions=(OpenQuestion.WHICH_MUNICIPALITY,),
    )
    values, note = await bot.talks(NURSE, lambda talk: prefill(talk, said, FORM))
    assert values == {}
    assert note == DANISH("ask.which_municipality")


@pytest.mark.parametrize("question", OpenQuestion)
async def test_what_is_uncertain_is_asked_unless_it_is_another_matter(
    bot: Bot, question: OpenQuestion
) -> None:
    values, note = await bot.talks(
        NURSE, lambda t: prefill(t, Understanding(open_questions=(question,)), FORM)
    )
    elsewhere = question in (OpenQuestion.WHICH_INTENT, OpenQuestion.WHICH_CASE)
    assert (values, note) == ({}, "" if elsewhere else DANISH(f"ask.{question}"))


async def test_possible_days_are_named(bot: Bot) -> None:
    said = Understanding(
        possible_days=(date(2026, 11, 26), date(2026, 12, 3)), open_questions=(OpenQuestion.WHICH_DAY,)
    )
    _, note = await bot.talks(NURSE, lambda talk: prefill(talk, said, FORM))
    assert note.startswith(DANISH("ask.which_day"))
    assert "torsdag 26. november, torsdag 3. december" in note


async def test_nothing_said_needs_no_note(bot: Bot) -> None:
    assert await bot.talks(NURSE, lambda talk: prefill(talk, Understanding(), FORM)) == ({}, "")


async def test_a_sentence_about_another_citizen_never_mixes_with_the_form_begun(bot: Bot) -> None:
    """Words about one citizen must not be sent under another's number."""
    await bot.fills(NURSE, await bot.says(NURSE, "nyt netværksmøde"), *REQUEST_PAGES[:4])
    card = await bot.says(NURSE, "nyt netværksmøde for 610280-4321 på torsdag kl. 10")
    assert DANISH("form.other_begun") in text_of(card)
    assert (inputs_of(card)["cpr"], inputs_of(card)["citizen_name"]) == ("610190-4321", "Asta Opdigtet")


async def test_a_sentence_adds_what_the_form_begun_still_lacks(bot: Bot) -> None:
    await bot.fills(NURSE, await bot.says(NURSE, "nyt netværksmøde"), *REQUEST_PAGES[:4])
    times = inputs_of(await bot.says(NURSE, "nyt netværksmøde på torsdag kl. 10"))
    assert (times["day_1"], times["time_1"]) == ("2026-11-26", "10:00")


async def test_a_citizen_who_is_on_a_case_already_is_not_asked_for_again(bot: Bot) -> None:
    sent = await CourseStory(bot).sent(DocumentKind.EARLY_NOTICE)
    card = await bot.says(NURSE, f"ny varsling for {CPR_TEXT} til Hvidovre, udskrives 1. december")
    assert DANISH("form.on_own_case", number="26-1001") in text_of(card)
    assert "Varsling af udskrivning · sag 26-1001 · trin 1 af " in text_of(card)
    assert "cpr" not in inputs_of(card)
    draft = await bot.reads(lambda r: r.drafts.latest(NURSE.id))
    assert draft is not None
    assert (draft.subject_id, draft.values.get("cpr")) == (sent.case_id, None)
    assert draft.values["expected_discharge"] == "2026-12-01"
    assert DANISH("menu.on_case", number="26-1001") in text_of(await bot.says(NURSE, f"ny {CPR_TEXT}"))


async def test_looking_for_the_citizens_case_is_logged_as_a_search_found_or_not(bot: Bot) -> None:
    await CourseStory(bot).sent(DocumentKind.EARLY_NOTICE)
    before = raw(bot.url, SEARCHES)
    await bot.says(NURSE, f"ny varsling for {CPR_TEXT}")
    await bot.says(NURSE, "ny færdigmelding for 620190-4321")
    assert len(raw(bot.url, SEARCHES)) == len(before) + 2


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (NURSE, f"ny varsling for {CPR_TEXT} til Albertslund"),
        (NURSE, "ny varsling for 620190-4321 til Hvidovre"),
        (OUTSIDER, f"ny orientering fra kommunen for {CPR_TEXT}"),
    ],
)
async def test_another_party_citizen_or_unit_begins_a_case_of_its_own(
    bot: Bot, person: Person, words: str
) -> None:
    await CourseStory(bot).sent(DocumentKind.EARLY_NOTICE)
    card = await bot.says(person, words)
    assert "26-1001" not in text_of(card)
    assert "cpr" in inputs_of(card)


async def test_asking_again_shows_the_form_begun_and_keeps_what_staff_chose(bot: Bot) -> None:
    page = {**REQUEST_PAGES[0], "cpr": "611208-4321", "agreement": "adults"}
    override = await bot.fills(NURSE, await bot.says(NURSE, "nyt netværksmøde"), page)
    assert set(inputs_of(override)) == {"override_reason"}
    again = await bot.says(NURSE, "nyt netværksmøde")
    assert set(inputs_of(again)) == {"override_reason"}
    assert DANISH("form.resumed") in text_of(again)


async def test_a_form_left_on_a_page_that_is_no_longer_shown_is_taken_up_at_the_first(bot: Bot) -> None:
    """Born on 1 December 2008: under 18 when the form was left, and 18 when it is taken up."""
    page = {**REQUEST_PAGES[0], "cpr": "611208-4321", "agreement": "adults"}
    override = await bot.fills(NURSE, await bot.says(NURSE, "nyt netværksmøde"), page)
    assert set(inputs_of(override)) == {"override_reason"}
    bot.time = bot.time.replace(month=12, day=2)
    assert inputs_of(await bot.says(NURSE, "fortsæt"))["cpr"] == "611208-4321"


async def test_an_older_showing_of_a_form_moves_nothing_and_shows_where_it_stands(bot: Bot) -> None:
    first = await bot.says(NURSE, "nyt netværksmøde")
    await bot.fills(NURSE, first, *REQUEST_PAGES[:2])
    stale = await bot.presses(NURSE, first, "form.next", citizen_name="Bo")
    assert "receiver_unit" in inputs_of(stale)
    assert DANISH("form.resumed") in text_of(stale)
    draft = await bot.reads(lambda r: r.drafts.latest(NURSE.id))
    assert draft is not None
    assert (draft.page, draft.values["citizen_name"]) == ("participants", "Asta Opdigtet")


async def test_from_the_review_each_page_can_be_mended(bot: Bot) -> None:
    review = await bot.fills(NURSE, await bot.says(NURSE, "nyt netværksmøde"), *REQUEST_PAGES)
    assert {"form.jump", "form.send", "form.back", "form.save", "form.cancel"} == verbs_of(review)
    citizen = await bot.presses(NURSE, review, "form.jump")
    assert inputs_of(citizen)["citizen_name"] == "Asta Opdigtet"
    assert FORM.pages[0].name == "citizen"
    wish = await bot.presses(NURSE, citizen, "form.next", citizen_name="Asta O.")
    assert inputs_of(await bot.presses(NURSE, wish, "form.back"))["citizen_name"] == "Asta O."


async def test_a_form_put_aside_is_gone_on_with(bot: Bot) -> None:
    first = await bot.says(NURSE, "nyt netværksmøde")
    saved = await bot.presses(NURSE, first, "form.save", citizen_name="Asta")
    assert DANISH("form.saved.title") in text_of(saved)
    assert inputs_of(await bot.presses(NURSE, saved, "form.resume"))["citizen_name"] == "Asta"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("early_notice", "expected_discharge"),
        ("discharge_notice", "expected_discharge"),
        ("readiness_notice", "ready_on"),
        ("municipal_status", "earliest_start"),
        ("discharge_date", "expected_on"),
    ],
)
async def test_a_day_fills_the_field_where_the_form_asks_for_it(bot: Bot, name: str, field: str) -> None:
    said = Understanding(day=date(2026, 12, 4))
    values, note = await bot.talks(NURSE, lambda t: prefill(t, said, FORMS[name].form))
    assert (values, note) == ({field: "2026-12-04"}, DANISH("form.prefilled"))


async def test_what_has_happened_fills_the_day_it_happened_on(bot: Bot) -> None:
    said = Understanding(happened_on=date(2026, 11, 19))
    values, _ = await bot.talks(NURSE, lambda t: prefill(t, said, FORMS["discharged"].form))
    assert values == {"on": "2026-11-19"}


async def test_a_document_gets_only_what_it_asks_for(bot: Bot) -> None:
    said = Understanding(
        cpr=a_cpr(), municipalities=(CASEWORKER.home.organisation_id,), gp=True, relatives=True,
        open_questions=(OpenQuestion.WHICH_TIME, OpenQuestion.WHICH_METHOD),
    )  # fmt: skip
    values, note = await bot.talks(NURSE, lambda t: prefill(t, said, FORMS["early_notice"].form))
    assert values == {"cpr": "610190-4321", "other_organisation": CASEWORKER.home.organisation_id}
    assert note == DANISH("form.prefilled")


@pytest.mark.parametrize("question", sorted(ABOUT_DAYS))
async def test_an_uncertain_day_is_asked_about_where_the_document_asks_for_one(
    bot: Bot, question: OpenQuestion
) -> None:
    said = Understanding(open_questions=(question,))
    _, note = await bot.talks(NURSE, lambda t: prefill(t, said, FORMS["discharge_notice"].form))
    assert note == DANISH("ask.document_day")
    _, none = await bot.talks(NURSE, lambda t: prefill(t, said, FORMS["close_case"].form))
    assert none == ""
