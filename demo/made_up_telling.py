"""One made-up case while it is being told: who acts on it, when, and what came of it so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random

from demo.made_up_town import Side
from domain.admission import Admission
from domain.case import Case
from domain.delay import Delay, DelayReason
from domain.document import Document
from domain.event import CaseEvent
from domain.local_time import at_local, local_day
from domain.network_meeting import NetworkMeeting
from domain.party import Party
from domain.people import Sector
from domain.sensitive import NOTHING, Sensitive
from domain.subject import Subject
from domain.task import Task, TaskKind, TaskStatus
from domain.working_days import Calendar

Thing = Case | NetworkMeeting | Document | Admission | Task | CaseEvent
TEXTS = ("Støtte i hverdagen", "Samtaler hver anden uge", "Hjælp til bolig og økonomi", "Ro og faste rammer")


@dataclass
class Course:
    """One case while it is being told."""

    random: Random
    calendar: Calendar
    now: datetime
    new_id: Callable[[], str]
    case: Case
    ward: Side
    municipal: Side
    things: list[Thing] = field(default_factory=list)

    def side(self, sector: Sector) -> Side:
        return self.ward if sector is Sector.REGION else self.municipal

    def party(self, sector: Sector) -> Party:
        side = self.side(sector)
        return Party(side.unit.id, sector, self.random.choice(side.staff).id)

    def has_come(self, moment: datetime) -> bool:
        return moment <= self.now

    def later(self, moment: datetime, working_days: int) -> datetime:
        """In the working hours of a day so many working days later; 0 is the same day, a little later."""
        if working_days == 0:
            return moment + timedelta(minutes=self.random.randint(5, 90))
        day = self.calendar.shift(local_day(moment), working_days)
        return at_local(day, time(self.random.randint(8, 15), self.random.randint(0, 59)))

    def told(self, subject: Subject, action: str, status: str, at: datetime, sector: Sector) -> None:
        if not self.has_come(at):
            return
        side = self.side(sector)
        event = CaseEvent(
            self.new_id(), self.case.id, subject.id, f"{subject.kind}.{action}", at,
            self.random.choice(side.staff).id, side.unit.id, status,
        )  # fmt: skip
        self.things.append(event)

    def task(
        self, subject: Subject, kind: TaskKind, sector: Sector, opened: datetime, due: date, done: datetime
    ) -> None:
        """A deadline that was met or missed on the day of `done`, if that has come."""
        if not self.has_come(opened):
            return
        is_done = self.has_come(done)
        party = self.party(sector)
        late = self.calendar.between(due, local_day(min(done, self.now)))
        task = Task(
            id=self.new_id(), case_id=self.case.id, case_number=self.case.number, subject=subject, kind=kind,
            unit_id=party.unit_id, sector=sector, owner_id=party.person_id, due=due, opened_at=opened,
            text=Sensitive(self.random.choice(TEXTS)) if kind is TaskKind.FOLLOW_UP else NOTHING,
            status=TaskStatus.DONE if is_done else TaskStatus.OPEN,
            ended_on=local_day(done) if is_done else None,
            leaders_told_on=self.calendar.shift(due, 2) if late >= 2 else None,
            coordinators_told_on=self.calendar.shift(due, 4) if late >= 4 else None,
        )  # fmt: skip
        self.things.append(self._perhaps_moved(task))

    def _perhaps_moved(self, task: Task) -> Task:
        if task.kind is not TaskKind.FOLLOW_UP or self.random.random() > 0.08:
            return task
        reason = self.random.choice(list(DelayReason))
        return replace(task, delay=Delay(reason, local_day(task.opened_at)), reason=Sensitive("Flyttet"))
