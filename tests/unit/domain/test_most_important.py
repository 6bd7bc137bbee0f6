"""The three most important tasks: what the law asks for first, then what is late, then by deadline."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.most_important import MOST, most_important
from domain.task import REMINDED, Task, TaskKind, TaskStatus
from tests import factories as f

TODAY = date(2026, 11, 27)
MEETING = f.a_meeting(f.a_case())


def a_task(name: str, kind: TaskKind = TaskKind.FOLLOW_UP, days: int = 0, **changes: object) -> Task:
    return f.a_task(MEETING, name, kind=kind, due=TODAY + timedelta(days), **changes)


tasks = st.lists(
    st.builds(
        lambda name, kind, days, status: a_task(name, kind, days, status=status),
        st.uuids().map(str),
        st.sampled_from(TaskKind),
        st.integers(-9, 9),
        st.sampled_from(TaskStatus),
    ),
    max_size=9,
)


def test_what_the_law_asks_for_comes_before_what_has_been_late_for_longer() -> None:
    late, legal = a_task("late", days=-9), a_task("legal", TaskKind.SIGN)
    today, soon = a_task("today"), a_task("soon", TaskKind.SIGN, days=1)

    assert most_important([soon, today, late, legal], TODAY) == (legal, late, today)


def test_among_equals_the_earlier_deadline_comes_first() -> None:
    assert most_important([a_task("b", days=-1), a_task("a", days=-2)], TODAY)[0] == a_task("a", days=-2)


@given(tasks)
def test_nothing_left_out_is_more_pressing_than_what_is_among_them(given_tasks: list[Task]) -> None:
    found = most_important(given_tasks, TODAY)
    still_open = [task for task in given_tasks if task.is_open]
    assert len(found) == min(MOST, len(still_open))
    left = [task for task in still_open if task not in found]
    assert not [each for each in left if found and each.due < TODAY <= found[-1].due and _is_plain(found[-1])]
    assert all(task.is_open for task in found)


def _is_plain(task: Task) -> bool:
    return not (REMINDED[task.kind].legal and task.due <= TODAY)


@given(tasks)
def test_the_order_in_which_they_come_changes_nothing(given_tasks: list[Task]) -> None:
    assert most_important(given_tasks, TODAY) == most_important(reversed(given_tasks), TODAY)
