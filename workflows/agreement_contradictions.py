"""Where an agreement file contradicts itself: values that are each in order and do not go together.

A fault is a key with what is wrong and the remedy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from domain.document_kind import DocumentKind
from domain.indicators.indicator import AnyIndicator
from domain.indicators.measure import Direction, Unit
from domain.indicators.table import INDICATOR, INDICATORS
from domain.parts import PARTS
from workflows.agreement_file import AgreementFile, DocumentTable, RetentionTable
from workflows.agreement_of_file import WHOLE, retention_of

LONGEST_GOAL = 365
"""Days."""
Fault = tuple[str, str]
"""A key of the file, and what is wrong with it."""


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


def _retention_faults(table: RetentionTable) -> Iterator[Fault]:
    kept = retention_of(table)
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


def _part_faults(kind: DocumentKind, document: DocumentTable) -> Iterator[Fault]:
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
