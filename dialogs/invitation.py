"""A meeting's calendar entry (iCalendar, RFC 5545): time, case number and nothing personal.

The same UID with a higher SEQUENCE moves or removes the entry in the calendars that hold it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

from dialogs.wording import Wording
from domain.network_meeting import NetworkMeeting, Status

ORGANIZER = vCalAddress("mailto:brobygger@brobygger.invalid")
"""Nobody's address: a publisher needs one (RFC 5546), and a person's would be personal."""
KEPT = timedelta(days=30)
"""How long after the meeting the link still opens the entry."""


def invitation(meeting: NetworkMeeting, wording: Wording, now: datetime) -> bytes | None:
    """The entry as it is now; None for a meeting that never had a time, or is long over."""
    stands = meeting.agreed is not None and meeting.status is not Status.CANCELLED
    if meeting.invitation == 0 or (meeting.agreed and meeting.agreed.end < now - KEPT):
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Brobygger//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if stands else "CANCEL")
    event = Event()
    event.add("uid", f"{meeting.id}@brobygger")
    event.add("sequence", meeting.invitation)
    event.add("dtstamp", now)
    event["organizer"] = ORGANIZER
    if meeting.agreed:
        event.add("dtstart", meeting.agreed.start)
        event.add("dtend", meeting.agreed.end)
    event.add("summary", wording("calendar.title", number=meeting.case_number))
    event.add("description", wording("calendar.text"))
    event.add("status", "CONFIRMED" if stands else "CANCELLED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
