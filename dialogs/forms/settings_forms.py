"""The forms of the settings card: reminders and hours, who covers, and a unit's hours.

They begin with what holds now. A page of hours comes only where somebody says that they are fixed. What is
chosen is checked again by the use case.
"""

from __future__ import annotations

from dialogs.forms.form import Answers, Fault, Field, FieldKind, Form, Page, Surroundings
from domain.preferences import Works
from domain.working_hours import WorkingHours
from workflows.preferences import LONGEST_COVER

ONE_BY_ONE, ONLY_LEGAL = "one_by_one", "only_legal"
AS_AGREED, FIXED, ROUND_THE_CLOCK = "as_agreed", "fixed", "round_the_clock"

CHOICES_OF_SETTINGS: dict[str, tuple[str, ...]] = {
    "gathered": ("gathered", ONE_BY_ONE),
    "reminded_of": ("all", ONLY_LEGAL),
    "works": tuple(Works),
    "unit_hours": (AS_AGREED, FIXED, ROUND_THE_CLOCK),
}

_HOURS = (
    Field("days", FieldKind.CHOICES, choices="weekdays", missing="field.none_chosen"),
    Field("begins", FieldKind.TIME),
    Field("ends", FieldKind.TIME),
    Field("on_holidays", FieldKind.CHOICE, choices="yes_no", default="no"),
)


def _has_fixed_hours(answers: Answers, _around: Surroundings) -> bool:
    return FIXED in (answers.get("works"), answers.get("unit_hours"))


def _check_until(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    if answers["until"] < around.today:
        return (Fault("until", "settings.cover_in_past"),)
    if answers["until"] - around.today > LONGEST_COVER:
        return (Fault("until", "field.too_far_ahead"),)
    return ()


_HOURS_PAGE = Page("hours", _HOURS, shown=_has_fixed_hours)

PREFERENCES = Form(
    "preferences",
    (
        Page(
            "reminders",
            (
                Field("gathered", FieldKind.CHOICE, choices="gathered"),
                Field("reminded_of", FieldKind.CHOICE, choices="reminded_of"),
                Field("works", FieldKind.CHOICE, choices="works"),
            ),
        ),
        _HOURS_PAGE,
    ),
    reviewed=False,
)
COVER = Form(
    "cover",
    (
        Page(
            "cover",
            (Field("colleague", FieldKind.CHOICE, choices="covers"), Field("until", FieldKind.DATE)),
            check=_check_until,
        ),
    ),
    reviewed=False,
)
UNIT_HOURS = Form(
    "unit_hours",
    (
        Page(
            "unit",
            (
                Field("unit_hours", FieldKind.CHOICE, choices="unit_hours"),
                Field("on_duty", FieldKind.CHOICE, choices="on_duty"),
            ),
        ),
        _HOURS_PAGE,
    ),
    reviewed=False,
)


def hours_in(answers: Answers) -> WorkingHours:
    """What the page of hours says. One that ends when it begins lasts the whole day."""
    days = frozenset(int(day) for day in answers["days"])
    return WorkingHours(days, answers["begins"], answers["ends"], answers["on_holidays"] == "yes")


def hours_values(hours: WorkingHours) -> dict[str, str]:
    """Hours as typed values, to start from."""
    return {
        "days": ",".join(map(str, sorted(hours.days))),
        "begins": f"{hours.begins:%H:%M}",
        "ends": f"{hours.ends:%H:%M}",
        "on_holidays": "yes" if hours.holidays else "no",
    }
