"""Lists: my cases, our tasks, which case. Case numbers and task types only; a button opens each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import button, buttons, card, entry, heading, line, quiet, subheading
from dialogs.cards.task_lines import TaskLine, opens, task_line
from dialogs.wording import Wording
from domain.case import Case
from domain.task import Task
from workflows.chat import Card


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: what waits for the reader's own side, or else for the other."""

    case: Case
    own: tuple[Task, ...]
    """Open tasks of the reader's own units, by due day."""
    others: tuple[Task, ...]
    other_organisation: str


def cases_card(lines: Sequence[CaseLine], more: int, actions: Sequence[Action], wording: Wording) -> Card:
    body: list[CardElement] = [heading(wording("cases.title"))]
    if not lines:
        body.append(line(wording("cases.none")))
    for each in lines:
        body.append(subheading(wording("cases.case", number=each.case.number)))
        body.append(line(_waits(each, wording)))
        body.append(buttons([button(wording("case.see"), "case.card", {"id": each.case.id})]))
    if more:
        body.append(quiet(wording.count("cases.more", more)))
    return card(body, actions, wording.language)


def _waits(each: CaseLine, wording: Wording) -> str:
    if not each.case.is_open:
        return wording("cases.closed")
    if not each.own and not each.others:
        return wording("cases.nothing")
    first, *rest = each.own or each.others
    values = {"what": wording(f"task.kind.{first.kind}"), "by": wording.day(first.due)}
    if not each.own:
        return wording("cases.others", who=each.other_organisation, **values)
    more = f" {wording.count('cases.own_more', len(rest))}" if rest else ""
    return wording("cases.own", **values) + more


def tasks_card(
    lines: Sequence[TaskLine], more: int, today: date, actions: Sequence[Action], wording: Wording
) -> Card:
    body: list[CardElement] = [heading(wording("tasks.title"))]
    if not lines:
        body.append(line(wording("tasks.none")))
    for each in lines:
        verb, id_ = opens(each.task)
        row: list[Action] = [button(wording("tasks.open"), verb, {"id": id_})]
        if each.may_take:
            ids = {"id": each.task.id, "version": each.task.version}
            row.append(button(wording("task.action.take"), "task.take", ids))
        body.append(entry(line(task_line(each, today, wording)), row, first=each is lines[0]))
    if more:
        body.append(quiet(wording.count("tasks.more", more)))
    return card(body, actions, wording.language)


def which_case_card(cases: Sequence[Case], verb: str, data: dict[str, object], wording: Wording) -> Card:
    """Which of these cases is meant; `verb` is done on the one that is chosen."""
    body: list[CardElement] = [heading(wording("status.which.title"))]
    if not cases:
        body.append(line(wording("status.which.text")))
    else:
        body.append(line(wording("case.which")))
    for each in cases:
        title = wording("cases.case", number=each.number)
        body.append(buttons([button(title, verb, {**data, "id": each.id})]))
    return card(body, (), wording.language)
