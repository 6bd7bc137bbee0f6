"""What an agreement file means, in words, for the administrator who writes it: one sentence for each value.

A local agreement is told whole; what it says otherwise than its base is marked, with what the base says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date

from dialogs.cards.document_words import document_name, part_text
from dialogs.goal_words import goal_text
from dialogs.hours_words import hours_text
from dialogs.indicator_words import title_of
from dialogs.listing import listed
from dialogs.wording import Wording
from domain.agreement import Agreement
from domain.document_kind import DocumentKind
from domain.indicators.table import INDICATORS
from domain.people import Role
from domain.task import TaskKind

Told = Callable[[Wording, int], str]


def _within(wording: Wording, days: int) -> str:
    if not days:
        return wording("agreement_check.same_day")
    return wording.count("agreement_check.within_working_days", days)


def _before(wording: Wording, days: int) -> str:
    if not days:
        return wording("agreement_check.on_the_day")
    return wording.count("agreement_check.working_days_before", days)


def _days(wording: Wording, days: int) -> str:
    return wording.count("agreement_check.days", days)


def _months(wording: Wording, months: int) -> str:
    return wording.count("agreement_check.months", months)


def _working_days(wording: Wording, days: int) -> str:
    return wording.count("agreement_check.working_days", days)


DEADLINES: Mapping[str, Told] = {
    "acknowledge": _within,
    "find_time": _within,
    "minutes": _within,
    "sign_off": _within,
    "agreement_before": _before,
    "first_follow_up_days": _days,
    "next_meeting_months": _months,
}
"""Each deadline of `Deadlines`, and how its length is told."""

REMINDERS: Mapping[str, Told] = {
    "working_days_before": _before,
    "leader_after": _working_days,
    "coordinators_after": _working_days,
    "ask_date_every": _working_days,
}
"""Each number of `ReminderTimes`."""

KEPT = ("meetings", "case", "drafts", "messages")
"""The periods of `Retention` that are one number each."""


def explain(agreement: Agreement, base: Agreement | None, wording: Wording) -> tuple[str, ...]:
    """A heading and one line for each thing the agreement says."""
    name = agreement.name_en if wording.language == "en" else agreement.name_da
    heading = wording("agreement_check.heading", id=agreement.id, name=name)
    told = dict(_sentences(agreement, wording))
    if base is None:
        return (heading, *(f"  - {sentence}" for sentence in told.values()))
    there = dict(_sentences(base, wording))
    lines = (_beside(base.id, text, there.get(about), wording) for about, text in told.items())
    return (heading, f"  {wording('agreement_check.extends', base=base.id)}", *lines)


def _beside(base: str, text: str, there: str | None, wording: Wording) -> str:
    """What the local agreement says, marked where its base says otherwise or nothing."""
    if text == there:
        return f"  - {text}"
    if there is None:
        return f"  * {wording('agreement_check.only_here', text=text, base=base)}"
    return f"  * {wording('agreement_check.differs', text=text, base=base, there=there)}"


def _sentences(agreement: Agreement, wording: Wording) -> Iterator[tuple[str, str]]:
    """What each is about, and the sentence; the same things in the same order for every agreement, but for
    its goals."""
    yield "area", wording(f"agreement_check.area.{agreement.area}")
    yield "validity", _validity(agreement, wording)
    yield "parties", wording("agreement_check.parties", names=listed(agreement.parties, wording))
    yield "holidays", _holidays(agreement, wording)
    numbers = {**asdict(agreement.deadlines), **asdict(agreement.reminders)}
    for name, told in DEADLINES.items():
        yield name, wording(f"agreement_check.deadline.{name}", time=told(wording, numbers[name]))
    yield "at", wording("agreement_check.reminders_at", at=wording.time(agreement.reminders.at))
    for name, told in REMINDERS.items():
        yield name, wording(f"agreement_check.reminder.{name}", time=told(wording, numbers[name]))
    yield "hours", wording("agreement_check.hours", hours=hours_text(agreement.hours, wording))
    yield "urgent", _urgent(agreement, wording)
    yield "emergency", _emergency(agreement, wording)
    yield "searches", wording.count("agreement_check.searches", agreement.citizens_per_hour)
    for kind in DocumentKind:
        yield kind, _document(agreement, kind, wording)
    yield from _goals(agreement, wording)
    yield from kept(agreement, wording)
    topics = (g.topic_en if wording.language == "en" else g.topic_da for g in agreement.guidance)
    yield "guidance", wording("agreement_check.guidance", topics=listed(tuple(topics), wording))


def kept(agreement: Agreement, wording: Wording) -> Iterator[tuple[str, str]]:
    """How long what is kept, and what must have happened before it is erased."""
    periods = agreement.retention
    within = _within(wording, periods.journal_within)
    yield "journal", wording("agreement_check.journal_within", time=within)
    idle, close = _days(wording, periods.idle), _within(wording, periods.close_within)
    yield "idle", wording("agreement_check.idle", days=idle, time=close)
    for kind in DocumentKind:
        name, time = document_name(kind, agreement, wording), _days(wording, periods.documents[kind])
        if agreement.rule(kind):
            yield f"kept_{kind}", wording("agreement_check.kept_document", name=name, time=time)
    for about in KEPT:
        time = _days(wording, getattr(periods, about))
        yield f"kept_{about}", wording(f"agreement_check.kept_{about}", time=time)


def _validity(agreement: Agreement, wording: Wording) -> str:
    start = wording.day_and_year(agreement.valid_from)
    if agreement.valid_to is None:
        return wording("agreement_check.valid_from", start=start)
    return wording("agreement_check.valid_until", start=start, end=wording.day_and_year(agreement.valid_to))


def _holidays(agreement: Agreement, wording: Wording) -> str:
    days = tuple(_day(text) for text in agreement.extra_holidays)
    if not days:
        return wording("agreement_check.no_extra_holidays")
    return wording("agreement_check.extra_holidays", days=listed(days, wording))


def _day(text: str) -> str:
    day = date.fromisoformat(f"2000-{text}")
    return f"{day.day}.{day.month}."


def _urgent(agreement: Agreement, wording: Wording) -> str:
    reminders = agreement.reminders
    if not reminders.urgent:
        return wording("agreement_check.nothing_urgent")
    tasks = [wording(f"task.kind.{kind}") for kind in TaskKind if kind in reminders.urgent]
    documents = [document_name(kind, agreement, wording) for kind in DocumentKind if kind in reminders.urgent]
    kinds = listed(tuple(f"»{name}«" for name in (*tasks, *documents)), wording)
    if reminders.urgent_at_any_hour:
        return wording("agreement_check.urgent_at_any_hour", kinds=kinds)
    return wording("agreement_check.urgent", kinds=kinds)


def _emergency(agreement: Agreement, wording: Wording) -> str:
    rule = agreement.emergency
    if not rule.roles:
        return wording("agreement_check.no_emergency")
    roles = tuple(wording(f"agreement_check.role.{role}") for role in Role if role in rule.roles)
    who = listed(roles, wording)
    if not rule.units:
        return wording("agreement_check.emergency", who=who)
    units = listed(tuple(sorted(rule.units)), wording)
    return wording("agreement_check.emergency_in", who=who, units=units)


def _document(agreement: Agreement, kind: DocumentKind, wording: Wording) -> str:
    name, rule = document_name(kind, agreement, wording), agreement.rule(kind)
    if rule is None:
        return wording("agreement_check.not_in_use", name=name)
    names = tuple(wording(f"agreement_check.receiver.{who}") for who in rule.receivers)
    receivers = listed(names, wording)
    if not rule.required:
        return wording("agreement_check.nothing_required", name=name, receivers=receivers)
    parts = tuple(f"»{part_text(wording, kind, part, 'label')}«" for part in rule.required)
    return wording("agreement_check.in_use", name=name, parts=listed(parts, wording), receivers=receivers)


def _goals(agreement: Agreement, wording: Wording) -> Iterator[tuple[str, str]]:
    """In the order in which a report shows them."""
    if not agreement.goals:
        yield "goals", wording("agreement_check.no_goals")
    for each in INDICATORS:
        if each.key in agreement.goals:
            goal = goal_text(wording, each, agreement.goals[each.key])
            yield f"goal_{each.key}", wording("agreement_check.goal", name=title_of(wording, each), goal=goal)
