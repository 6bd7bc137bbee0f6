"""Every card of documents, admissions and cases; in the records every personal text carries a mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product

from dialogs.cards.admission_card import AdmissionView, admission_card
from dialogs.cards.case_card import CaseView, Matter, case_card
from dialogs.cards.document_card import document_card
from dialogs.cards.document_view import DocumentView
from dialogs.cards.history_lines import EVENTS_TOLD, HistoryLine
from dialogs.cards.journal_lines import JournalLine, JournalView
from dialogs.cards.menu_card import MEETING, Choice, menu_card
from dialogs.cards.task_lines import TaskLine
from dialogs.wording import Wording
from domain.admission import Admission, AdmissionStatus, DischargeKind, Outcome
from domain.case import Case, Citizen, Hold, HoldKind
from domain.discharge_law import Answers, assess
from domain.document import CITIZEN, CitizenAgreement, Copy, Document, DocumentContent, Signature, actions_for
from domain.document_kind import FAMILY, DocumentKind, Family
from domain.document_steps import Side, Status
from domain.legal_basis import Basis, LegalBasis
from domain.parts import PARTS, Part, PartKind
from domain.people import Sector, Unit
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from tests.factories import (
    CASEWORKER,
    NOW,
    NURSE,
    OUTSIDER,
    a_case,
    a_cpr,
    a_document,
    a_meeting,
    a_task,
    an_admission,
)
from workflows.chat import Card
from workflows.follow_ups import ACTING_MUNICIPALITY

CPR = a_cpr("610190-9876")
SIDES = (Side.AUTHOR, Side.RECEIVER, None)
NOTICE_STATUSES = frozenset({Status.SENT, Status.QUESTION_ASKED, Status.ACKNOWLEDGED, Status.WITHDRAWN})


def statuses_of(kind: DocumentKind) -> tuple[Status, ...]:
    """Those a document of this kind can be in."""
    of_notice = FAMILY[kind] is Family.NOTICE
    return tuple(s for s in Status if s is Status.WITHDRAWN or (s in NOTICE_STATUSES) is of_notice)


def marked_case(mark: str) -> Case:
    citizen = Citizen(CPR, Sensitive(f"{mark} navn"))
    return a_case(citizen=citizen, override_reason=Sensitive(f"{mark} grund"))


def a_unit(unit: Unit, mark: str) -> Unit:
    return replace(unit, name=f"{mark} afsnit")


def a_part_text(part: Part, mark: str, longest: bool) -> str:
    if part.kind is PartKind.DAY:
        return "2026-12-01"
    if part.kind is PartKind.CHOICE:
        return part.choices[-1]
    return (mark * part.max_length)[: part.max_length] if longest else f"{mark} tekst"


def parts_written(kind: DocumentKind, mark: str, longest: bool = False) -> Mapping[str, str]:
    return {part.name: a_part_text(part, mark, longest) for part in PARTS[kind]}


def a_text(kind: DocumentKind, mark: str, longest: bool, version: int) -> DocumentContent:
    def text(most: int) -> str:
        return (mark * most)[:most] if longest else f"{mark} tekst"

    day = NOW.date()
    return DocumentContent(
        parts_written(kind, mark, longest), LegalBasis(Basis.OTHER, other=text(500)),
        question=text(1000), answer=text(2000), reason=text(500),
        citizen=CitizenAgreement(version, day, text(200), text(200)),
        copies=(Copy(version, day, CITIZEN, text(200)), Copy(1, day, text(200), text(200))),
    )  # fmt: skip


def a_document_view(
    mark: str,
    kind: DocumentKind = DocumentKind.DISCHARGE_AGREEMENT,
    status: Status = Status.SIGNING,
    side: Side | None = Side.RECEIVER,
    signed: tuple[Side, ...] = (),
    longest: bool = False,
    version: int = 2,
) -> DocumentView:
    case = marked_case(mark)
    sectors = {Side.AUTHOR: Sector.REGION, Side.RECEIVER: Sector.MUNICIPALITY}
    signers = {Side.AUTHOR: NURSE, Side.RECEIVER: CASEWORKER}
    document = a_document(
        case, kind=kind, status=status, content=Sensitive(a_text(kind, mark, longest, version)),
        content_version=version,
        signatures=tuple(Signature(sectors[s], signers[s].id, NOW, version) for s in signed),
    )  # fmt: skip
    return DocumentView(
        case=case, document=document, name="Udskrivningsaftale", side=side,
        actions=actions_for(document, side) if side else (),
        units={Side.AUTHOR: a_unit(NURSE.home, mark), Side.RECEIVER: a_unit(CASEWORKER.home, mark)},
        people={NURSE.id: NURSE, CASEWORKER.id: CASEWORKER}, signatories=("Lene Demo", "Ida Demo"),
        due=NOW.date() + timedelta(days=3), follow_ups=(a_follow_up(document, mark, longest),),
        agreement="Samarbejdsaftale om voksne", transition_hint=True,
        before={**parts_written(kind, mark, longest), PARTS[kind][0].name: f"{mark} før"},
        journal=a_journal_view(Subject(SubjectKind.DOCUMENT, document.id), side, Side.AUTHOR),
    )  # fmt: skip


def a_journal_view(subject: Subject, side: object, marking: object) -> JournalView:
    """Marked by one party, the side `marking`, in an earlier version by another, by a third not at all."""
    lines = (
        JournalLine("Psykiatrisk Center Glostrup", NOW, is_present=True),
        JournalLine("Hvidovre Kommune", NOW, is_present=False),
        JournalLine("Albertslund Kommune", None, is_present=False),
    )
    return JournalView(subject, lines, None if side is None else side is marking)


def a_follow_up(document: Document, mark: str, longest: bool = False) -> Task:
    text = (mark * 300)[:300] if longest else f"{mark} tekst"
    return a_task(
        a_meeting(a_case()), kind=TaskKind.FOLLOW_UP, text=Sensitive(text), owner_id=NURSE.id,
        subject=Subject(SubjectKind.DOCUMENT, document.id), every_days=14, until=NOW.date(),
    )  # fmt: skip


def document_views(mark: str, longest: bool = False) -> Iterator[DocumentView]:
    """All kinds, in all their statuses, from all sides, with nobody, one or both having signed."""
    for kind, side in product(DocumentKind, SIDES):
        for status in statuses_of(kind):
            signed = [(), (Side.AUTHOR,), (Side.RECEIVER,)] if status is Status.SIGNING else [tuple(Side)]
            for each in signed:
                yield a_document_view(mark, kind, status, side, each, longest)


def an_admission_view(
    mark: str,
    admission: Admission,
    may_answer: bool = True,
    may_explain: bool = True,
    document: Document | None = None,
    adult: bool = True,
) -> AdmissionView:
    case = marked_case(mark)
    return AdmissionView(
        case=case, admission=admission, may_answer=may_answer, may_explain=may_explain,
        region_unit=a_unit(NURSE.home, mark), municipality_unit=a_unit(CASEWORKER.home, mark),
        document=document, document_name="Udskrivningsaftale", assessed_by=NURSE, adult=adult,
    )  # fmt: skip


ANSWERS = (
    Answers(support=True, will_not_seek=None, takes_part=True),
    Answers(support=False, will_not_seek=True, takes_part=False),
    Answers(support=False, will_not_seek=False, takes_part=None, wishes_agreement=True),
    Answers(support=False, will_not_seek=False, takes_part=None, wishes_agreement=False),
)


def admissions(mark: str) -> Iterator[Admission]:
    """In every status, known and unknown, assessed in every way, with every end."""
    case, day = marked_case(mark), NOW.date()
    begun = an_admission(case, reason=Sensitive(f"{mark} grund"))
    for answers in (None, *ANSWERS):
        assessed = Sensitive(assess(answers, 40, NURSE.id, NOW) if answers else None)
        yield replace(begun, assessment=assessed)
        yield replace(begun, assessment=assessed, expected_on=day)
        yield _left(replace(begun, assessment=assessed, homeless=True))
    for kind in DischargeKind:
        yield replace(_left(begun), discharge_kind=kind)
    for outcome in set(Outcome) - {Outcome.MISSING}:
        yield replace(_left(begun), outcome=outcome, status=AdmissionStatus.DISCHARGED)


def _left(admission: Admission) -> Admission:
    """Discharged today without an agreement."""
    return replace(
        admission, expected_on=NOW.date(), discharged_on=NOW.date(), discharge_kind=DischargeKind.PLANNED,
        outcome=Outcome.MISSING, status=AdmissionStatus.WITHOUT_AGREEMENT,
    )  # fmt: skip


def acting_asked(mark: str, admission: Admission) -> TaskLine:
    """The follow-up that asks which municipality acts for the citizen."""
    subject = Subject(SubjectKind.ADMISSION, admission.id)
    task = a_task(a_meeting(a_case()), kind=TaskKind.FOLLOW_UP, subject=subject, text=Sensitive(mark))
    return TaskLine(replace(task, part=ACTING_MUNICIPALITY), CASEWORKER.name, CASEWORKER.home.organisation)


def admission_views(mark: str) -> Iterator[AdmissionView]:
    begun = a_document(marked_case(mark))
    for admission in admissions(mark):
        yield an_admission_view(mark, admission)
        yield replace(an_admission_view(mark, admission), acting=acting_asked(mark, admission))
        yield an_admission_view(mark, admission, False, True, begun, adult=False)
        yield an_admission_view(mark, admission, False, False, replace(begun, status=Status.IN_FORCE))


def a_case_view(mark: str, case: Case, matters: tuple[Matter, ...], tasks: int, events: int) -> CaseView:
    meeting = a_meeting(case)
    kinds = list(TaskKind)
    open_tasks = [
        a_task(meeting, f"{n}", kind=kinds[n % len(kinds)], text=Sensitive(mark)) for n in range(tasks)
    ]
    history = [
        HistoryLine(
            EVENTS_TOLD[n % len(EVENTS_TOLD)], NOW, ("Nora Demo, Hvidovre Kommune", "")[n % 2], "Aftale"
        )
        for n in range(events)
    ]
    return CaseView(
        case=case, agreement="Samarbejdsaftale om voksne", region_unit=a_unit(NURSE.home, mark),
        municipality_unit=a_unit(CASEWORKER.home, mark), matters=matters,
        second_unit=a_unit(OUTSIDER.home, mark) if case.second_unit_id else None,
        tasks=tuple(TaskLine(task, NURSE.name, "Hvidovre Kommune") for task in open_tasks),
        history=tuple(history), may_start=True, may_manage=True, transition_hint=True, today=NOW.date(),
    )  # fmt: skip


def case_views(mark: str, meeting: Matter) -> Iterator[CaseView]:
    case = marked_case(mark)
    documents = list(document_views(mark))
    every: list[Matter] = [meeting, *documents, *admission_views(mark)]
    yield a_case_view(mark, case, (), 0, 0)
    yield a_case_view(mark, case, (meeting, *documents[:4]), 3, 5)
    yield a_case_view(mark, replace(case, second_unit_id=OUTSIDER.home.id), (meeting,), 1, 1)
    for start in range(0, len(every), 40):
        yield a_case_view(mark, case, tuple(every[start : start + 40]), 20, 120)
    closed = replace(case, closed_at=NOW, closing_reason=Sensitive(f"{mark} grund"))
    yield a_case_view(mark, replace(closed, consent_withdrawn_on=NOW.date()), (meeting,), 1, 1)
    unmarked = ("Udskrivningsaftale", "Referat af netværksmøde")
    yield replace(a_case_view(mark, closed, (meeting,), 1, 1), not_in_journal=unmarked)
    for kind, to_viewer in product(HoldKind, (True, False)):
        held = replace(case, hold=Hold(kind, NOW, NURSE.home.id, Sensitive(f"{mark} grund")))
        view = a_case_view(mark, held, (meeting,), 1, 1)
        yield replace(view, may_hold=True, is_closed_to_viewer=to_viewer)
    yield replace(a_case_view(mark, case, (meeting,), 1, 1), may_hold=True)
    only_reads = a_case_view(mark, case, (meeting,), 1, 1)
    yield replace(only_reads, may_start=False, may_manage=False)


def closed_document_cards(mark: str, wording: Wording, meeting: Matter) -> Iterator[Card]:
    for view in document_views(mark):
        yield document_card(view, wording)
        yield document_card(replace(view, actions=(), signatories=(), due=None), wording, note="Note")
    for each in admission_views(mark):
        yield admission_card(each, wording)
    for case in case_views(mark, meeting):
        yield case_card(case, wording, note="Note", tone="warning")


def opened_document_cards(mark: str, wording: Wording, longest: bool = False) -> Iterator[Card]:
    for view in document_views(mark, longest):
        yield document_card(view, wording, details=True)
    if not longest:
        for each in admission_views(mark):
            yield admission_card(each, wording, details=True)


def menus(wording: Wording) -> Iterator[Card]:
    choices = [Choice(MEETING, "Netværksmøde"), *(Choice(kind, "Orientering") for kind in DocumentKind)]
    case = a_case()
    yield menu_card("", "", choices, True, wording)
    yield menu_card(case.number, case.id, choices, True, wording)
    yield menu_card("", "", [], False, wording)
