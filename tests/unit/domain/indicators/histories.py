"""Random courses of three citizens: what happened, at which UTC moments, as the records tell it afterwards.

Moments lie close to where days, months, quarters and the clock itself change, because that is where counting
goes wrong. A case is opened anew by a second admission, and what it asks for is asked for again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from domain.admission import Admission, DischargeKind, Outcome
from domain.delay import Delay, DelayReason
from domain.discharge_count import DischargeCount
from domain.document import Document
from domain.document_kind import DocumentKind
from domain.document_steps import Status as DocumentStatus
from domain.indicators.facts import Fact
from domain.indicators.measure import Period
from domain.indicators.recorded import admission_fact, document_fact, meeting_fact, task_fact
from domain.network_meeting import MeetingTime, NetworkMeeting, Status
from domain.people import Area, Sector
from domain.sensitive import Sensitive
from domain.task import Task, TaskKind, TaskStatus
from tests import factories as f

TURNS = (
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # an hour is skipped
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # an hour comes twice
    datetime(2026, 9, 30, 21, 59, tzinfo=UTC),  # the last minute of a quarter
    datetime(2026, 10, 31, 22, 59, tzinfo=UTC),  # the last minute of a month
    datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
)
PERIODS = (
    Period(date(2026, 3, 1), date(2026, 3, 31)),
    Period(date(2026, 10, 1), date(2026, 10, 31)),
    Period(date(2026, 7, 1), date(2026, 9, 30)),
    Period(date(2026, 10, 1), date(2026, 12, 31)),
    Period(date(2026, 10, 19), date(2026, 10, 25)),
    Period(date(2026, 3, 29), date(2026, 3, 29)),
)
CASE = f.a_case()
MUNICIPALITY = CASE.municipality_unit_id

moments = st.builds(
    lambda turn, minutes: turn + timedelta(minutes=minutes),
    st.sampled_from(TURNS),
    st.integers(-4000, 4000),
)
local_days = st.builds(
    lambda turn, days: turn.date() + timedelta(days), st.sampled_from(TURNS), st.integers(-3, 3)
)
periods = st.one_of(
    st.sampled_from(PERIODS),
    st.builds(lambda first, days: Period(first, first + timedelta(days)), local_days, st.integers(0, 40)),
)
names = st.uuids().map(lambda each: each.hex)


@dataclass(frozen=True)
class History:
    meetings: tuple[NetworkMeeting, ...]
    documents: tuple[tuple[Document, datetime], ...]
    """Each with when its first version was sent."""
    admissions: tuple[Admission, ...]
    tasks: tuple[Task, ...]
    counts: tuple[DischargeCount, ...]

    def facts(self) -> list[Fact]:
        area = Area.ADULTS
        return [
            *(meeting_fact(each, area) for each in self.meetings),
            *(document_fact(each, sent_at, area) for each, sent_at in self.documents),
            *(admission_fact(each, area) for each in self.admissions),
            *(task_fact(each, MUNICIPALITY, area) for each in self.tasks),
            *self.counts,
        ]


@st.composite
def _meetings(draw: st.DrawFn) -> NetworkMeeting:
    status = draw(st.sampled_from(Status))
    agreed = MeetingTime(draw(moments), 45)
    has_time = status in (Status.SCHEDULED, Status.MINUTES_DUE, Status.CONCLUDED) or draw(st.booleans())
    content = replace(
        f.some_content(),
        gp=draw(st.sampled_from(["", " ", "Lægerne på Torvet"])),
        relatives=draw(st.sampled_from(["", "En søster"])),
    )
    return f.a_meeting(
        CASE,
        draw(names),
        status=status,
        requested_at=draw(moments),
        agreed=agreed if has_time else None,
        content=Sensitive(content),
    )


@st.composite
def _documents(draw: st.DrawFn) -> tuple[Document, datetime]:
    in_force = draw(st.none() | moments)
    document = f.a_document(
        CASE,
        draw(names),
        kind=draw(st.sampled_from(DocumentKind)),
        status=draw(st.sampled_from(DocumentStatus)),
        asked_at=draw(moments),
        in_force_at=in_force,
    )
    return document, draw(moments)


@st.composite
def _admissions(draw: st.DrawFn) -> Admission:
    discharged = draw(st.none() | local_days)
    return f.an_admission(
        CASE,
        draw(names),
        admitted_at=draw(moments),
        readmitted_after=draw(st.none() | st.integers(0, 60)),
        discharged_on=discharged,
        discharge_kind=draw(st.sampled_from(DischargeKind)) if discharged else None,
        outcome=draw(st.sampled_from(Outcome)) if discharged else None,
        homeless=draw(st.booleans()),
        coercive=draw(st.none() | st.booleans()),
        delay=draw(st.none() | st.sampled_from(DelayReason)),
    )


@st.composite
def _tasks(draw: st.DrawFn) -> Task:
    status = draw(st.sampled_from(TaskStatus))
    meeting = f.a_meeting(CASE)
    return f.a_task(
        meeting,
        draw(names),
        kind=draw(st.sampled_from(TaskKind)),
        sector=draw(st.sampled_from([Sector.REGION, Sector.MUNICIPALITY])),
        due=draw(local_days),
        status=status,
        ended_on=None if status is TaskStatus.OPEN else draw(local_days),
        delay=draw(st.none() | st.builds(Delay, st.sampled_from(DelayReason), local_days)),
        leaders_told_on=draw(st.none() | local_days),
        coordinators_told_on=draw(st.none() | local_days),
    )


@st.composite
def _counts(draw: st.DrawFn) -> DischargeCount:
    known = draw(st.integers(0, 5))
    month = date(2026, draw(st.integers(1, 12)), 1)
    return DischargeCount(
        "centre", "municipality", Area.ADULTS, month, known + draw(st.integers(0, 5)), known
    )


histories = st.builds(
    History,
    st.lists(_meetings(), max_size=6).map(tuple),
    st.lists(_documents(), max_size=6).map(tuple),
    st.lists(_admissions(), max_size=6).map(tuple),
    st.lists(_tasks(), max_size=10).map(tuple),
    st.lists(_counts(), max_size=4).map(tuple),
)
