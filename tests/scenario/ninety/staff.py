"""The people around one course. They act on what the bot tells them, each with their own delay.

A message to them tells of a task or of the record it comes from. Those who work in a unit also look at its
open tasks in the morning, and see what is due within two working days; those who only sign do not. What
starts with the citizen - the admission, the move, the discharge - they do of themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time

from domain.admission import Admission
from domain.case import Case
from domain.discharge_law import Answers
from domain.document import CITIZEN, Document, DocumentContent
from domain.document_kind import DocumentKind, Family
from domain.document_steps import Status
from domain.local_time import local_day
from domain.people import Person, Sector
from domain.sensitive import Sensitive
from domain.subject import SubjectKind
from domain.task import Task, TaskKind
from tests.scenario.ninety import writing
from tests.scenario.ninety.course import Course, Homeless
from tests.scenario.ninety.town import Team, Town
from tests.scenario.ninety.working_days import later, shift
from workflows import admissions, citizens_word, discharges, documents, meetings, moving, tasks
from workflows.cases import open_case
from workflows.desk import Desk
from workflows.follow_ups import AgreedRow
from workflows.minutes import write_minutes
from workflows.notice import Notice
from workflows.ports import Clockwork

CLOCK = Clockwork()
SOON = 2
"""Working days ahead that a morning's look at the unit's tasks takes in."""
AGREEMENT = "agreement"
LEAVES_AT = time(15, 30)
_NEWS_OF = frozenset({SubjectKind.DOCUMENT, SubjectKind.MEETING})


@dataclass
class Staff:
    course: Course
    ward: Team
    municipality: Team
    former: Team | None = None
    case_id: str = ""
    heard: dict[tuple[str, str], date] = field(default_factory=dict)
    """The day on which somebody first heard of a task or record, by the ids of both."""
    done: set[str] = field(default_factory=set)
    """What began with the citizen and is done, and whether the agreement was written."""

    @classmethod
    def of(cls, course: Course, town: Town) -> Staff:
        return cls(
            course,
            town.wards[course.ward],
            town.municipalities[course.municipality, writing.area_of(course)],
        )

    def hears(self, notice: Notice, today: date) -> None:
        self.heard.setdefault((notice.recipient_id, notice.subject.id), today)

    # What begins with the citizen.

    def begins(self, desk: Desk, town: Town) -> bool:
        """The first hour of an open day; whether anything began."""
        course, before = self.course, len(self.done)
        for name, day, does in (
            ("admission", course.admitted_on, self._admits),
            ("move", course.moves_on, lambda desk: self._moves(desk, town)),
            ("no", course.declines_on, self._declines),
            ("readiness", course.ready_on, self._tells_ready),
        ):
            if day == desk.today and name not in self.done:
                self.done.add(name)
                does(desk)
        return len(self.done) > before

    def leaves(self, desk: Desk) -> bool:
        """Whether the citizen leaves today, whatever day it is; the ward is always open."""
        course = self.course
        if desk.today != course.left_on or not course.records:
            return False
        admission = self._admission(desk)
        assert admission is not None
        homeless = course.homeless is not Homeless.NO
        nurse = self.ward.worker
        discharges.record_discharge(
            desk, nurse, admission.id, discharges.Discharge(desk.today, course.kind, homeless)
        )
        if not course.asks_for_agreement:
            self._gives_up(desk, "Borgeren er ikke længere indlagt her")
        return True

    def _admits(self, desk: Desk) -> None:
        course, nurse = self.course, self.ward.worker
        case = open_case(desk, nurse, writing.new_case(course, self.municipality.unit_id))
        found = self._sends(desk, case, DocumentKind.EARLY_NOTICE, writing.early_notice(course))
        self.case_id = found.case_id
        if course.meets:
            case = desk.records.cases.get(self.case_id, nurse)
            meetings.request_meeting(desk, nurse, case, writing.meeting_request(course, desk.today))

    def _moves(self, desk: Desk, town: Town) -> None:
        new = town.municipalities[self.course.moves_to, writing.area_of(self.course)]
        moving.change_municipality(desk, self.ward.worker, self.case_id, new.unit_id, "Borgeren er flyttet")
        self.former, self.municipality = self.municipality, new

    def _declines(self, desk: Desk) -> None:
        agreement = self._agreement(desk)
        assert agreement is not None
        nurse = self.ward.worker
        citizens_word.citizen_declines(desk, nurse, agreement.id, desk.today, "Vil ikke alligevel")

    def _tells_ready(self, desk: Desk) -> None:
        text = writing.readiness_notice(desk.today)
        self._sends(desk, self._case(desk), DocumentKind.READINESS_NOTICE, text)

    # What the bot asks for.

    def acts(self, desk: Desk, open_tasks: Iterable[Task]) -> bool:
        """Do what each has heard of and taken their time for; whether anybody did anything."""
        acted = False
        for task in open_tasks:
            person, days = self._whose(task)
            if days is None or desk.today < self._ready_day(person, task, days, desk.today):
                continue
            acted |= _DOES[task.kind](self, desk, task)
        return acted

    def _whose(self, task: Task) -> tuple[Person, int | None]:
        course, in_ward = self.course, task.sector is Sector.REGION
        if task.kind is TaskKind.SIGN:
            if in_ward:
                return self.ward.signer, course.chief_days
            return self.municipality.signer, course.manager_days
        if in_ward:
            return self.ward.worker, course.ward_days
        return self.municipality.worker, course.reader_days

    def _ready_day(self, person: Person, task: Task, days: int, today: date) -> date:
        """When the person acts on the task; never, where they have not heard of it."""
        told = [self.heard[key] for key in self._words_of(person, task) if key in self.heard]
        looks = person in (self.ward.worker, self.municipality.worker)
        if not told and looks and task.due <= shift(today, SOON):
            told = [self.heard.setdefault((person.id, task.id), today)]
        if not told:
            return date.max
        return later(max(min(told), local_day(task.opened_at)), days)

    @staticmethod
    def _words_of(person: Person, task: Task) -> tuple[tuple[str, str], ...]:
        of_record = (person.id, task.subject.id)
        return ((person.id, task.id), *([of_record] if task.subject.kind in _NEWS_OF else []))

    def _reads(self, desk: Desk, task: Task) -> bool:
        documents.open_document(desk, self.municipality.worker, task.subject.id)
        documents.acknowledge(desk, self.municipality.worker, task.subject.id)
        return True

    def _signs(self, desk: Desk, task: Task) -> bool:
        signer = (self.ward if task.sector is Sector.REGION else self.municipality).signer
        found = documents.open_document(desk, signer, task.subject.id)
        documents.sign(desk, signer, task.subject.id, found.document.content_version)
        return True

    def _asks_citizen(self, desk: Desk, task: Task) -> bool:
        nurse, id_ = self.ward.worker, task.subject.id
        version = documents.open_document(desk, nurse, id_).document.content_version
        citizens_word.citizen_agrees(desk, nurse, id_, version, desk.today, "Mundtligt", "Kontaktpersonen")
        citizens_word.hand_over_copy(desk, nurse, id_, version, desk.today, CITIZEN, "På papir")
        return True

    def _tells_date(self, desk: Desk, task: Task) -> bool:
        course = self.course
        if desk.today < later(course.known_on, course.ward_days):
            return False
        notice = writing.discharge_notice(course)
        self._sends(desk, self._case(desk), DocumentKind.DISCHARGE_NOTICE, notice)
        if course.starts:
            self._assesses_now(desk)
        return True

    def _assesses(self, desk: Desk, task: Task) -> bool:
        if not self.course.starts:
            return False
        if desk.today <= self.course.left_on:
            notice = writing.discharge_notice(self.course)
            self._sends(desk, self._case(desk), DocumentKind.DISCHARGE_NOTICE, notice)
        self._assesses_now(desk)
        return True

    def _assesses_now(self, desk: Desk) -> None:
        course = self.course
        answers = Answers(
            support=course.required and not course.is_child,
            will_not_seek=course.required and course.is_child,
            takes_part=course.takes_part,
            wishes_agreement=course.voluntary,
        )
        admissions.assess_case(desk, self.ward.worker, self.case_id, answers)
        if course.voluntary:
            self._writes_agreement(desk)

    def _makes_agreement(self, desk: Desk, task: Task) -> bool:
        if not self.course.starts or AGREEMENT in self.done:
            return False
        self._writes_agreement(desk)
        return True

    def _explains(self, desk: Desk, task: Task) -> bool:
        course = self.course
        if task.sector is not Sector.REGION or (course.explains_after is None and not course.starts):
            return False
        admission = self._admission(desk)
        if admission is None:
            return False
        if course.explains_after is None:
            return admission.is_assessed and self._makes_agreement(desk, task)
        if desk.today < shift(course.left_on, course.explains_after):
            return False
        discharges.explain_discharge(desk, self.ward.worker, admission.id, "Aftalen blev ikke lavet i tide")
        self._gives_up(desk, "Udskrevet uden aftale")
        return True

    def _finds_time(self, desk: Desk, task: Task) -> bool:
        worker, id_ = self.municipality.worker, task.subject.id
        meeting = desk.records.meetings.get(id_, worker).meeting
        meetings.accept_time(desk, worker, id_, meeting.proposed[0].start)
        return True

    def _writes_minutes(self, desk: Desk, task: Task) -> bool:
        due = shift(desk.today, 3)
        units = (self.ward.unit_id, self.municipality.unit_id)
        rows = tuple(AgreedRow(Sensitive("Ring til borgeren"), unit, None, due) for unit in units)
        write_minutes(desk, self.ward.worker, task.subject.id, "Kort referat", rows)
        return True

    def _follows_up(self, desk: Desk, task: Task) -> bool:
        person, days = self._whose(task)
        if desk.today < later(task.due, days or 0):
            return False
        tasks.mark_done(desk, person, task.id)
        return True

    def _leaves_it(self, desk: Desk, task: Task) -> bool:
        return False

    # The records, as the ward finds them.

    def _case(self, desk: Desk) -> Case:
        return desk.records.cases.get(self.case_id, self.ward.worker)

    def _admission(self, desk: Desk) -> Admission | None:
        return admissions.current_admission(desk, self._case(desk))

    def _agreement(self, desk: Desk) -> Document | None:
        """The one that still says something."""
        found = desk.records.documents.of_case(self.case_id, self.ward.worker)
        return next((d for d in found if d.family is Family.AGREEMENT and d.is_live), None)

    def _sends(self, desk: Desk, case: Case, kind: DocumentKind, text: DocumentContent) -> Document:
        return documents.send(desk, self.ward.worker, case, kind, Sensitive(text)).document

    def _writes_agreement(self, desk: Desk) -> None:
        self.done.add(AGREEMENT)
        takes_part = self.course.takes_part
        kind = DocumentKind.DISCHARGE_AGREEMENT if takes_part else DocumentKind.COORDINATION_PLAN
        self._sends(desk, self._case(desk), kind, writing.agreement(self.course, kind, desk.today))

    def _gives_up(self, desk: Desk, why: str) -> None:
        """The agreement is of no more use."""
        agreement, nurse = self._agreement(desk), self.ward.worker
        if agreement is None:
            return
        ends = agreement.status is Status.IN_FORCE
        (documents.end if ends else documents.withdraw)(desk, nurse, agreement.id, why)


_DOES: dict[TaskKind, Callable[[Staff, Desk, Task], bool]] = {
    TaskKind.ACKNOWLEDGE: Staff._leaves_it,  # finding a time answers it
    TaskKind.FIND_TIME: Staff._finds_time,
    TaskKind.ATTEND: Staff._leaves_it,
    TaskKind.WRITE_MINUTES: Staff._writes_minutes,
    TaskKind.FOLLOW_UP: Staff._follows_up,
    TaskKind.READ_NOTICE: Staff._reads,
    TaskKind.ANSWER_QUESTION: Staff._leaves_it,
    TaskKind.SIGN: Staff._signs,
    TaskKind.REVISE: Staff._leaves_it,
    TaskKind.CITIZENS_AGREEMENT: Staff._asks_citizen,
    TaskKind.SET_DISCHARGE_DATE: Staff._tells_date,
    TaskKind.ASSESS: Staff._assesses,
    TaskKind.MAKE_AGREEMENT: Staff._makes_agreement,
    TaskKind.AGREEMENT_BY_DISCHARGE: Staff._leaves_it,  # a watch, which the agreement ends
    TaskKind.CONFIRM_DISCHARGE: Staff._leaves_it,  # told when the citizen leaves
    TaskKind.EXPLAIN_DISCHARGE: Staff._explains,
}
"""What somebody does about a task; all kinds are named, so that a new one is noticed."""
