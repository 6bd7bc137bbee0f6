"""The command for figures, as coordinators and leaders type it."""

from __future__ import annotations

from dialogs.figures import scope_said, show_figures
from dialogs.talk import Talk
from dialogs.understanding import Understanding
from workflows.chat import Card


def figures(talk: Talk, said: Understanding) -> Card:
    return show_figures(talk, scope_said(talk, said))
