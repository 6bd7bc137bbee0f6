"""News of documents, admissions and cases: true when sent; number and kind of document, no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document_kind import DocumentKind
from domain.people import Person
from domain.subject import Subject, SubjectKind
from tests.factories import CASEWORKER, NURSE, OUTSIDER
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import text_of, verbs_of
from tests.unit.dialogs.course_story import CourseStory
from tests.unit.dialogs.test_notices import message_of, overtaken, rendered
from workflows.documents import acknowledge, ask
from workflows.notice import Notice, NoticeKind
from workflows.ports import Records

NEWS = {
    SubjectKind.DOCUMENT: NoticeKind.DOCUMENT,
    SubjectKind.ADMISSION: NoticeKind.ADMISSION,
    SubjectKind.CASE: NoticeKind.CASE,
}


def about(bot: Bot, subject: Subject, person: Person, version: int = 1) -> Notice:
    rule = f"{subject.kind}:{subject.id}:v{version}"
    return Notice(NEWS[subject.kind], subject, person.id, rule, bot.time)


async def test_a_document_is_told_as_it_stands_when_the_message_is_sent(bot: Bot) -> None:
    story = CourseStory(bot)
    notice = await story.sent(DocumentKind.EARLY_NOTICE)
    subject = Subject(SubjectKind.DOCUMENT, notice.id)
    first = await message_of(bot, about(bot, subject, CASEWORKER))
    assert first.summary == "Sag 26-1001: Orientering til kommunen"
    assert "document.acknowledge" in verbs_of(first.card)
    await bot.talks(CASEWORKER, lambda t: ask(t.desk, t.person, notice.id, "Hvilken bolig?"))
    later = await message_of(bot, about(bot, subject, NURSE, 2))
    assert later.summary == "Sag 26-1001: Orientering til kommunen – et spørgsmål til jer"
    assert "Hvilken bolig?" not in text_of(later.card)


async def test_of_two_kept_back_only_the_last_is_told(bot: Bot) -> None:
    story = CourseStory(bot)
    notice = await story.sent(DocumentKind.EARLY_NOTICE)
    await bot.talks(CASEWORKER, lambda t: acknowledge(t.desk, t.person, notice.id))
    subject = Subject(SubjectKind.DOCUMENT, notice.id)
    old = about(bot, subject, CASEWORKER)
    newer = replace(old, rule=f"document:{notice.id}:v2", occurrence=bot.time.replace(hour=12))
    await bot.reads(lambda r: r.outbox.queue([newer], bot.time))
    assert await rendered(bot, old) is None
    assert await rendered(bot, newer) is not None


async def test_an_admission_and_a_case_are_told_without_anything_personal(bot: Bot) -> None:
    story = CourseStory(bot)
    admission = await story.assessed()
    for subject, summary, verb in (
        (Subject(SubjectKind.ADMISSION, admission.id), "nyt om udskrivning", "admission.date"),
        (Subject(SubjectKind.CASE, admission.case_id), "nyt i sagen", "case.new"),
    ):
        message = await message_of(bot, about(bot, subject, NURSE))
        assert message.summary == f"Sag 26-1001: {summary}"
        assert verb in verbs_of(message.card)
        refresh = replace(about(bot, subject, NURSE), kind=NoticeKind.REFRESH)
        assert (await message_of(bot, refresh)).summary == message.summary


@pytest.mark.parametrize("kind", [SubjectKind.DOCUMENT, SubjectKind.ADMISSION])
async def test_who_has_left_the_case_is_told_nothing_of_it(bot: Bot, kind: SubjectKind) -> None:
    story = CourseStory(bot)
    admission = await story.assessed()
    document = await story.sent(DocumentKind.DISCHARGE_NOTICE)
    id_ = document.id if kind is SubjectKind.DOCUMENT else admission.id
    assert await rendered(bot, about(bot, Subject(kind, id_), OUTSIDER)) is None


async def left_the_case(bot: Bot, case_id: str, person: Person) -> None:
    """The case was taken from the person's unit."""

    def leave(records: Records) -> None:
        case = records.cases.get(case_id, NURSE)
        records.cases.save(
            replace(case, former_unit_ids=frozenset({person.home.id}), version=case.version + 1)
        )

    await bot.store.run(leave)


async def test_the_unit_that_had_the_case_is_told_that_another_has_it_now_and_nothing_else(bot: Bot) -> None:
    document = await CourseStory(bot).sent(DocumentKind.EARLY_NOTICE)
    subject = Subject(SubjectKind.CASE, document.case_id)
    assert await rendered(bot, about(bot, subject, OUTSIDER)) is None, "never was on it"
    await left_the_case(bot, document.case_id, OUTSIDER)
    message = await message_of(bot, about(bot, subject, OUTSIDER))
    assert message.summary == DANISH("notice.case.moved", number="26-1001")
    assert verbs_of(message.card) == set()
    refresh = replace(about(bot, subject, OUTSIDER), kind=NoticeKind.REFRESH)
    last = await rendered(bot, refresh)
    assert last
    assert last.is_last
    assert last.summary == DANISH("closed.title")


@pytest.mark.parametrize("kind", NEWS)
async def test_an_earlier_card_points_to_the_newer_one(bot: Bot, kind: SubjectKind) -> None:
    story = CourseStory(bot)
    admission = await story.assessed()
    document = await story.sent(DocumentKind.DISCHARGE_NOTICE)
    ids = {
        SubjectKind.DOCUMENT: document.id, SubjectKind.ADMISSION: admission.id,
        SubjectKind.CASE: document.case_id,
    }  # fmt: skip
    notice = about(bot, Subject(kind, ids[kind]), NURSE)
    message = await bot.reads(lambda records: overtaken(bot, notice, records))
    assert message is not None
    assert message.summary == DANISH("meeting.overtaken", number="26-1001")
