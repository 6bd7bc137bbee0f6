"""Every step of `STEPS`, with what has to have happened before and how it is taken.

**A new step needs a row here**, or `test_steps.py` fails and names it. What is prepared, the leaders of both
units do: a restricted case is open to them too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.admission import DischargeKind
from domain.case import HoldKind
from domain.discharge_law import Answers
from domain.document import DocumentContent
from domain.document_kind import DocumentKind
from domain.people import Person
from domain.permission import Permission
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from tests import factories as f
from tests.office import CLOCK, a_new_case, a_request
from tests.texts import SECTION_13C, whole_parts, whole_text
from workflows import (
    admissions,
    cases,
    citizens_word,
    discharges,
    documents,
    holding,
    journal,
    meetings,
    tasks,
)
from workflows.contacts import change_contact
from workflows.correcting import correct_citizen
from workflows.desk import Desk
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.idle_cases import settle_idle, stay_open
from workflows.minutes import write_minutes
from workflows.moving import change_municipality
from workflows.remarks import add_remark
from workflows.second_municipality import add_second_municipality, remove_second_municipality
from workflows.subject_access import gather_for

WARD, TOWN = f.NURSE_LEADER, f.CASEWORKER_LEADER
WHY = "Aftalt med borgeren"
PSYCHOLOGIST = "Psykolog Kim"
AGREEMENT, PLAN = DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN
NOTICE = DocumentKind.EARLY_NOTICE
PARTS = whole_parts(AGREEMENT, private_parties=PSYCHOLOGIST)
LATER = f.NOW.date() + timedelta(days=14)
PLANNED = DischargeKind.PLANNED


@dataclass(frozen=True)
class OnCase:
    """The ids of what is on the case. All was begun by the ward and answered by nobody."""

    case: str
    meeting: str
    notice: str
    agreement: str
    plan: str
    admission: str
    task: str
    """Nobody's yet, in the ward."""


Take = Callable[[Desk, Person, OnCase], object]
Prepare = Callable[[Desk, OnCase], object]


def nothing(_desk: Desk, _on: OnCase) -> None:
    """It can be taken as things are."""


@dataclass(frozen=True)
class Tried:
    take: Take
    first: Prepare = nothing
    of: str = ""
    """Which of the documents it is about."""


def _accept(desk: Desk, on: OnCase) -> None:
    meeting = desk.records.meetings.get(on.meeting, CLOCK).meeting
    meetings.accept_time(desk, TOWN, on.meeting, meeting.proposed[0].start)


def _be_over(desk: Desk, on: OnCase) -> None:
    _accept(desk, on)
    meetings.time_passed(desk, desk.records.meetings.get(on.meeting, CLOCK))


def _conclude(desk: Desk, on: OnCase) -> None:
    _be_over(desk, on)
    write_minutes(desk, WARD, on.meeting, WHY, ())


def _both_sign(desk: Desk, on: OnCase) -> None:
    for leader in (WARD, TOWN):
        documents.sign(desk, leader, on.plan, 1)


def _keep(desk: Desk, on: OnCase) -> None:
    """What holds a case back already goes on."""
    if desk.records.cases.get(on.case, CLOCK).hold is None:
        holding.hold_case(desk, WARD, on.case, HoldKind.KEPT, WHY)


def _be_asked(desk: Desk, on: OnCase) -> None:
    """Nothing has happened on the case for long."""
    assert settle_idle(replace(desk, now=desk.now + timedelta(days=1000)), on.case)


def _discharge(desk: Desk) -> discharges.Discharge:
    return discharges.Discharge(desk.today, DischargeKind.PLANNED, homeless=False)


def _discharged(desk: Desk, on: OnCase) -> None:
    discharges.record_discharge(desk, WARD, on.admission, _discharge(desk))


def _send(kind: DocumentKind) -> Tried:
    def send(desk: Desk, who: Person, on: OnCase) -> object:
        case = desk.records.cases.get(on.case, who)
        return documents.send(desk, who, case, kind, Sensitive(whole_text(kind)))

    return Tried(send)


def _request(desk: Desk, who: Person, on: OnCase) -> object:
    return meetings.request_meeting(desk, who, desk.records.cases.get(on.case, who), a_request())


def _change_contact(desk: Desk, who: Person, on: OnCase) -> object:
    """To somebody of one's own unit."""
    new = f.COLLEAGUE if who.works_in(f.NURSE.home.id) else f.CASEWORKER
    return change_contact(desk, who, on.case, new.id, all_cases=False)


def _accept_time(desk: Desk, who: Person, on: OnCase) -> object:
    """Proposed by the other side: what the receiver has proposed, the inviter accepts."""
    meeting = desk.records.meetings.get(on.meeting, who).meeting
    return meetings.accept_time(desk, who, on.meeting, meeting.proposed[0].start)


def _follow_up(unit_id: str) -> AgreedRow:
    return AgreedRow(Sensitive(WHY), unit_id, None, LATER)


_MEETING, _DOCUMENT = SubjectKind.MEETING, SubjectKind.DOCUMENT

TRIED: Mapping[str, Tried] = {
    "case.close": Tried(lambda d, who, on: cases.close_case(d, who, on.case, WHY)),
    "case.stay_open": Tried(lambda d, who, on: stay_open(d, who, on.case, WHY), _be_asked),
    "case.remark": Tried(
        lambda d, who, on: add_remark(d, who, on.case, Subject(_DOCUMENT, on.notice), "Nej", d.today)
    ),
    "case.withdraw_consent": Tried(lambda d, who, on: cases.withdraw_consent(d, who, on.case, d.today)),
    "case.correct": Tried(lambda d, who, on: correct_citizen(d, who, on.case, f.a_cpr(), "Asta Rettet", WHY)),
    "case.change_contact": Tried(_change_contact),
    "case.change_municipality": Tried(
        lambda d, who, on: change_municipality(d, who, on.case, f.OUTSIDER.home.id, WHY)
    ),
    "case.add_municipality": Tried(
        lambda d, who, on: add_second_municipality(d, who, on.case, f.OUTSIDER.home.id, WHY),
        lambda d, on: remove_second_municipality(d, WARD, on.case, WHY),
    ),
    "case.remove_municipality": Tried(lambda d, who, on: remove_second_municipality(d, who, on.case, WHY)),
    "case.restrict": Tried(lambda d, who, on: holding.hold_case(d, who, on.case, HoldKind.RESTRICTED, WHY)),
    "case.keep": Tried(lambda d, who, on: holding.hold_case(d, who, on.case, HoldKind.KEPT, WHY)),
    "case.let_go": Tried(lambda d, who, on: holding.let_go(d, who, on.case, WHY), _keep),
    "meeting.request": Tried(_request),
    "meeting.acknowledge": Tried(lambda d, who, on: meetings.acknowledge(d, who, on.meeting)),
    "meeting.accept_time": Tried(_accept_time),
    "meeting.propose_times": Tried(
        lambda d, who, on: meetings.propose_times(d, who, on.meeting, (f.a_time(5),))
    ),
    "meeting.ask": Tried(lambda d, who, on: meetings.ask_for_more(d, who, on.meeting, WHY)),
    "meeting.answer": Tried(
        lambda d, who, on: meetings.answer_question(d, who, on.meeting, WHY),
        lambda d, on: meetings.ask_for_more(d, TOWN, on.meeting, WHY),
    ),
    "meeting.move": Tried(lambda d, who, on: meetings.move(d, who, on.meeting, WHY, (f.a_time(5),)), _accept),
    "meeting.cancel": Tried(lambda d, who, on: meetings.cancel(d, who, on.meeting, WHY), _accept),
    "meeting.write_minutes": Tried(lambda d, who, on: write_minutes(d, who, on.meeting, WHY, ()), _be_over),
    "meeting.journal": Tried(
        lambda d, who, on: journal.mark_in_journal(d, who, Subject(_MEETING, on.meeting)), _conclude
    ),
    "meeting.journal_undo": Tried(
        lambda d, who, on: journal.take_back_mark(d, who, Subject(_MEETING, on.meeting)), _conclude
    ),
    **{f"document.send:{kind}": _send(kind) for kind in DocumentKind},
    "document.acknowledge": Tried(lambda d, who, on: documents.acknowledge(d, who, on.notice), of="notice"),
    "document.ask": Tried(lambda d, who, on: documents.ask(d, who, on.notice, WHY), of="notice"),
    "document.answer": Tried(
        lambda d, who, on: documents.answer(d, who, on.notice, WHY),
        lambda d, on: documents.ask(d, TOWN, on.notice, WHY),
        "notice",
    ),
    "document.sign": Tried(lambda d, who, on: documents.sign(d, who, on.agreement, 1), of="agreement"),
    "document.return": Tried(
        lambda d, who, on: documents.return_with(d, who, on.agreement, WHY), of="agreement"
    ),
    "document.revise": Tried(
        lambda d, who, on: documents.revise(d, who, on.agreement, 1, {**PARTS, "social_offers": WHY}, WHY),
        of="agreement",
    ),
    "document.withdraw": Tried(
        lambda d, who, on: documents.withdraw(d, who, on.agreement, WHY), of="agreement"
    ),
    "document.end": Tried(lambda d, who, on: documents.end(d, who, on.plan, WHY), _both_sign, "plan"),
    "document.hand_over_copy": Tried(
        lambda d, who, on: citizens_word.hand_over_copy(d, who, on.agreement, 1, d.today, "citizen", WHY),
        of="agreement",
    ),
    "document.citizen_agrees": Tried(
        lambda d, who, on: citizens_word.citizen_agrees(d, who, on.agreement, 1, d.today, WHY, WHY),
        of="agreement",
    ),
    "document.citizen_declines": Tried(
        lambda d, who, on: citizens_word.citizen_declines(d, who, on.agreement, d.today, WHY), of="agreement"
    ),
    "document.private_answer": Tried(
        lambda d, who, on: citizens_word.private_answer(
            d, who, on.agreement, 1, d.today, PSYCHOLOGIST, agrees=True
        ),
        of="agreement",
    ),
    "document.journal": Tried(
        lambda d, who, on: journal.mark_in_journal(d, who, Subject(_DOCUMENT, on.notice)), of="notice"
    ),
    "document.journal_undo": Tried(
        lambda d, who, on: journal.take_back_mark(d, who, Subject(_DOCUMENT, on.notice)), of="notice"
    ),
    "admission.assess": Tried(
        lambda d, who, on: admissions.assess_case(
            d, who, on.case, Answers(support=True, will_not_seek=None, takes_part=True)
        )
    ),
    "admission.set_date": Tried(lambda d, who, on: admissions.set_expected_date(d, who, on.admission, LATER)),
    "admission.discharge": Tried(
        lambda d, who, on: discharges.record_discharge(d, who, on.admission, _discharge(d))
    ),
    "admission.correct_discharge": Tried(
        lambda d, who, on: discharges.correct_discharge(
            d, who, on.admission, replace(_discharge(d), kind=DischargeKind.DEAD)
        ),
        _discharged,
    ),
    "admission.explain": Tried(
        lambda d, who, on: discharges.explain_discharge(d, who, on.admission, WHY), _discharged
    ),
    "task.add": Tried(
        lambda d, who, on: add_follow_up(d, who, on.notice, _follow_up(f.NURSE.home.id)), of="notice"
    ),
    "task.done": Tried(lambda d, who, on: tasks.mark_done(d, who, on.task)),
    "task.not_possible": Tried(lambda d, who, on: tasks.not_possible(d, who, on.task, WHY)),
    "task.take": Tried(lambda d, who, on: tasks.take(d, who, on.task)),
    "task.snooze": Tried(lambda d, who, on: tasks.remind_later(d, who, on.task, LATER)),
    "task.new_deadline": Tried(lambda d, who, on: tasks.new_deadline(d, who, on.task, LATER, WHY)),
    "task.hand_over": Tried(lambda d, who, on: tasks.hand_over(d, who, on.task, f.CASEWORKER.home.id, None)),
}
"""A document is sent once of each kind: `document.send:` and the kind."""

LOOKS: Mapping[Permission, tuple[Take, ...]] = {
    Permission.OPEN_DETAILS: (
        lambda d, who, on: documents.open_document(d, who, on.notice),
        lambda d, who, on: meetings.open_details(d, who, on.meeting),
        lambda d, who, on: tasks.open_task(d, who, on.task),
    ),
    Permission.SEE_STATUS: (
        lambda d, who, on: d.records.cases.get(on.case, who),
        lambda d, who, on: d.records.documents.get(on.notice, who),
    ),
    Permission.TAKE_FILE: (lambda d, who, on: documents.take_document(d, who, on.notice),),
    Permission.EXTRACT: (lambda d, who, on: gather_for(d, who, on.case),),
}
"""What is no step, by what it asks for. What one hears is asked of notices."""


def run_its_course(desk: Desk) -> OnCase:
    """With a second municipality, somebody named on it, and one of everything."""
    opened, text = cases.open_case(desk, f.NURSE, a_new_case()), Sensitive(whole_text(NOTICE))
    notice = documents.send(desk, f.NURSE, opened, NOTICE, text)
    case, agreed = notice.case, Sensitive(DocumentContent(PARTS, SECTION_13C))
    agreement = documents.send(desk, f.NURSE, case, AGREEMENT, agreed).document.id
    plan = documents.send(desk, f.NURSE, case, PLAN, Sensitive(whole_text(PLAN))).document.id
    meeting = meetings.request_meeting(desk, f.NURSE, case, a_request()).meeting.id
    add_second_municipality(desk, f.NURSE, case.id, f.OUTSIDER.home.id, WHY)
    desk.records.cases.add_participant(case.id, f.MUNICIPAL_COORDINATOR.id)
    add_follow_up(desk, f.NURSE, notice.document.id, _follow_up(f.NURSE.home.id))
    task = next(each for each in desk.records.tasks.of_case(case.id, CLOCK) if each.kind == "follow_up")
    admission = admissions.current_admission(desk, case)
    assert admission is not None
    return OnCase(case.id, meeting, notice.document.id, agreement, plan, admission.id, task.id)
