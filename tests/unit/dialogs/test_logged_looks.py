"""Lists and closed cards are logged: one entry for each look, by whose they are, none for what is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dialogs.turn import ChatKind, TextSaid
from domain.subject import Subject, SubjectKind
from storage.log.rows import source_text
from tests import factories as f
from tests.stores import raw
from tests.unit.access.course import NUMBER, Course, a_course
from tests.unit.dialogs.bot_in_process import Bot
from tests.unit.dialogs.test_notices import rendered
from workflows.notice import Notice, NoticeKind
from workflows.ports import Origin, Source

CARDS = (
    "case.card",
    "meeting.card",
    "document.card",
    "admission.card",
    "task.card",
    "document.hide",
    "digest.open",
)
LISTS = {
    "mine sager": f"own_cases:{f.NURSE.id}",
    "luk sag": f"own_cases:{f.NURSE.id}",
    "vores opgaver": f"unit_tasks:{f.NURSE.home.id}",
}


@pytest.fixture
async def begun(tmp_path: Path) -> AsyncIterator[tuple[Bot, Course]]:
    async with a_course(tmp_path) as course:
        yield course


def looks(bot: Bot) -> list[tuple[object, ...]]:
    """Who looked at what, of which case."""
    return raw(
        bot.url,
        "SELECT actor_id, action, subject, case_id FROM audit WHERE action IN ('see', 'list') ORDER BY seq",
    )


@pytest.mark.parametrize("words", LISTS)
async def test_a_list_is_one_entry_that_names_no_case(begun: tuple[Bot, Course], words: str) -> None:
    bot, _ = begun
    await bot.says(f.NURSE, words)
    assert looks(bot) == [(f.NURSE.id, "list", LISTS[words], None)]


async def test_the_list_of_the_unit_s_tasks_is_logged_also_from_a_button(begun: tuple[Bot, Course]) -> None:
    bot, _ = begun
    await bot.clicks(f.NURSE, "digest.unit_tasks", {})
    await bot.clicks(f.NURSE, "command.my_cases", {})
    await bot.clicks(f.NURSE, "emergency.cases", {})
    own = LISTS["mine sager"]
    assert [subject for _, _, subject, _ in looks(bot)] == [LISTS["vores opgaver"], own, own]


@pytest.mark.parametrize("words", [f"sag {NUMBER}", f"status {NUMBER}"])
async def test_a_case_s_timeline_is_one_entry_on_the_case(begun: tuple[Bot, Course], words: str) -> None:
    bot, course = begun
    await bot.says(f.NURSE, words)
    assert looks(bot) == [(f.NURSE.id, "see", f"case:{course.case}", course.case)]


async def test_the_leader_s_card_of_what_can_be_taken_out_is_a_look_at_the_case(
    begun: tuple[Bot, Course],
) -> None:
    bot, course = begun
    await bot.says(f.NURSE_LEADER, f"indsigt i sag {NUMBER}")
    assert looks(bot) == [(f.NURSE_LEADER.id, "see", f"case:{course.case}", course.case)]


@pytest.mark.parametrize("verb", CARDS)
async def test_a_closed_card_that_is_opened_by_a_button_is_one_entry(
    begun: tuple[Bot, Course], verb: str
) -> None:
    bot, course = begun
    kind = "document" if verb == "digest.open" else verb.partition(".")[0]
    id_ = getattr(course, kind)
    await bot.clicks(f.NURSE, verb, {"id": id_, "kind": kind})
    assert looks(bot) == [(f.NURSE.id, "see", f"{kind}:{id_}", course.case)]


async def test_details_are_read_and_not_seen_beside(begun: tuple[Bot, Course]) -> None:
    bot, course = begun
    await bot.clicks(f.NURSE, "document.show", {"id": course.document})
    assert looks(bot) == []
    read = raw(bot.url, f"SELECT subject FROM audit WHERE action = 'read' AND actor_id = '{f.NURSE.id}'")
    assert read == [(f"document:{course.document}",)]


async def test_a_click_that_no_longer_fits_shows_the_card_and_that_is_a_look(
    begun: tuple[Bot, Course],
) -> None:
    bot, course = begun
    await bot.clicks(f.CASEWORKER, "document.sign", {"id": course.document, "content_version": 1})
    assert looks(bot) == [(f.CASEWORKER.id, "see", f"document:{course.document}", course.case)]


async def test_the_line_in_a_group_is_a_look_at_the_case(begun: tuple[Bot, Course]) -> None:
    bot, course = begun
    await bot.hears(f.NURSE, TextSaid(f"status {NUMBER}"), ChatKind.GROUP)
    assert looks(bot) == [(f.NURSE.id, "see", f"case:{course.case}", course.case)]


async def test_a_list_asked_for_in_a_group_was_asked_there(begun: tuple[Bot, Course]) -> None:
    bot, _ = begun
    about = Subject(SubjectKind.PERSON, f.NURSE.id)
    asked = Notice(NoticeKind.CONTINUE, about, f.NURSE.id, "group:activity 7", bot.time, "my_cases")
    assert await rendered(bot, asked)
    assert [subject for _, _, subject, _ in looks(bot)] == [LISTS["mine sager"]]
    ((source,),) = raw(bot.url, "SELECT source FROM audit WHERE action = 'list'")
    assert source == source_text(Source(Origin.CHAT, ChatKind.GROUP, f.NURSE.tenant_id, "activity 7"))


async def test_who_is_refused_has_not_looked(begun: tuple[Bot, Course]) -> None:
    bot, _ = begun
    await bot.says(f.NURSE_ELSEWHERE, f"sag {NUMBER}")
    await bot.says(f.REGION_COORDINATOR, f"sag {NUMBER}")
    assert looks(bot) == []


async def test_what_the_bot_sends_and_what_is_answered_to_a_change_are_no_looks(
    begun: tuple[Bot, Course],
) -> None:
    bot, course = begun
    for kind in ("case", "meeting", "document", "admission", "task"):
        about = Subject(SubjectKind(kind), getattr(course, kind))
        assert await rendered(bot, Notice(NoticeKind.REFRESH, about, f.NURSE.id, "r", bot.time))
    await bot.clicks(f.NURSE, "document.journal", {"id": course.document})
    assert looks(bot) == []
