"""A meeting's tasks kept in step with its status: what is right stays, what is another's is left alone."""

from __future__ import annotations

from domain.meeting_tasks import ENDS_AS_DONE, TASKS_OF_STATUS
from domain.network_meeting import Status
from domain.sensitive import Sensitive
from domain.task import TaskKind, handed_to
from tests import factories as f
from tests.office import Office
from workflows.meetings import acknowledge


async def test_a_task_that_is_where_it_belongs_is_not_touched(office: Office) -> None:
    found = await office.asked()
    (mine,) = [task for task in await office.tasks(found.meeting) if task.kind is TaskKind.FIND_TIME]
    taken = handed_to(mine, f.CASEWORKER.home.id, f.CASEWORKER.sector, f.CASEWORKER.id, f.NOW)
    await office.store.run(lambda records: records.tasks.save(taken))
    await office.does(acknowledge, f.CASEWORKER, found.meeting.id)
    assert await office.tasks(found.meeting) == [taken]


async def test_a_follow_up_is_nothing_the_meeting_s_status_ends(office: Office) -> None:
    found = await office.asked()
    follow_up = f.a_task(found.meeting, kind=TaskKind.FOLLOW_UP, text=Sensitive("Ring"))
    await office.store.run(lambda r: r.tasks.add(follow_up))
    await office.does(acknowledge, f.CASEWORKER, found.meeting.id)
    assert follow_up in await office.tasks(found.meeting)


def test_every_kind_a_meeting_asks_for_is_fulfilled_by_some_status() -> None:
    fulfilled = frozenset[TaskKind]().union(*ENDS_AS_DONE.values())
    assert fulfilled == {kind for asked in TASKS_OF_STATUS.values() for kind, _ in asked}
    assert Status.CANCELLED not in ENDS_AS_DONE
