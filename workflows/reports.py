"""Asking for the operations forum's joint report, and fetching it: for coordinators.

A report is made after it was asked for, by one process at a time (`summaries/press.py`); what was published
under a number is kept and given out again the same. Asking and fetching are logged. A report holds no
citizen, so any coordinator may fetch any."""

from __future__ import annotations

from datetime import date

from domain.agreement import Agreement
from domain.errors import NotAllowed, NotFound, WrongStatus
from domain.local_time import local_day
from domain.people import AREAS, Area, Organisation, Person, Sector
from domain.permission import Setting, units_with
from domain.report_period import ReportPeriod, check_period
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.handouts import hand_out
from workflows.notice import Notice, NoticeKind
from workflows.ports.handouts import CONTENT_TYPES, Handout
from workflows.ports.reports import UNDER_WAY, ReportFile, ReportOrder, Stage

_ENDINGS = {ReportFile.PDF: "pdf", ReportFile.WORKBOOK: "xlsx"}
PURPOSE = "report"


def may_report(person: Person) -> bool:
    return bool(units_with(person, Setting.JOINT_REPORT))


def check_may_report(person: Person) -> None:
    """Raise `NotAllowed`."""
    if not may_report(person):
        raise NotAllowed("only coordinators ask for the joint report")


def agreements_of(desk: Desk, area: Area, period: ReportPeriod) -> tuple[Agreement, ...]:
    """The area's agreements that hold on some day of the period and stand alone."""
    return tuple(
        agreement
        for agreement in desk.agreements.all
        if agreement.area is area
        and not agreement.extends
        and agreement.is_in_force(period.first, period.last)
    )


def parties_of(desk: Desk, area: Area, period: ReportPeriod, sector: Sector) -> tuple[Organisation, ...]:
    """The organisations of the sector that these agreements bind, in the order of their names."""
    bound = {party for agreement in agreements_of(desk, area, period) for party in agreement.parties}
    return tuple(each for each in desk.records.directory.organisations(sector) if each.name in bound)


def centres_without_list(desk: Desk, period: ReportPeriod) -> tuple[str, ...]:
    """Names of the centres of which a list of discharges is missing for some month of the period."""
    missing: set[str] = set()
    for area in AREAS:
        lists = [lists_of(desk, area, month) for month in period.each_month()]
        centres = parties_of(desk, area, period, Sector.REGION)
        missing |= {centre.name for centre in centres if any(centre.id not in each for each in lists)}
    return tuple(sorted(missing))


def lists_of(desk: Desk, area: Area, month: date) -> frozenset[str]:
    """Ids of the centres whose own list tells of the month's discharges in the area."""
    counts = desk.records.discharge_counts.of_month(month)
    return frozenset(count.centre_id for count in counts if count.area is area)


def order_report(desk: Desk, person: Person, period: ReportPeriod) -> ReportOrder:
    """Have it made. Raises `NotAllowed`, and `BadValue` for a period that is not over or too long."""
    check_may_report(person)
    check_period(period, desk.today)
    order = desk.records.reports.order(period, person.id, person.language, desk.now)
    desk.audit(
        person, "report.ask", subject_text(order.number), first=f"{period.first}", last=f"{period.last}"
    )
    return order


def find_report(desk: Desk, person: Person, number: int) -> ReportOrder:
    """Raises `NotAllowed`, and `NotFound` where there is no report of that number."""
    check_may_report(person)
    order = desk.records.reports.get(number)
    if order is None:
        raise NotFound("no such report")
    return order


def hand_out_report(desk: Desk, person: Person, number: int, which: ReportFile) -> str:
    """The token of a link to the file, as it was published. Raises as `find_report`, and `WrongStatus` where
    it is not ready."""
    order = find_report(desk, person, number)
    content = desk.records.reports.file(number, which)
    if content is None:
        raise WrongStatus("the report is not ready")
    desk.audit(person, "extract", subject_text(number), file=str(which))
    ending = _ENDINGS[which]
    name = f"driftsforum-{order.period.first:%Y-%m}-{order.period.last:%Y-%m}-rapport-{number}.{ending}"
    return hand_out(desk, person, Handout(name, CONTENT_TYPES[ending], content, PURPOSE))


def move_on(desk: Desk, order: ReportOrder, stage: Stage) -> None:
    """Note how far it is, and bring the cards that show it up to date. Raises `LeaseLost`."""
    desk.records.reports.move(order, stage)
    tell_of_stage(desk, order.number, stage)


def tell_of_stage(desk: Desk, number: int, stage: Stage) -> None:
    subject = Subject(SubjectKind.REPORT, str(number))
    holders = desk.records.posts.holders(subject)
    rule = f"report:{number}:{stage}"
    desk.tell([Notice(NoticeKind.REFRESH, subject, holder, rule, desk.now) for holder in holders])


def is_under_way(order: ReportOrder) -> bool:
    return order.stage in UNDER_WAY


def subject_text(number: int) -> str:
    return f"report:{number}"


def published_since(desk: Desk, number: int) -> date:
    """The local day of the report before this one; the beginning of time where there is none."""
    made = [each.made_at for each in desk.records.reports.latest(1, before=number) if each.made_at]
    return local_day(made[0]) if made else date.min
