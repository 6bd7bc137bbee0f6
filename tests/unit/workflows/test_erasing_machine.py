"""Cases at random while the clock is wound: nothing is erased early or without a mark, what is due is erased
at the first night, and of what is gone not one sealed value is left in the files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from domain.case import Case, Hold, HoldKind
from domain.document_kind import DocumentKind
from domain.local_time import local_day
from domain.people import Person
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from reminders.erasing import erase_all
from tests import factories as f
from tests.office import CLOCK, Office, an_office
from tests.stores import file_of, raw
from tests.texts import whole_parts
from workflows.cases import close_case
from workflows.documents import revise
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.journal import mark_in_journal, take_back_mark
from workflows.ports import Records

T = TypeVar("T")
KINDS = (DocumentKind.EARLY_NOTICE, DocumentKind.DISCHARGE_NOTICE, DocumentKind.DISCHARGE_AGREEMENT)
KEPT = {
    DocumentKind.EARLY_NOTICE: 90,
    DocumentKind.DISCHARGE_NOTICE: 90,
    DocumentKind.DISCHARGE_AGREEMENT: 180,
}
CASE_KEPT = 365
UNITS = frozenset({f.NURSE.home.id, f.CASEWORKER.home.id})
whose = st.sampled_from((f.NURSE, f.CASEWORKER))
pick = st.integers(0, 10)


@dataclass
class Written:
    """A document as somebody outside would have noted it."""

    id: str
    kind: DocumentKind
    version: int = 1
    marked: dict[str, int] = field(default_factory=dict)
    """By unit, the version it marked."""
    planned: date = date.min
    """The last day of a follow-up agreed in it, which goes with it."""

    @property
    def is_in_journals(self) -> bool:
        return all(self.marked.get(unit_id) == self.version for unit_id in UNITS)


@dataclass
class Course:
    case_id: str
    written: list[Written]
    closed_on: date | None = None
    held: bool = False

    def erased_from(self, days: int) -> date | None:
        if self.closed_on is None or self.held:
            return None
        return max([self.closed_on, *(each.planned for each in self.written)]) + timedelta(days=days)


class ErasingMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = TemporaryDirectory(prefix="brobygger-erasing-")
        self.opened = an_office(Path(self.folder.name))
        self.office: Office = self.loop.run(self.opened.__aenter__())
        self.courses: list[Course] = []
        self.numbers = iter(range(1, 10_000))

    def teardown(self) -> None:
        self.night(0)
        self.loop.run(self.opened.__aexit__(None, None, None))
        self.loop.close()
        self.folder.cleanup()

    def does(self, use_case: Callable[..., T], *values: Any) -> T:
        return self.loop.run(self.office.does(use_case, *values))

    def case(self, course: Course) -> Case:
        return self.loop.run(self.office.store.run(lambda r: r.cases.get(course.case_id, CLOCK)))

    @property
    def today(self) -> date:
        return local_day(self.office.now)

    # -- what people do --------------------------------------------------------------------------------

    @rule(kind=st.sampled_from(KINDS), marked=st.booleans())
    def send(self, kind: DocumentKind, marked: bool) -> None:
        found = self.loop.run(self.office.sent(kind))
        course = next((c for c in self.courses if c.case_id == found.case.id), None)
        if course is None:
            course = Course(found.case.id, [])
            self.courses.append(course)
        course.written.append(Written(found.document.id, kind))
        if marked:
            self.mark_each(course.written[-1])

    def chosen(self, number: int) -> tuple[Course, Written] | None:
        every = [(course, each) for course in self.courses for each in course.written]
        return every[number % len(every)] if every else None

    @rule(person=whose, number=pick)
    @precondition(lambda self: any(course.written for course in self.courses))
    def mark(self, person: Person, number: int) -> None:
        _, written = self.chosen(number) or (None, None)
        assert written
        self.does(mark_in_journal, person, Subject(SubjectKind.DOCUMENT, written.id))
        written.marked[person.home.id] = written.version

    @rule()
    def mark_all(self) -> None:
        for course in self.courses:
            for each in course.written:
                self.mark_each(each)

    def mark_each(self, written: Written) -> None:
        for person in (f.NURSE, f.CASEWORKER):
            self.does(mark_in_journal, person, Subject(SubjectKind.DOCUMENT, written.id))
            written.marked[person.home.id] = written.version

    @rule(person=whose, number=pick)
    @precondition(lambda self: any(course.written for course in self.courses))
    def take_back(self, person: Person, number: int) -> None:
        _, written = self.chosen(number) or (None, None)
        assert written
        self.does(take_back_mark, person, Subject(SubjectKind.DOCUMENT, written.id))
        written.marked.pop(person.home.id, None)

    @rule(number=pick)
    @precondition(lambda self: any(course.written for course in self.courses))
    def write_anew(self, number: int) -> None:
        _, written = self.chosen(number) or (None, None)
        assert written
        word = f"Nyt {next(self.numbers)}"
        parts = whole_parts(written.kind, **{_a_text_of(written.kind): word})
        self.does(revise, f.NURSE, written.id, written.version, parts, "Rettet")
        written.version += 1

    @rule(number=pick, days=st.integers(0, 200))
    @precondition(lambda self: any(course.written for course in self.courses))
    def plan(self, number: int, days: int) -> None:
        course, written = self.chosen(number) or (None, None)
        assert course
        assert written
        due = self.today + timedelta(days=days)
        row = AgreedRow(Sensitive("Ring"), f.CASEWORKER.home.id, None, due)
        self.does(add_follow_up, f.NURSE, written.id, row)
        written.planned = max(written.planned, due)

    @rule()
    @precondition(lambda self: any(course.closed_on is None for course in self.courses))
    def close(self) -> None:
        for course in self.courses:
            if course.closed_on is None:
                self.does(close_case, f.NURSE_LEADER, course.case_id, "Forløbet er slut")
                course.closed_on = self.today

    @rule(number=pick)
    @precondition(lambda self: self.courses)
    def hold(self, number: int) -> None:
        """Kept, for on a restricted case the nurse could not go on."""
        course = self.courses[number % len(self.courses)]
        self.change_hold(course, Hold(HoldKind.KEPT, self.office.now, f.NURSE.home.id, Sensitive("Klagesag")))

    @rule()
    @precondition(lambda self: any(course.held for course in self.courses))
    def let_go(self) -> None:
        for course in self.courses:
            self.change_hold(course, None)

    def change_hold(self, course: Course, hold: Hold | None) -> None:
        def change(records: Records) -> None:
            case = records.cases.get(course.case_id, CLOCK)
            records.cases.save(replace(case, hold=hold, version=case.version + 1))

        self.loop.run(self.office.store.run(change))
        course.held = hold is not None

    # -- the night -------------------------------------------------------------------------------------

    @rule(days=st.sampled_from((1, 89, 90, 91, 180, 275)))
    @precondition(lambda self: any(course.closed_on for course in self.courses))
    def night(self, days: int) -> None:
        self.office.now += timedelta(days=days)
        gone, staying = self.foretold()
        values = [value for id_ in gone for value in self.sealed(id_)]
        self.loop.run(erase_all(self.office.store, self.office.desk, self.office.now))
        self.loop.run(self.office.store.tidy())
        assert self.there() == staying
        files = [each.read_bytes() for each in file_of(self.office.url).parent.glob("*.db*")]
        assert [v for v in values if any(v in file for file in files)] == []
        self.forget(gone)

    def foretold(self) -> tuple[set[str], set[str]]:
        """Ids of the cases and documents that this night erases, and of those it leaves."""
        gone, staying = set[str](), set[str]()
        for course in self.courses:
            of_case = course.erased_from(CASE_KEPT)
            marked = all(each.is_in_journals for each in course.written)
            whole = of_case is not None and self.today >= of_case and marked
            (gone if whole else staying).add(course.case_id)
            for each in course.written:
                due = course.erased_from(KEPT[each.kind])
                alone = due is not None and self.today >= due and each.is_in_journals
                (gone if whole or alone else staying).add(each.id)
        return gone, staying

    def sealed(self, id_: str) -> list[bytes]:
        where = (
            ("cases", "cpr", "id"),
            ("cases", "name", "id"),
            ("documents", "content", "id"),
            ("document_versions", "content", "document_id"),
            ("tasks", "text", "subject_id"),
            ("events", "reason", "subject_id"),
        )
        rows = (
            row
            for table, column, key in where
            for row in raw(self.office.url, f"SELECT {column} FROM {table} WHERE {key} = '{id_}'")
        )
        return [value for (value,) in rows if isinstance(value, bytes)]

    def there(self) -> set[str]:
        rows = raw(self.office.url, "SELECT id FROM cases UNION ALL SELECT id FROM documents")
        return {str(id_) for (id_,) in rows}

    def forget(self, gone: set[str]) -> None:
        for course in self.courses:
            course.written = [each for each in course.written if each.id not in gone]
        self.courses = [course for course in self.courses if course.case_id not in gone]
        for id_ in gone:
            assert raw(self.office.url, f"SELECT 1 FROM events WHERE case_id = '{id_}'") == []


def _a_text_of(kind: DocumentKind) -> str:
    return {
        DocumentKind.EARLY_NOTICE: "function_level",
        DocumentKind.DISCHARGE_NOTICE: "needs",
        DocumentKind.DISCHARGE_AGREEMENT: "treatment_offers",
    }[kind]


TestErasing = ErasingMachine.TestCase
TestErasing.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
