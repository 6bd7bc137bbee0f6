"""The rules of a document's days: what lies ahead is not written as past, and nothing too far ahead.

A document that is changed later keeps the days it has: they were right when they were written.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from datetime import date

from dialogs.forms.form import Answers, Check, Fault, Surroundings

DayRule = Callable[[date, Answers, Surroundings], str]
"""Which wording says what is wrong with the day; empty when nothing is."""


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _not_past(day: date, _answers: Answers, around: Surroundings) -> str:
    return "part.day_in_past" if day < around.today else ""


def _not_ahead(day: date, _answers: Answers, around: Surroundings) -> str:
    return "document.day_in_future" if day > around.today else ""


def _within_the_agreements_months(day: date, answers: Answers, around: Surroundings) -> str:
    agreement = around.agreement(answers)
    if agreement is None:
        return ""
    latest = months_after(around.today, agreement.deadlines.next_meeting_months)
    return "part.next_meeting_too_late" if day > latest else ""


WHEN_CHANGED: Mapping[str, tuple[DayRule, ...]] = {
    "offered_on": (_not_ahead,),
    "next_meeting": (_within_the_agreements_months,),
}
WHEN_WRITTEN: Mapping[str, tuple[DayRule, ...]] = {
    "expected_discharge": (_not_past,),
    "first_follow_up": (_not_past,),
    "ends_on": (_not_past,),
    "offered_on": (_not_ahead,),
    "next_meeting": (_not_past, _within_the_agreements_months),
}


def day_faults(rules: Mapping[str, tuple[DayRule, ...]], names: Collection[str]) -> Check:
    """A check of those of the rules that are about these parts."""

    def check(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
        faults: list[Fault] = []
        for name in names:
            if name in answers:
                found = (rule(answers[name], answers, around) for rule in rules.get(name, ()))
                faults += [Fault(name, key) for key in found if key][:1]
        return tuple(faults)

    return check
