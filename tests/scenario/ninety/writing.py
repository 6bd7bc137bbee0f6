"""What the staff of a made-up course write: the citizen, each document's text, the meeting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from domain.cpr import Cpr
from domain.document import DocumentContent
from domain.document_kind import DocumentKind
from domain.legal_basis import Basis, ConsentFrom, LegalBasis
from domain.local_time import at_local
from domain.network_meeting import MeetingContent, MeetingTime, Method
from domain.people import Area
from domain.sensitive import NOTHING, Sensitive
from tests.scenario.ninety.course import Course, Homeless
from tests.scenario.ninety.working_days import shift
from tests.texts import SECTION_13C, whole_text
from workflows.cases import NewCase
from workflows.meetings import MeetingRequest

FOLLOWED_UP_AFTER = timedelta(days=7)
ENDS_AFTER = timedelta(days=28)
MEETING = ("At bo for sig selv", "Støtte efter udskrivning", "Bolig og medicin")
"""The citizen's wish, what the meeting is for, and what it is about."""


def area_of(course: Course) -> Area:
    return Area.CHILDREN if course.is_child else Area.ADULTS


def name_of(course: Course) -> str:
    """Nobody else's."""
    return f"Borger Opdigtet-{course.number:02}"


def cpr_of(course: Course) -> str:
    """A replacement number of somebody born in June, so that nobody has a birthday meanwhile."""
    born = 2026 - course.age
    return f"{61 + course.number % 28}06{born % 100:02}-{4 if born >= 2000 else 1}{course.number:03}"


def new_case(course: Course, municipality: str) -> NewCase:
    cpr = Cpr.parse(cpr_of(course), course.admitted_on)
    return NewCase(cpr, Sensitive(name_of(course)), area_of(course), NOTHING, municipality)


def early_notice(course: Course) -> DocumentContent:
    known = course.known_on == course.admitted_on
    day = course.planned_on.isoformat() if known else ""
    return whole_text(DocumentKind.EARLY_NOTICE, expected_discharge=day)


def discharge_notice(course: Course) -> DocumentContent:
    return whole_text(DocumentKind.DISCHARGE_NOTICE, expected_discharge=course.planned_on.isoformat())


def readiness_notice(today: date) -> DocumentContent:
    return whole_text(DocumentKind.READINESS_NOTICE, ready_on=today.isoformat())


def agreement(course: Course, kind: DocumentKind, today: date) -> DocumentContent:
    first = course.planned_on + FOLLOWED_UP_AFTER
    days = {"first_follow_up": first.isoformat(), "ends_on": (course.planned_on + ENDS_AFTER).isoformat()}
    if kind is DocumentKind.COORDINATION_PLAN:
        days["offered_on"] = today.isoformat()
    housing = "homeless" if course.homeless is Homeless.WRITTEN else "own_home"
    every = "14" if course.fortnightly else "0"
    basis = _consent(course, today) if course.voluntary else SECTION_13C
    return whole_text(kind, basis, housing=housing, follow_up_every=every, **days)


def meeting_request(course: Course, today: date) -> MeetingRequest:
    wish, purpose, agenda = MEETING
    content = MeetingContent(
        citizens_wish=wish,
        purpose=purpose,
        method=Method.VIDEO,
        place="",
        agenda=agenda,
        gp="",
        relatives="",
        others="",
        basis=_consent(course, today),
    )
    return MeetingRequest(Sensitive(content), tuple(MeetingTime(_noon(shift(today, n)), 45) for n in (4, 6)))


def _noon(day: date) -> datetime:
    return at_local(day, time(12))


def _consent(course: Course, today: date) -> LegalBasis:
    giver = ConsentFrom.PARENTAL_AUTHORITY if course.age < 15 else ConsentFrom.CITIZEN
    return LegalBasis(Basis.CONSENT, giver, today)
