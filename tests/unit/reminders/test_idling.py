"""Once a night the open cases that nobody closes are asked about; in the morning their units hear of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from structlog.testing import capture_logs

from domain.document_kind import DocumentKind
from domain.local_time import at_local
from domain.task import TaskKind
from reminders.idling import NightlyIdling
from reminders.scan import Scan
from tests import factories as f
from tests.office import Office, Told, told
from tests.stores import raw
from workflows.documents import acknowledge
from workflows.idle_cases import stay_open
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase

DAY = timedelta(days=1)
NIGHT = date(2027, 6, 1)
"""A Tuesday, half a year after what happened last."""


async def read_notice(office: Office) -> DocumentOnCase:
    """A notice that was sent and read: nothing is left to do."""
    return await read_notice_of(office, f.CPR_TEXT)


async def read_notice_of(office: Office, cpr: str) -> DocumentOnCase:
    found = await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER, cpr=f.a_cpr(cpr))
    return await office.does(acknowledge, f.NURSE, found.document.id)


def clock(day: date, hour: int) -> datetime:
    return at_local(day, time(hour))


async def asked(office: Office) -> list[str]:
    """The cases whose units have a task to close them, by id."""
    query = f"SELECT DISTINCT case_id FROM tasks WHERE kind = '{TaskKind.CLOSE_CASE}' AND status = 'open'"
    return sorted(str(number) for (number,) in raw(office.url, query))


async def test_it_is_done_once_a_night(office: Office) -> None:
    nightly = NightlyIdling(office.store, office.desk)
    await nightly.run(clock(NIGHT - DAY, 12))
    found = await read_notice(office)
    await nightly.run(clock(NIGHT - DAY, 23))
    assert await asked(office) == [], "the night is over already"
    await nightly.run(clock(NIGHT, 3))
    assert await asked(office) == [found.case.id]


async def test_the_units_are_reminded_and_then_their_leaders_and_coordinators(office: Office) -> None:
    await read_notice(office)
    nightly, scan = NightlyIdling(office.store, office.desk), Scan(office.store, office.desk)
    await nightly.run(clock(NIGHT, 3))
    await scan.run(clock(NIGHT, 8))
    office.news()
    heard = set[Told]()
    for days in range(1, 25):
        await nightly.run(clock(NIGHT + days * DAY, 3))
        await scan.run(clock(NIGHT + days * DAY, 8))
        heard |= office.news()
    assert heard >= told(NoticeKind.REMINDER, f.NURSE, f.COLLEAGUE, f.CASEWORKER, detail="on_day")
    assert heard >= told(NoticeKind.ESCALATION, f.NURSE_LEADER, f.CASEWORKER_LEADER, detail="leader")
    assert heard >= told(
        NoticeKind.ESCALATION, f.REGION_COORDINATOR, f.MUNICIPAL_COORDINATOR, detail="coordinators"
    )


async def test_a_reason_ends_the_reminders(office: Office) -> None:
    found = await read_notice(office)
    nightly, scan = NightlyIdling(office.store, office.desk), Scan(office.store, office.desk)
    await nightly.run(clock(NIGHT, 3))
    office.now = clock(NIGHT, 9)
    await office.does(stay_open, f.NURSE, found.case.id, "Forløbet fortsætter")
    office.news()
    for days in range(1, 40):
        await nightly.run(clock(NIGHT + days * DAY, 3))
        await scan.run(clock(NIGHT + days * DAY, 8))
    assert office.news() == set()


async def test_a_case_that_cannot_be_looked_at_stops_no_other(office: Office) -> None:
    stuck = await read_notice(office)
    raw(office.url, f"UPDATE cases SET agreement_id = 'gone' WHERE id = '{stuck.case.id}'")
    spoilt = await read_notice_of(office, "610190-1234")
    raw(office.url, f"UPDATE events SET reason = X'00' WHERE case_id = '{spoilt.case.id}'")
    other = await read_notice_of(office, "620190-1234")
    with capture_logs() as logged:
        await NightlyIdling(office.store, office.desk).run(clock(NIGHT, 3))
    assert await asked(office) == [other.case.id]
    assert [(line["event"], line["case"]) for line in logged] == [
        ("idle_case_stuck", stuck.case.number),
        ("idle_case_stuck", spoilt.case.number),
    ]
    assert "Asta" not in str(logged)
