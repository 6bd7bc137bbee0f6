"""The commands about oneself and one's unit: the settings, away and back again, the unit's hours."""

from __future__ import annotations

from dialogs.cards.elements import Tone, plain
from dialogs.cards.settings_card import settings_card
from dialogs.forms.flow import start
from dialogs.forms.settings_forms import COVER, UNIT_HOURS
from dialogs.prefill import prefill
from dialogs.settings_views import settings_view
from dialogs.talk import Talk
from dialogs.understanding import Understanding
from dialogs.views import unit_of
from domain.permission import Setting, check_may_set, units_with
from workflows.chat import Card
from workflows.preferences import end_cover, may_cover_for


def settings(talk: Talk, _said: Understanding) -> Card:
    return _settings(talk)


def away(talk: Talk, said: Understanding) -> Card:
    """Begins the form, with the day and the colleague that were named."""
    if not may_cover_for(talk.desk, talk.person):
        return _settings(talk, talk.wording("settings.nobody_to_cover"))
    values, note = prefill(talk, said, COVER)
    return start(talk, COVER, talk.person.id, {**values, **_colleague_said(talk, said)}, note)


def _colleague_said(talk: Talk, said: Understanding) -> dict[str, str]:
    """The one colleague with the first name that was said; nothing where there is none, or more than one."""
    found = [
        each.id
        for each in may_cover_for(talk.desk, talk.person)
        if each.name.split()[0].casefold() == said.colleague.casefold()
    ]
    return {"colleague": found[0]} if len(found) == 1 else {}


def back(talk: Talk, _said: Understanding) -> Card:
    if end_cover(talk.desk, talk.person):
        return _settings(talk, talk.wording("settings.back"), "good")
    return _settings(talk, talk.wording("settings.was_not_away"))


def unit_hours(talk: Talk, _said: Understanding) -> Card:
    """Begins the form of the one unit the person leads; else the settings, where each unit has its button."""
    units = units_with(talk.person, Setting.UNIT_HOURS)
    if len(units) == 1:
        return begin_unit_hours(talk, units[0].id)
    return _settings(talk, "" if units else talk.wording("settings.leader_sets_hours"))


def begin_unit_hours(talk: Talk, unit_id: str) -> Card:
    """The form, which says which unit it is about. Raises `NotAllowed` for who does not lead it."""
    check_may_set(talk.person, Setting.UNIT_HOURS, unit_id)
    unit = unit_of(talk.desk, unit_id)
    return start(talk, UNIT_HOURS, unit.id, {}, talk.wording("settings.about_unit", unit=plain(unit.name)))


def _settings(talk: Talk, note: str = "", tone: Tone = "accent") -> Card:
    return settings_card(settings_view(talk), talk.wording, note, tone)
