"""Every indicator counted the slow way, day by day over whole records, from the words of its definition."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from domain.admission import Admission, Outcome
from domain.delay import DelayReason
from domain.document_kind import DocumentKind
from domain.document_steps import Status as DocumentStatus
from domain.indicators.measure import Measure, Period
from domain.network_meeting import NetworkMeeting, Status
from domain.people import Sector
from domain.task import Task, TaskKind, TaskStatus
from tests.unit.domain.indicators.histories import History

NOTICES = ("early_notice", "municipal_status", "discharge_notice", "readiness_notice")
Count = Callable[[History, set[date]], Measure]


def by_hand(key: str, history: History, period: Period) -> Measure:
    days = {period.first + timedelta(n) for n in range((period.last - period.first).days + 1)}
    return COUNTS[key](history, days)


def danish(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Europe/Copenhagen")).date()


def held(history: History, days: set[date]) -> list[NetworkMeeting]:
    over = (Status.MINUTES_DUE, Status.CONCLUDED)
    return [m for m in history.meetings if m.status in over and m.agreed and danish(m.agreed.start) in days]


def to_meeting(history: History, days: set[date]) -> Measure:
    waited = [(danish(m.agreed.start) - danish(m.requested_at)).days for m in held(history, days) if m.agreed]
    return Measure(len(waited), days=float(median(waited)) if waited else None)


def involving(part: str) -> Count:
    def count(history: History, days: set[date]) -> Measure:
        found = held(history, days)
        return Measure(sum(1 for m in found if getattr(m.content.reveal(), part).strip()), len(found))

    return count


def discharges(history: History, days: set[date]) -> list[Admission]:
    left = [a for a in history.admissions if a.discharged_on in days]
    return [a for a in left if a.outcome is not None and a.outcome is not Outcome.NOT_REQUIRED]


def unheard(history: History, days: set[date]) -> int:
    number = 0
    for count in history.counts:
        length = monthrange(count.month.year, count.month.month)[1]
        if all(count.month + timedelta(n) in days for n in range(length)):
            number += count.listed - count.known
    return number


def headline(history: History, days: set[date]) -> Measure:
    found = discharges(history, days)
    return Measure(sum(1 for a in found if a.outcome is Outcome.IN_TIME), len(found) + unheard(history, days))


def ended_as(outcome: Outcome) -> Count:
    return lambda history, days: Measure(sum(1 for a in discharges(history, days) if a.outcome is outcome))


def in_force(kind: DocumentKind) -> Count:
    def count(history: History, days: set[date]) -> Measure:
        moments = [d.in_force_at for d, _ in history.documents if d.kind is kind and d.in_force_at]
        return Measure(sum(1 for moment in moments if danish(moment) in days))

    return count


def completed(history: History, days: set[date]) -> Measure:
    kinds = (DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN)
    given_up = (DocumentStatus.WITHDRAWN, DocumentStatus.REPLACED)
    sent = [
        d
        for d, sent_at in history.documents
        if d.kind in kinds and danish(sent_at) in days and d.status not in given_up
    ]
    return Measure(sum(1 for d in sent if d.in_force_at), len(sent))


def deadlines(history: History, days: set[date], *kinds: TaskKind) -> list[Task]:
    """Those that came: what was given up by then never did."""
    due = [t for t in history.tasks if t.due in days and t.kind in kinds]
    return [t for t in due if not (t.status is TaskStatus.WITHDRAWN and t.ended_on and t.ended_on <= t.due)]


def was_met(task: Task) -> bool:
    return task.status is TaskStatus.DONE and task.ended_on is not None and task.ended_on <= task.due


def met(*kinds: TaskKind, sector: Sector | None = None) -> Count:
    def count(history: History, days: set[date]) -> Measure:
        found = [t for t in deadlines(history, days, *kinds) if sector in (None, t.sector)]
        return Measure(sum(1 for t in found if was_met(t)), len(found))

    return count


def due(sector: Sector) -> Count:
    return lambda history, days: Measure(
        sum(1 for t in deadlines(history, days, TaskKind.FOLLOW_UP) if t.sector is sector)
    )


def missed(sector: Sector, *kinds: TaskKind) -> Count:
    def count(history: History, days: set[date]) -> Measure:
        late = [t for t in deadlines(history, days, *kinds) if t.sector is sector and not was_met(t)]
        said = [t for t in late if t.status is TaskStatus.NOT_POSSIBLE and t.ended_on and t.ended_on <= t.due]
        return Measure(len(late) - len(said))

    return count


def delayed(reason: DelayReason) -> Count:
    def count(history: History, days: set[date]) -> Measure:
        moved = [t for t in history.tasks if t.delay and t.delay.reason is reason and t.delay.on in days]
        left = [a for a in history.admissions if a.delay is reason and a.discharged_on in days]
        return Measure(len(moved) + len(left))

    return count


def readmissions(history: History, days: set[date]) -> Measure:
    begun = [a for a in history.admissions if danish(a.admitted_at) in days]
    soon = [a for a in begun if a.readmitted_after is not None and a.readmitted_after < 31]
    return Measure(len(soon), len(begun))


def coercive(history: History, days: set[date]) -> Measure:
    said = [a.coercive for a in discharges(history, days) if a.coercive is not None]
    return Measure(said.count(True), len(said))


def _plain(number: Callable[[History, set[date]], int]) -> Count:
    return lambda history, days: Measure(number(history, days))


COUNTS: dict[str, Count] = {
    "discharges_with_agreement_in_time": headline,
    "discharges_in_target_group": lambda h, days: Measure(len(discharges(h, days)) + unheard(h, days)),
    "discharges_signed_late": ended_as(Outcome.LATE),
    "discharges_explained": ended_as(Outcome.EXPLAINED),
    "discharges_missing": ended_as(Outcome.MISSING),
    "homeless_at_discharge": _plain(lambda h, days: sum(a.homeless for a in discharges(h, days))),
    "discharges_registered": _plain(lambda h, days: sum(a.discharged_on in days for a in h.admissions)),
    "agreements_in_force": in_force(DocumentKind.DISCHARGE_AGREEMENT),
    "plans_in_force": in_force(DocumentKind.COORDINATION_PLAN),
    "agreements_completed": completed,
    "meetings_requested": _plain(lambda h, days: sum(danish(m.requested_at) in days for m in h.meetings)),
    "meeting_time_found_in_time": met(TaskKind.FIND_TIME),
    "meetings_held": _plain(lambda h, days: len(held(h, days))),
    "days_to_meeting": to_meeting,
    "minutes_in_time": met(TaskKind.WRITE_MINUTES),
    "notices_sent": _plain(
        lambda h, days: sum(d.kind.value in NOTICES and danish(at) in days for d, at in h.documents)
    ),
    "notices_acknowledged_in_time": met(TaskKind.READ_NOTICE),
    "escalations_to_leaders": _plain(lambda h, days: sum(t.leaders_told_on in days for t in h.tasks)),
    "escalations_to_coordinators": _plain(
        lambda h, days: sum(t.coordinators_told_on in days for t in h.tasks)
    ),
    "gp_involved": involving("gp"),
    "relatives_involved": involving("relatives"),
    "readmissions": readmissions,
    "coercive_admissions": coercive,
    **{f"delays_{reason}": delayed(reason) for reason in DelayReason},
}
for _sector in (Sector.REGION, Sector.MUNICIPALITY):
    COUNTS[f"follow_ups_due_{_sector}"] = due(_sector)
    COUNTS[f"follow_ups_done_in_time_{_sector}"] = met(TaskKind.FOLLOW_UP, sector=_sector)
    COUNTS[f"follow_ups_overdue_{_sector}"] = missed(_sector, TaskKind.FOLLOW_UP)
    COUNTS[f"deadlines_missed_{_sector}"] = missed(
        _sector, *(set(TaskKind) - {TaskKind.ATTEND, TaskKind.CLOSE_CASE})
    )
