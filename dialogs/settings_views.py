"""Looks up what one person has set, and what they may see of their units' staff, for the settings card."""

from __future__ import annotations

from dialogs.cards.settings_card import SettingsView, UnitLine, Whose
from dialogs.talk import Talk
from dialogs.views import person_of
from domain.people import Unit
from domain.permission import Setting, units_with
from domain.preferences import Works
from workflows.desk import Desk
from workflows.preferences import may_cover_for, staff_reached
from workflows.reaching import agreement_for, hours_of, hours_of_unit, on_duty


def settings_view(talk: Talk) -> SettingsView:
    desk, person = talk.desk, talk.person
    own = desk.records.preferences.of(person.id)
    covered_by = own.covered_on(desk.today)
    return SettingsView(
        person=person,
        own=own,
        hours=hours_of(desk, person),
        whose=Whose.OWN if own.works is Works.FIXED else _whose(desk, person.home),
        instead=person_of(desk, covered_by),
        is_away=covered_by is not None,
        may_be_covered=bool(may_cover_for(desk, person)),
        urgent_at_any_hour=agreement_for(desk, person.home).reminders.urgent_at_any_hour,
        units=tuple(_unit_line(desk, unit) for unit in units_with(person, Setting.UNIT_HOURS)),
        staff=staff_reached(desk, person),
    )


def _whose(desk: Desk, unit: Unit) -> Whose:
    return Whose.UNIT if desk.records.preferences.of_unit(unit.id).hours else Whose.AGREEMENT


def _unit_line(desk: Desk, unit: Unit) -> UnitLine:
    return UnitLine(unit, hours_of_unit(desk, unit), _whose(desk, unit), on_duty(desk, unit.id))
