"""A citizen's course with one of everything on it, and the outsiders of `outsiders.py` beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from domain.admission import DischargeKind
from domain.case import Case
from domain.document import DocumentContent
from domain.document_kind import DocumentKind
from domain.emergency import LASTS
from domain.journal import JournalMark
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from tests import factories as f
from tests.office import a_new_case, a_request, ask_for_meeting
from tests.stores import raw
from tests.texts import SECTION_13C, whole_parts
from tests.unit.access.outsiders import NAMED_ONCE, ROWS, WAS_THERE, person_of
from tests.unit.dialogs.bot_in_process import Bot, make_desk, running_bot
from workflows.admissions import current_admission
from workflows.cases import open_case
from workflows.desk import Desk
from workflows.discharges import Discharge, record_discharge
from workflows.documents import revise, send
from workflows.emergency import Sought, ask_for_access
from workflows.meetings import accept_time
from workflows.moving import change_municipality
from workflows.ports import Clockwork, Records
from workflows.remarks import add_remark
from workflows.tasks import take

CLOCK = Clockwork()
NUMBER, NO_NUMBER = "26-1001", "26-1999"
CPR, NO_CPR = f.CPR_TEXT, "620190-4321"
NOTHING_THERE = "0" * 32
MARK = "Borgerens egne ord om sit liv"
AGREEMENT = DocumentKind.DISCHARGE_AGREEMENT


@dataclass(frozen=True)
class Course:
    """The ids of what is on the case."""

    case: str
    meeting: str
    document: str
    admission: str
    task: str
    access: str
    draft: str
    """Begun by the nurse."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no outsider may find in any answer."""
        ids = (self.case, self.meeting, self.document, self.admission, self.task, self.access, self.draft)
        return (NUMBER, f.CITIZEN_NAME, CPR, CPR.replace("-", ""), MARK, *ids)


def _run_its_course(desk: Desk) -> Course:
    """Begun with one municipality, taken over by another; somebody was named on it, somebody was there in an
    emergency."""
    first = replace(a_new_case(), other_unit_id=f.OUTSIDER.home.id)
    text = Sensitive(DocumentContent(whole_parts(DocumentKind.EARLY_NOTICE, citizens_wish=MARK), SECTION_13C))
    case = send(desk, f.NURSE, open_case(desk, f.NURSE, first), DocumentKind.EARLY_NOTICE, text).case
    change_municipality(desk, f.NURSE, case.id, f.CASEWORKER.home.id, "Borgeren er flyttet")
    meeting = ask_for_meeting(desk, f.NURSE, a_new_case(), a_request()).meeting
    accept_time(desk, f.CASEWORKER, meeting.id, meeting.proposed[0].start)
    document = _agreement(desk, desk.records.cases.get(case.id, f.NURSE))
    desk.records.cases.add_participant(case.id, person_of(NAMED_ONCE).id)
    ask_for_access(desk, person_of(WAS_THERE), Sought(NUMBER), "Borgeren er fundet bevidstløs i sit hjem")
    (access,) = desk.records.emergencies.held_by(person_of(WAS_THERE).id, desk.now).values()
    about = Subject(SubjectKind.DOCUMENT, document)
    desk.records.journal.mark(JournalMark(case.id, about, f.NURSE.home.id, 2, f.NURSE.id, desk.now))
    add_remark(desk, f.NURSE, case.id, about, MARK, desk.today)
    draft = f.a_draft(form="close_case", subject_id=case.id, page="close")
    desk.records.drafts.save(draft)
    admission = current_admission(desk, case)
    assert admission is not None
    record_discharge(
        desk, f.NURSE, admission.id, Discharge(desk.today, DischargeKind.PLANNED, homeless=False)
    )
    tasks = desk.records.tasks.of_case(case.id, CLOCK)
    task = next(each for each in tasks if each.is_open and each.unit_id == f.NURSE.home.id)
    take(desk, f.NURSE, task.id)
    return Course(case.id, meeting.id, document, admission.id, task.id, access, draft.id)


def _agreement(desk: Desk, case: Case) -> str:
    """With two versions."""
    parts = whole_parts(AGREEMENT, citizens_wish=MARK)
    found = send(desk, f.NURSE, case, AGREEMENT, Sensitive(DocumentContent(parts, SECTION_13C)))
    changed = {**parts, "social_offers": "Bostøtte hver dag"}
    return revise(desk, f.NURSE, found.document.id, 1, changed, "Mere støtte").document.id


@asynccontextmanager
async def a_course(folder: Path) -> AsyncIterator[tuple[Bot, Course]]:
    """A day after the emergency access was given, and an hour more."""
    async with running_bot(folder) as bot:
        await bot.store.run(lambda r: r.directory.replace((*f.DIRECTORY, *ROWS)))

        def live(records: Records) -> Course:
            return _run_its_course(make_desk(records, bot.time))

        course = await bot.store.run(live)
        raw(bot.url, f"DELETE FROM case_people WHERE case_id = '{course.case}'")  # named once, and no longer
        bot.time += LASTS + timedelta(hours=1)
        yield bot, course
