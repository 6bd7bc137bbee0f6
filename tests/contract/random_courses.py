"""Random courses stored step by step: records that are added, change, end, move and are escalated.

Everything is drawn from one seed, so that a course that shows a fault can be told again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from domain.admission import Admission, DischargeKind, Outcome
from domain.case import Case, Moved, SecondLeft
from domain.delay import Delay, DelayReason
from domain.document import Document
from domain.document_kind import DocumentKind
from domain.document_steps import Status as DocumentStatus
from domain.indicators.facts import Fact
from domain.indicators.moved import stays
from domain.indicators.recorded import admission_fact, document_fact, meeting_fact, task_fact
from domain.network_meeting import NetworkMeeting, Status
from domain.party import Party
from domain.people import Area, Sector
from domain.reminder import ReminderKind
from domain.sensitive import Sensitive
from domain.task import Task, TaskKind, TaskStatus
from tests import factories as f
from workflows.ports import Records

Record = NetworkMeeting | Document | Admission | Task
UNITS = (f.CASEWORKER.home.id, f.OUTSIDER.home.id)
"""Of two municipalities: one has the case, the other may be the second, or take it over."""


@dataclass
class Course:
    """What was stored last of each record, in memory, beside how it was stored."""

    random: Random
    case: Case
    records: dict[str, Record] = field(default_factory=dict)
    sent_at: dict[str, datetime] = field(default_factory=dict)
    opposite: dict[str, str] = field(default_factory=dict)
    """Of each task: the other sector's unit when it was stored last."""
    today: date = date(2026, 10, 20)
    """The citizen has not moved since."""

    def begin(self, store: Records) -> None:
        store.cases.add(self.case)
        for n in range(self.random.randint(4, 12)):
            self._keep(store, self._new(n), is_new=True)

    def go_on(self, store: Records) -> None:
        """One more thing happens: to one of the records, or to the case itself."""
        if self.random.random() < 0.15:
            return self._move(store)
        if self.random.random() < 0.1:
            return self._second(store)
        if self.random.random() < 0.1:
            return self._second_leaves(store)
        record = self.records[self.random.choice(sorted(self.records))]
        if isinstance(record, Task) and self.random.random() < 0.4:
            return self._escalate(store, record)
        return self._keep(store, self._changed(record), is_new=False)

    def changes_hands(self, store: Records) -> None:
        """The case, or what the second municipality had open."""
        self.random.choice([self._move, self._second_leaves])(store)

    def facts(self) -> list[Fact]:
        return [self._fact(record) for record in self.records.values()]

    def _fact(self, record: Record) -> Fact:
        area = self.case.area
        match record:
            case NetworkMeeting():
                return meeting_fact(record, area)
            case Document():
                return document_fact(record, self.sent_at[record.id], area)
            case Admission():
                return admission_fact(record, area)
            case Task():
                return task_fact(record, self.opposite[record.id], area)

    def _new(self, n: int) -> Record:
        name, kind = f"{self.case.number} {n}", n % 4
        if kind == 0:
            return f.a_meeting(self.case, name, requested_at=self._moment())
        if kind == 1:
            return f.a_document(
                self.case, name, kind=self.random.choice(list(DocumentKind)), asked_at=self._moment()
            )
        if kind == 2:
            after = self.random.choice([None, 3, 30, 31])
            return f.an_admission(self.case, name, admitted_at=self._moment(), readmitted_after=after)
        meeting = f.a_meeting(self.case, f"{self.case.number} 0")
        party = self.random.choice([meeting.inviter, meeting.receiver])
        task = f.a_task(meeting, name, kind=self.random.choice(list(TaskKind)), due=self._day())
        return replace(task, unit_id=party.unit_id, sector=party.sector)

    def _changed(self, record: Record) -> Record:
        version = record.version + 1
        match record:
            case NetworkMeeting():
                texts = replace(f.some_content(), gp=self.random.choice(["", "Lægerne på Torvet"]))
                agreed = replace(f.a_time(), start=self._moment())
                status = self.random.choice(list(Status))
                return replace(
                    record, version=version, status=status, agreed=agreed, content=Sensitive(texts)
                )
            case Document():
                in_force = self.random.choice([None, self._moment()])
                status_ = self.random.choice(list(DocumentStatus))
                return replace(record, version=version, status=status_, in_force_at=in_force)
            case Admission():
                return replace(
                    record,
                    version=version,
                    discharged_on=self._day(),
                    discharge_kind=self.random.choice(list(DischargeKind)),
                    outcome=self.random.choice(list(Outcome)),
                    homeless=self.random.random() < 0.5,
                    coercive=self.random.choice([None, True, False]),
                    delay=self.random.choice([None, *DelayReason]),
                )
            case Task():
                ended = self.random.choice(list(TaskStatus))
                return replace(
                    record,
                    version=version,
                    due=self._day(),
                    status=ended,
                    ended_on=None if ended is TaskStatus.OPEN else self._day(),
                    delay=self.random.choice([None, Delay(DelayReason.OFFER, self._day())]),
                )

    def _keep(self, store: Records, record: Record, *, is_new: bool) -> None:
        match record:
            case NetworkMeeting():
                (store.meetings.add if is_new else store.meetings.save)(record)
            case Document():
                self.sent_at.setdefault(record.id, record.asked_at)
                (store.documents.add if is_new else store.documents.save)(record)
            case Admission():
                (store.admissions.add if is_new else store.admissions.save)(record)
            case Task():
                (store.tasks.add if is_new else store.tasks.save)(record)
                self.opposite[record.id] = self.case.unit_in(record.sector.opposite)
        self.records[record.id] = record

    def _move(self, store: Records) -> None:
        """The citizen moves: the other municipality has the case from now on; what is over stays."""
        former, there = self.case.municipality_unit_id, self._other_unit()
        before = {move.unit_id for move in self.case.moves}
        stayed = {
            each.id
            for each in self.records.values()
            if stays(each, frozenset({there}), had_it_before=there in before)
        }
        self.today += timedelta(days=self.random.randint(0, 4))
        moves = (*self.case.moves, Moved(self.today, former, frozenset(stayed)))
        self.case = replace(self.case, municipality_unit_id=there, moves=moves, version=self.case.version + 1)
        store.cases.save(self.case)
        for record in [each for each in self.records.values() if _goes_along(each, former)]:
            self._keep(store, _handed_over(record, former, there), is_new=False)

    def _second(self, store: Records) -> None:
        """The other municipality takes on a follow-up, as the second on the case."""
        meeting = f.a_meeting(self.case, f"{self.case.number} 0")
        name = f"{self.case.number} {len(self.records)}"
        unit_id = self._other_unit()
        self._keep(
            store,
            f.a_task(meeting, name, kind=TaskKind.FOLLOW_UP, unit_id=unit_id, due=self._day()),
            is_new=True,
        )

    def _second_leaves(self, store: Records) -> None:
        """What the second municipality has open is the first one's from now on."""
        second, first = self._other_unit(), self.case.municipality_unit_id
        tasks = [each for each in self.records.values() if isinstance(each, Task)]
        handed = [each for each in tasks if each.is_open and each.unit_id == second]
        self.today += timedelta(days=self.random.randint(0, 4))
        left = SecondLeft(self.today, second, frozenset(each.id for each in handed))
        seconds_left = (*self.case.seconds_left, left)
        self.case = replace(self.case, seconds_left=seconds_left, version=self.case.version + 1)
        store.cases.save(self.case)
        for task in handed:
            self._keep(store, _handed_over(task, second, first), is_new=False)

    def _other_unit(self) -> str:
        return next(each for each in UNITS if each != self.case.municipality_unit_id)

    def _escalate(self, store: Records, task: Task) -> None:
        kind = self.random.choice([ReminderKind.LEADER, ReminderKind.COORDINATORS])
        told_on = "leaders_told_on" if kind is ReminderKind.LEADER else "coordinators_told_on"
        day = self._day()
        store.tasks.escalated([task.id], kind, day)
        if getattr(task, told_on) is None:
            changes = {told_on: day}
            self.records[task.id] = replace(task, **changes)  # type: ignore[arg-type]

    def _day(self) -> date:
        return date(2026, 10, 20) + timedelta(days=self.random.randint(0, 20))

    def _moment(self) -> datetime:
        return f.NOW - timedelta(minutes=self.random.randint(0, 60 * 24 * 40))


def _goes_along(record: Record, former: str) -> bool:
    match record:
        case Task():
            return record.is_open and (record.sector is Sector.REGION or record.unit_id == former)
        case Document():
            return record.is_live
        case _:
            return record.is_open


def _handed_over(record: Record, former: str, there: str) -> Record:
    """With the new unit wherever the former one was."""
    changed = replace(record, version=record.version + 1)
    party = Party(there, Sector.MUNICIPALITY)
    match changed:
        case Task():
            return replace(changed, unit_id=there) if changed.unit_id == former else changed
        case Admission():
            return replace(changed, municipality=party)
        case Document():
            return replace(changed, receiver=party)
        case NetworkMeeting():
            return replace(changed, receiver=party)


def a_course(seed: int, number: int) -> Course:
    random = Random(f"{seed} {number}")
    area = random.choice([Area.ADULTS, Area.CHILDREN])
    return Course(random, f.a_case(f"26-{1001 + number}", area=area))
