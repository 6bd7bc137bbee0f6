"""The command that asks for emergency access."""

from __future__ import annotations

from dialogs.forms.emergency_form import EMERGENCY
from dialogs.forms.flow import start
from dialogs.prefill import prefill
from dialogs.talk import Talk
from dialogs.understanding import Understanding
from workflows.chat import Card
from workflows.emergency import check_may_ask


def emergency(talk: Talk, said: Understanding) -> Card:
    """Begins the form, with what was said of the case. Raises `BadValue` for whom no agreement names."""
    check_may_ask(talk.desk, talk.person)
    values, note = prefill(talk, said, EMERGENCY)
    return start(talk, EMERGENCY, talk.person.id, values, note)
