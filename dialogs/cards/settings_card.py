"""What one person has set, with buttons to change it; for a leader also the unit, and who in it hears what.

Names of staff, days and hours only: nothing on it is about a citizen or a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import (
    Tone,
    banner,
    button,
    buttons,
    card,
    facts,
    heading,
    line,
    plain,
    quiet,
    subheading,
)
from dialogs.hours_words import hours_text
from dialogs.wording import Wording
from domain.local_time import local_day
from domain.people import Person, Unit
from domain.preferences import PersonPreferences, Works
from domain.working_hours import WorkingHours
from workflows.chat import Card
from workflows.preferences import Away, StaffReached

SHOWN_STAFF = 8
"""Names in one list."""


class Whose(StrEnum):
    """Where hours come from."""

    OWN = "own"
    UNIT = "unit"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class UnitLine:
    """A unit the person leads."""

    unit: Unit
    hours: WorkingHours
    whose: Whose
    on_duty: Person | None
    """None for the unit's inbox."""


@dataclass(frozen=True)
class SettingsView:
    person: Person
    own: PersonPreferences
    hours: WorkingHours
    """Those that hold for the person."""
    whose: Whose
    instead: Person | None
    """Who hears today."""
    is_away: bool
    may_be_covered: bool
    """Whether there is anybody who could."""
    urgent_at_any_hour: bool
    units: tuple[UnitLine, ...]
    staff: StaffReached


def settings_card(view: SettingsView, wording: Wording, note: str = "", tone: Tone = "good") -> Card:
    body: list[CardElement] = [
        heading(wording("settings.title")),
        *([banner(note, tone)] if note else []),
        facts(_own_rows(view, wording)),
        *_meanings(view, wording),
        buttons(_own_buttons(view, wording)),
    ]
    for each in view.units:
        body += _unit(each, wording)
    body += _staff(view.staff, wording)
    return card(body, language=wording.language)


def _own_rows(view: SettingsView, wording: Wording) -> list[tuple[str, str]]:
    return [
        (wording("settings.hours"), _own_hours(view, wording)),
        (wording("settings.reminders"), _reminders(view.own, wording)),
        (wording("settings.cover"), _cover(view, wording)),
        (wording("settings.language"), wording("settings.this_language")),
    ]


def _own_hours(view: SettingsView, wording: Wording) -> str:
    hours = hours_text(view.hours, wording)
    if view.own.works is Works.SHIFTS:
        return wording("settings.shifts", hours=hours)
    return wording(f"settings.hours_of.{view.whose}", hours=_capital(hours))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _reminders(own: PersonPreferences, wording: Wording) -> str:
    """In the words of the choices that were made."""
    how = wording("choice.gathered.one_by_one" if own.one_by_one else "choice.gathered.gathered")
    which = wording("choice.reminded_of.only_legal" if own.only_legal else "choice.reminded_of.all")
    return wording("settings.how_reminded", how=how, which=which)


def _cover(view: SettingsView, wording: Wording) -> str:
    if not view.is_away or view.own.cover is None:
        return wording("settings.not_away")
    until = wording.day(view.own.cover.until)
    name = view.instead.name if view.instead else wording("colleagues.a_former")
    return wording("settings.away_until", name=name, until=until)


def _meanings(view: SettingsView, wording: Wording) -> Iterator[CardElement]:
    """What follows from what was chosen, where it does not go without saying."""
    if view.own.only_legal:
        yield quiet(wording("settings.only_legal_means"))
    if view.own.works is Works.SHIFTS:
        yield quiet(wording("settings.shifts_mean"))
    yield quiet(wording("settings.any_hour" if view.urgent_at_any_hour else "settings.within_hours"))


def _own_buttons(view: SettingsView, wording: Wording) -> list[Action]:
    actions: list[Action] = [button(wording("settings.change"), "settings.reminders", {}, "positive")]
    if view.is_away:
        actions.append(button(wording("intent.back"), "command.back", {}))
        actions.append(button(wording("settings.change_cover"), "command.away", {}))
    elif view.may_be_covered:
        actions.append(button(wording("intent.away"), "command.away", {}))
    other = f"command.{wording('help.other_language_verb')}"
    return [*actions, button(wording("help.other_language"), other, {})]


def _unit(each: UnitLine, wording: Wording) -> list[CardElement]:
    hours = _capital(hours_text(each.hours, wording))
    hours = wording(f"settings.unit_hours_of.{each.whose}", hours=hours)
    on_duty = each.on_duty.name if each.on_duty else wording("choice.the_inbox")
    rows = [(wording("settings.hours"), hours), (wording("settings.on_duty"), on_duty)]
    change = button(wording("settings.change_unit"), "settings.unit_hours", {"id": each.unit.id})
    return [subheading(plain(each.unit.name)), facts(rows), buttons([change])]


def _staff(staff: StaffReached, wording: Wording) -> Iterator[CardElement]:
    if staff.only_legal:
        yield subheading(wording("settings.only_legal_staff"))
        yield from _lines([plain(person.name) for person in staff.only_legal], wording)
    if staff.away:
        yield subheading(wording("settings.away_staff"))
        yield from _lines([_away(each, wording) for each in staff.away], wording)
    if staff.unreachable:
        yield subheading(wording("settings.unreachable_staff"))
        yield from _lines([_unreachable(who, since, wording) for who, since in staff.unreachable], wording)
        yield quiet(wording("settings.unreachable_means"))
    if staff.searches:
        yield subheading(wording("settings.searches"))
        yield from _lines([_searches(who, number, wording) for who, number in staff.searches], wording)
        yield quiet(wording("settings.searches_mean"))


def _searches(person: Person, number: int, wording: Wording) -> str:
    return wording(f"settings.searched.{'one' if number == 1 else 'many'}", who=plain(person.name), n=number)


def _lines(lines: Sequence[str], wording: Wording) -> list[CardElement]:
    more = len(lines) - SHOWN_STAFF
    shown: list[CardElement] = [line(each) for each in lines[:SHOWN_STAFF]]
    return [*shown, quiet(wording.count("settings.more_staff", more))] if more > 0 else shown


def _away(each: Away, wording: Wording) -> str:
    name = plain(each.instead.name) if each.instead else wording("colleagues.a_former")
    until = wording.day(each.until)
    return wording("settings.staff_away", who=plain(each.person.name), name=name, until=until)


def _unreachable(person: Person, since: datetime, wording: Wording) -> str:
    return wording("settings.staff_unreachable", who=plain(person.name), since=wording.day(local_day(since)))
