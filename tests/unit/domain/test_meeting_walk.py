"""A meeting walked at random: whoever tries whatever, the rules hold at every step."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.errors import NotAllowed, WrongStatus
from domain.meeting_tasks import wanted_tasks
from domain.network_meeting import (
    TRANSITIONS,
    WHOSE_TURN,
    Action,
    NetworkMeeting,
    Side,
    Status,
    actions_for,
    transition,
)
from domain.working_days import Calendar
from tests import factories as f
from tests.agreements import an_agreement

EFFECTS: dict[Action, dict[str, object]] = {
    Action.ACCEPT_TIME: {"agreed": f.a_time()},
    Action.MOVE: {"agreed": None},
}


class MeetingWalk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.meeting: NetworkMeeting = f.a_meeting(f.a_case())

    @rule(action=st.sampled_from(Action), side=st.sampled_from([*Side, None]))
    def somebody_tries(self, action: Action, side: Side | None) -> None:
        before, offered = self.meeting, action in actions_for(self.meeting, side)
        try:
            row = transition(before, action, side)
        except (NotAllowed, WrongStatus):
            assert not offered
            return
        assert offered
        assert before.is_open, "nothing happens to a meeting that has ended"
        changes = EFFECTS.get(action, {})
        self.meeting = replace(before, status=row.end, version=before.version + 1, **changes)  # type: ignore[arg-type]

    @rule(data=st.data())
    def somebody_does_what_is_offered(self, data: st.DataObject) -> None:
        rows = [row for row in TRANSITIONS if row.start is self.meeting.status]
        if rows:
            row = data.draw(st.sampled_from(rows))
            self.somebody_tries(row.action, row.by)

    @invariant()
    def an_open_meeting_waits_for_somebody_who_can_go_on(self) -> None:
        turn = WHOSE_TURN[self.meeting.status]
        assert self.meeting.is_open is (turn is not None)
        assert bool(actions_for(self.meeting, turn)) is self.meeting.is_open

    @invariant()
    def a_time_stands_from_the_agreement_on_it(self) -> None:
        stands = self.meeting.status in (Status.SCHEDULED, Status.MINUTES_DUE, Status.CONCLUDED)
        assert not stands or self.meeting.agreed is not None

    @invariant()
    def the_tasks_of_the_status_can_be_told(self) -> None:
        tasks = wanted_tasks(self.meeting, an_agreement(), Calendar(lambda day: False))
        assert bool(tasks) is self.meeting.is_open


TestMeetingWalk = MeetingWalk.TestCase
TestMeetingWalk.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
