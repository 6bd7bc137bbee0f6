"""The table of a meeting's steps, proven complete: an owner at every status, no dead end, no side door."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from domain.errors import NotAllowed, NothingLeft, WrongStatus
from domain.meeting_tasks import TASKS_OF_STATUS
from domain.network_meeting import (
    TRANSITIONS,
    WHOSE_TURN,
    Action,
    NetworkMeeting,
    Side,
    Status,
    Transition,
    actions_for,
    check_times,
    future_times,
    transition,
)
from tests import factories as f

ENDED = {Status.CONCLUDED, Status.CANCELLED}
WITHOUT_TASKS = {
    Status.CONCLUDED: "what is left to do are the follow-ups of the minutes",
    Status.CANCELLED: "nothing is left to do",
}
ROWS = {(row.start, row.action, row.by): row for row in TRANSITIONS}


def a_meeting_that_is(status: Status) -> NetworkMeeting:
    return f.a_meeting(f.a_case(), status=status, agreed=f.a_time())


def reachable(start: Status) -> set[Status]:
    """Every status that steps of the table lead to from `start`, itself included."""
    found, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        new = {row.end for row in TRANSITIONS if row.start is here} - found
        found |= new
        ahead += new
    return found


def test_every_status_has_an_owner_or_is_an_end() -> None:
    assert set(WHOSE_TURN) == set(Status)
    assert {status for status, side in WHOSE_TURN.items() if side is None} == ENDED
    assert Side.CLOCK not in WHOSE_TURN.values()


def test_every_status_can_be_reached_from_a_request() -> None:
    assert reachable(Status.REQUESTED) == set(Status)


@pytest.mark.parametrize("status", [status for status in Status if status not in ENDED])
def test_no_open_status_is_a_dead_end(status: Status) -> None:
    assert reachable(status) >= ENDED
    owner = WHOSE_TURN[status]
    assert actions_for(a_meeting_that_is(status), owner), "whoever's turn it is can do something"


@pytest.mark.parametrize("status", sorted(ENDED))
def test_nothing_leads_on_from_an_end(status: Status) -> None:
    assert reachable(status) == {status}
    assert not a_meeting_that_is(status).is_open


@pytest.mark.parametrize("status", [status for status in Status if status not in ENDED])
def test_whoever_s_turn_it_is_has_a_task(status: Status) -> None:
    assert a_meeting_that_is(status).is_open
    assert WHOSE_TURN[status] in {side for _, side in TASKS_OF_STATUS[status]}


def test_every_status_asks_for_tasks_or_says_why_not() -> None:
    assert set(TASKS_OF_STATUS) == set(Status)
    assert {status for status, tasks in TASKS_OF_STATUS.items() if not tasks} == set(WITHOUT_TASKS)


def test_the_table_has_one_row_for_each_status_action_and_side() -> None:
    assert len(ROWS) == len(TRANSITIONS)
    assert {row.action for row in TRANSITIONS} == set(Action)


def test_only_time_itself_lets_time_pass() -> None:
    assert {row.action for row in TRANSITIONS if row.by is Side.CLOCK} == {Action.TIME_PASSES}
    assert {row.by for row in TRANSITIONS if row.action is Action.TIME_PASSES} == {Side.CLOCK}


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.start}-{row.action}-{row.by}")
def test_a_row_is_found_and_offered_to_its_side(row: Transition) -> None:
    meeting = a_meeting_that_is(row.start)
    assert transition(meeting, row.action, row.by) is row
    assert row.action in actions_for(meeting, row.by)


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.start}-{row.action}-{row.by}")
def test_a_step_that_gives_the_other_side_the_turn_tells_them(row: Transition) -> None:
    before, after = WHOSE_TURN[row.start], WHOSE_TURN[row.end]
    if after is not None and (before is not after or row.by is Side.CLOCK):
        assert after in row.tells or row.by is after
    if row.end in ENDED:
        assert row.by.other in row.tells


@pytest.mark.parametrize("side", [*Side, None])
@pytest.mark.parametrize(("status", "action"), [*product(Status, Action)])
def test_what_the_table_does_not_hold_is_refused(status: Status, action: Action, side: Side | None) -> None:
    meeting = a_meeting_that_is(status)
    if side is not None and (status, action, side) in ROWS:
        assert transition(meeting, action, side).end in Status
        return
    somebody_can = any((status, action, other) in ROWS for other in Side)
    with pytest.raises(NotAllowed if somebody_can else WrongStatus):
        transition(meeting, action, side)
    assert action not in actions_for(meeting, side)


def test_the_sides_are_each_other_s_other() -> None:
    assert Side.INVITER.other is Side.RECEIVER
    assert Side.RECEIVER.other is Side.INVITER


def test_a_person_is_on_the_side_whose_unit_they_work_in() -> None:
    meeting = f.a_meeting(f.a_case())
    people = (f.NURSE, f.COLLEAGUE, f.CASEWORKER_LEADER, f.OUTSIDER, f.REGION_COORDINATOR)
    sides = [meeting.side_of(person) for person in people]
    assert sides == [Side.INVITER, Side.INVITER, Side.RECEIVER, None, None]


def test_only_times_ahead_can_be_chosen() -> None:
    past, at_once, ahead = f.a_time(-1), f.a_time(0), f.a_time(1)
    meeting = f.a_meeting(f.a_case(), proposed=(past, at_once, ahead))
    assert future_times(meeting, f.NOW) == (ahead,)


def test_times_are_proposed_in_the_future_and_at_least_one() -> None:
    check_times((f.a_time(1), f.a_time(2)), f.NOW)
    for times in ((), (f.a_time(0),), (f.a_time(1), f.a_time(-1))):
        with pytest.raises(NothingLeft):
            check_times(times, f.NOW)


def test_a_meeting_ends_when_its_minutes_are_over() -> None:
    assert f.a_time(1).end - f.a_time(1).start == timedelta(minutes=45)
