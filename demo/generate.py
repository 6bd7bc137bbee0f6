"""Fills a database with made-up cases over three years, the same ones for the same seed.

They are stored as such, without the messages, the log and the turns that would have come with them. What the
centres' own lists would have told is counted beside, but for the month that has just ended, of which no list
has come yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from random import Random

from demo.made_up_courses import YEARS, course
from demo.made_up_telling import Thing
from demo.made_up_town import town_of
from domain.admission import Admission
from domain.case import Case, case_number
from domain.discharge_count import DischargeCount, first_of_month
from domain.errors import NotFound
from domain.event import CaseEvent
from domain.local_time import local_day
from domain.people import AREAS, Area
from storage.store import SqlStore
from workflows.agreements import Agreements
from workflows.ports import Clockwork, Records

CASES_AT_ONCE = 200
FIRST = 100_001
"""Their running numbers begin where those that are given out in a year do not come."""
Told = Callable[[int], None]
Group = tuple[str, str, Area, date]


async def generate(
    store: SqlStore, agreements: Agreements, cases: int, seed: int, now: datetime, told: Told
) -> int:
    """Store so many cases; returns how many events they have. `told` hears how many cases there are so far.

    Raises `ValueError` for a directory that lacks a unit, or where it was done before.
    """
    town = await store.run(lambda records: town_of(records.directory))
    calendars = {area: agreements.calendar(area.value) for area in AREAS}
    if await store.run(lambda records: _was_filled_before(records, now)):
        raise ValueError("cases were made up here before; start with an empty database")
    counts = Counter[Group]()
    events = 0
    for first in range(0, cases, CASES_AT_ONCE):
        things: list[Thing] = []
        for n in range(first, min(first + CASES_AT_ONCE, cases)):
            told_of = list(course(FIRST + n, town, calendars, now, _drawn(seed, n)))
            counts.update(_discharges(told_of))
            things += told_of
        await store.fill(things)
        events += sum(isinstance(thing, CaseEvent) for thing in things)
        told(min(first + CASES_AT_ONCE, cases))
    await store.run(lambda records: _listed(records, counts, _drawn(seed, cases), now))
    return events


def _drawn(seed: int, number: int) -> Random:
    """Chance of each case's own, so that a case is the same however many there are."""
    return Random(f"{seed}:{number}")  # noqa: S311 - it draws what is made up


def _was_filled_before(records: Records, now: datetime) -> bool:
    return any(_has_case(records, case_number(now.year - back, FIRST)) for back in range(YEARS + 1))


def _has_case(records: Records, number: str) -> bool:
    try:
        records.cases.by_number(number, Clockwork())
    except NotFound:
        return False
    return True


def _discharges(told_of: list[Thing]) -> list[Group]:
    case = next(thing for thing in told_of if isinstance(thing, Case))
    left = (thing for thing in told_of if isinstance(thing, Admission) and thing.discharged_on)
    return [
        (case.region_unit_id, case.municipality_unit_id, case.area, first_of_month(each.discharged_on))
        for each in left
        if each.discharged_on
    ]


def _listed(records: Records, counts: Counter[Group], random: Random, now: datetime) -> None:
    """One more in ten discharges than the bot knows of."""
    known = Counter[Group]()
    for (ward, municipal, area, month), number in counts.items():
        sides = records.directory.unit(ward), records.directory.unit(municipal)
        if sides[0] and sides[1] and (local_day(now) - month).days > 62:
            known[sides[0].organisation_id, sides[1].organisation_id, area, month] += number
    listed = [
        DischargeCount(centre, municipality, area, month, number + random.randint(0, number // 5), number)
        for (centre, municipality, area, month), number in sorted(known.items())
    ]
    records.discharge_counts.replace(listed)
