"""What must become of a course, worked out from its description alone: how it ends, and who is told when.

The reckoning is the field's own: who needs how many working days for what, and what the agreements say about
deadlines and about being late. None of the product's rules is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from domain.people import Sector
from tests.scenario.ninety.alarms import BOTH, NEVER, WATCH, Alarm, Wait, alarms_of
from tests.scenario.ninety.course import Course
from tests.scenario.ninety.working_days import is_open, later, shift

READ_WITHIN, SIGN_WITHIN, READY_BEFORE, SOON = 1, 2, 2, 2
FOLLOW_UP_AFTER, FORTNIGHT, ENDS_AFTER = timedelta(days=7), timedelta(days=14), timedelta(days=28)


class End(StrEnum):
    IN_TIME = "in time"
    LATE = "late"
    EXPLAINED = "explained"
    ESCALATED = "escalated"
    """Still missing 30 days later, and visible to both sectors."""
    NOT_REQUIRED = "not required"


@dataclass(frozen=True)
class Foretold:
    course: Course
    date_told_on: date
    """When the bot heard of the expected day; `NEVER` where the discharge came first."""
    assessed_on: date
    sent_on: date
    """When the agreement or plan was sent for signing."""
    in_force: tuple[tuple[date, date], ...]
    """The times in which an agreement or plan was in force, from and until."""
    waits: tuple[Wait, ...] = field(repr=False)

    @property
    def end(self) -> End:
        course = self.course
        if not course.asks_for_agreement or (self.assessed_on < NEVER and not course.required):
            return End.NOT_REQUIRED
        if any(since <= course.left_on < until for since, until in self.in_force):
            return End.IN_TIME
        if course.explains_after is not None:
            return End.EXPLAINED
        return End.LATE if self.complete_on < NEVER else End.ESCALATED

    @property
    def complete_on(self) -> date:
        """The day from which the last agreement was in force."""
        return self.in_force[-1][0] if self.in_force else NEVER

    @property
    def alarms(self) -> frozenset[Alarm]:
        return frozenset(alarm for wait in self.waits for alarm in alarms_of(wait))

    @property
    def both_answer(self) -> bool:
        """Whether an agreement is wanted and both sectors answer: each within the agreements' deadlines, and
        while there still is time."""
        course = self.course
        days = (course.chief_days, course.reader_days, course.manager_days)
        wanted = course.required and course.asks_for_agreement
        if not wanted or not course.starts or course.ward_days or None in days:
            return False
        slowest = max(course.chief_days or 0, course.manager_days or 0)
        asked = max(day for day in (course.declines_on, course.moves_on, self.date_told_on) if day)
        return slowest <= SIGN_WITHIN and asked < NEVER and later(asked, slowest) <= course.left_on

    @property
    def stays_open(self) -> frozenset[str]:
        """The kinds of task that still lie there in the end."""
        return frozenset(wait.task for wait in self.waits if wait.over == NEVER)


def foretell(course: Course) -> Foretold:
    told, ward = _date_told(course), course.ward_days
    assessed, sent = _assessed_and_sent(course, told)
    if assessed > course.left_on and course.asks_for_agreement and course.starts:
        assessed = later(_morning_after(course), ward)
    if sent > course.left_on:
        sent = NEVER
        if _makes_one_afterwards(course):
            sent = later(_morning_after(course), ward)
    rounds = tuple(_rounds(course, sent))
    waits = (
        *_notices(course, told, assessed),
        *_about_the_admission(course, told, assessed, rounds),
        *(wait for each in rounds for wait in each.waits),
        *_followed_up(course, rounds),
    )
    in_force = tuple((each.in_force, each.until) for each in rounds if each.in_force < NEVER)
    return Foretold(course, told, assessed, sent, in_force, waits)


def _date_told(course: Course) -> date:
    if course.known_on == course.admitted_on:
        return course.admitted_on
    told = later(course.known_on, course.ward_days)
    return told if told <= course.left_on else NEVER


def _assessed_and_sent(course: Course, told: date) -> tuple[date, date]:
    """The ward works two working days ahead of what is due; it assesses when it gives the date."""
    if told == NEVER or not course.starts:
        return NEVER, NEVER
    ready = max(shift(course.planned_on, -READY_BEFORE), told)
    assessed = told
    if course.known_on == course.admitted_on:
        assessed = later(max(told, shift(ready, -SOON)), course.ward_days)
    if not course.required:
        return assessed, assessed if course.voluntary else NEVER
    ready = max(ready, assessed)
    return assessed, later(max(assessed, shift(ready, -SOON)), course.ward_days)


def _makes_one_afterwards(course: Course) -> bool:
    wanted = course.required and course.asks_for_agreement
    return course.starts and wanted and course.explains_after is None


def _morning_after(course: Course) -> date:
    return shift(course.left_on, 1)


def _explained(course: Course) -> date:
    return NEVER if course.explains_after is None else shift(course.left_on, course.explains_after)


def _given_up(course: Course) -> date:
    """When an agreement that is not signed is taken back."""
    return _explained(course) if course.asks_for_agreement else course.left_on


@dataclass(frozen=True)
class _Round:
    """One time of asking for signatures."""

    in_force: date
    until: date
    waits: tuple[Wait, ...]


def _rounds(course: Course, sent: date) -> Iterator[_Round]:
    """The first signing, and the second where the citizen said no or moved once it was in force."""
    if sent == NEVER:
        return
    again = course.declines_on or course.moves_on
    if again is None or again <= sent:
        yield _signing(course, sent, BOTH, course.takes_part)
        return
    yield _signing(course, sent, BOTH, course.takes_part, until=again)
    by = BOTH if course.declines_on else (Sector.MUNICIPALITY,)
    yield _signing(course, again, by, asks_citizen=False)


def _signing(
    course: Course, asked: date, by: tuple[Sector, ...], asks_citizen: bool, until: date = NEVER
) -> _Round:
    days = {Sector.REGION: course.chief_days, Sector.MUNICIPALITY: course.manager_days}
    given_up, due = _given_up(course), shift(asked, SIGN_WITHIN)
    signed = {sector: NEVER if (n := days[sector]) is None else later(asked, n) for sector in by}
    waits = [Wait("sign", sector, asked, due, min(day, given_up)) for sector, day in signed.items()]
    last = max(signed.values())
    in_force = last
    if last < NEVER and asks_citizen:
        in_force = later(last, course.ward_days)
        due = shift(last, SIGN_WITHIN)
        waits.append(Wait("citizens_agreement", Sector.REGION, last, due, min(in_force, given_up)))
    if not course.asks_for_agreement and in_force >= given_up:
        in_force = NEVER
    return _Round(in_force, until, tuple(waits))


def _followed_up(course: Course, rounds: tuple[_Round, ...]) -> Iterator[Wait]:
    """A week after the planned discharge, and once more where fortnightly; a missed day is caught up."""
    if not rounds or rounds[-1].in_force == NEVER or not course.asks_for_agreement:
        return
    since = rounds[-1].in_force
    due = max(course.planned_on + FOLLOW_UP_AFTER, since)
    while True:
        over = later(due, course.ward_days)
        yield Wait("follow_up", Sector.REGION, since, due, over)
        since, due = over, due + FORTNIGHT
        if not course.fortnightly or due > course.planned_on + ENDS_AFTER:
            return


def _notices(course: Course, told: date, assessed: date) -> Iterator[Wait]:
    """The early notice, the discharge notice with the date or the assessment, the readiness notice."""
    sent = {course.admitted_on}
    announced = told if course.known_on > course.admitted_on else assessed
    for day in (course.admitted_on, announced, course.ready_on):
        if (
            day is None
            or day > course.left_on
            or (day == course.left_on and day not in sent and not is_open(day))
        ):
            continue
        over = NEVER if course.reader_days is None else later(day, course.reader_days)
        yield Wait("read_notice", Sector.MUNICIPALITY, day, shift(day, READ_WITHIN), over)


def _about_the_admission(
    course: Course, told: date, assessed: date, rounds: tuple[_Round, ...]
) -> Iterator[Wait]:
    """What the discharge asks for, before and after it."""
    left = course.left_on if course.records else NEVER
    if told < NEVER:
        yield from _before(course, told, assessed, rounds, left)
    if left < NEVER and course.asks_for_agreement:
        yield from _after(course, assessed, rounds)


def _before(
    course: Course, told: date, assessed: date, rounds: tuple[_Round, ...], left: date
) -> Iterator[Wait]:
    region, planned = Sector.REGION, course.planned_on
    ready = max(shift(planned, -READY_BEFORE), told)
    yield Wait("confirm_discharge", region, told, planned, left)
    yield Wait("assess", region, told, ready, min(assessed, left))
    if assessed < NEVER and not course.required:
        for sector in BOTH:
            yield Wait(WATCH, sector, told, planned, min(assessed, left))
        return
    for since, over in _without(told, rounds, left):
        for sector in BOTH:
            yield Wait(WATCH, sector, since, planned, over)
    ready = max(ready, assessed)
    for since, over in _without(assessed, rounds, left):
        yield Wait("make_agreement", region, since, max(ready, since), over)


def _without(since: date, rounds: tuple[_Round, ...], left: date) -> Iterator[tuple[date, date]]:
    """The times before the discharge in which no agreement is in force."""
    for each in rounds:
        if since <= left and since < NEVER:
            yield since, min(each.in_force, left)
        since = each.until
    if since <= left and since < NEVER:
        yield since, left


def _after(course: Course, assessed: date, rounds: tuple[_Round, ...]) -> Iterator[Wait]:
    left = course.left_on
    if any(each.in_force <= left < each.until for each in rounds):
        return
    if left >= assessed and not course.required:
        return
    complete = rounds[-1].in_force if rounds else NEVER
    over = min(complete, _explained(course))
    since = left
    if assessed > left:
        yield Wait("assess", Sector.REGION, left, left, min(assessed, over))
        if assessed < NEVER:
            for sector in BOTH:
                yield Wait("explain_discharge", sector, left, left, min(assessed, over))
            since = assessed
    if not course.required and assessed < NEVER:
        return
    for sector in BOTH:
        yield Wait("explain_discharge", sector, since, since, over)
