"""Commands that show a list: one's cases, the unit's tasks, what each colleague has open."""

from __future__ import annotations

from datetime import date

from dialogs.cards.colleagues_card import colleagues_card
from dialogs.cards.elements import button
from dialogs.cards.help_card import main_buttons
from dialogs.cards.list_cards import CaseLine, cases_card, tasks_card
from dialogs.case_views import task_line_of
from dialogs.colleagues import work_lines
from dialogs.subjects import LIST, log_list
from dialogs.talk import Talk
from dialogs.understanding import Understanding
from domain.case import Case
from domain.errors import NotAllowed
from domain.permission import (
    Setting,
    has_setting,
)
from workflows.chat import Card

SHOWN_CASES = 8
SHOWN_TASKS = 10


def my_cases(talk: Talk, _said: Understanding) -> Card:
    log_list(talk)
    cases = talk.desk.records.cases.of_person(talk.person)
    lines = sorted((_case_line(talk, case) for case in cases), key=_waiting)
    actions = main_buttons(talk.person, talk.wording)
    return cases_card(lines[:SHOWN_CASES], max(len(lines) - SHOWN_CASES, 0), actions, talk.wording)


def _case_line(talk: Talk, case: Case) -> CaseLine:
    """The case with its open tasks; of a closed one they are not looked up."""
    tasks = talk.desk.records.tasks.of_case(case.id, talk.person) if case.is_open else ()
    still_open = [task for task in tasks if task.is_open]
    own = tuple(task for task in still_open if talk.person.works_in(task.unit_id))
    others = tuple(task for task in still_open if not talk.person.works_in(task.unit_id))
    unit = talk.desk.records.directory.unit(others[0].unit_id) if others and not own else None
    return CaseLine(case, own, others, unit.organisation if unit else "")


def _waiting(line: CaseLine) -> tuple[int, date]:
    """Sorts what waits for the person's own side first, then for the other side, each by its next deadline;
    then cases where nothing waits, and those that are closed last."""
    if not line.case.is_open:
        return 3, date.max
    if not line.own and not line.others:
        return 2, date.max
    return (0, line.own[0].due) if line.own else (1, line.others[0].due)


def unit_tasks(talk: Talk, _said: Understanding) -> Card:
    actions = main_buttons(talk.person, talk.wording)
    if has_setting(talk.person, Setting.WORK_OF_UNIT):
        actions.append(button(talk.wording("intent.handover_all"), "command.handover_all", {}))
    talk.desk.audit(talk.person, LIST, f"unit_tasks:{talk.person.home.id}")
    tasks = talk.desk.records.tasks.open_of_person(talk.person)
    lines = [task_line_of(talk, task) for task in tasks[:SHOWN_TASKS]]
    more = max(len(tasks) - SHOWN_TASKS, 0)
    return tasks_card(lines, more, talk.desk.today, actions, talk.wording)


def colleagues_work(talk: Talk, _said: Understanding) -> Card:
    """What each in the unit has open, to be given on. Raises `NotAllowed` for who works in none."""
    if not has_setting(talk.person, Setting.WORK_OF_UNIT):
        raise NotAllowed("only who works in the unit hands its work over")
    return colleagues_card(work_lines(talk), talk.wording)
