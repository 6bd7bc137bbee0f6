"""What became of a course, as the product's records and messages show it, and the table of all ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from domain.admission import Admission, AdmissionStatus, Outcome
from domain.case import Case
from domain.document import Document
from domain.document_kind import BEFORE_DISCHARGE
from domain.document_steps import Status
from domain.local_time import local_day
from domain.people import Sector
from domain.task import Task
from tests.scenario.ninety.alarms import Alarm, Level
from tests.scenario.ninety.course import Course, Homeless, Story
from tests.scenario.ninety.foretelling import End, Foretold, foretell
from tests.scenario.ninety.shares import AUDIT_COMPLETE, AUDIT_SAMPLE, AUDIT_WITH, AUDIT_WITHOUT
from tests.scenario.ninety.staff import CLOCK, Staff
from tests.scenario.ninety.year import Message, Year
from workflows.desk import Desk
from workflows.notice import NoticeKind

_ENDS = {
    Outcome.IN_TIME: End.IN_TIME,
    Outcome.LATE: End.LATE,
    Outcome.EXPLAINED: End.EXPLAINED,
    Outcome.NOT_REQUIRED: End.NOT_REQUIRED,
}


@dataclass(frozen=True)
class Lived:
    """One course when the days are over."""

    course: Course
    foretold: Foretold
    staff: Staff
    case: Case
    admission: Admission
    documents: tuple[Document, ...]
    tasks: dict[str, Task]
    messages: tuple[Message, ...]

    @property
    def end(self) -> End:
        """An admission that is not finished is one whose agreement is missing for both to see."""
        outcome = self.admission.outcome
        if self.admission.status is not AdmissionStatus.DISCHARGED or outcome is None:
            return End.ESCALATED
        return _ENDS[outcome]

    @property
    def agreements(self) -> tuple[Document, ...]:
        return tuple(document for document in self.documents if document.kind in BEFORE_DISCHARGE)

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks.values() if task.is_open)

    def escalations(self) -> tuple[tuple[Alarm, str], ...]:
        """Each that went out, and to whom."""
        found = [message for message in self.messages if message.notice.kind is NoticeKind.ESCALATION]
        return tuple((self._alarm(message), message.notice.recipient_id) for message in found)

    def news(self, kind: NoticeKind, day: date) -> frozenset[str]:
        """Who got a message of the kind on that day."""
        on_day = (m.notice for m in self.messages if local_day(m.at) == day)
        return frozenset(notice.recipient_id for notice in on_day if notice.kind is kind)

    def _alarm(self, message: Message) -> Alarm:
        task = self.tasks[message.notice.subject.id]
        return Alarm(task.kind, task.sector, Level(message.notice.detail), local_day(message.at))


async def ends_of(year: Year) -> tuple[Lived, ...]:
    return await year.does(lambda desk: tuple(_lived(desk, year, course) for course in year.courses))


def _lived(desk: Desk, year: Year, course: Course) -> Lived:
    staff, records = year.staff[course.number], desk.records
    id_ = staff.case_id
    (admission,) = records.admissions.of_case(id_, CLOCK)
    return Lived(
        course,
        foretell(course),
        staff,
        records.cases.get(id_, CLOCK),
        admission,
        records.documents.of_case(id_, CLOCK),
        {task.id: task for task in records.tasks.of_case(id_, CLOCK)},
        tuple(message for message in year.sent if message.case_id == id_),
    )


GUIDANCE = (
    "citizens_wish",
    "treatment_offers",
    "social_offers",
    "housing",
    "contact_psychiatry",
    "contact_municipality",
    "contact_gp",
    "supervisor",
    "if_not_kept",
    "crisis_plan",
    "warning_signs",
    "medication_responsible",
    "first_follow_up",
    "ends_on",
    "relatives",
    "copies_to",
)
"""What the guidance to psykiatriloven wants an agreement to hold, apart from what the agreement files say."""

COLUMNS = (End.IN_TIME, End.LATE, End.EXPLAINED, End.ESCALATED, End.NOT_REQUIRED)
_ACROSS: dict[str, Callable[[Lived], bool]] = {
    "across: both sectors answer": lambda lived: lived.foretold.both_answer,
    "across: children and youth": lambda lived: lived.course.is_child,
    "across: network meeting with minutes": lambda lived: lived.course.meets,
    "across: readiness notice": lambda lived: lived.course.ready_on is not None,
    "across: homeless": lambda lived: lived.course.homeless is not Homeless.NO,
}


def table(ends: Iterable[Lived]) -> str:
    """The ends by trait, and the audit's figures beside them."""
    every = tuple(ends)
    rows = [(str(story), [each for each in every if each.course.story is story]) for story in Story]
    rows.append(("all", list(every)))
    rows += [(name, [each for each in every if fits(each)]) for name, fits in _ACROSS.items()]
    width = max(len(name) for name, _ in rows)
    head = f"{'':{width}}  number  " + "  ".join(f"{end:>12}" for end in COLUMNS)
    lines = [head, *(_line(name, width, lived) for name, lived in rows)]
    return "\n".join([*lines, "", *_beside_the_audit(every)])


def _line(name: str, width: int, lived: list[Lived]) -> str:
    counts = (sum(each.end is end for each in lived) for end in COLUMNS)
    return f"{name:{width}}  {len(lived):6}  " + "  ".join(f"{count or '-':>12}" for count in counts)


def _beside_the_audit(ends: tuple[Lived, ...]) -> list[str]:
    wanted = [each for each in ends if each.end is not End.NOT_REQUIRED]
    answered = [each for each in wanted if each.foretold.both_answer]
    without = sum(each.end is not End.IN_TIME for each in wanted)
    silent = sum(each.end is not End.IN_TIME for each in answered)
    there = [
        document for each in wanted for document in each.agreements if document.status is Status.IN_FORCE
    ]
    of_audit = f"(the audit: {AUDIT_COMPLETE} of {AUDIT_WITH}, found among {AUDIT_SAMPLE})"
    needed = f"{_share(without, wanted)} of the {len(wanted)} that needed one"
    answering = f"{_share(silent, answered)} of the {len(answered)} where both sectors answered"
    complete = f"{sum(map(is_complete, there))} of the {len(there)} agreements and plans in force"
    return [
        f"Discharged without: {needed} (the audit: {AUDIT_WITHOUT} % of 4,483)",
        f"Discharged without: {answering}",
        f"Complete: {complete} {of_audit}",
    ]


def _share(count: int, of: list[Lived]) -> str:
    return f"{round(100 * count / len(of))} %" if of else "-"


def is_complete(document: Document) -> bool:
    """Whether it holds everything the guidance asks for."""
    parts = document.content.reveal().parts
    return all(len(parts.get(name, "")) > 0 for name in GUIDANCE)


def sectors_told(lived: Lived, told: frozenset[str]) -> frozenset[Sector]:
    """The sectors of which somebody in the unit is among these people, the one who wrote it included."""
    teams = {Sector.REGION: lived.staff.ward, Sector.MUNICIPALITY: lived.staff.municipality}
    return frozenset(sector for sector, team in teams.items() if told & team.people)
