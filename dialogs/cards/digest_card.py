"""The morning's card: the three most important, then what is late, due today and due soon, a button each;
what is late elsewhere below.

Case number, task type, deadline and organisation only. The card is kept true all day: what has ended says so
and has no button any more. What its buttons open stands below in a message of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import banner, button, card, entry, heading, line, quiet, subheading
from dialogs.cards.task_lines import late_text, opened
from dialogs.wording import Wording
from domain.local_time import local
from domain.reminder import ESCALATIONS, ReminderKind
from domain.task import Task, TaskKind
from workflows.chat import Card

SECTIONS = (
    ReminderKind.OVERDUE,
    ReminderKind.ON_DAY,
    ReminderKind.BEFORE,
    ReminderKind.LEADER,
    ReminderKind.COORDINATORS,
)
"""In the order they are read: one's own, the most pressing first, then what is late in others' hands."""
IMPORTANT = "important"
"""The section of the three most important, before all others."""
LATE = frozenset({ReminderKind.OVERDUE, *ESCALATIONS})
WITH_BUTTONS = 12
"""Lines that have buttons; a card of more would be too large for Teams."""
SHOWN_LINES = 40


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
    about: str = ""
    """What the document is called that it comes from, for a reader who may open it."""
    meets_at: datetime | None = None
    """When the meeting begins, for the task of taking part in it. UTC."""

    @property
    def is_late(self) -> bool:
        """Past its deadline: what is told of on the day itself is not yet."""
        return self.task.is_open and self.reminder in LATE and self.overdue_days > 0


@dataclass(frozen=True)
class DigestView:
    day: date
    """The local day it is the morning's card of."""
    lines: tuple[DigestLine, ...]
    undelivered: tuple[tuple[str, str], ...] = ()
    """Case number and task type of what the law asks for and nobody could be told for certain."""
    unreachable: tuple[str, ...] = ()
    """Names of colleagues the bot cannot write to."""
    covered: tuple[tuple[str, date], ...] = ()
    """Names of colleagues the reader hears instead of, and until which local day."""
    important: tuple[str, ...] = ()
    """Ids of the reader's three most important tasks, which then stand first."""
    works: bool = True
    """Whether the reader works in a unit, and so has a list of its tasks."""


def digest_card(view: DigestView, wording: Wording, note: str = "") -> Card:
    body: list[CardElement] = [heading(wording("digest.title", day=wording.day(view.day)))]
    if note:
        body.append(banner(note, "good"))
    for name, until in view.covered:
        body.append(quiet(wording("digest.covered", name=name, until=wording.day(until))))
    if view.lines and not any(each.task.is_open for each in view.lines):
        body.append(banner(wording("digest.all_done"), "good"))
    shown = _in_order(view)[:SHOWN_LINES]
    for section, lines in groupby(enumerate(shown), key=lambda numbered: _section_of(view, numbered[1])):
        body += _section(section, list(lines), wording)
    if len(view.lines) > SHOWN_LINES:
        body.append(quiet(wording.count("tasks.more", len(view.lines) - SHOWN_LINES)))
    undelivered = [wording("task.title", what=what, number=number) for number, what in view.undelivered]
    body += _listed(undelivered, wording("digest.undelivered.title"), wording("digest.undelivered.text"))
    body += _listed(view.unreachable, wording("digest.unreachable.title"), wording("digest.unreachable.text"))
    return card(body, _footer(view, wording), wording.language)


def _in_order(view: DigestView) -> list[DigestLine]:
    """The three most important first, in their order; the others by section."""
    by_id = {each.task.id: each for each in view.lines}
    first = [by_id[task_id] for task_id in view.important]
    others = [each for each in view.lines if each.task.id not in view.important]
    return [*first, *(each for section in SECTIONS for each in others if each.reminder == section)]


def _section_of(view: DigestView, each: DigestLine) -> str:
    return IMPORTANT if each.task.id in view.important else each.reminder


def _section(name: str, lines: Sequence[tuple[int, DigestLine]], wording: Wording) -> list[CardElement]:
    """Lines with their places on the card."""
    body: list[CardElement] = [subheading(wording(f"digest.section.{name}"))]
    if name in ESCALATIONS and any(each.task.is_open for _, each in lines):
        body.append(quiet(wording(f"digest.help.{name}")))
    for n, (place, each) in enumerate(lines):
        words = line if each.task.is_open else quiet
        actions = _actions(each, wording) if place < WITH_BUTTONS else []
        body.append(entry(words(_text(each, wording, name)), actions, first=n == 0))
    return body


def _text(each: DigestLine, wording: Wording, section: str) -> str:
    task = each.task
    kind = wording(f"task.kind.{task.kind}")
    kind = wording("digest.about", what=kind, name=each.about) if each.about else kind
    what = wording("task.title", what=kind, number=task.case_number)
    if not task.is_open:
        return wording("digest.ended", what=what, state=wording(f"task.state.{task.status}"))
    if each.meets_at and each.reminder not in LATE:
        return _meeting(each.meets_at, each.reminder == ReminderKind.ON_DAY, what, wording)
    late = late_text(each.overdue_days, wording)
    if section == IMPORTANT and each.reminder == ReminderKind.ON_DAY:
        return wording("digest.important_today", what=what)
    values = {"by": wording.day(task.due), "organisation": each.organisation, "late": late}
    return wording(f"digest.line.{each.reminder}", what=what, **values)


def _meeting(at: datetime, today: bool, what: str, wording: Wording) -> str:
    if today:
        return wording("digest.meeting_today", what=what, at=wording.time(local(at).time()))
    return wording("digest.meeting", what=what, when=wording.moment(at))


def _actions(each: DigestLine, wording: Wording) -> list[Action]:
    task = each.task
    if not task.is_open or not each.on_case:
        return []
    about = opened(task)
    what: dict[str, object] = {"kind": about.kind, "id": about.id}
    actions: list[Action] = [button(wording("tasks.open"), "digest.open", what)]
    if task.kind is TaskKind.FOLLOW_UP and each.may_change:
        ids = {"id": task.id, "version": task.version}
        actions.insert(0, button(wording("task.action.done"), "digest.done", ids, "positive"))
    return actions


def _listed(texts: Sequence[str], title: str, why: str) -> list[CardElement]:
    return [subheading(title), quiet(why), *map(line, texts)] if texts else []


def _footer(view: DigestView, wording: Wording) -> list[Action]:
    tasks = [unit_tasks_button(wording)] if view.works else []
    return [*tasks, button(wording("intent.settings"), "digest.settings", {})]


def unit_tasks_button(wording: Wording) -> Action:
    return button(wording("help.unit_tasks"), "digest.unit_tasks", {})
