"""What Teams suggests while one types is what the bot understands, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dialogs.understanding import Intent, PartyNames, understand
from teams.wording import DANISH, ENGLISH, Command, Wording

MONDAY_MORNING = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
MEANT = (Intent.NEW_MEETING, Intent.MY_CASES, Intent.STATUS, Intent.HELP, Intent.CANCEL)
MEANT_IN_A_GROUP = (Intent.MY_CASES, Intent.STATUS, Intent.HELP)


@pytest.mark.parametrize(
    ("wording", "other_language"), [(DANISH, Intent.ENGLISH), (ENGLISH, Intent.DANISH)], ids=["da", "en"]
)
def test_every_suggested_command_is_understood(wording: Wording, other_language: Intent) -> None:
    assert _meanings(wording.personal_commands) == (*MEANT, other_language)
    assert _meanings(wording.group_commands) == MEANT_IN_A_GROUP


def _meanings(commands: tuple[Command, ...]) -> tuple[Intent | None, ...]:
    names = PartyNames({}, {})
    return tuple(understand(command.title, names, MONDAY_MORNING).intent for command in commands)
