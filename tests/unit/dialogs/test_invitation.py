"""A meeting's calendar entry: time and case number, the same entry moved or removed, nothing personal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from dialogs.invitation import KEPT, invitation
from domain.network_meeting import NetworkMeeting, Status
from tests.factories import CITIZEN_NAME, NOW, a_case, a_meeting, a_time
from tests.unit.dialogs.bot_in_process import DANISH, ENGLISH

REQUESTED = a_meeting(a_case())
SCHEDULED = replace(REQUESTED, status=Status.SCHEDULED, agreed=a_time(), invitation=1)
MOVED = replace(SCHEDULED, status=Status.ACKNOWLEDGED, agreed=None, invitation=2)
CANCELLED = replace(SCHEDULED, status=Status.CANCELLED, invitation=2)


def entry_of(meeting: NetworkMeeting) -> tuple[Calendar, dict[str, str]]:
    made = invitation(meeting, DANISH, NOW)
    assert made is not None
    calendar = Calendar.from_ical(made)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.walk("VEVENT")
    return calendar, dict(line.split(":", 1) for line in event.to_ical().decode().split("\r\n") if line)


def test_a_meeting_that_never_had_a_time_has_no_entry() -> None:
    assert invitation(REQUESTED, DANISH, NOW) is None


@pytest.mark.parametrize(
    ("meeting", "method", "status", "sequence"),
    [
        (SCHEDULED, "PUBLISH", "CONFIRMED", "1"),
        (replace(SCHEDULED, status=Status.MINUTES_DUE), "PUBLISH", "CONFIRMED", "1"),
        (MOVED, "CANCEL", "CANCELLED", "2"),
        (CANCELLED, "CANCEL", "CANCELLED", "2"),
    ],
)
def test_the_same_entry_is_put_in_moved_or_removed(
    meeting: NetworkMeeting, method: str, status: str, sequence: str
) -> None:
    calendar, entry = entry_of(meeting)
    assert str(calendar["method"]) == method
    assert (entry["STATUS"], entry["SEQUENCE"]) == (status, sequence)
    assert entry["UID"] == f"{REQUESTED.id}@brobygger"


def test_an_entry_tells_when_and_which_case() -> None:
    _, entry = entry_of(SCHEDULED)
    assert (entry["DTSTART"], entry["DTEND"]) == ("20261123T090000Z", "20261123T094500Z")
    assert entry["SUMMARY"].replace("\\", "") == "Netværksmøde, sag 26-1001"


@pytest.mark.parametrize("meeting", [SCHEDULED, MOVED, CANCELLED])
def test_an_entry_holds_nothing_personal(meeting: NetworkMeeting) -> None:
    made = invitation(meeting, ENGLISH, NOW)
    assert made is not None
    text = made.decode()
    content = meeting.content.reveal()
    told = (
        CITIZEN_NAME,
        "610190",
        content.purpose,
        content.citizens_wish,
        content.agenda,
        content.relatives,
        "Afsnit",
    )
    assert not any(word in text for word in told)


def test_an_entry_has_a_publisher_who_is_nobody_and_a_removed_one_needs_no_time() -> None:
    assert entry_of(SCHEDULED)[1]["ORGANIZER"] == "mailto:brobygger@brobygger.invalid"
    _, moved = entry_of(MOVED)
    assert "DTSTART" not in moved
    assert entry_of(CANCELLED)[1]["DTSTART"] == "20261123T090000Z"


def test_the_entry_is_gone_a_month_after_the_meeting() -> None:
    end = a_time().end
    assert invitation(SCHEDULED, DANISH, end + KEPT) is not None
    assert invitation(SCHEDULED, DANISH, end + KEPT + timedelta(seconds=1)) is None
