"""What the settings card's own buttons do; the others are commands."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.forms import flow
from dialogs.forms.settings_forms import PREFERENCES
from dialogs.settings_commands import begin_unit_hours
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in


def _reminders(talk: Talk, _data: Data) -> Reply:
    return talk.show(flow.start(talk, PREFERENCES, talk.person.id, {}))


def _unit_hours(talk: Talk, data: Data) -> Reply:
    return talk.show(begin_unit_hours(talk, id_in(data)))


SETTINGS_VERBS: Mapping[str, Verb] = {
    "settings.reminders": _reminders,
    "settings.unit_hours": _unit_hours,
}
