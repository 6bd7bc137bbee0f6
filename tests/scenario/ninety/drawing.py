"""Draws the ninety from one seed: dates, units and delays within what each story says.

The same seed gives the same ninety everywhere; nothing here knows what the product does with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from domain.admission import DischargeKind
from tests.scenario.ninety.course import Course, Homeless, Story
from tests.scenario.ninety.shares import CHILDREN, FORTNIGHTLY, MEETINGS, READINESS, SEED, SHARES
from tests.scenario.ninety.working_days import is_open, shift

FIRST_DAY = date(2026, 11, 16)
ADMISSION_DAYS = 12
"""Working days in which the ninety are admitted."""
WARDS = ("glostrup", "amager")
CHILDREN_WARD = "buc"
MUNICIPALITIES = ("hvidovre", "broendby", "taarnby")

_HOLIDAYS = (date(2026, 12, 24), date(2026, 12, 25))
_GONE = ((DischargeKind.DEAD, -3), (DischargeKind.TRANSFERRED, -1), (DischargeKind.TRANSFERRED, -6))
_LATE = ((0, 0, 4), (0, 0, 6), (2, 0, 0), (0, 3, 1), (1, 1, 7))
"""Working days the ward, the chief physician and the municipality's manager take."""


def ninety(seed: int = SEED) -> tuple[Course, ...]:
    drawn = Random(seed)
    stories = [(story, nth) for story, count in SHARES.items() for nth in range(count)]
    courses = [_course(drawn, number, *story) for number, story in enumerate(stories, start=1)]
    for count, fits, change in _ACROSS:
        fitting = [course for course in courses if fits(course)]
        for course in drawn.sample(fitting, count):
            courses[course.number - 1] = change(drawn, course)
    return tuple(courses)


def _course(drawn: Random, number: int, story: Story, nth: int) -> Course:
    admitted = shift(FIRST_DAY - timedelta(days=1), 1 + drawn.randrange(ADMISSION_DAYS))
    planned = shift(admitted, drawn.randint(9, 16))
    at, municipality = drawn.choice(WARDS), drawn.choice(MUNICIPALITIES)
    course = Course(
        number, story, admitted, planned, admitted, planned, at, municipality, drawn.randint(19, 80)
    )
    course = replace(
        course,
        chief_days=drawn.randint(0, 2),
        reader_days=drawn.randint(0, 1),
        manager_days=drawn.randint(0, 2),
    )
    return replace(course, **_OF_STORY[story](drawn, course, nth))


Traits = dict[str, Any]


def _leaving(day: date) -> Traits:
    return {"planned_on": day, "left_on": day}


_AT_ONCE: Traits = {"chief_days": 0, "reader_days": 0, "manager_days": 0}


def _ordinary(drawn: Random, course: Course, nth: int) -> Traits:
    return {}


def _no_date(drawn: Random, course: Course, nth: int) -> Traits:
    return {"known_on": shift(course.planned_on, -drawn.randint(3, 6))}


def _short(drawn: Random, course: Course, nth: int) -> Traits:
    day = course.planned_on
    while not is_open(day) or not is_open(day - timedelta(days=1)):
        day += timedelta(days=1)
    known = day - timedelta(days=nth % 2)
    kind = DischargeKind.OWN_REQUEST if nth % 2 == 0 else DischargeKind.PLANNED
    return {**_leaving(day), **_AT_ONCE, "known_on": known, "kind": kind}


def _no_office(drawn: Random, course: Course, nth: int) -> Traits:
    saturday = course.planned_on + timedelta(days=(5 - course.planned_on.weekday()) % 7)
    kind = DischargeKind.OWN_REQUEST
    return {**_leaving(saturday + timedelta(days=1)), **_AT_ONCE, "known_on": saturday, "kind": kind}


def _day_off(drawn: Random, course: Course, nth: int) -> Traits:
    if nth < len(_HOLIDAYS):
        return _leaving(_HOLIDAYS[nth]) | {"admitted_on": date(2026, 12, 1), "known_on": date(2026, 12, 1)}
    saturday = course.planned_on + timedelta(days=(5 - course.planned_on.weekday()) % 7)
    return _leaving(saturday + timedelta(days=nth % 2))


def _homeless(drawn: Random, course: Course, nth: int) -> Traits:
    return {"homeless": Homeless.AT_DISCHARGE if nth < 2 else Homeless.WRITTEN}


def _refuses(drawn: Random, course: Course, nth: int) -> Traits:
    return {"takes_part": False}


def _changes_mind(drawn: Random, course: Course, nth: int) -> Traits:
    return {
        "declines_on": shift(course.planned_on, -1),
        "chief_days": 0,
        "manager_days": (0, 0, 0, 1, 2)[nth],
    }


def _moves(drawn: Random, course: Course, nth: int) -> Traits:
    others = [name for name in MUNICIPALITIES if name != course.municipality]
    on = shift(course.admitted_on, 3) if nth < 2 else shift(course.planned_on, -1)
    return _AT_ONCE | {"moves_on": on, "moves_to": drawn.choice(others), "manager_days": (0, 1, 0, 0, 2)[nth]}


def _silent(drawn: Random, course: Course, nth: int) -> Traits:
    explains = (3, 5)[nth] if nth < 2 else None
    return {"reader_days": None, "manager_days": None, "explains_after": explains}


def _nobody_starts(drawn: Random, course: Course, nth: int) -> Traits:
    return {"starts": False, "records": nth != 5, "explains_after": (2, 5)[nth] if nth < 2 else None}


def _late_answers(drawn: Random, course: Course, nth: int) -> Traits:
    ward, chief, manager = _LATE[nth]
    return {"ward_days": ward, "chief_days": chief, "manager_days": manager, "reader_days": 5}


def _gone(drawn: Random, course: Course, nth: int) -> Traits:
    kind, days = _GONE[nth]
    return {"kind": kind, "left_on": shift(course.planned_on, days)}


def _not_required(drawn: Random, course: Course, nth: int) -> Traits:
    return {"required": False}


def _voluntary(drawn: Random, course: Course, nth: int) -> Traits:
    return {"required": False, "voluntary": True}


_OF_STORY: dict[Story, Callable[[Random, Course, int], Traits]] = {
    Story.ORDINARY: _ordinary,
    Story.NO_DATE: _no_date,
    Story.SHORT: _short,
    Story.NO_OFFICE: _no_office,
    Story.DAY_OFF: _day_off,
    Story.HOMELESS: _homeless,
    Story.REFUSES: _refuses,
    Story.CHANGES_MIND: _changes_mind,
    Story.MOVES: _moves,
    Story.SILENT: _silent,
    Story.NOBODY_STARTS: _nobody_starts,
    Story.LATE_ANSWERS: _late_answers,
    Story.GONE: _gone,
    Story.NOT_REQUIRED: _not_required,
    Story.VOLUNTARY: _voluntary,
}


def _can_meet(course: Course) -> bool:
    stays = shift(course.admitted_on, 9) <= course.left_on
    return stays and course.reader_days in (0, 1) and not course.moves_on and course.story is not Story.GONE


def _can_be_ready(course: Course) -> bool:
    return course.known_on < shift(course.left_on, -1) and course.asks_for_agreement and not course.moves_on


def _is_followed_up(course: Course) -> bool:
    return course.required and course.asks_for_agreement and course.starts and course.manager_days is not None


def _as_child(drawn: Random, course: Course) -> Course:
    return replace(course, ward=CHILDREN_WARD, age=drawn.choice((12, 13, 14, 15, 16, 16, 17, 17)))


_ACROSS: tuple[tuple[int, Callable[[Course], bool], Callable[[Random, Course], Course]], ...] = (
    (CHILDREN, lambda course: True, _as_child),
    (MEETINGS, _can_meet, lambda drawn, course: replace(course, meets=True)),
    (READINESS, _can_be_ready, lambda drawn, course: replace(course, ready_on=shift(course.left_on, -1))),
    (FORTNIGHTLY, _is_followed_up, lambda drawn, course: replace(course, fortnightly=True)),
)
"""What lies across the stories: how many, of which, and what it changes."""
