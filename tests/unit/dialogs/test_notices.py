"""From a notice to its message: true when it is sent, or not sent; number and task type in its summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from dialogs.once import MARK
from domain.local_time import at_local
from domain.people import Person
from domain.reminder import ReminderKind
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from tests.factories import (
    CASEWORKER,
    CASEWORKER_LEADER,
    COLLEAGUE,
    MUNICIPAL_COORDINATOR,
    NURSE,
    NURSE_LEADER,
    OUTSIDER,
    REGION_COORDINATOR,
    made_up_id,
)
from tests.unit.dialogs.bot_in_process import DANISH, ENGLISH, Bot
from tests.unit.dialogs.card_limits import faults_of
from tests.unit.dialogs.card_reading import buttons_of, everything_in, text_of, verbs_of
from tests.unit.dialogs.meeting_story import Story
from workflows.chat import Message
from workflows.notice import FOR_UNIT, Notice, NoticeKind, Outgoing, State, digest_of
from workflows.ports import Records

PERSONAL = (
    "6101904321",
    "610190-4321",
    "Asta",
    "At bo for sig selv",
    "Afsnit 1",
    "Voksenenheden",
    "Ring til",
)


def morning(day: date) -> datetime:
    """When that day's reminders are due."""
    return at_local(day, time(8))


MORNINGS = {"before": -2, "on_day": 0, "overdue": 3, "handed": -3}
"""Days from a Friday's deadline to each kind of reminder."""


def about_task(
    task: Task,
    person: Person,
    detail: str = "",
    kind: NoticeKind = NoticeKind.REMINDER,
    occurrence: datetime | None = None,
) -> Notice:
    rule = f"task:{task.id}:{task.due}:{detail}"
    subject = Subject(SubjectKind.TASK, task.id)
    return Notice(kind, subject, person.id, rule, occurrence or task.opened_at, detail)


def due_now(bot: Bot, task: Task, person: Person, detail: str, days: int | None = None) -> Notice:
    """A reminder at the moment it comes due."""
    after = MORNINGS[detail.removesuffix(FOR_UNIT)] if days is None else days
    bot.time = morning(task.due + timedelta(days=after))
    return about_task(task, person, detail, occurrence=bot.time)


def about_meeting(meeting_id: str, person: Person, kind: NoticeKind = NoticeKind.MEETING) -> Notice:
    subject = Subject(SubjectKind.MEETING, meeting_id)
    return Notice(kind, subject, person.id, f"meeting:{meeting_id}:v1", datetime(2026, 11, 20, tzinfo=UTC))


def outgoing(notice: Notice, repeats: bool = False) -> Outgoing:
    return Outgoing(
        made_up_id(f"{notice.rule} {notice.detail}"), notice, State.CLAIMED, 1, notice.occurrence, repeats
    )


async def rendered(bot: Bot, notice: Notice, repeats: bool = False) -> Message | None:
    return await bot.reads(lambda r: bot.renderer(r, outgoing(notice, repeats), bot.time))


def overtaken(bot: Bot, notice: Notice, records: Records) -> Message | None:
    return bot.renderer.overtaken(records, outgoing(notice), bot.time)


async def message_of(bot: Bot, notice: Notice, repeats: bool = False) -> Message:
    message = await rendered(bot, notice, repeats)
    assert message is not None
    assert message.card is not None
    assert faults_of(message.card) == []
    assert not any(word in message.summary + everything_in(message.card) for word in PERSONAL)
    return message


async def test_a_meeting_is_told_as_it_stands_when_the_message_is_sent(bot: Bot) -> None:
    story = Story(bot)
    meeting = await story.requested()
    notice = about_meeting(meeting.id, CASEWORKER)
    first = await message_of(bot, notice)
    assert first.summary == "Sag 26-1001: indkaldelse til netværksmøde"
    assert "meeting.acknowledge" in verbs_of(first.card)
    bot.time += timedelta(minutes=1)
    await story.does(NURSE, "meeting.cancel", reason="Aflyst")
    cancelled = replace(notice, rule=f"meeting:{meeting.id}:v2", occurrence=bot.time)
    assert (await message_of(bot, cancelled)).summary == "Sag 26-1001: netværksmøde aflyst"


async def test_a_meeting_is_not_told_to_who_has_left_the_case(bot: Bot) -> None:
    meeting = await Story(bot).requested()
    assert await rendered(bot, about_meeting(meeting.id, OUTSIDER)) is None
    assert await rendered(bot, about_meeting(meeting.id, replace(OUTSIDER, id="somebody who left"))) is None


@pytest.mark.parametrize("kind", ["before", "on_day", "overdue", "handed"])
async def test_a_reminder_tells_the_deadline_and_its_urgency(bot: Bot, kind: str) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    message = await message_of(bot, due_now(bot, task, CASEWORKER, kind))
    assert message.summary == "Sag 26-1001: påmindelse – Opfølgning"
    assert DANISH(f"task.reminder.{kind}", by=DANISH.day(task.due), days=0) in text_of(message.card)


@pytest.mark.parametrize("kind", ["before", "on_day"])
async def test_a_meeting_to_come_is_reminded_with_its_hour(bot: Bot, kind: str) -> None:
    story = Story(bot)
    await story.scheduled()
    task = next(t for t in await story.tasks(TaskKind.ATTEND) if t.owner_id == CASEWORKER.id)
    message = await message_of(bot, due_now(bot, task, CASEWORKER, kind))
    assert "onsdag 25. november kl. 10.00" in text_of(message.card)


async def test_a_meeting_handed_over_is_reminded_like_any_task(bot: Bot) -> None:
    story = Story(bot)
    await story.scheduled()
    task = next(t for t in await story.tasks(TaskKind.ATTEND) if t.owner_id == CASEWORKER.id)
    message = await message_of(bot, about_task(task, CASEWORKER, "handed"))
    assert DANISH("task.reminder.handed", by=DANISH.day(task.due)) in text_of(message.card)


async def test_a_task_nobody_has_taken_is_reminded_to_the_whole_unit(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    task = (await story.tasks(TaskKind.ACKNOWLEDGE))[0]
    assert await rendered(bot, due_now(bot, task, CASEWORKER, "on_day"))
    assert await rendered(bot, due_now(bot, task, NURSE, "on_day")) is None


async def test_a_task_that_is_done_is_not_reminded(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    await bot.clicks(CASEWORKER, "task.done", {"id": task.id})
    assert await rendered(bot, about_task(task, CASEWORKER, "overdue")) is None
    assert await rendered(bot, about_task(task, CASEWORKER_LEADER, "leader", NoticeKind.ESCALATION)) is None


@pytest.mark.parametrize(
    ("verb", "inputs"),
    [
        ("task.new_deadline", {"due": "2026-12-20", "reason": "Ferie"}),
        ("task.later", {"until": "2026-12-03"}),
        ("task.hand_over", {"owner": f"{NURSE.home.id}:{NURSE.id}"}),
    ],
)
async def test_a_task_that_was_moved_put_off_or_handed_over_is_not_reminded(
    bot: Bot, verb: str, inputs: dict[str, str]
) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    notice = due_now(bot, task, CASEWORKER, "before")
    assert await rendered(bot, notice)
    form = (await bot.clicks(CASEWORKER, verb, {"id": task.id})).card
    assert form is not None
    await bot.presses(CASEWORKER, form, "form.next", **inputs)
    assert await rendered(bot, notice) is None


async def test_a_task_put_off_is_reminded_again_on_the_chosen_day(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    form = (await bot.clicks(CASEWORKER, "task.later", {"id": task.id})).card
    assert form is not None
    await bot.presses(CASEWORKER, form, "form.next", until="2026-11-30")
    bot.time = datetime(2026, 11, 30, 7, tzinfo=UTC)
    assert await rendered(bot, about_task(task, CASEWORKER, "before", occurrence=bot.time))


async def test_of_reminders_kept_back_only_the_newest_goes_out(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    kept = [due_now(bot, task, CASEWORKER, kind) for kind in ("before", "on_day", "overdue")]
    told = [await rendered(bot, notice) is not None for notice in kept]
    assert told == [False, False, True]
    due_now(bot, task, CASEWORKER, "overdue", days=4)
    assert await rendered(bot, kept[-1]) is None


async def test_a_reminder_for_the_unit_reaches_its_inbox_and_leaders(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    message = await message_of(bot, due_now(bot, task, CASEWORKER_LEADER, f"overdue{FOR_UNIT}"))
    assert DANISH("task.reminder.overdue", by=DANISH.day(task.due)) in text_of(message.card)
    assert await rendered(bot, due_now(bot, task, CASEWORKER_LEADER, "overdue")) is None
    assert await rendered(bot, due_now(bot, task, NURSE_LEADER, f"overdue{FOR_UNIT}")) is None


async def test_of_news_kept_back_only_the_latest_goes_out(bot: Bot) -> None:
    story = Story(bot)
    meeting = await story.requested()
    requested = replace(about_meeting(meeting.id, CASEWORKER), occurrence=bot.time)
    await story.does(CASEWORKER, "meeting.acknowledge")
    assert await rendered(bot, requested)
    later = replace(requested, rule=f"meeting:{meeting.id}:v2", occurrence=morning(date(2026, 11, 30)))
    await bot.reads(lambda r: r.outbox.queue([later], bot.time))
    assert await rendered(bot, requested) is None
    assert await rendered(bot, later)


async def test_whoever_gets_a_task_handed_over_hears_it_at_once(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    form = (await bot.clicks(CASEWORKER, "task.hand_over", {"id": task.id})).card
    assert form is not None
    await bot.presses(CASEWORKER, form, "form.next", owner=f"{NURSE.home.id}:{COLLEAGUE.id}")
    handed = (await story.tasks())[1]
    notice = replace(about_task(handed, COLLEAGUE, "handed"), rule=f"task:{task.id}:v{handed.version}:handed")
    assert "givet videre til dig" in text_of((await message_of(bot, notice)).card)


@pytest.mark.parametrize(
    ("kind", "people", "others"),
    [
        (ReminderKind.LEADER, (CASEWORKER_LEADER,), (NURSE_LEADER, CASEWORKER)),
        (
            ReminderKind.COORDINATORS,
            (REGION_COORDINATOR, MUNICIPAL_COORDINATOR),
            (CASEWORKER_LEADER, OUTSIDER),
        ),
    ],
)
async def test_an_escalation_reaches_those_it_is_for(
    bot: Bot, kind: ReminderKind, people: tuple[Person, ...], others: tuple[Person, ...]
) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    bot.time = datetime(2026, 12, 8, 7, tzinfo=UTC)
    for person in people:
        message = await message_of(bot, about_task(task, person, kind, NoticeKind.ESCALATION))
        assert message.summary == "Sag 26-1001: frist overskredet – Opfølgning"
        assert "2 arbejdsdage over fristen" in text_of(message.card)
    for person in others:
        assert await rendered(bot, about_task(task, person, kind, NoticeKind.ESCALATION)) is None


async def test_a_coordinator_gets_no_way_into_the_case(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    notice = about_task(task, REGION_COORDINATOR, "coordinators", NoticeKind.ESCALATION)
    assert buttons_of((await message_of(bot, notice)).card) == []
    leaders = about_task(task, CASEWORKER_LEADER, "leader", NoticeKind.ESCALATION)
    assert verbs_of((await message_of(bot, leaders)).card) == {"task.show", "meeting.card"}


async def test_earlier_cards_are_brought_up_to_date(bot: Bot) -> None:
    story = Story(bot)
    meeting = await story.concluded()
    task = (await story.tasks())[1]
    of_meeting = await message_of(bot, about_meeting(meeting.id, CASEWORKER, NoticeKind.REFRESH))
    assert DANISH("meeting.status.concluded.receiver") in text_of(of_meeting.card)
    of_task = await message_of(bot, about_task(task, CASEWORKER, kind=NoticeKind.REFRESH))
    assert "task.done" in verbs_of(of_task.card)


async def test_the_card_of_one_outside_the_case_stays_an_escalation_until_it_has_ended(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    bot.time = datetime(2026, 12, 8, 7, tzinfo=UTC)
    notice = about_task(task, REGION_COORDINATOR, kind=NoticeKind.REFRESH)
    late = await message_of(bot, notice)
    assert "2 arbejdsdage over fristen" in text_of(late.card)
    await bot.clicks(CASEWORKER, "task.done", {"id": task.id})
    ended = await message_of(bot, notice)
    assert DANISH("task.ended.done") in text_of(ended.card)
    assert [buttons_of(message.card) for message in (late, ended)] == [[], []]


async def test_the_card_of_who_is_on_the_case_no_more_closes_and_tells_nothing(bot: Bot) -> None:
    story = Story(bot)
    meeting = await story.concluded()
    task = (await story.tasks())[1]
    for notice in (
        about_meeting(meeting.id, OUTSIDER, NoticeKind.REFRESH),
        about_task(task, OUTSIDER, kind=NoticeKind.REFRESH),
    ):
        message = await message_of(bot, notice)
        assert (message.summary, message.is_last) == (DANISH("closed.title"), True)
        assert text_of(message.card) == "\n".join([DANISH("closed.title"), DANISH("closed.text")])
        assert buttons_of(message.card) == []


async def test_a_repeat_is_labelled(bot: Bot) -> None:
    meeting = await Story(bot).requested()
    message = await message_of(bot, about_meeting(meeting.id, CASEWORKER), repeats=True)
    assert message.summary == DANISH("notice.repeat", summary="Sag 26-1001: indkaldelse til netværksmøde")


async def test_each_recipient_reads_their_own_language(bot: Bot) -> None:
    meeting = await Story(bot).requested()
    await bot.says(CASEWORKER, "english")
    message = await message_of(bot, about_meeting(meeting.id, CASEWORKER))
    assert message.summary == ENGLISH("notice.meeting.requested", number="26-1001")
    assert message.card is not None
    assert message.card["lang"] == "en"


async def test_the_buttons_of_each_message_are_its_own(bot: Bot) -> None:
    meeting = await Story(bot).requested()
    notices = [
        about_meeting(meeting.id, CASEWORKER),
        about_meeting(meeting.id, CASEWORKER, NoticeKind.REFRESH),
    ]
    later = replace(notices[1], rule=f"meeting:{meeting.id}:v2")
    cards = [(await message_of(bot, notice)).card for notice in (notices[0], later)]
    first, second = ({button["data"][MARK] for button in buttons_of(card)} for card in cards)
    assert len(first | second) == 2


async def test_an_overtaken_card_says_that_a_newer_one_stands_below(bot: Bot) -> None:
    story = Story(bot)
    meeting = await story.concluded()
    task = (await story.tasks())[1]
    person = digest_of(NURSE.id, bot.time.date())
    for notice, text in (
        (about_meeting(meeting.id, NURSE), DANISH("meeting.overtaken", number="26-1001")),
        (about_task(task, CASEWORKER, "overdue"), DANISH("meeting.overtaken", number="26-1001")),
        (person, DANISH("digest.overtaken.title")),
        (replace(person, recipient_id="somebody who left"), None),
    ):
        message = await bot.reads(partial(overtaken, bot, notice))
        assert (message.summary if message else None) == text


async def test_a_clicked_message_is_remembered_once_as_the_records_card(bot: Bot) -> None:
    meeting = await Story(bot).requested()
    subject = Subject(SubjectKind.MEETING, meeting.id)
    for version in (1, 2):
        await bot.clicks(CASEWORKER, "meeting.card", {"id": meeting.id, "version": version}, "the message")
    posts = await bot.reads(lambda r: r.posts.of(CASEWORKER.id, subject))
    assert [post.activity_id for post in posts] == ["the message"]
