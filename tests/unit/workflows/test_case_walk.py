"""A whole case walked at random through the use cases and the store: its records never drift apart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.errors import BrobyggerError
from domain.meeting_tasks import wanted_tasks
from domain.network_meeting import MeetingTime, NetworkMeeting, Status
from domain.people import Person
from domain.sensitive import Sensitive
from domain.task import Task, TaskKind, TaskStatus
from tests import factories as f
from tests.office import Office, an_office
from workflows import meetings
from workflows.follow_ups import AgreedRow
from workflows.meetings import accept_time, acknowledge, answer_question, ask_for_more, cancel, move
from workflows.minutes import write_minutes

PEOPLE = (f.NURSE, f.COLLEAGUE, f.CASEWORKER, f.CASEWORKER_LEADER, f.OUTSIDER)


class CaseWalk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = TemporaryDirectory(prefix="brobygger-walk-")
        self.opened = an_office(Path(self.folder.name))
        self.office: Office = self.loop.run(self.opened.__aenter__())
        self.meeting: NetworkMeeting = self.loop.run(self.office.asked()).meeting
        self.steps = 1

    def teardown(self) -> None:
        self.loop.run(self.opened.__aexit__(None, None, None))
        self.loop.close()
        self.folder.cleanup()

    def tries(self, use_case: Callable[..., Any], person: Person, *values: object) -> None:
        before = self.office.everything()
        try:
            self.loop.run(self.office.does(use_case, person, self.meeting.id, *values))
        except BrobyggerError:
            assert self.office.everything() == before, "a refusal stores nothing"
        else:
            self.steps += 1
        self.meeting = self.loop.run(self.office.found(self.meeting.id)).meeting

    def times(self) -> tuple[MeetingTime, ...]:
        return (MeetingTime(self.office.now + timedelta(days=2), 60),)

    @rule(person=st.sampled_from(PEOPLE))
    def acknowledges(self, person: Person) -> None:
        self.tries(acknowledge, person)

    @rule(person=st.sampled_from(PEOPLE))
    def accepts(self, person: Person) -> None:
        start = self.meeting.proposed[0].start if self.meeting.proposed else self.office.now
        self.tries(accept_time, person, start)

    @rule(person=st.sampled_from(PEOPLE))
    def proposes(self, person: Person) -> None:
        self.tries(meetings.propose_times, person, self.times())

    @rule(person=st.sampled_from(PEOPLE))
    def asks(self, person: Person) -> None:
        self.tries(ask_for_more, person, "Hvornår?")

    @rule(person=st.sampled_from(PEOPLE))
    def answers(self, person: Person) -> None:
        self.tries(answer_question, person, "Snart")

    @rule(person=st.sampled_from(PEOPLE))
    def moves(self, person: Person) -> None:
        self.tries(move, person, "Sygdom", self.times())

    @rule(person=st.sampled_from(PEOPLE[1:3]))
    def cancels(self, person: Person) -> None:
        self.tries(cancel, person, "Udskrevet")

    @rule(person=st.sampled_from(PEOPLE))
    def minutes(self, person: Person) -> None:
        row = AgreedRow(Sensitive("Ring"), f.NURSE.home.id, None, self.office.now.date() + timedelta(days=9))
        self.tries(write_minutes, person, "Referat", (row,))

    @rule(hours=st.integers(1, 60))
    def time_goes_on(self, hours: int) -> None:
        self.office.now += timedelta(hours=hours)
        agreed = self.meeting.agreed
        if self.meeting.status is Status.SCHEDULED and agreed and agreed.end <= self.office.now:
            found = self.loop.run(self.office.found(self.meeting.id))
            self.loop.run(self.office.does(meetings.time_passed, found))
            self.steps += 1
            self.meeting = self.loop.run(self.office.found(self.meeting.id)).meeting

    @invariant()
    def the_open_tasks_are_those_the_status_asks_for_in_the_hands_of_its_parties(self) -> None:
        agreement = self.office.agreements.get("adults")
        wanted = wanted_tasks(self.meeting, agreement, self.office.agreements.calendar("adults"))
        expected = [(w.kind, w.due, w.party.unit_id, w.party.person_id) for w in wanted]
        kept = [t for t in self.open_tasks() if t.kind is not TaskKind.FOLLOW_UP]
        assert sorted(map(str, expected)) == sorted(str((t.kind, t.due, t.unit_id, t.owner_id)) for t in kept)

    @invariant()
    def every_step_is_one_version_one_event_and_one_audit_entry(self) -> None:
        events = self.loop.run(self.office.events(self.meeting))
        audited = [action for _, action, _ in self.office.audited() if action not in ("add", "search")]
        assert [kind for kind, _ in events] == audited
        assert self.meeting.version == self.steps == len(events) - 1, "one is the case's opening"
        assert events[-1][1] == self.meeting.status

    @invariant()
    def follow_ups_come_from_minutes_and_from_nothing_else(self) -> None:
        follow_ups = [t for t in self.open_tasks() if t.kind is TaskKind.FOLLOW_UP]
        assert len(follow_ups) == (self.meeting.status is Status.CONCLUDED)

    def open_tasks(self) -> list[Task]:
        return self.loop.run(self.office.tasks(self.meeting, TaskStatus.OPEN))


TestCaseWalk = CaseWalk.TestCase
TestCaseWalk.settings = settings(max_examples=8, stateful_step_count=15, deadline=None)
