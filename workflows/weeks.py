"""The weekly overview: who gets one, when, and of which week.

Monday at 07:30 by the clock in Copenhagen, and on the next working day where that Monday is a holiday. Each
coordinator gets one of their area, also where they lead a unit; each other leader gets one of their units. It
is decided once for a person and week.
A service that stood still catches up within three days; later the week is too old to tell of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from domain.indicators.measure import Period
from domain.local_time import at_local, local_day
from domain.people import AUTHORITIES, Area, Person
from domain.permission import Setting, units_with
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind
from workflows.reaching import calendar_for

AT = time(7, 30)
"""Local time of day."""
CAUGHT_UP = timedelta(days=3)
A_WEEK = timedelta(days=7)


def tell_of_week(desk: Desk) -> None:
    """Queue what is due of this week and was not decided before; who had nothing to hear is done with too."""
    monday = monday_of(desk.today)
    if at_local(monday, AT) <= desk.now <= at_local(monday, AT) + A_WEEK:
        due = (_due(desk, person, monday) for person in readers(desk))
        desk.tell(list(desk.records.outbox.undecided(notice for notice in due if notice)))


def _due(desk: Desk, person: Person, monday: date) -> Notice | None:
    moment = told_at(desk, person, monday)
    if not moment <= desk.now < moment + CAUGHT_UP:
        return None
    subject = Subject(SubjectKind.PERSON, person.id)
    return Notice(NoticeKind.WEEK, subject, person.id, f"week:{monday}", moment)


def told_at(desk: Desk, person: Person, monday: date) -> datetime:
    """When the person hears in the week of this Monday (UTC)."""
    return at_local(calendar_for(desk, person).from_day(monday), AT)


def readers(desk: Desk) -> tuple[Person, ...]:
    """Coordinators and leaders, each once."""
    return tuple(dict.fromkeys((*desk.records.directory.coordinators(Area.BOTH), *_leaders(desk))))


def _leaders(desk: Desk) -> Iterator[Person]:
    directory = desk.records.directory
    for sector in AUTHORITIES:
        for organisation in directory.organisations(sector):
            for unit in directory.units_of(organisation.id):
                yield from (
                    p for p in directory.staff_of(unit.id) if unit in units_with(p, Setting.FIGURES_OF_UNIT)
                )


def weeks_told(notice: Notice) -> tuple[Period, Period]:
    """The week that the overview is of, and the one before it."""
    monday = monday_of(local_day(notice.occurrence)) - A_WEEK
    return _from(monday), _from(monday - A_WEEK)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _from(monday: date) -> Period:
    return Period(monday, monday + timedelta(days=6))
