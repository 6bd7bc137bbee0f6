"""In the chat: a case that nobody closes is closed, or explained, from its own card and from the task's."""

from __future__ import annotations

from datetime import timedelta

from domain.case import HoldKind
from domain.document_kind import DocumentKind
from domain.people import Person
from domain.task import Task, TaskKind
from tests.factories import CASEWORKER, NURSE, NURSE_LEADER, OUTSIDER
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import text_of, verbs_of
from tests.unit.dialogs.course_story import CourseStory
from workflows.documents import acknowledge
from workflows.holding import hold_case
from workflows.idle_cases import settle_idle

ANSWERS = {"case.close", "case.stay_open"}


async def asked(bot: Bot) -> tuple[Task, ...]:
    """The tasks of the units of a case on which nothing has happened for half a year."""
    document = await CourseStory(bot).sent(DocumentKind.MUNICIPAL_STATUS, CASEWORKER)
    await bot.talks(NURSE, lambda t: acknowledge(t.desk, t.person, document.id))
    bot.time += timedelta(days=180)
    await bot.talks(NURSE, lambda t: settle_idle(t.desk, document.case_id))
    every = await bot.reads(lambda r: r.tasks.of_case(document.case_id, NURSE))
    return tuple(task for task in every if task.kind is TaskKind.CLOSE_CASE)


async def own(bot: Bot, person: Person) -> Task:
    return next(task for task in await asked(bot) if person.works_in(task.unit_id))


async def test_the_case_says_so_and_offers_both_answers(bot: Bot) -> None:
    await asked(bot)
    card = await bot.says(CASEWORKER, "sag 26-1001")
    assert DANISH("case.idle") in text_of(card)
    assert set(verbs_of(card)) >= ANSWERS


async def test_the_tasks_own_card_offers_both_answers(bot: Bot) -> None:
    task = await own(bot, NURSE)
    card = await CourseStory(bot).card(NURSE, "task.card", task.id)
    assert "Luk sagen, eller skriv, hvorfor den skal være åben" in text_of(card)
    assert set(verbs_of(card)) >= ANSWERS | {"case.card", "task.later"}
    theirs = await CourseStory(bot).card(CASEWORKER, "task.card", task.id)
    assert not ANSWERS & set(verbs_of(theirs)), "that is the ward's own task"


async def test_on_a_restricted_case_only_who_can_answer_is_offered_the_answers(bot: Bot) -> None:
    task = await own(bot, NURSE)
    await bot.talks(
        NURSE, lambda t: hold_case(t.desk, NURSE_LEADER, task.case_id, HoldKind.RESTRICTED, "Bestridt")
    )
    theirs = await CourseStory(bot).card(NURSE, "task.card", task.id)
    assert "case.card" in verbs_of(theirs)
    assert not ANSWERS & set(verbs_of(theirs))
    leaders = await CourseStory(bot).card(NURSE_LEADER, "task.card", task.id)
    assert set(verbs_of(leaders)) >= ANSWERS


async def test_a_reason_is_written_and_the_question_is_gone(bot: Bot) -> None:
    task = await own(bot, NURSE)
    card = await CourseStory(bot).card(NURSE, "task.card", task.id)
    form = await bot.presses(NURSE, card, "case.stay_open")
    receipt = await bot.presses(NURSE, form, "form.next", reason="Støtten fortsætter")
    assert DANISH("receipt.case_stays_open") in text_of(receipt)
    assert DANISH("event.case.stay_open") in text_of(receipt)
    assert DANISH("case.idle") not in text_of(receipt)
    assert "case.stay_open" not in verbs_of(receipt)
    assert "Støtten fortsætter" not in text_of(receipt), "a reason stands in no closed card"


async def test_without_a_reason_the_error_stands_at_the_field(bot: Bot) -> None:
    task = await own(bot, NURSE)
    card = await CourseStory(bot).card(NURSE, "task.card", task.id)
    form = await bot.presses(NURSE, card, "case.stay_open")
    again = await bot.presses(NURSE, form, "form.next", reason=" ")
    assert "form.next" in verbs_of(again)


async def test_closing_needs_no_reason_because_of_the_question(bot: Bot) -> None:
    task = await own(bot, NURSE)
    card = await CourseStory(bot).card(NURSE, "task.card", task.id)
    form = await bot.presses(NURSE, card, "case.close")
    assert DANISH("receipt.case_closed") in text_of(await bot.presses(NURSE, form, "form.next"))


async def test_an_outsider_learns_nothing(bot: Bot) -> None:
    task = await own(bot, NURSE)
    refused = await bot.clicks(OUTSIDER, "case.stay_open", {"id": task.case_id})
    assert refused.card is not None
    assert "26-1001" not in text_of(refused.card)
