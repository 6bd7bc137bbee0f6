"""What people ask for in words or by a main button, in every role."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogs.cards.history_lines import SHOWN_EVENTS
from dialogs.commands import COMMANDS
from dialogs.list_commands import SHOWN_CASES, SHOWN_TASKS
from dialogs.understanding import Intent
from domain.people import Person
from tests.factories import (
    ADMINISTRATOR,
    CASEWORKER,
    CASEWORKER_LEADER,
    COLLEAGUE,
    DIRECTORY,
    MUNICIPAL_COORDINATOR,
    NURSE,
    NURSE_LEADER,
    OUTSIDER,
    REGION_COORDINATOR,
    an_event,
)
from tests.stores import stored
from tests.unit.dialogs.bot_in_process import DANISH, ENGLISH, Bot
from tests.unit.dialogs.card_reading import buttons_of, everything_in, inputs_of, text_of, verbs_of
from tests.unit.dialogs.meeting_story import Story

ROLES = {
    "frontline": NURSE,
    "leader": CASEWORKER_LEADER,
    "coordinator": REGION_COORDINATOR,
    "administrator": ADMINISTRATOR,
}
WORDS = {
    Intent.NEW: "nyt",
    Intent.EARLY_NOTICE: "ny orientering",
    Intent.MUNICIPAL_STATUS: "ny orientering fra kommunen",
    Intent.DISCHARGE_NOTICE: "ny varsling i sag 26-1001",
    Intent.READINESS_NOTICE: "ny færdigmelding i sag 26-1001",
    Intent.DISCHARGE_AGREEMENT: "ny udskrivningsaftale i sag 26-1001",
    Intent.COORDINATION_PLAN: "ny koordinationsplan i sag 26-1001",
    Intent.INTERVENTION_PLAN: "ny indsatsplan i sag 26-1001",
    Intent.ASSESS: "skal der laves en aftale i sag 26-1001?",
    Intent.DISCHARGE_DATE: "forventet udskrivning 26-1001 den 1. december",
    Intent.DISCHARGED: "borgeren er udskrevet 26-1001",
    Intent.CHANGE_CONTACT: "skift kontaktperson på sag 26-1001",
    Intent.CHANGE_MUNICIPALITY: "skift kommune sag 26-1001",
    Intent.CLOSE_CASE: "luk sag 26-1001",
    Intent.HOLD_CASE: "begræns sag 26-1001",
    Intent.CORRECT_CITIZEN: "ret borgerens navn 26-1001",
    Intent.SUBJECT_ACCESS: "indsigt 26-1001",
    Intent.HANDOVER_ALL: "fordel en kollegas opgaver",
    Intent.NEW_MEETING: "nyt netværksmøde",
    Intent.MOVE_MEETING: "flyt mødet i sag 26-1001",
    Intent.CANCEL_MEETING: "aflys mødet i sag 26-1001",
    Intent.MY_CASES: "mine sager",
    Intent.UNIT_TASKS: "vores opgaver",
    Intent.STATUS: "status 26-1001",
    Intent.AGREEMENT_QUESTION: "hvad siger aftalen om netværksmøder?",
    Intent.HELP: "hjælp",
    Intent.CANCEL: "annullér",
    Intent.RESUME: "fortsæt",
    Intent.SETTINGS: "indstillinger",
    Intent.AWAY: "jeg er væk",
    Intent.BACK: "jeg er tilbage",
    Intent.JOINT_REPORT: "rapport for 3. kvartal",
    Intent.UNIT_HOURS: "enhedens arbejdstid",
    Intent.EMERGENCY: "værdispring sag 26-1001",
    Intent.FIGURES: "ugens tal",
    Intent.DANISH: "dansk",
    Intent.ENGLISH: "english",
    Intent.GREETING: "hej",
    Intent.THANKS: "tak",
}


def test_every_intent_is_said_in_some_words_here() -> None:
    assert set(WORDS) == set(Intent)


@pytest.mark.parametrize("role", ROLES)
async def test_every_command_answers_every_role_with_a_way_on(bot: Bot, role: str) -> None:
    await Story(bot).requested()
    for intent in Intent:
        said = await bot.says(ROLES[role], WORDS[intent])
        clicked = (await bot.clicks(ROLES[role], f"command.{intent}", {})).card
        assert text_of(said), intent
        assert text_of(clicked), intent


@pytest.mark.parametrize(
    "person", [REGION_COORDINATOR, MUNICIPAL_COORDINATOR, ADMINISTRATOR], ids=lambda p: p.title
)
async def test_only_who_works_with_citizens_starts_a_case(bot: Bot, person: Person) -> None:
    card = await bot.says(person, "nyt netværksmøde")
    assert DANISH("error.not_allowed") in text_of(card)
    assert await bot.reads(lambda r: r.drafts.latest(person.id)) is None
    assert "command.new_meeting" not in verbs_of(await bot.says(person, "hjælp"))


@pytest.mark.parametrize("person", [NURSE, NURSE_LEADER, CASEWORKER_LEADER], ids=lambda p: p.title)
async def test_frontline_and_leaders_start_a_case(bot: Bot, person: Person) -> None:
    card = await bot.says(person, "nyt netværksmøde")
    assert set(inputs_of(card)) == {"cpr", "citizen_name", "other_organisation", "agreement"}
    assert "command.new_meeting" in verbs_of(await bot.says(person, "hjælp"))


@pytest.mark.parametrize("person", [OUTSIDER, REGION_COORDINATOR, ADMINISTRATOR], ids=lambda p: p.title)
@pytest.mark.parametrize("words", ["mine sager", "vores opgaver"])
async def test_nobody_outside_sees_a_case_or_a_task(bot: Bot, person: Person, words: str) -> None:
    await Story(bot).requested()
    assert "26-1001" not in everything_in(await bot.says(person, words))


def another_citizen(number: int) -> str:
    """A CPR number of one's own."""
    return f"610190-50{number:02}"


async def test_my_cases_stand_with_the_open_ones_first_and_no_more_than_a_few(bot: Bot) -> None:
    story = Story(bot)
    for n in range(SHOWN_CASES + 2):
        await bot.requests_a_meeting(cpr=another_citizen(n))
    await story.does(NURSE, "meeting.cancel", reason="Aflyst")
    text = text_of(await bot.says(NURSE, "mine sager"))
    assert "26-1010" not in text
    assert DANISH.count("cases.more", 2) in text


async def test_an_old_open_case_stands_before_newer_closed_ones(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    for n in range(SHOWN_CASES):
        await story.requested(another_citizen(n))
        await story.does(NURSE, "meeting.cancel", reason="Aflyst")
    text = text_of(await bot.says(NURSE, "mine sager"))
    assert text.index("Sag 26-1001") < text.index("Sag 26-1009")
    assert "26-1002" not in text


async def test_open_cases_stand_by_whose_turn_it_is_and_then_by_deadline(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    bot.time += timedelta(days=3)
    await story.requested(another_citizen(1))
    await story.requested(another_citizen(2))
    await story.does(CASEWORKER, "meeting.ask", question="Hvor?")
    theirs = text_of(await bot.says(CASEWORKER, "mine sager"))
    assert theirs.index("26-1001") < theirs.index("26-1002") < theirs.index("26-1003")
    ours = text_of(await bot.says(NURSE, "mine sager"))
    assert ours.index("26-1003") < ours.index("26-1001") < ours.index("26-1002")


async def test_tasks_tell_what_by_when_and_who(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    text = text_of(await bot.says(CASEWORKER, "vores opgaver"))
    assert "Opfølgning · sag 26-1001 – senest fredag 4. december – Sara Demo" in text
    ours = text_of(await bot.says(NURSE_LEADER, "vores opgaver"))
    assert DANISH("tasks.nobody") in ours
    assert "Ring til borgeren" not in text


async def test_late_tasks_are_marked_and_many_are_counted(bot: Bot) -> None:
    story = Story(bot)
    for _ in range(SHOWN_TASKS // 2 + 1):
        await story.requested()
    bot.time = bot.time.replace(day=25)
    text = text_of(await bot.says(CASEWORKER, "vores opgaver"))
    assert text.count("Over fristen") == SHOWN_TASKS // 2 + 1
    assert DANISH.count("tasks.more", 2) in text


async def test_a_status_shows_each_meeting_of_the_case(bot: Bot) -> None:
    meeting = await Story(bot).requested()
    card = await bot.says(CASEWORKER, "status 26-1001")
    assert "Psykiatrisk Center Glostrup indkalder jer" in text_of(card)
    of_case = (
        "new",
        "change_contact",
        "change_municipality",
        "add_municipality",
        "close",
        "correct",
        "remark",
        "withdraw_consent",
    )
    assert verbs_of(card) == {"meeting.card", *(f"case.{verb}" for verb in of_case)}
    assert [b["data"]["id"] for b in buttons_of(card) if b["verb"] == "meeting.card"] == [meeting.id]


async def test_a_status_tells_what_happened_newest_first_and_by_whom(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    (task, *_) = [each for each in await story.tasks() if each.owner_id == CASEWORKER.id]
    later = (await bot.clicks(CASEWORKER, "task.later", {"id": task.id})).card
    assert later is not None
    await bot.presses(CASEWORKER, later, "form.next", until="2026-12-03")
    await bot.clicks(CASEWORKER, "task.done", {"id": task.id})
    lines = text_of(await bot.says(NURSE, "sag 26-1001")).splitlines()
    told = lines[lines.index(DANISH("status.history")) + 1 :]
    done, minutes, passed, chosen, requested, opened = told[:6]
    assert opened.endswith(": Sagen oprettet – Nora Demo, Psykiatrisk Center Glostrup")
    assert done.endswith(": Opfølgning udført – Sara Demo, Hvidovre Kommune")
    assert minutes.endswith(": Referat delt – Nora Demo, Psykiatrisk Center Glostrup")
    assert passed == "onsdag 25. november kl. 11.01: Mødetiden er gået"
    assert chosen.endswith(": Tid valgt – Sara Demo, Hvidovre Kommune")
    assert requested.startswith("fredag 20. november kl. 10.00: Netværksmøde indkaldt – Nora Demo")


async def test_a_status_tells_the_latest_events_only(bot: Bot) -> None:
    meeting = await Story(bot).requested()
    case = await bot.reads(lambda r: r.cases.by_number("26-1001", NURSE))
    asked = [
        an_event(case, f"{n}", subject_id=meeting.id, kind="meeting.ask", at=bot.time + timedelta(hours=n))
        for n in range(1, SHOWN_EVENTS + 1)
    ]
    await stored(bot.store, *asked)
    text = text_of(await bot.says(NURSE, "status 26-1001"))
    assert text.count(DANISH("event.meeting.ask")) == SHOWN_EVENTS
    assert DANISH("event.meeting.request") not in text


async def test_a_status_names_the_organisation_alone_of_who_has_left(bot: Bot) -> None:
    await Story(bot).requested()
    rest = [row for row in DIRECTORY if row.user_id != NURSE.user_id]
    await bot.reads(lambda r: r.directory.replace(rest))
    text = text_of(await bot.says(COLLEAGUE, "status 26-1001"))
    assert "Netværksmøde indkaldt – Psykiatrisk Center Glostrup" in text
    assert "Nora" not in text


async def test_a_status_holds_nothing_personal_about_the_citizen(bot: Bot) -> None:
    story = Story(bot)
    await story.scheduled()
    times = {"day_1": "2026-11-26", "time_1": "12:00", "duration": "60"}
    await story.does(CASEWORKER, "meeting.move", reason="Borgeren er syg", **times)
    held = everything_in(await bot.says(NURSE, "status 26-1001"))
    assert DANISH("event.meeting.move") in held
    told = ("610190", "Asta", "Opdigtet", "At bo", "Støtte efter", "er syg", "Afsnit 1", "Voksenenheden")
    assert not [word for word in told if word in held]


async def test_a_status_without_a_number_asks_which(bot: Bot) -> None:
    assert DANISH("status.which.text") in text_of(await bot.says(NURSE, "status"))


async def test_nothing_begun_is_neither_cancelled_nor_resumed(bot: Bot) -> None:
    for words in ("annullér", "fortsæt"):
        assert DANISH("form.nothing_begun") in text_of(await bot.says(NURSE, words))


async def test_a_form_is_resumed_where_it_was_left_and_cancelled_after_one_question(bot: Bot) -> None:
    await bot.says(NURSE, "nyt netværksmøde for 610190-4321")
    assert inputs_of(await bot.says(NURSE, "fortsæt"))["cpr"] == "610190-4321"
    asked = await bot.says(NURSE, "annullér")
    assert DANISH("form.ask_cancel.title") in text_of(asked)
    kept = await bot.presses(NURSE, asked, "form.resume")
    assert inputs_of(kept)["cpr"] == "610190-4321"
    asked = await bot.presses(NURSE, kept, "form.cancel", citizen_name="Asta")
    gone = await bot.presses(NURSE, asked, "form.discard")
    assert DANISH("form.discarded.title") in text_of(gone)
    assert await bot.reads(lambda r: r.drafts.latest(NURSE.id)) is None


async def test_a_chosen_language_is_spoken_from_then_on(bot: Bot) -> None:
    assert ENGLISH("help.language_chosen") in text_of(await bot.says(NURSE, "english"))
    assert ENGLISH("cases.none") in text_of(await bot.says(NURSE, "my cases"))
    assert DANISH("help.language_chosen") in text_of(await bot.says(NURSE, "dansk"))
    assert DANISH("cases.none") in text_of(await bot.says(NURSE, "mine sager"))


async def test_the_agreement_answers_on_a_topic_with_the_official_page(bot: Bot) -> None:
    card = await bot.says(NURSE, "hvad siger aftalen om referat?")
    assert "hvem gør hvad hvornår" in text_of(card)
    assert "inden 5 arbejdsdage" not in text_of(card)
    assert '"Action.OpenUrl"' in everything_in(card)


async def test_the_agreement_answers_in_english_too(bot: Bot) -> None:
    await bot.says(NURSE, "english")
    assert "who does what by when" in text_of(
        await bot.says(NURSE, "what does the agreement say about minutes?")
    )


async def test_every_topic_is_told_once_where_none_is_named(bot: Bot) -> None:
    lines = text_of(await bot.says(OUTSIDER, "hvad siger aftalen?")).splitlines()
    assert [lines.count(topic) for topic in ("Netværksmøder", "Frister", "Referat")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("person", "told"),
    [
        (NURSE, {"new", "assess"}),
        (NURSE_LEADER, {"new", "assess", "figures", "insight"}),
        (CASEWORKER_LEADER, {"new", "figures", "insight"}),
        (REGION_COORDINATOR, {"figures", "joint_report"}),
    ],
    ids=["nurse", "leader in the region", "leader in the municipality", "coordinator"],
)
async def test_the_help_tells_nobody_of_what_they_cannot_do(bot: Bot, person: Person, told: set[str]) -> None:
    text = text_of(await bot.says(person, "hjælp"))
    only_for_some = ("new", "assess", "figures", "joint_report", "insight")
    assert {line for line in only_for_some if DANISH(f"help.line.{line}") in text} == told


async def test_words_that_mean_nothing_get_a_short_help(bot: Bot) -> None:
    assert DANISH("unknown.text") in text_of(await bot.says(NURSE, "blåbærgrød"))


async def test_words_that_may_mean_two_things_are_asked_about(bot: Bot) -> None:
    card = await bot.says(NURSE, "annullér mødet")
    assert DANISH("unknown.which.title") in text_of(card)
    assert verbs_of(card) <= {f"command.{intent}" for intent in COMMANDS}
    assert len(buttons_of(card)) > 1
