"""A meeting's calendar entry (iCalendar, RFC 5545): time, case number and nothing personal.

The same UID with a higher SEQUENCE moves or removes the entry in the calendars that hold it.
"""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event

from dialogs.wording import Wording
from domain.network_meeting import NetworkMeeting, Status


def invitation(meeting: NetworkMeeting, wording: Wording, now: datetime) -> bytes | None:
    """The entry as it is now; None for a meeting that never had a time."""
    stands = meeting.agreed is not None and meeting.status is not Status.CANCELLED
    if meeting.invitation == 0:
        return None
    start, end = _times(meeting, now)
    calendar = Calendar()
    calendar.add("prodid", "-//Brobygger//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if stands else "CANCEL")
    event = Event()
    event.add("uid", f"{meeting.id}@brobygger")
    event.add("sequence", meeting.invitation)
    event.add("dtstamp", now)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", wording("calendar.title", number=meeting.case_number))
    event.add("description", wording("calendar.text"))
    event.add("status", "CONFIRMED" if stands else "CANCELLED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _times(meeting: NetworkMeeting, now: datetime) -> tuple[datetime, datetime]:
    """A removed entry needs a time too, and any will do: its UID says which it is."""
    return (meeting.agreed.start, meeting.agreed.end) if meeting.agreed else (now, now)
