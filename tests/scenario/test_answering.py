"""The other sector answers: opens, acknowledges, proposes, asks; the time stands, moves, is cancelled."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from icalendar import Calendar

from domain.local_time import at_local
from tests.scenario import story
from tests.scenario.citizens import ADULT, ANSWER, CANCELLED_BECAUSE, MOVED_BECAUSE, PERSONAL, QUESTION, WISH
from tests.scenario.ending import NUMBER
from tests.scenario.story import FRIDAY, GLOSTRUP, HVIDOVRE, NEXT_MONDAY, THURSDAY, accept_title, tell
from tests.scenario.town import MONDAY, Town

DEADLINE = NEXT_MONDAY
"""Five working days after Monday 2 March."""


async def entry_in(town: Town, url: str) -> tuple[Any, Any]:
    """A meeting's calendar entry, fetched over HTTP: the calendar and its one event."""
    status, body = await town.fetch(url)
    assert status == 200
    text = body.decode()
    for words in (
        *PERSONAL,
        *(person.name for person in town.people),
        *(p.unit for p in town.people if p.unit),
    ):
        assert words not in text
    calendar = Calendar.from_ical(body)
    [event] = calendar.walk("VEVENT")
    return calendar, event


async def test_the_caseworker_is_told_number_and_task_and_no_more(town: Town) -> None:
    await tell(town, story.she_sends_it)
    assert town.henrik.notifications()[-1] == town.da("notice.meeting.requested", number=NUMBER)
    card = town.henrik.latest_card()
    by = town.da.day(DEADLINE)
    assert town.da("meeting.status.requested.receiver", inviter=GLOSTRUP, by=by) in card.texts
    for words in PERSONAL:
        assert words not in str(card.content)
    assert not town.signe.notifications()


async def test_opening_the_details_is_logged_and_can_be_hidden_again(town: Town) -> None:
    await tell(town, story.she_sends_it)
    assert "read" not in town.kept.audited()
    opened = await town.henrik.presses("meeting.show")
    assert f"{ADULT.name}, {ADULT.cpr}" in opened.texts
    assert WISH in opened.texts
    assert town.kept.audited().count("read") == 1
    hidden = await town.henrik.presses("meeting.hide")
    assert WISH not in hidden.everything
    assert town.kept.audited().count("read") == 1


async def test_an_acknowledgement_updates_the_nurses_card_in_place(town: Town) -> None:
    await tell(town, story.he_opens_the_details)
    before = town.mette.notifications()
    await town.henrik.presses("meeting.action.acknowledge")
    await town.delivers()
    assert town.henrik.sees("receipt.acknowledged", receiver=HVIDOVRE)
    by = town.da.day(DEADLINE)
    assert town.mette.sees("meeting.status.acknowledged.inviter", receiver=HVIDOVRE, by=by)
    assert town.mette.notifications() == before


async def test_other_times_are_proposed_and_one_is_accepted(town: Town) -> None:
    await tell(town, story.he_sends_his_times)
    assert town.henrik.sees("receipt.proposed")
    assert town.mette.notifications()[-1] == town.da("notice.meeting.times_proposed", number=NUMBER)
    proposed = town.mette.latest_card()
    assert accept_title(town.mette, FRIDAY, time(13)) in proposed.buttons
    assert accept_title(town.mette, THURSDAY, time(10)) not in proposed.buttons

    await story.she_accepts_one(town)
    assert town.mette.sees("receipt.accepted")
    await town.delivers()
    assert town.henrik.notifications()[-1] == town.da("notice.meeting.scheduled", number=NUMBER)
    when = town.da.moment(at_local(FRIDAY, time(13)))
    for person in (town.mette, town.henrik):
        key = "inviter" if person is town.mette else "receiver"
        assert person.sees(f"meeting.status.scheduled.{key}", when=when)
        assert town.da("meeting.calendar_add") in person.latest_card().links


async def test_the_calendar_entry_follows_the_meeting(town: Town) -> None:
    await tell(town, story.she_accepts_one)
    url = town.henrik.latest_card().links[town.da("meeting.calendar_add")]
    calendar, first = await entry_in(town, url)
    assert calendar["METHOD"] == "PUBLISH"
    assert str(first["SUMMARY"]) == town.da("calendar.title", number=NUMBER)
    assert first.decoded("DTSTART") == datetime(2026, 3, 6, 12, tzinfo=UTC)
    assert first.decoded("DTEND") == datetime(2026, 3, 6, 13, tzinfo=UTC)

    await story.he_begins_to_move_it(town)
    await story.he_moves_it_with_a_reason(town)
    await town.delivers()
    assert town.mette.sees(
        "meeting.status.times_proposed.inviter", receiver=HVIDOVRE, by=town.da.day(DEADLINE)
    )
    assert MOVED_BECAUSE in (await town.mette.presses("meeting.show")).texts
    await story.she_accepts_the_new_time(town)
    _, moved = await entry_in(town, url)
    assert moved["UID"] == first["UID"]
    assert moved["SEQUENCE"] > first["SEQUENCE"]
    assert moved.decoded("DTSTART") == datetime(2026, 3, 9, 10, tzinfo=UTC)

    await town.delivers()
    await town.henrik.presses("meeting.action.cancel")
    await town.henrik.fills(reason=CANCELLED_BECAUSE).presses("form.cancel.send")
    assert town.henrik.sees("receipt.cancelled")
    await town.delivers()
    assert town.mette.notifications()[-1] == town.da("notice.meeting.cancelled", number=NUMBER)
    assert CANCELLED_BECAUSE in (await town.mette.presses("meeting.show")).texts
    calendar, cancelled = await entry_in(town, url)
    assert (calendar["METHOD"], cancelled["STATUS"]) == ("CANCEL", "CANCELLED")
    assert cancelled["SEQUENCE"] > moved["SEQUENCE"]
    assert cancelled["UID"] == first["UID"]
    await town.wind_to(MONDAY.replace(day=16), time(8))
    assert not [n for n in town.mette.notifications() + town.henrik.notifications() if "påmindelse" in n]


async def test_a_calendar_link_made_up_by_somebody_finds_nothing(town: Town) -> None:
    await tell(town, story.she_accepts_one)
    url = town.henrik.latest_card().links[town.da("meeting.calendar_add")]
    name, _, rest = url.rpartition(".ics")[0].rpartition(".")
    forged = "0" * len(rest)
    status, body = await town.fetch(f"{name}.{forged}.ics")
    assert (status, b"BEGIN" in body) == (404, False)


async def test_the_caseworker_asks_and_the_nurse_answers(town: Town) -> None:
    await tell(town, story.he_opens_the_details)
    await town.henrik.presses("meeting.action.ask")
    await town.henrik.fills(question=QUESTION).presses("form.ask.send")
    await town.delivers()
    assert town.mette.notifications()[-1] == town.da("notice.meeting.question_asked", number=NUMBER)
    assert QUESTION in (await town.mette.presses("meeting.show")).texts
    await town.mette.presses("meeting.action.answer")
    await town.mette.fills(answer=ANSWER).presses("form.answer.send")
    assert town.mette.sees("receipt.answered")
    await town.delivers()
    assert ANSWER in (await town.henrik.presses("meeting.show")).texts
    assert town.kept.meeting_statuses() == ["acknowledged"]
