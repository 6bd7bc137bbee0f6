"""Time passes: reminders, escalation, the request for minutes, and the follow-ups' own buttons."""

from __future__ import annotations

from datetime import date, time

from tests.scenario import story
from tests.scenario.citizens import DEADLINE_REASON, HOME_VISIT, MEDICINE_CHECK, MINUTES, PERSONAL
from tests.scenario.ending import NUMBER, reminder
from tests.scenario.story import HVIDOVRE, NEXT_MONDAY, NEXT_THURSDAY, tell
from tests.scenario.town import Town


def escalation(town: Town, kind: str) -> str:
    return town.da("notice.escalation", what=town.da(f"task.kind.{kind}"), number=NUMBER)


async def test_an_unanswered_request_is_reminded_of_and_escalated(town: Town) -> None:
    await tell(town, story.she_sends_it)
    henrik = town.henrik
    leader, coordinators = town.person("Mikkel Skov"), (town.person("Karen Bruun"), town.person("Ole Toft"))
    henrik.news()
    acknowledge, find_time = reminder(town, "acknowledge"), reminder(town, "find_time")
    expected = {
        date(2026, 3, 3): [acknowledge],
        date(2026, 3, 4): [acknowledge],
        date(2026, 3, 5): [acknowledge, find_time],
        date(2026, 3, 6): [acknowledge],
        date(2026, 3, 9): [acknowledge, find_time],
        date(2026, 3, 10): [acknowledge, find_time],
    }
    for day, reminders in expected.items():
        await town.wind_to_next_working_day()
        assert town.today == day
        late = town.da("notice.digest_late", overview=town.da.count("notice.digest", 2), n=1)
        both = town.da.count("notice.digest_all_late", 2)
        overview = [both if day == date(2026, 3, 10) else late]
        assert henrik.news() == (reminders if len(reminders) == 1 else overview)
        assert leader.news() == ([escalation(town, "acknowledge")] if day == date(2026, 3, 5) else [])
        for coordinator in coordinators:
            told = day == date(2026, 3, 9)
            assert coordinator.news() == ([escalation(town, "acknowledge")] if told else [])
    assert not town.mette.news()[1:]


async def test_the_words_of_a_reminder_follow_the_deadline(town: Town) -> None:
    await tell(town, story.she_sends_it)
    by = town.da.day(date(2026, 3, 3))
    await town.wind_to_next_working_day()
    assert town.henrik.sees("task.reminder.on_day", by=by)
    await town.wind_to_next_working_day()
    assert town.henrik.sees("task.reminder.overdue", by=by)
    await story.he_acknowledges(town)
    town.henrik.news()
    await town.wind_to_next_working_day()
    assert town.henrik.news() == [reminder(town, "find_time")]
    assert town.henrik.sees("task.reminder.before", by=town.da.day(NEXT_MONDAY))


async def test_an_escalation_tells_a_coordinator_number_task_and_sector_only(town: Town) -> None:
    await tell(town, story.she_sends_it)
    await town.wind_to(NEXT_MONDAY, time(8))
    late, by = town.da.count("task.overdue_by", 4), town.da.day(date(2026, 3, 3))
    for name in ("Karen Bruun", "Ole Toft"):
        coordinator = town.person(name)
        assert coordinator.sees("task.escalation.coordinators", organisation=HVIDOVRE, late=late, by=by)
        card = coordinator.latest_card()
        assert card.buttons == {}
        assert not [words for words in PERSONAL if words in str(card.content)]
        assert await coordinator.says(f"status {NUMBER}")
        assert coordinator.sees("error.not_found")


async def test_the_weekend_is_left_in_peace(town: Town) -> None:
    await tell(town, story.she_sends_it)
    await town.wind_to(date(2026, 3, 6), time(8))
    for person in (town.henrik, town.mette):
        person.news()
    for day, at in ((7, 8), (7, 12), (8, 8), (8, 20)):
        await town.wind_to(date(2026, 3, day), time(at))
        assert not town.henrik.news()
        assert not town.mette.news()
    assert not town.person("Karen Bruun").news()
    await town.wind_to(NEXT_MONDAY, time(8))
    assert town.henrik.news()


async def test_both_are_reminded_of_the_meeting_and_the_inviter_is_asked_for_minutes(town: Town) -> None:
    await tell(town, story.she_accepts_the_new_time)
    for person in (town.mette, town.henrik):
        person.news()
    await town.wind_to(date(2026, 3, 5), time(8))
    assert town.mette.news() == town.henrik.news() == [reminder(town, "attend")]
    await town.wind_to(NEXT_MONDAY, time(8))
    assert town.mette.news() == town.henrik.news() == [reminder(town, "attend")]
    await town.wind_to(NEXT_MONDAY, time(11, 30))
    assert not town.mette.news()

    await story.the_meeting_is_held(town)
    assert town.mette.news() == [town.da("notice.meeting.minutes_due", number=NUMBER)]
    assert not town.henrik.news()
    await town.wind_to(date(2026, 3, 11), time(8))
    assert town.mette.news() == [reminder(town, "write_minutes")]


async def test_minutes_are_rows_of_who_does_what_by_when(town: Town) -> None:
    await tell(town, story.she_begins_the_minutes)
    mette = town.mette
    page = await mette.fills(minutes=MINUTES, text_1=HOME_VISIT).presses("button.next")
    assert page.faults_at("owner_1") == (town.da("minutes.owner_missing"),)
    assert page.faults_at("due_1") == (town.da("minutes.due_missing"),)
    page = await mette.fills(
        owner_1=page.choices("owner_1")[f"Henrik Ravn, {HVIDOVRE}"], due_1="2026-03-01"
    ).presses("button.next")
    assert page.faults_at("due_1") == (town.da("minutes.due_in_past"),)
    assert (page.fields["minutes"], page.fields["text_1"]) == (MINUTES, HOME_VISIT)

    await story.fill_in_minutes(mette)
    await mette.presses("form.minutes.send")
    assert mette.sees("receipt.minutes")
    await town.delivers()
    assert town.henrik.notifications()[-1] == town.da("notice.meeting.concluded", number=NUMBER)
    opened = await town.henrik.presses("meeting.show")
    assert {MINUTES, HOME_VISIT, MEDICINE_CHECK} <= set(opened.texts)


async def test_a_follow_up_is_put_off_moved_handed_over_and_done_from_its_reminder(town: Town) -> None:
    await tell(town, story.she_shares_the_minutes)
    mette, henrik, signe = town.mette, town.henrik, town.signe
    follow_up = reminder(town, "follow_up")
    for person in (mette, henrik):
        person.news()
    await town.wind_to(date(2026, 3, 10), time(8))
    assert mette.news() == henrik.news() == [follow_up]
    assert HOME_VISIT in (await henrik.presses("task.details")).texts

    await henrik.presses("task.action.later")
    past = await henrik.fills(until="2026-03-10").presses("form.later.send")
    assert past.faults_at("until") == (town.da("task.later_in_past"),)
    await henrik.fills(until="2026-03-16").presses("form.later.send")
    assert henrik.sees("receipt.later")
    assert town.da.day(NEXT_THURSDAY) in henrik.latest_card().texts
    await mette.presses("task.action.new_deadline")
    await mette.fills(due="2026-03-13", reason=DEADLINE_REASON).presses("form.new_deadline.send")
    assert mette.sees("receipt.new_deadline")

    await town.wind_to(date(2026, 3, 11), time(8))
    assert mette.news() == [follow_up]
    await mette.presses("task.action.done")
    assert mette.sees("receipt.done")
    for day in (12, 13):
        await town.wind_to(date(2026, 3, day), time(8))
        assert not henrik.news()
        assert not mette.news()
    await town.wind_to(date(2026, 3, 16), time(8))
    assert henrik.news() == [follow_up]

    form = await henrik.presses("task.action.hand_over")
    owner = form.choices("owner")[f"Signe Yilmaz, {HVIDOVRE}"]
    await henrik.fills(owner=owner).presses("form.hand_over.send")
    assert henrik.sees("receipt.handed_over")
    await town.delivers()
    assert set(signe.news()) == {follow_up}
    handed = town.da("task.reminder.handed", by=town.da.day(NEXT_THURSDAY))
    assert [card for card in signe.cards() if handed in card.texts]
    await signe.presses("task.action.done")
    await town.delivers()
    assert henrik.sees("task.ended.done")
    assert town.kept.tasks()[("follow_up", "municipality", "done")] == 1
