"""The morning's card: what is late, due today and due soon, a button each; what is late elsewhere below.

Case number, task type, deadline and organisation only. The card is kept true all day: what has ended says so
and has no button any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import banner, button, buttons, card, heading, line, quiet, subheading
from dialogs.wording import Wording
from domain.reminder import ESCALATIONS
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from workflows.chat import Card

SECTIONS = ("overdue", "on_day", "before", "escalated")
"""In the order they are read: one's own, the most pressing first, then what is late in others' hands."""
SHOWN_LINES = 12


@dataclass(frozen=True)
class DigestLine:
    """A reminder or an escalation, as a line."""

    task: Task
    reminder: str
    """Its kind (`ReminderKind`)."""
    organisation: str
    """Whose hands the task is in."""
    overdue_days: int
    """Working days past the deadline."""
    on_case: bool
    """Whether the reader may open it."""
    may_change: bool

    @property
    def section(self) -> str:
        return "escalated" if self.reminder in ESCALATIONS else self.reminder


@dataclass(frozen=True)
class DigestView:
    day: date
    """The local day it is the morning's card of."""
    lines: tuple[DigestLine, ...]
    undelivered: tuple[tuple[str, str], ...] = ()
    """Case number and task type of what the law asks for and nobody could be told for certain."""
    unreachable: tuple[str, ...] = ()
    """Names of colleagues the bot cannot write to."""


def digest_card(view: DigestView, wording: Wording, note: str = "") -> Card:
    body: list[CardElement] = [heading(wording("digest.title", day=wording.day(view.day)))]
    if note:
        body.append(banner(note, "good"))
    if view.lines and not any(each.task.is_open for each in view.lines):
        body.append(banner(wording("digest.all_done"), "good"))
    shown = view.lines[:SHOWN_LINES]
    for section in SECTIONS:
        body += _section(section, [each for each in shown if each.section == section], wording)
    if len(view.lines) > SHOWN_LINES:
        body.append(quiet(wording.count("tasks.more", len(view.lines) - SHOWN_LINES)))
    undelivered = [wording("task.title", what=what, number=number) for number, what in view.undelivered]
    body += _listed(undelivered, wording("digest.undelivered.title"), wording("digest.undelivered.text"))
    body += _listed(view.unreachable, wording("digest.unreachable.title"), wording("digest.unreachable.text"))
    return card(body, _footer(wording), wording.language)


def _section(name: str, lines: Sequence[DigestLine], wording: Wording) -> list[CardElement]:
    if not lines:
        return []
    body: list[CardElement] = [subheading(wording(f"digest.section.{name}"))]
    for each in lines:
        body.append(line(_text(each, wording)))
        if actions := _actions(each, wording):
            body.append(buttons(actions))
    return body


def _text(each: DigestLine, wording: Wording) -> str:
    task = each.task
    what = wording("task.title", what=wording(f"task.kind.{task.kind}"), number=task.case_number)
    if not task.is_open:
        return wording("digest.ended", what=what, state=wording(f"task.state.{task.status}"))
    if each.section == "escalated":
        late = wording.count("task.overdue_by", each.overdue_days)
        return wording("digest.escalated", what=what, organisation=each.organisation, late=late)
    return wording("digest.line", what=what, by=wording.day(task.due))


def _actions(each: DigestLine, wording: Wording) -> list[Action]:
    task = each.task
    if not task.is_open or not each.on_case:
        return []
    about = task.subject if task.kind is not TaskKind.FOLLOW_UP else Subject(SubjectKind.TASK, task.id)
    what: dict[str, object] = {"kind": about.kind, "id": about.id}
    actions: list[Action] = [button(wording("tasks.open"), "digest.open", what)]
    if task.kind is TaskKind.FOLLOW_UP and each.may_change:
        ids = {"id": task.id, "version": task.version}
        actions.insert(0, button(wording("task.action.done"), "digest.done", ids, "positive"))
    return actions


def _listed(texts: Sequence[str], title: str, why: str) -> list[CardElement]:
    return [subheading(title), quiet(why), *map(line, texts)] if texts else []


def _footer(wording: Wording) -> list[Action]:
    return [
        button(wording("help.unit_tasks"), "command.unit_tasks", {}),
        button(wording("intent.settings"), "command.settings", {}),
    ]
