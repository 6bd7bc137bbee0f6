"""What a person's role in a unit gives them beside any case, as a table of role × setting.

Of themselves everybody sets the same. What they may do with a case is `table.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from domain.document_kind import DocumentKind
from domain.errors import NotAllowed
from domain.people import Person, Role, Unit
from domain.permission.table import STARTED_BY


class Setting(StrEnum):
    """What can be begun, set or looked at beside any case."""

    START_CASE = "start_case"
    """Send the first document of a citizen's course, or ask for a meeting."""
    WORK_OF_UNIT = "work_of_unit"
    """Give on what a colleague of the unit has open."""
    OWN_REMINDERS = "own_reminders"
    """When one is at work and how one is reminded, and who hears instead while one is away."""
    UNIT_HOURS = "unit_hours"
    """When a unit is at work, and who is on duty there."""
    REMINDERS_OF_UNIT = "reminders_of_unit"
    """Who in the unit is reminded of what the law asks for only, who is away, who cannot be reached."""
    SEARCHES_OF_UNIT = "searches_of_unit"
    """How many citizens each in the unit has looked up without being on a case of theirs."""
    UNREACHABLE_OF_ORGANISATION = "unreachable_of_organisation"
    UNDELIVERED_OF_AREA = "undelivered_of_area"
    """Numbers and kinds of what the law asks for and nobody was told for certain."""
    FIGURES_OF_UNIT = "figures_of_unit"
    """What the unit's work comes to, as counts."""
    FIGURES_OF_AREA = "figures_of_area"
    """The same of all units of the area, in the organisations an agreement binds together with one's own."""
    JOINT_REPORT = "joint_report"
    """Asking for the operations forum's joint report, fetching it, and writing down what the forum
    decides."""


_FOR_ALL = frozenset({Setting.OWN_REMINDERS})
_FOR_WORKING = _FOR_ALL | {Setting.START_CASE, Setting.WORK_OF_UNIT}

SETTINGS: Mapping[Role, frozenset[Setting]] = {
    Role.FRONTLINE: _FOR_WORKING,
    Role.LEADER: _FOR_WORKING
    | {
        Setting.UNIT_HOURS,
        Setting.REMINDERS_OF_UNIT,
        Setting.SEARCHES_OF_UNIT,
        Setting.FIGURES_OF_UNIT,
    },
    Role.SIGNATORY: _FOR_WORKING,
    Role.COORDINATOR: _FOR_ALL | {Setting.UNDELIVERED_OF_AREA, Setting.FIGURES_OF_AREA, Setting.JOINT_REPORT},
    Role.ADMINISTRATOR: _FOR_ALL | {Setting.UNREACHABLE_OF_ORGANISATION},
}


def may_set(person: Person, setting: Setting, unit_id: str) -> bool:
    """Whether the person's role in this unit lets them."""
    return any(m.unit.id == unit_id and setting in SETTINGS[m.role] for m in person.memberships)


def check_may_set(person: Person, setting: Setting, unit_id: str) -> None:
    """Raise `NotAllowed`."""
    if not may_set(person, setting, unit_id):
        raise NotAllowed(f"{setting} refused")


def has_setting(person: Person, setting: Setting) -> bool:
    """Whether their role in any unit lets them."""
    return any(setting in SETTINGS[role] for role in person.roles)


def units_with(person: Person, setting: Setting) -> tuple[Unit, ...]:
    """The units in which the person's role lets them, each once."""
    return tuple(dict.fromkeys(m.unit for m in person.memberships if setting in SETTINGS[m.role]))


def may_start_case(person: Person, kind: DocumentKind | None = None) -> bool:
    """Whether the person starts a case, with a document of this `kind` where one is meant."""
    if kind is not None and person.sector not in STARTED_BY[kind]:
        return False
    return has_setting(person, Setting.START_CASE)


def check_may_start_case(person: Person, kind: DocumentKind | None = None) -> None:
    """Raise `NotAllowed`."""
    if not may_start_case(person, kind):
        raise NotAllowed("only those who work in a unit start a case, with what their sector starts")
