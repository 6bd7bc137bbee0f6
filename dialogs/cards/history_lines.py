"""The lines of a case's history: day and time, what happened, and who. Newest first, and not too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microsoft_teams.cards.core import CardElement

from dialogs.cards.elements import plain, quiet, small
from dialogs.wording import Wording
from domain.network_meeting import Action

SHOWN_EVENTS = 12
EVENTS_TOLD = (
    *(f"meeting.{action}" for action in ("request", *Action)),
    *(f"task.{action}" for action in ("done", "new_deadline", "hand_over")),
)
"""The kinds of event both sectors are shown; that somebody put off a reminder is their own affair."""


@dataclass(frozen=True)
class HistoryLine:
    kind: str
    """One of `EVENTS_TOLD`."""
    at: datetime
    """UTC."""
    who: str
    """Name and organisation; empty where time itself acted."""


def history_lines(lines: Sequence[HistoryLine], wording: Wording) -> list[CardElement]:
    if not lines:
        return []
    told = [small(_line(line, wording)) for line in lines[:SHOWN_EVENTS]]
    return [quiet(wording("status.history")), *told]


def _line(line: HistoryLine, wording: Wording) -> str:
    when, what = wording.moment(line.at), wording(f"event.{line.kind}")
    if not line.who:
        return wording("status.event_by_time", when=when, what=what)
    return wording("status.event", when=when, what=what, who=plain(line.who))
