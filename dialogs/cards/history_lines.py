"""The lines of a case's history: day and time, what happened, and who. Newest first, and not too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microsoft_teams.cards.core import CardElement

from dialogs.cards.elements import plain, quiet, small, subheading
from dialogs.wording import Wording
from domain.document_steps import Action as DocumentAction
from domain.network_meeting import Action as MeetingAction

SHOWN_EVENTS = 30
OF_ADMISSIONS = (
    "begin", "assess", "set_date", "ready", "homeless", "housed", "discharge", "correct_discharge",
    "signed_late", "explain",
)  # fmt: skip
OF_CASES = (
    "open", "close", "withdraw_consent", "change_municipality", "add_municipality", "remove_municipality",
    "change_contact", "emergency", "restrict", "keep", "let_go", "correct", "stay_open", "remark",
)  # fmt: skip
OF_JOURNALS = ("journal", "journal_undo", "erase")
OF_TASKS = ("done", "new_deadline", "hand_over", "take", "not_possible")
EVENTS_TOLD = (
    *(f"meeting.{action}" for action in ("request", *MeetingAction, *OF_JOURNALS)),
    *(f"document.{action}" for action in ("send", *DocumentAction, *OF_JOURNALS)),
    *(f"admission.{action}" for action in OF_ADMISSIONS),
    *(f"case.{action}" for action in OF_CASES),
    *(f"task.{action}" for action in OF_TASKS),
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
    what: str = ""
    """What the document is called that it happened to."""


def history_lines(lines: Sequence[HistoryLine], wording: Wording, most: int) -> list[CardElement]:
    if not lines:
        return []
    told: list[CardElement] = [small(_line(line, wording)) for line in lines[:most]]
    if len(lines) > most:
        told.append(quiet(wording.count("status.earlier", len(lines) - most)))
    return [subheading(wording("status.history")), *told]


def _line(line: HistoryLine, wording: Wording) -> str:
    when, what = wording.moment(line.at), wording(f"event.{line.kind}", what=plain(line.what))
    if not line.who:
        return wording("status.event_by_time", when=when, what=what)
    return wording("status.event", when=when, what=what, who=plain(line.who))
