"""The morning's message: all of a day's reminders in one card, in working hours, kept true all day."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from dialogs.cards.digest_card import DigestLine
from domain.document_kind import DocumentKind
from domain.local_time import at_local
from domain.network_meeting import MeetingTime, Status
from domain.people import Person
from domain.preferences import Cover, Works
from domain.reminder import ReminderKind
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from domain.working_hours import ROUND_THE_CLOCK, WorkingHours
from tests import factories as f
from tests.fakes import RecordingMessenger
from tests.stores import stored
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_limits import faults_of
from tests.unit.dialogs.card_reading import buttons_of, text_of, verbs_of
from tests.unit.dialogs.mornings_told import FRIDAY, MONDAY, Mornings, a_task
from workflows.chat import NotSent, Refusal

WEDNESDAY, THURSDAY, TUESDAY = (FRIDAY + timedelta(days=n) for n in (-2, -1, 4))
ONE = DANISH("notice.reminder", what=DANISH("task.kind.follow_up"), number="26-1001")
TWO = DANISH.count("notice.digest", 2)


@pytest.fixture
def mornings(bot: Bot) -> Mornings:
    return Mornings(bot)


async def test_all_of_a_morning_comes_in_one_message(mornings: Mornings) -> None:
    await mornings.begin(a_task("late", THURSDAY), a_task("today"), a_task("soon", TUESDAY))
    await mornings.at(FRIDAY)
    (message,) = mornings.got()
    assert message.summary == DANISH("notice.digest_late", overview=DANISH.count("notice.digest", 3), n=1)
    said = text_of(message.card)
    sections = [said.index(DANISH(f"digest.section.{name}")) for name in ("overdue", "on_day", "before")]
    assert sections == sorted(sections)
    assert {"digest.done", "digest.open"} <= verbs_of(message.card)
    assert message.card is not None
    assert faults_of(message.card) == []


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (1, True)])
def test_what_is_told_of_on_the_day_itself_is_not_counted_as_late(days: int, is_late: bool) -> None:
    line = DigestLine(a_task("today"), ReminderKind.LEADER, "", days, on_case=True, may_change=True)
    assert line.is_late is is_late


async def test_one_reminder_alone_is_its_own_card(mornings: Mornings) -> None:
    await mornings.begin(a_task("today"))
    await mornings.at(FRIDAY)
    (message,) = mornings.got()
    assert message.summary == ONE
    assert {"task.done", "task.later", "task.new_deadline", "task.hand_over"} <= verbs_of(message.card)


async def test_there_is_one_message_a_day_however_often_the_bot_looks(mornings: Mornings) -> None:
    await mornings.begin(a_task("a"), a_task("b"))
    for minute in range(3):
        await mornings.at(FRIDAY, time(8, minute))
    assert mornings.words() == [TWO]
    await mornings.at(MONDAY)
    assert mornings.words() == [TWO, DANISH.count("notice.digest_all_late", 2)]


async def test_who_wants_each_by_itself_gets_each_by_itself(mornings: Mornings) -> None:
    await mornings.begin(a_task("a"), a_task("b"))
    await mornings.prefers(f.CASEWORKER, one_by_one=True)
    await mornings.at(FRIDAY)
    assert mornings.words() == [ONE, ONE]


async def test_what_the_agreement_calls_urgent_does_not_wait_for_the_others(mornings: Mornings) -> None:
    urgent = a_task("urgent", kind=TaskKind.AGREEMENT_BY_DISCHARGE)
    await mornings.begin(a_task("a"), a_task("b"), urgent)
    await mornings.at(FRIDAY)
    what = DANISH("task.kind.agreement_by_discharge")
    assert sorted(mornings.words()) == sorted([TWO, DANISH("notice.reminder", what=what, number="26-1001")])


async def test_done_in_the_overview_leaves_the_overview_and_says_so(mornings: Mornings) -> None:
    await mornings.begin(a_task("a"), a_task("b"))
    await mornings.at(FRIDAY)
    (message,) = mornings.got()
    card = await mornings.bot.presses(f.CASEWORKER, message.card or {}, "digest.done", "card 1")
    assert DANISH("receipt.done", number="26-1001") in text_of(card)
    assert DANISH("task.state.done") in text_of(card)
    assert len([each for each in buttons_of(card) if each["verb"] == "digest.done"]) == 1
    again = await mornings.bot.presses(f.CASEWORKER, card, "digest.done", "card 1")
    assert DANISH("digest.all_done") in text_of(again)


async def test_what_is_opened_stands_below_and_the_overview_stays(mornings: Mornings) -> None:
    await mornings.begin(a_task("a"), a_task("b", kind=TaskKind.FIND_TIME))
    await mornings.at(FRIDAY)
    (message,) = mornings.got()
    for button in [each for each in buttons_of(message.card) if each["verb"] == "digest.open"]:
        reply = await mornings.bot.clicks(f.CASEWORKER, "digest.open", button["data"], "card 1")
        assert (reply.card, reply.notice) == (None, DANISH("digest.below"))
        assert [each.card is not None for each in reply.messages] == [True]


async def test_the_list_and_the_settings_leave_the_overview_where_it_stands(mornings: Mornings) -> None:
    await mornings.begin(a_task("a"), a_task("b"))
    await mornings.at(FRIDAY)
    (message,) = mornings.got()
    for verb, title in (("digest.unit_tasks", "tasks.title"), ("digest.settings", "settings.title")):
        assert verb in verbs_of(message.card)
        reply = await mornings.bot.clicks(f.CASEWORKER, verb, {}, "card 1")
        assert reply.card is None
        assert [DANISH(title) in text_of(each.card) for each in reply.messages] == [True]


async def test_todays_meeting_is_told_with_its_time(mornings: Mornings) -> None:
    at_nine = at_local(FRIDAY, time(9))
    meeting = f.a_meeting(f.a_case(), status=Status.SCHEDULED, agreed=MeetingTime(at_nine, 60))
    attending = f.a_task(meeting, "m", kind=TaskKind.ATTEND, owner_id=f.CASEWORKER.id, due=FRIDAY)
    await mornings.begin(a_task("a"), attending, meeting=meeting)
    await mornings.at(FRIDAY)
    (message,) = mornings.got()
    what = DANISH("task.title", what=DANISH("task.kind.attend"), number="26-1001")
    assert DANISH("digest.meeting_today", what=what, at="09.00") in text_of(message.card)


async def test_a_button_that_does_not_say_what_to_open_opens_nothing(mornings: Mornings) -> None:
    await mornings.begin(a_task("a"))
    reply = await mornings.bot.clicks(f.CASEWORKER, "digest.open", {"kind": "person", "id": f.NURSE.id})
    other = await mornings.bot.clicks(f.CASEWORKER, "digest.open", {"id": f.NURSE.id})
    assert DANISH("error.not_found") in text_of(reply.card)
    assert DANISH("error.not_found") in text_of(other.card)


async def test_a_button_that_came_too_late_shows_how_things_stand(mornings: Mornings) -> None:
    await mornings.begin(a_task("a"), a_task("b"))
    await mornings.at(FRIDAY)
    (message,) = mornings.got()
    card = message.card or {}
    await mornings.bot.presses(f.CASEWORKER, card, "digest.done", "card 1")
    first = next(each for each in buttons_of(card) if each["verb"] == "digest.done")
    reply = await mornings.bot.clicks(f.CASEWORKER, "digest.done", {**first["data"], "version": 9}, "card 1")
    assert DANISH("digest.ended_before", number="26-1001") in text_of(reply.card)


async def test_a_colleagues_overview_is_brought_up_to_date(mornings: Mornings) -> None:
    """Nobody has taken the tasks, so the whole inbox has them in the morning."""
    tasks = (a_task(name, owner=None, unit_id=f.NURSE.home.id) for name in ("a", "b"))
    await mornings.begin(*tasks)
    await mornings.at(FRIDAY)
    (mine,) = mornings.got(f.NURSE)
    mornings.bot.time += timedelta(minutes=1)
    await mornings.bot.presses(f.NURSE, mine.card or {}, "digest.done", "card 1")
    await mornings.deliver()
    assert DANISH("task.state.done") in text_of(mornings.latest(f.COLLEAGUE))
    assert len(mornings.got(f.COLLEAGUE)) == 1


async def test_a_newer_overview_leaves_a_pointer_where_the_earlier_one_stood(mornings: Mornings) -> None:
    await mornings.begin(a_task("a"), a_task("b"))
    await mornings.at(FRIDAY)
    await mornings.at(MONDAY)
    (pointer,) = [each.message for each in mornings.messenger.updates]
    assert pointer.summary == DANISH("digest.overtaken.title")
    assert verbs_of(pointer.card) == {"digest.unit_tasks"}


@pytest.mark.parametrize(
    ("day", "wall", "goes"),
    [
        (WEDNESDAY, time(17, 0), False),
        (WEDNESDAY, time(16, 59), True),
        (THURSDAY, time(6, 59), False),
        (THURSDAY, time(7, 0), True),
        (date(2026, 11, 28), time(12), False),
    ],
)
async def test_nobody_is_written_to_outside_working_hours(
    mornings: Mornings, day: date, wall: time, goes: bool
) -> None:
    task = a_task("handed", MONDAY + timedelta(days=14))
    await mornings.begin(task)
    await mornings.at(day, wall)
    await mornings.tell(f.CASEWORKER, task)
    await mornings.deliver()
    assert mornings.words() == ([ONE] if goes else [])


async def test_what_came_at_night_goes_out_when_the_day_begins(mornings: Mornings) -> None:
    task = a_task("handed", MONDAY + timedelta(days=14))
    await mornings.begin(task)
    await mornings.at(WEDNESDAY, time(22))
    await mornings.tell(f.CASEWORKER, task)
    await mornings.deliver()
    await mornings.at(THURSDAY, time(7))
    assert mornings.words() == [ONE]


async def test_a_ward_round_the_clock_is_written_to_at_night(mornings: Mornings) -> None:
    task = a_task("handed", MONDAY + timedelta(days=14))
    await mornings.begin(task)
    await mornings.unit_prefers(f.CASEWORKER, hours=ROUND_THE_CLOCK)
    await mornings.at(WEDNESDAY, time(3))
    await mornings.tell(f.CASEWORKER, task)
    await mornings.deliver()
    assert mornings.words() == [ONE]


async def test_who_is_off_gets_both_days_reminders_in_one_message_when_back(mornings: Mornings) -> None:
    await mornings.begin(a_task("friday"), a_task("monday", MONDAY))
    mondays = WorkingHours(frozenset({1}), time(9), time(15))
    await mornings.prefers(f.CASEWORKER, works=Works.FIXED, hours=mondays)
    await mornings.at(FRIDAY)
    await mornings.at(MONDAY, time(8))
    await mornings.at(MONDAY, time(8, 59))
    assert mornings.words() == []
    await mornings.at(MONDAY, time(9))
    assert mornings.words() == [DANISH("notice.digest_late", overview=TWO, n=1)]


async def test_an_owner_who_is_off_before_the_deadline_is_joined_by_who_is_on_duty(
    mornings: Mornings,
) -> None:
    await mornings.begin(a_task("a"))
    mondays = WorkingHours(frozenset({1}), time(9), time(15))
    await mornings.prefers(f.CASEWORKER, works=Works.FIXED, hours=mondays)
    await mornings.unit_prefers(f.CASEWORKER, on_duty=f.CASEWORKER_LEADER.id)
    await mornings.at(FRIDAY)
    assert (mornings.words(), mornings.words(f.CASEWORKER_LEADER)) == ([], [ONE])


async def test_who_works_shifts_is_joined_by_the_inbox(mornings: Mornings) -> None:
    on_ward = a_task("a", owner=f.NURSE, unit_id=f.NURSE.home.id)
    await mornings.begin(on_ward)
    await mornings.prefers(f.NURSE, works=Works.SHIFTS)
    await mornings.at(FRIDAY)
    assert (mornings.words(f.NURSE), mornings.words(f.COLLEAGUE)) == ([ONE], [ONE])


async def test_a_colleague_hears_instead_of_who_is_away_and_not_a_day_longer(mornings: Mornings) -> None:
    on_ward = a_task("a", owner=f.NURSE, unit_id=f.NURSE.home.id)
    await mornings.begin(on_ward)
    await mornings.prefers(f.NURSE, cover=Cover(f.COLLEAGUE.id, FRIDAY))
    await mornings.at(FRIDAY)
    assert (mornings.words(f.NURSE), mornings.words(f.COLLEAGUE)) == ([], [ONE])
    await mornings.at(MONDAY)
    assert (mornings.words(f.NURSE), mornings.words(f.COLLEAGUE)) == ([ONE], [ONE])


async def test_who_hears_instead_is_told_why(mornings: Mornings) -> None:
    on_ward = (a_task(name, owner=f.NURSE, unit_id=f.NURSE.home.id) for name in ("a", "b"))
    await mornings.begin(*on_ward)
    await mornings.prefers(f.NURSE, cover=Cover(f.COLLEAGUE.id, MONDAY))
    await mornings.at(FRIDAY)
    (message,) = mornings.got(f.COLLEAGUE)
    why = DANISH("digest.covered", name=f.NURSE.name, until=DANISH.day(MONDAY))
    assert why in text_of(message.card)


async def test_two_who_cover_for_each_other_are_not_lost_between_them(mornings: Mornings) -> None:
    await mornings.begin(a_task("a", owner=f.NURSE, unit_id=f.NURSE.home.id))
    await mornings.prefers(f.NURSE, cover=Cover(f.COLLEAGUE.id, FRIDAY))
    await mornings.prefers(f.COLLEAGUE, cover=Cover(f.NURSE.id, FRIDAY))
    await mornings.at(FRIDAY)
    assert len([*mornings.got(f.NURSE), *mornings.got(f.COLLEAGUE)]) >= 1


@pytest.mark.parametrize(
    ("kind", "hears"), [(TaskKind.FOLLOW_UP, False), (TaskKind.CITIZENS_AGREEMENT, True)]
)
async def test_reminders_can_be_turned_off_but_for_what_the_law_asks_for(
    mornings: Mornings, kind: TaskKind, hears: bool
) -> None:
    await mornings.begin(a_task("a", kind=kind))
    await mornings.prefers(f.CASEWORKER, only_legal=True)
    await mornings.at(FRIDAY)
    assert bool(mornings.words()) is hears


async def test_what_somebody_unreachable_should_have_heard_goes_to_the_unit(mornings: Mornings) -> None:
    on_ward = (a_task(name, owner=f.NURSE, unit_id=f.NURSE.home.id) for name in ("a", "b"))
    await mornings.begin(*on_ward)
    mornings.messenger.answers_posts(*[NotSent(Refusal.UNREACHABLE)] * 2)
    await mornings.at(FRIDAY)
    await mornings.deliver()
    assert mornings.words(f.COLLEAGUE) == [ONE, ONE]
    assert await known_to_be_unreachable(mornings, f.NURSE)


async def known_to_be_unreachable(mornings: Mornings, person: Person) -> bool:
    return person.id in await mornings.bot.store.run(lambda r: r.addresses.unreachable([person.id]))


async def test_who_covers_hears_only_of_the_unit_both_work_in(mornings: Mornings) -> None:
    """The nurse works on two wards, the colleague who covers only on the other one."""
    on_the_other = await mornings.second_ward_of_the_nurse()
    await mornings.begin(a_task("a", owner=f.NURSE, unit_id=f.NURSE.home.id))
    await mornings.bot.meets(on_the_other)
    await mornings.prefers(f.NURSE, cover=Cover(on_the_other.id, FRIDAY))
    await mornings.at(FRIDAY)
    assert (mornings.words(f.NURSE), mornings.words(on_the_other)) == ([ONE], [])


async def cover_is_named_after_the_reminder_was_decided(mornings: Mornings) -> dict[str, Any]:
    """The nurse begins at ten, so that at eight it waits for her; what she had chosen before is returned."""
    await mornings.begin(a_task("a", owner=f.NURSE, unit_id=f.NURSE.home.id))
    begins_at_ten = WorkingHours(frozenset(range(1, 8)), time(10), time(18))
    chosen = {"works": Works.FIXED, "hours": begins_at_ten}
    await mornings.prefers(f.NURSE, **chosen)
    await mornings.at(FRIDAY)
    await mornings.prefers(f.NURSE, **chosen, cover=Cover(f.COLLEAGUE.id, FRIDAY))
    return chosen


async def test_a_colleague_named_after_the_reminder_was_decided_hears_it_that_day(mornings: Mornings) -> None:
    await cover_is_named_after_the_reminder_was_decided(mornings)
    await mornings.at(FRIDAY, time(9))
    await mornings.at(FRIDAY, time(10))
    assert (mornings.words(f.NURSE), mornings.words(f.COLLEAGUE)) == ([], [ONE])


async def test_who_is_back_before_their_message_left_hears_after_all(mornings: Mornings) -> None:
    chosen = await cover_is_named_after_the_reminder_was_decided(mornings)
    await mornings.at(FRIDAY, time(10))
    await mornings.prefers(f.NURSE, **chosen)
    await mornings.at(FRIDAY, time(11))
    assert mornings.words(f.NURSE) == [ONE]


async def test_an_owner_who_is_on_duty_alone_does_not_keep_the_inbox_from_hearing(mornings: Mornings) -> None:
    await mornings.begin(a_task("a", owner=f.NURSE, unit_id=f.NURSE.home.id))
    await mornings.prefers(f.NURSE, works=Works.SHIFTS)
    await mornings.unit_prefers(f.NURSE, on_duty=f.NURSE.id)
    await mornings.at(FRIDAY)
    assert (mornings.words(f.NURSE), mornings.words(f.COLLEAGUE)) == ([ONE], [ONE])


async def test_what_nobody_has_taken_on_is_heard_though_all_have_turned_reminders_off(
    mornings: Mornings,
) -> None:
    await mornings.begin(a_task("a", owner=None, unit_id=f.NURSE.home.id))
    for person in (f.NURSE, f.COLLEAGUE):
        await mornings.prefers(person, only_legal=True)
    await mornings.at(FRIDAY)
    assert (mornings.words(f.NURSE), mornings.words(f.COLLEAGUE)) == ([ONE], [ONE])


async def test_who_covers_hears_what_the_other_wanted_to_hear(mornings: Mornings) -> None:
    await mornings.begin(a_task("a", owner=f.NURSE, unit_id=f.NURSE.home.id))
    await mornings.prefers(f.NURSE, cover=Cover(f.COLLEAGUE.id, FRIDAY))
    await mornings.prefers(f.COLLEAGUE, only_legal=True)
    await mornings.at(FRIDAY)
    assert mornings.words(f.COLLEAGUE) == [ONE]


async def test_one_that_cannot_be_shown_keeps_nobody_from_the_rest(mornings: Mornings) -> None:
    """Its agreement was there when it was decided, and is gone when the message leaves."""
    await mornings.begin(a_task("a"), a_task("b"))
    tuesdays = WorkingHours(frozenset({2}), time(9), time(15))
    await mornings.prefers(f.CASEWORKER, works=Works.FIXED, hours=tuesdays)
    await mornings.begin_another_case("c", FRIDAY)
    await mornings.at(FRIDAY)
    mornings.lose_the_agreement_of_the_other_case()
    with capture_logs() as logs:
        await mornings.at(TUESDAY, time(9))
    assert mornings.words() == [DANISH.count("notice.digest_all_late", 2)]
    assert "send_failed" in {entry["event"] for entry in logs}


async def test_a_message_kept_back_waits_for_the_reminders_of_the_day_it_goes_out(mornings: Mornings) -> None:
    """Delivery looks at eight sharp, before the scan."""
    await mornings.begin(a_task("friday"), a_task("monday", MONDAY))
    mondays = WorkingHours(frozenset({1}), time(7), time(15))
    await mornings.prefers(f.CASEWORKER, works=Works.FIXED, hours=mondays)
    await mornings.at(FRIDAY)
    mornings.bot.time = at_local(MONDAY, time(8))
    await mornings.deliver()
    assert mornings.words() == []
    await mornings.at(MONDAY, time(8, 1))
    await mornings.at(MONDAY, time(8, 5))
    assert mornings.words() == [DANISH("notice.digest_late", overview=TWO, n=1)]


async def test_coordinators_see_what_the_law_asks_for_where_nobody_there_has_met_the_bot(
    mornings: Mornings,
) -> None:
    await mornings.stand(a_task("a", kind=TaskKind.CITIZENS_AGREEMENT))
    await mornings.bot.meets(f.REGION_COORDINATOR)
    for minute in range(3):
        await mornings.at(FRIDAY, time(8, minute))
    (message,) = mornings.got(f.REGION_COORDINATOR)
    assert DANISH("digest.undelivered.title") in text_of(message.card)


async def test_coordinators_are_not_troubled_where_somebody_was_told(mornings: Mornings) -> None:
    """One of the inbox could not be sent to, the other was."""
    legal = a_task("a", kind=TaskKind.CITIZENS_AGREEMENT, owner=None, unit_id=f.NURSE.home.id)
    await mornings.begin(legal)
    await mornings.bot.meets(f.REGION_COORDINATOR)
    mornings.messenger.answers_posts(NotSent(Refusal.REJECTED))
    for minute in range(3):
        await mornings.at(FRIDAY, time(8, minute))
    assert mornings.got(f.REGION_COORDINATOR) == []


async def test_a_task_done_before_the_message_leaves_is_not_in_it(mornings: Mornings) -> None:
    """It was due on Friday, when its owner was off, and was done before they came back."""
    done, left = a_task("a"), a_task("b")
    await mornings.begin(done, left)
    tuesdays = WorkingHours(frozenset({2}), time(9), time(15))
    await mornings.prefers(f.CASEWORKER, works=Works.FIXED, hours=tuesdays)
    await mornings.at(FRIDAY)
    await mornings.bot.clicks(f.CASEWORKER_LEADER, "task.done", {"id": done.id, "version": 1})
    await mornings.at(TUESDAY, time(9))
    assert mornings.words() == [ONE]


async def test_a_messenger_that_has_nothing_to_say_was_never_asked(mornings: Mornings) -> None:
    await mornings.begin()
    await mornings.at(FRIDAY)
    assert mornings.messenger == RecordingMessenger()


async def test_a_leader_sees_which_colleagues_cannot_be_written_to(mornings: Mornings) -> None:
    late = (a_task(name, WEDNESDAY) for name in ("a", "b"))
    await mornings.begin(*late)
    await mornings.bot.store.run(lambda r: r.addresses.mark_unreachable(f.CASEWORKER.id, mornings.bot.time))
    await mornings.at(FRIDAY)
    (message,) = mornings.got(f.CASEWORKER_LEADER)
    assert DANISH("digest.section.leader") in text_of(message.card)
    assert DANISH("digest.help.leader") in text_of(message.card)
    assert f.CASEWORKER.name in text_of(message.card)


async def test_coordinators_see_what_the_law_asks_for_and_nobody_was_told(
    mornings: Mornings,
) -> None:
    await mornings.begin(a_task("a", kind=TaskKind.CITIZENS_AGREEMENT), a_task("b"))
    await mornings.bot.meets(f.REGION_COORDINATOR)
    mornings.messenger.answers_posts(NotSent(Refusal.REJECTED))
    for minute in range(3):
        await mornings.at(FRIDAY, time(8, minute))
    (message,) = mornings.got(f.REGION_COORDINATOR)
    said = text_of(message.card)
    assert DANISH("task.title", what=DANISH("task.kind.citizens_agreement"), number="26-1001") in said
    assert DANISH("task.kind.follow_up") not in said
    assert message.summary == DANISH.count("notice.digest", 1)
    assert "digest.unit_tasks" not in verbs_of(message.card)


async def test_what_was_told_to_be_late_and_still_is_stays_in_the_coordinators_overview(
    mornings: Mornings,
) -> None:
    """One is four working days late on Friday, the other on Monday."""
    a_week_ago = FRIDAY - timedelta(days=7)
    await mornings.begin(
        a_task("a", a_week_ago + timedelta(days=3)), a_task("b", a_week_ago + timedelta(days=4))
    )
    await mornings.bot.meets(f.REGION_COORDINATOR)
    await mornings.at(FRIDAY)
    assert len(mornings.got(f.REGION_COORDINATOR)) == 1
    await mornings.at(MONDAY)
    (_, message) = mornings.got(f.REGION_COORDINATOR)
    assert message.summary == DANISH.count("notice.digest_all_late", 2)


async def test_a_line_says_which_document_it_is_about(mornings: Mornings) -> None:
    document = f.a_document(f.a_case(), kind=DocumentKind.DISCHARGE_NOTICE)
    about = Subject(SubjectKind.DOCUMENT, document.id)
    await mornings.begin(a_task("a", kind=TaskKind.READ_NOTICE, subject=about), a_task("b"))
    await stored(mornings.bot.store, document)
    await mornings.at(FRIDAY)
    (message,) = mornings.got()
    what = DANISH("task.kind.read_notice")
    named = DANISH("digest.about", what=what, name=DANISH("document.name.discharge_notice"))
    assert DANISH("task.title", what=named, number="26-1001") in text_of(message.card)


async def test_of_many_the_three_most_important_stand_first(mornings: Mornings) -> None:
    late = [a_task(f"late {n}", THURSDAY - timedelta(days=n)) for n in range(2)]
    others = [a_task("today"), a_task("today too"), a_task("soon", TUESDAY)]
    await mornings.begin(*others, *late)
    await mornings.at(FRIDAY)
    (message,) = mornings.got()
    said = text_of(message.card)
    first, then = said.index(DANISH("digest.section.important")), said.index(DANISH("digest.section.on_day"))

    assert first < then
    assert said[first:then].count("26-1001") == 3
    assert said.count("26-1001") == 5
    assert DANISH("digest.section.overdue") not in said


async def test_three_or_fewer_are_not_told_apart(mornings: Mornings) -> None:
    await mornings.begin(a_task("late", THURSDAY), a_task("today"), a_task("soon", TUESDAY))
    await mornings.at(FRIDAY)

    assert DANISH("digest.section.important") not in text_of(mornings.got()[0].card)
