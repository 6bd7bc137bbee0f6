"""The weekly overview, looked up when it is sent: a week's figures beside those of the one before, and what
is late now.

A coordinator sees numbers of cases that are late in their area, a leader those of their own units. The
figures are of the week that is over and do not change with the day on which the card is read.
"""

from __future__ import annotations

from dialogs.cards.week_card import LateLine, WeekSection, WeekView, week_card
from dialogs.figures import Scope, figures_in, name_of_group, own_scopes, whose
from dialogs.talk import Talk
from dialogs.views import task_view
from domain.errors import NotFound
from domain.indicators.measure import Period
from domain.people import Role
from domain.permission import Permission, Setting, is_permitted, units_with
from domain.reminder import ReminderKind
from workflows.chat import Message
from workflows.figures import areas_seen
from workflows.notice import Outgoing
from workflows.ports import Clockwork, TaskOnCase
from workflows.reminded import reminded
from workflows.weekly import changes, lost_time, went_well
from workflows.weeks import weeks_told


def week_message(talk: Talk, outgoing: Outgoing) -> Message | None:
    """None where nothing happened in either week and nothing is late, or where the person sees no figures."""
    week, before = weeks_told(outgoing.notice)
    sections = tuple(_section(talk, scope, before) for scope in own_scopes(talk, week))
    late = late_now(talk) if sections else ()
    if not late and not any(section.is_worth_telling for section in sections):
        return None
    view = WeekView(week, sections, late, of_own_units=not areas_seen(talk.person))
    return Message(
        talk.wording("notice.week", number=week.first.isocalendar().week), week_card(view, talk.wording)
    )


def _section(talk: Talk, scope: Scope, before: Period) -> WeekSection:
    now = figures_in(talk, scope)
    then = figures_in(talk, scope.of(before))
    lost = tuple((name_of_group(talk, each.group), each.region, each.municipality) for each in lost_time(now))
    return WeekSection(whose(talk, scope), now, then, changes(now, then), lost, went_well(now), scope.data())


def late_now(talk: Talk) -> tuple[LateLine, ...]:
    """What a coordinator was told is late and still is; of a leader's units, what is past its deadline."""
    found = _told_of(talk) if areas_seen(talk.person) else _of_units(talk)
    lines = (_line(talk, each) for each in found)
    return tuple(sorted(lines, key=lambda line: (-line.late, line.number, line.task_id)))


def _told_of(talk: Talk) -> list[TaskOnCase]:
    still = talk.desk.records.outbox.still_escalated(talk.person.id, talk.desk.today)
    ids = dict.fromkeys(task_id for task_id, _ in still)
    return [found for task_id in ids if (found := late_task(talk, task_id))]


def late_task(talk: Talk, task_id: str) -> TaskOnCase | None:
    """The task, where it is late and its number is for this person to know; None else."""
    try:
        found = talk.desk.records.tasks.get(task_id, Clockwork())
    except NotFound:
        return None
    if not found.task.is_overdue(talk.desk.today):
        return None
    permitted = is_permitted(talk.person, Permission.SEE_STATUS, found.case)
    told = talk.person.has(Role.COORDINATOR) and talk.person in reminded(
        talk.desk, found, ReminderKind.COORDINATORS
    )
    return found if permitted or told else None


def _of_units(talk: Talk) -> list[TaskOnCase]:
    led = {unit.id for unit in units_with(talk.person, Setting.FIGURES_OF_UNIT)}
    own = talk.desk.records.tasks.open_of_person(talk.person)
    late = (task for task in own if task.unit_id in led and task.is_overdue(talk.desk.today))
    return [found for task in late if (found := late_task(talk, task.id))]


def _line(talk: Talk, found: TaskOnCase) -> LateLine:
    view = task_view(talk.desk, talk.person, found)
    return LateLine(
        found.task.id, found.case.number, found.task.kind, view.unit.organisation, view.overdue_days
    )
