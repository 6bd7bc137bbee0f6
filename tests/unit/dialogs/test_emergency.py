"""Emergency access in the chat: asked for, used, and over again; and what leaders are shown of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from dialogs.turn import ChatKind, TextSaid
from domain.case import HoldKind
from domain.emergency import LASTS
from domain.people import Person
from domain.subject import Subject, SubjectKind
from reminders.parcel import cards_to_change
from tests.factories import CASEWORKER_LEADER, CPR_TEXT, NURSE, NURSE_LEADER, OUTSIDER, REGION_COORDINATOR
from tests.stores import raw
from tests.unit.access.course import MARK, NO_CPR, NO_NUMBER, NUMBER, Course, a_course
from tests.unit.access.outsiders import WAS_THERE, person_of
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import buttons_of, everything_in, inputs_of, text_of, verbs_of
from tests.unit.dialogs.test_notices import message_of, rendered
from workflows.chat import Card
from workflows.emergency import OVER
from workflows.holding import hold_case
from workflows.notice import Notice, NoticeKind, Outgoing

CHIEF = person_of(WAS_THERE)
"""Leads a ward in Amager; had emergency access to the case, which is over."""
WHY = "Borgeren er fundet bevidstløs, og vi kender ikke medicinen"
LOOKS = ("meeting.card", "meeting.show", "document.card", "document.show", "admission.card", "admission.show",
         "case.card", "task.card", "task.show", "digest.open")  # fmt: skip


@pytest.fixture
async def begun(tmp_path: Path) -> AsyncIterator[tuple[Bot, Course]]:
    async with a_course(tmp_path) as course:
        yield course


async def asks(bot: Bot, reason: str = WHY, **which: str) -> Card:
    """The answer to the form."""
    form = await bot.says(CHIEF, "værdispring")
    return await bot.presses(
        CHIEF, form, "form.next", **{"case_number": "", "cpr": "", **which, "reason": reason}
    )


async def test_who_is_refused_is_offered_it_whether_there_is_such_a_case(begun: tuple[Bot, Course]) -> None:
    bot, _ = begun
    cards = [await bot.says(CHIEF, f"sag {number}") for number in (NUMBER, NO_NUMBER)]
    assert text_of(cards[0]) == text_of(cards[1])
    assert DANISH("error.not_found") in text_of(cards[0])
    for card, number in zip(cards, (NUMBER, NO_NUMBER), strict=True):
        form = await bot.presses(CHIEF, card, "command.emergency")
        assert inputs_of(form)["case_number"] == number
        raw(bot.url, "DELETE FROM drafts")


async def test_whom_no_agreement_names_is_not_offered_it_and_told_so(begun: tuple[Bot, Course]) -> None:
    bot, _ = begun
    assert verbs_of(await bot.says(OUTSIDER, f"sag {NUMBER}")) == set()
    assert DANISH("emergency.not_named") in text_of(await bot.says(OUTSIDER, f"værdispring sag {NUMBER}"))


@pytest.mark.parametrize("which", ["case_number", "cpr"])
async def test_the_answer_is_the_same_whether_there_is_a_case(begun: tuple[Bot, Course], which: str) -> None:
    bot, _ = begun
    there, not_there = {"case_number": (NUMBER, NO_NUMBER), "cpr": (CPR_TEXT, NO_CPR)}[which]
    assert text_of(await asks(bot, **{which: there})) == text_of(await asks(bot, **{which: not_there}))


async def test_the_case_opens_and_closes_by_itself(begun: tuple[Bot, Course]) -> None:
    bot, course = begun
    asked = await asks(bot, case_number=NUMBER)
    listed = await bot.presses(CHIEF, asked, "emergency.cases")
    case = await bot.presses(CHIEF, listed, "case.card")
    assert NUMBER in text_of(case)
    assert DANISH("emergency.looking") in text_of(case)
    details = (await bot.clicks(CHIEF, "document.show", {"id": course.document})).card
    assert MARK in text_of(details)
    assert "document.paper" not in verbs_of(details)
    bot.time += LASTS
    over = await bot.presses(CHIEF, asked, "emergency.cases")
    assert text_of(over) == "\n".join([DANISH("emergency.held.title"), DANISH("emergency.held.none")])
    assert DANISH("error.not_found") in text_of(await bot.says(CHIEF, f"sag {NUMBER}"))


async def closing(bot: Bot) -> list[Outgoing]:
    """What the clock brings up to date now of the cards of who looked."""
    taken = await bot.reads(lambda r: r.outbox.claim(bot.time, timedelta(seconds=30), 100))
    return [each for each in taken if each.notice.detail == OVER]


async def test_a_card_that_was_opened_closes_when_the_access_is_over_and_not_before(
    begun: tuple[Bot, Course],
) -> None:
    bot, course = begun
    await asks(bot, case_number=NUMBER)
    subject = Subject(SubjectKind.DOCUMENT, course.document)
    for message in ("opened", "opened again"):
        details = (await bot.clicks(CHIEF, "document.show", {"id": course.document}, message)).card
        assert MARK in text_of(details)
    bot.time += LASTS - timedelta(seconds=1)
    assert await closing(bot) == []
    bot.time += timedelta(seconds=1)
    (over,) = await closing(bot)
    assert (over.notice.subject, over.notice.recipient_id) == (subject, CHIEF.id)
    changed = await bot.reads(lambda r: cards_to_change(r, over.notice))
    assert {post.activity_id for post in changed} == {"opened", "opened again"}
    last = await message_of(bot, over.notice)
    title, text = DANISH("emergency.over.title"), DANISH("emergency.over.text")
    assert (last.summary, text_of(last.card)) == (title, f"{title}\n{text}")
    assert last.is_last
    assert buttons_of(last.card) == []
    assert MARK not in str(last.card)
    assert NUMBER not in str(last.card)


async def test_who_has_got_it_anew_keeps_the_card_for_the_time_of_that(begun: tuple[Bot, Course]) -> None:
    bot, course = begun
    await asks(bot, case_number=NUMBER)
    await bot.clicks(CHIEF, "document.show", {"id": course.document}, "opened")
    bot.time += LASTS
    await asks(bot, case_number=NUMBER)
    await bot.clicks(CHIEF, "document.show", {"id": course.document}, "opened")
    (first,) = await closing(bot)
    assert await rendered(bot, first.notice) is None
    bot.time += LASTS
    (second,) = [each for each in await closing(bot) if each.id != first.id]
    assert (await message_of(bot, second.notice)).is_last


@pytest.mark.parametrize("verb", LOOKS)
async def test_every_look_is_logged_closed_cards_too(begun: tuple[Bot, Course], verb: str) -> None:
    bot, course = begun
    await asks(bot, case_number=NUMBER)
    kind = "case" if verb.startswith("digest") else verb.partition(".")[0]
    reply = await bot.clicks(CHIEF, verb, {"id": getattr(course, kind), "kind": kind})
    shown = reply.card or reply.messages[0].card
    assert NUMBER in everything_in(shown)
    looks = "action IN ('see', 'read')"
    ((number,),) = raw(
        bot.url,
        f"SELECT count(*) FROM audit WHERE actor_id = '{CHIEF.id}' AND case_id = '{course.case}' AND {looks}",
    )
    assert int(str(number)) >= 1


async def test_a_card_from_a_look_stands_until_the_case_is_restricted(begun: tuple[Bot, Course]) -> None:
    bot, course = begun
    await asks(bot, case_number=NUMBER)
    notice = Notice(
        NoticeKind.REFRESH, Subject(SubjectKind.DOCUMENT, course.document), CHIEF.id, "r", bot.time
    )
    assert await rendered(bot, notice) is None
    await bot.talks(
        NURSE_LEADER, lambda t: hold_case(t.desk, t.person, course.case, HoldKind.RESTRICTED, "Bestridt")
    )
    message = await message_of(bot, notice)
    assert text_of(message.card) == "\n".join([DANISH("closed.title"), DANISH("closed.text")])
    assert message.is_last


async def test_in_a_group_it_gives_nothing(begun: tuple[Bot, Course]) -> None:
    bot, _ = begun
    await asks(bot, case_number=NUMBER)
    (message,) = (await bot.hears(CHIEF, TextSaid(f"status {NUMBER}"), ChatKind.GROUP)).messages
    assert message.summary == DANISH("group.continue")


async def test_faults_stand_at_the_fields_and_nothing_is_lost(begun: tuple[Bot, Course]) -> None:
    bot, _ = begun
    for which, key in (
        ({}, "emergency.neither"),
        ({"case_number": NUMBER, "cpr": CPR_TEXT}, "emergency.one_of_them"),
        ({"case_number": "ved ikke"}, "emergency.no_case_number"),
    ):
        card = await asks(bot, **which)
        assert DANISH(key) in text_of(card)
        assert inputs_of(card)["reason"] == WHY
    assert DANISH("emergency.reason_too_short") in text_of(await asks(bot, "haster", case_number=NUMBER))


async def notices(bot: Bot) -> list[Notice]:
    taken = await bot.reads(lambda r: r.outbox.claim(bot.time, timedelta(seconds=30), 100))
    return [each.notice for each in taken if each.notice.kind is NoticeKind.EMERGENCY]


async def test_a_leader_on_the_case_hears_who_it_is_and_reads_why(begun: tuple[Bot, Course]) -> None:
    bot, _ = begun
    await notices(bot)
    await asks(bot, case_number=NUMBER)
    told = {each.recipient_id: each for each in await notices(bot)}
    assert set(told) == {NURSE_LEADER.id, CASEWORKER_LEADER.id, REGION_COORDINATOR.id}
    message = await message_of(bot, told[CASEWORKER_LEADER.id])
    assert message.summary == DANISH("emergency.told.title", number=NUMBER)
    assert CHIEF.name not in message.summary
    assert CHIEF.name in text_of(message.card)
    assert WHY not in everything_in(message.card)
    assert message.card is not None
    assert WHY in text_of(await bot.presses(CASEWORKER_LEADER, message.card, "emergency.reason"))


def to_own_leader(bot: Bot, number: str) -> Notice:
    subject = Subject(SubjectKind.PERSON, NURSE.id)
    detail = f"asked {number}".strip()
    return Notice(NoticeKind.EMERGENCY, subject, NURSE_LEADER.id, f"asked:{NURSE.id}", bot.time, detail)


@pytest.mark.parametrize("number", [NUMBER, NO_NUMBER, ""])
async def test_ones_own_leader_hears_that_one_asked_and_not_whether_there_is_a_case(
    begun: tuple[Bot, Course], number: str
) -> None:
    bot, _ = begun
    message = await message_of(bot, to_own_leader(bot, number))
    assert message.summary == DANISH("emergency.told.asked_title")
    assert NURSE.name in text_of(message.card)
    assert number in text_of(message.card)
    assert verbs_of(message.card) == set()


async def test_it_stands_in_the_history_with_who_and_from_where(begun: tuple[Bot, Course]) -> None:
    bot, _ = begun
    history = text_of(await bot.says(NURSE, f"sag {NUMBER}"))
    assert DANISH("event.case.emergency") in history
    assert f"{CHIEF.name}, {CHIEF.home.organisation}" in history


async def searches(bot: Bot, person: Person, numbers: range) -> list[Card]:
    return [await bot.says(person, f"status 610190-{number}") for number in numbers]


async def test_one_citizen_too_many_is_refused_kindly_and_shown_to_the_leader(bot: Bot) -> None:
    *_, last = await searches(bot, NURSE, range(4000, 4016))
    assert DANISH("search.too_many") in text_of(last)
    card = text_of(await bot.says(NURSE_LEADER, "indstillinger"))
    assert DANISH("settings.searched.many", who=NURSE.name, n=15) in card
    message = await message_of(bot, _to_leader(bot))
    assert message.summary == DANISH("search.told.title")
    assert DANISH("search.told.text", name=NURSE.name, n=15) in text_of(message.card)
    assert "610190" not in everything_in(message.card)


def _to_leader(bot: Bot, leader: Person = NURSE_LEADER) -> Notice:
    subject = Subject(SubjectKind.PERSON, NURSE.id)
    return Notice(NoticeKind.SEARCHES, subject, leader.id, f"searches:{NURSE.id}", bot.time, "15")


async def test_the_citizens_name_is_in_no_answer_to_a_search_in_vain(begun: tuple[Bot, Course]) -> None:
    bot, course = begun
    found, not_found = [await bot.says(OUTSIDER, f"status {cpr}") for cpr in (CPR_TEXT, NO_CPR)]
    assert text_of(found) == text_of(not_found)
    assert DANISH("search.none.text") in text_of(found)
    assert course.case not in everything_in(found)
