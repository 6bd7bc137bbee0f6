"""What one agreement file may say: its keys and their limits, and what must not contradict itself.

A fault is a key with what is wrong and the remedy. A file that extends another is read here once what it
leaves out has been filled in (`agreement_bases.py`); what it all means is `domain/agreement.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from domain.agreement import (
    CITIZENS_PER_HOUR,
    Agreement,
    Deadlines,
    DocumentRule,
    EmergencyRule,
    Guidance,
    Receiver,
    ReminderTimes,
)
from domain.document_kind import DocumentKind
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Direction, Unit
from domain.indicators.table import INDICATOR, INDICATORS
from domain.parts import PARTS
from domain.people import Area, Role
from domain.retention import DEFAULT_DOCUMENTS, Retention
from domain.task import TaskKind
from domain.working_hours import WorkingHours

Days = Annotated[int, Field(ge=0, le=365)]
DaysBefore = Annotated[int, Field(ge=0, le=15)]
"""Three weeks: the scan for reminders looks a month ahead."""
Every = Annotated[int, Field(ge=1, le=15)]
Months = Annotated[int, Field(ge=1, le=12)]
WHOLE = 100
"""Percent."""
LONGEST_GOAL = 365
"""Days."""
Goal = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
Period = Annotated[int, Field(ge=1, le=3650)]
"""Calendar days something is kept: ten years at most, as long as a journal."""
Fault = tuple[str, str]
"""A key of the file, and what is wrong with it."""


def _day_of_every_year(text: str) -> str:
    try:
        date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise ValueError("is no day of the year: write month and day, 06-05 for 5 June") from None
    return text


YearlyDay = Annotated[str, Field(pattern=r"^\d\d-\d\d$"), AfterValidator(_day_of_every_year)]


def _task_or_document(text: str) -> str:
    if text not in URGENT_KINDS:
        raise ValueError(f"is neither a kind of task nor of document; they are {', '.join(URGENT_KINDS)}")
    return text


URGENT_KINDS = (*TaskKind, *DocumentKind)
UrgentKind = Annotated[str, AfterValidator(_task_or_document)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Deadlines(_Table):
    acknowledge_working_days: Days
    find_time_working_days: Days
    minutes_working_days: Days
    sign_off_working_days: Days
    agreement_before_discharge_working_days: DaysBefore
    first_follow_up_days: Days
    next_meeting_months: Months


class _Reminders(_Table):
    at: Annotated[time, Field(strict=True)]
    working_days_before: DaysBefore
    leader_after_working_days: Days
    coordinators_after_working_days: Days
    ask_discharge_date_every_working_days: Every
    urgent: list[UrgentKind] = []
    urgent_at_any_hour: bool = False

    @model_validator(mode="after")
    def _leader_first(self) -> _Reminders:
        if self.coordinators_after_working_days < self.leader_after_working_days:
            raise ValueError("coordinators are told after the leader: raise coordinators_after_working_days")
        return self


class _Hours(_Table):
    """When a unit is at work that has not said otherwise itself."""

    days: set[Annotated[int, Field(ge=1, le=7)]] = Field(min_length=1)
    begins: Annotated[time, Field(strict=True)]
    ends: Annotated[time, Field(strict=True)]
    holidays: bool = False


class _EmergencyAccess(_Table):
    """Who may look at a case in an emergency. Without units, in every unit of the parties."""

    roles: set[Literal[Role.FRONTLINE, Role.LEADER, Role.SIGNATORY]] = Field(min_length=1)
    units: list[str] = []


class _Searches(_Table):
    citizens_per_hour: Annotated[int, Field(ge=1, le=200)]


class _Retention(_Table):
    """What a file leaves out is kept as long as `domain/retention.py` says."""

    journal_within_working_days: Annotated[int, Field(ge=1, le=60)] = Retention.journal_within
    documents_days: dict[DocumentKind, Period] = {}
    idle_days: Annotated[int, Field(ge=30, le=730)] = Retention.idle
    close_within_working_days: Annotated[int, Field(ge=1, le=60)] = Retention.close_within
    meetings_days: Period = Retention.meetings
    case_days: Period = Retention.case
    drafts_days: Annotated[int, Field(ge=1, le=90)] = Retention.drafts
    messages_days: Annotated[int, Field(ge=7, le=365)] = Retention.messages


class _Document(_Table):
    in_use: bool = True
    """False where a local agreement does without a document of its base."""
    required: list[str]
    receivers: list[Receiver] = Field([Receiver.INBOX], min_length=1)
    name_da: str = ""
    name_en: str = ""


class _Guidance(_Table):
    topic_da: str
    topic_en: str
    words: list[str] = Field(min_length=1)
    da: str
    en: str
    link: str = Field(pattern="^https://")


class AgreementFile(_Table):
    """A file that is whole: on its own, or filled in from the one it extends."""

    extends: str = ""
    name_da: str
    name_en: str
    area: Literal[Area.ADULTS, Area.CHILDREN]
    valid_from: date
    valid_to: date | None = None
    parties: list[str] = Field(min_length=2)
    extra_holidays: list[YearlyDay] = []
    deadlines: _Deadlines
    reminders: _Reminders
    hours: _Hours
    emergency_access: _EmergencyAccess | None = None
    searches: _Searches = _Searches(citizens_per_hour=CITIZENS_PER_HOUR)
    retention: _Retention = _Retention()
    documents: dict[DocumentKind, _Document] = {}
    goals: dict[str, Goal] = {}
    """Effect goals by indicator: of a share in percent."""
    guidance: list[_Guidance] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> AgreementFile:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from: correct one of them")
        return self


def contradictions(file: AgreementFile) -> Iterator[Fault]:
    """Where values that are each in order do not go together."""
    yield from _deadline_faults(file)
    yield from _hour_faults(file)
    yield from _emergency_faults(file)
    yield from _retention_faults(file.retention)
    yield from _idle_faults(file)
    for kind, document in file.documents.items():
        yield from _part_faults(kind, document)
        yield from _twice(f"documents.{kind}.receivers", document.receivers)
    for name, goal in file.goals.items():
        yield from _goal_faults(name, goal)


def _deadline_faults(file: AgreementFile) -> Iterator[Fault]:
    deadlines, before = file.deadlines, file.reminders.working_days_before
    acknowledge, find_time = deadlines.acknowledge_working_days, deadlines.find_time_working_days
    sign_off, ready = deadlines.sign_off_working_days, deadlines.agreement_before_discharge_working_days
    if acknowledge > find_time:
        why = f"more than find_time_working_days ({find_time}): a request is answered first"
        yield "deadlines.acknowledge_working_days", f"{acknowledge} is {why}"
    if sign_off > ready:
        why = (
            f"more than agreement_before_discharge_working_days ({ready}): it would be signed after discharge"
        )
        yield "deadlines.sign_off_working_days", f"{sign_off} is {why}"
    if before > find_time:
        why = f"more than deadlines.find_time_working_days ({find_time}): it would come before the request"
        yield "reminders.working_days_before", f"{before} is {why}"


def _hour_faults(file: AgreementFile) -> Iterator[Fault]:
    hours, at = file.hours, file.reminders.at
    if hours.begins < hours.ends and not hours.begins <= at < hours.ends:
        why = f"outside hours.begins and hours.ends ({hours.begins:%H:%M} to {hours.ends:%H:%M})"
        yield "reminders.at", f"{at:%H:%M} lies {why}: nobody would be at work to read them"


def _emergency_faults(file: AgreementFile) -> Iterator[Fault]:
    for unit in file.emergency_access.units if file.emergency_access else ():
        if not any(unit.startswith(f"{party}, ") for party in file.parties):
            yield "emergency_access.units", f"'{unit}' is no unit of a party: write 'party, unit'"


def _retention_faults(table: _Retention) -> Iterator[Fault]:
    kept = _retention(table)
    within = {f"retention.documents_days.{kind}": days for kind, days in kept.documents.items()}
    within["retention.meetings_days"] = kept.meetings
    for key, days in within.items():
        if days > kept.case:
            yield key, f"{days} is more than case_days ({kept.case}): it would be erased with the case"
    shortest = min(*within.values(), kept.case)
    if kept.journal_within * 7 >= shortest * 5:
        why = f"in working days nearly the shortest period ({shortest} days): it would be asked for too late"
        yield "retention.journal_within_working_days", f"{kept.journal_within} is {why}"


def _idle_faults(file: AgreementFile) -> Iterator[Fault]:
    idle, within = file.retention.idle_days, file.retention.close_within_working_days
    follow_up = file.deadlines.first_follow_up_days
    if within * 7 >= idle * 5:
        why = f"in working days nearly idle_days ({idle}): it would be asked again before it was answered"
        yield "retention.close_within_working_days", f"{within} is {why}"
    if idle <= follow_up:
        why = f"not more than deadlines.first_follow_up_days ({follow_up}): it would be asked in mid-course"
        yield "retention.idle_days", f"{idle} is {why}"


def _part_faults(kind: DocumentKind, document: _Document) -> Iterator[Fault]:
    key, known = f"documents.{kind}.required", [part.name for part in PARTS[kind]]
    for name in document.required:
        if name not in known:
            yield key, f"there is no part '{name}' in it; its parts are {', '.join(known)}"
    yield from _twice(key, document.required)


def _goal_faults(name: str, goal: float) -> Iterator[Fault]:
    key, indicator = f"goals.{name}", INDICATOR.get(name)
    if indicator is None:
        known = (each.key for each in INDICATORS if each.direction is not Direction.NEITHER)
        yield key, f"there is no indicator of that name; those that can have a goal are {', '.join(known)}"
    elif indicator.direction is Direction.NEITHER:
        yield key, "neither more nor fewer of these is better, so there is no goal for it: leave it out"
    elif why := _no_goal(indicator, goal):
        yield key, f"{goal:g} {why}"


def _no_goal(indicator: AnyIndicator, goal: float) -> str:
    """Why the number cannot be the indicator's goal; empty where it can."""
    worst = 0 if indicator.direction is Direction.UP else WHOLE
    match indicator.unit:
        case Unit.SHARE if goal > WHOLE:
            return "is more than 100: the goal of a share is a percentage"
        case Unit.SHARE if goal == worst:
            return "is reached whatever happens: set a goal that can be missed, or leave it out"
        case Unit.MEDIAN_DAYS if goal > LONGEST_GOAL:
            return f"is more than {LONGEST_GOAL}: the goal is a number of days"
        case Unit.COUNT if goal:
            return "would be less to reach in a month than in a quarter: the goal of a number can only be 0"
    return ""


def _twice(key: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield key, f"'{name}' is listed twice: take one of them out"


def agreement_of(agreement_id: str, file: AgreementFile) -> Agreement:
    return Agreement(
        id=agreement_id,
        name_da=file.name_da,
        name_en=file.name_en,
        area=file.area,
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        parties=tuple(file.parties),
        extra_holidays=tuple(file.extra_holidays),
        deadlines=_deadlines(file.deadlines),
        reminders=_reminders(file.reminders),
        hours=WorkingHours(
            frozenset(file.hours.days), file.hours.begins, file.hours.ends, file.hours.holidays
        ),
        guidance=tuple(
            Guidance(g.topic_da, g.topic_en, tuple(g.words), g.da, g.en, g.link) for g in file.guidance
        ),
        retention=_retention(file.retention),
        documents=tuple(
            _rule(kind, file.documents[kind])
            for kind in DocumentKind
            if kind in file.documents and file.documents[kind].in_use
        ),
        emergency=_emergency(file.emergency_access),
        citizens_per_hour=file.searches.citizens_per_hour,
        goals={name: _goal(name, goal) for name, goal in file.goals.items()},
        extends=file.extends,
    )


def _emergency(table: _EmergencyAccess | None) -> EmergencyRule:
    return EmergencyRule(frozenset(table.roles), frozenset(table.units)) if table else EmergencyRule()


def _goal(name: str, goal: float) -> float:
    return goal / WHOLE if INDICATOR[name].unit is Unit.SHARE else goal


def _deadlines(table: _Deadlines) -> Deadlines:
    return Deadlines(
        acknowledge=table.acknowledge_working_days,
        find_time=table.find_time_working_days,
        minutes=table.minutes_working_days,
        sign_off=table.sign_off_working_days,
        agreement_before=table.agreement_before_discharge_working_days,
        first_follow_up_days=table.first_follow_up_days,
        next_meeting_months=table.next_meeting_months,
    )


def _reminders(table: _Reminders) -> ReminderTimes:
    return ReminderTimes(
        at=table.at,
        working_days_before=table.working_days_before,
        leader_after=table.leader_after_working_days,
        coordinators_after=table.coordinators_after_working_days,
        ask_date_every=table.ask_discharge_date_every_working_days,
        urgent=frozenset(table.urgent),
        urgent_at_any_hour=table.urgent_at_any_hour,
    )


def _retention(table: _Retention) -> Retention:
    return Retention(
        documents={**DEFAULT_DOCUMENTS, **table.documents_days},
        meetings=table.meetings_days,
        case=table.case_days,
        drafts=table.drafts_days,
        messages=table.messages_days,
        journal_within=table.journal_within_working_days,
        idle=table.idle_days,
        close_within=table.close_within_working_days,
    )


def _rule(kind: DocumentKind, document: _Document) -> DocumentRule:
    return DocumentRule(
        kind=kind,
        required=tuple(document.required),
        name_da=document.name_da,
        name_en=document.name_en,
        receivers=tuple(document.receivers),
    )
