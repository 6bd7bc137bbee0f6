"""A case's card: one course across both sectors, from what is going on to everything that happened.

It tells where each matter stands, what is missing, what comes next and whose turn it is; who the citizen is
stands in the details of each document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.admission_card import AdmissionView, admission_status_line, missing_of
from dialogs.cards.document_card import document_status_line
from dialogs.cards.document_view import DocumentView
from dialogs.cards.elements import (
    Tone,
    banner,
    button,
    buttons,
    card,
    facts,
    fitting,
    heading,
    line,
    plain,
    quiet,
    small,
    subheading,
)
from dialogs.cards.history_lines import SHOWN_EVENTS, HistoryLine, history_lines
from dialogs.cards.meeting_card import MeetingView, status_line
from dialogs.cards.task_lines import TaskLine, task_line
from dialogs.wording import Wording
from domain.case import Case, Hold
from domain.document import citizen_agreed, copy_handed_over
from domain.document_kind import Family
from domain.document_steps import Status
from domain.local_time import local_day
from domain.people import Unit
from domain.task import TaskKind
from workflows.chat import Card

Matter = MeetingView | DocumentView | AdmissionView

SHOWN_MATTERS = 10
SHOWN_NEXT = 10
FEWER_EVENTS = (SHOWN_EVENTS, 12, 6, 3)
"""How many events are shown, or fewer where the card would be too large."""


@dataclass(frozen=True)
class CaseView:
    """Everything a case's card may show one person, looked up beforehand."""

    case: Case
    agreement: str
    region_unit: Unit
    municipality_unit: Unit
    second_unit: Unit | None
    """The second municipality's, where there is one."""
    matters: tuple[Matter, ...]
    """Open ones first, each group newest first."""
    tasks: tuple[TaskLine, ...]
    """The open tasks of both sectors, by due day."""
    history: tuple[HistoryLine, ...]
    """Newest first."""
    may_start: bool
    may_manage: bool
    transition_hint: bool
    today: date
    may_hold: bool = False
    is_closed_to_viewer: bool = False
    """Because it is restricted: then there is nothing of what stands on it here."""
    not_in_journal: tuple[str, ...] = ()
    """What the viewer's unit has not entered in its journal, once the case is closed."""


def case_title(number: str, wording: Wording) -> str:
    return wording("case.title", number=number)


def case_card(view: CaseView, wording: Wording, note: str = "", tone: Tone = "good") -> Card:
    return fitting(lambda events: _card(view, wording, note, tone, events), FEWER_EVENTS)


def _card(view: CaseView, wording: Wording, note: str, tone: Tone, events: int) -> Card:
    case = view.case
    body: list[CardElement] = [heading(case_title(case.number, wording))]
    if note:
        body.append(banner(note, tone))
    body += _banners(view, wording)
    body.append(facts(_facts(view, wording)))
    body += _matters(view, wording)
    body += _missing(view, wording)
    body += _next(view, wording)
    body += _rights(view, wording)
    body += history_lines(view.history, wording, events)
    return card(body, _actions(view, wording), wording.language)


def _banners(view: CaseView, wording: Wording) -> list[CardElement]:
    case, shown = view.case, list[CardElement]()
    if case.closed_at is not None:
        shown.append(banner(wording("case.closed_at", when=wording.moment(case.closed_at)), "default"))
    if case.hold is not None:
        shown.append(banner(_held(view, case.hold, wording), "attention"))
    shown += _idle(view, wording)
    if view.not_in_journal:
        names = plain(", ".join(view.not_in_journal))
        shown.append(banner(wording("journal.missing", names=names), "warning"))
    if case.consent_withdrawn_on is not None:
        day = wording.day_and_year(case.consent_withdrawn_on)
        shown.append(banner(wording("case.consent_withdrawn", day=day), "warning"))
    if any(
        isinstance(m, AdmissionView) and m.admission.is_open and m.admission.homeless for m in view.matters
    ):
        shown.append(banner(wording("admission.homeless"), "attention"))
    if view.transition_hint:
        shown.append(banner(wording("meeting.transition_hint"), "accent"))
    return shown


def _idle(view: CaseView, wording: Wording) -> list[CardElement]:
    """That its units are asked to close it, and the other answer; to close it is among the actions."""
    if not any(each.task.kind is TaskKind.CLOSE_CASE for each in view.tasks):
        return []
    explain = button(wording("case.action.stay_open"), "case.stay_open", {"id": view.case.id})
    answers = [buttons([explain])] if view.may_manage and view.case.is_open else []
    return [banner(wording("case.idle"), "warning"), *answers]


def _held(view: CaseView, hold: Hold, wording: Wording) -> str:
    units = {unit.id: unit for unit in (view.region_unit, view.municipality_unit)}
    who = units[hold.unit_id].organisation if hold.unit_id in units else ""
    key = "case.held.to_you" if view.is_closed_to_viewer else f"case.held.{hold.kind}"
    return wording(key, who=who, day=wording.day_and_year(local_day(hold.at)))


def _facts(view: CaseView, wording: Wording) -> list[tuple[str, str]]:
    second = view.second_unit
    return [
        (wording("admission.region"), view.region_unit.organisation),
        (wording("admission.municipality"), view.municipality_unit.organisation),
        *([(wording("case.second_municipality"), second.organisation)] if second else []),
        (wording("case.agreement"), view.agreement),
        (wording("case.opened"), wording.day_and_year(view.case.opened_at.date())),
    ]


def _matters(view: CaseView, wording: Wording) -> list[CardElement]:
    if view.is_closed_to_viewer:
        return []
    if not view.matters:
        return [quiet(wording("case.no_matters"))]
    shown: list[CardElement] = []
    for matter in view.matters[:SHOWN_MATTERS]:
        name, status, verb, id_ = _told(matter, wording)
        shown.append(subheading(plain(name)))
        shown.append(line(status))
        shown.append(buttons([button(wording("case.open_matter", name=name), verb, {"id": id_})]))
    more = len(view.matters) - SHOWN_MATTERS
    return [*shown, quiet(wording.count("case.more_matters", more))] if more > 0 else shown


def _told(matter: Matter, wording: Wording) -> tuple[str, str, str, str]:
    """The matter's name, where it stands, and what opens it."""
    match matter:
        case MeetingView():
            return wording("case.meeting"), status_line(matter, wording), "meeting.card", matter.meeting.id
        case DocumentView():
            told = document_status_line(matter, wording)
            return matter.name, told, "document.card", matter.document.id
        case AdmissionView():
            told = admission_status_line(matter, wording)
            return wording("case.admission"), told, "admission.card", matter.admission.id


def _missing(view: CaseView, wording: Wording) -> list[CardElement]:
    lacks = [text for matter in view.matters for text in _lacks(matter, wording)]
    if not lacks:
        return []
    return [subheading(wording("case.missing")), *(line(wording("admission.lacks", what=t)) for t in lacks)]


def _lacks(matter: Matter, wording: Wording) -> Sequence[str]:
    match matter:
        case AdmissionView():
            return missing_of(matter, wording)
        case DocumentView() if matter.document.family is Family.AGREEMENT:
            return _not_in_force(matter, wording)
    return ()


def _not_in_force(view: DocumentView, wording: Wording) -> Sequence[str]:
    """What an agreement signed by both still lacks; signatures are asked for as tasks."""
    if view.document.status is not Status.SIGNED:
        return ()
    lacks = []
    if not citizen_agreed(view.document):
        lacks.append(wording("case.lacks_citizen", name=plain(view.name)))
    if not copy_handed_over(view.document):
        lacks.append(wording("case.lacks_copy", name=plain(view.name)))
    return lacks


def _next(view: CaseView, wording: Wording) -> list[CardElement]:
    """The open tasks of both sectors, with deadline and whose they are."""
    title = subheading(wording("case.next"))
    if not view.tasks:
        return [title, line(wording("case.nothing_next"))]
    told = [small(task_line(each, view.today, wording, on_case=True)) for each in view.tasks[:SHOWN_NEXT]]
    more = len(view.tasks) - SHOWN_NEXT
    return [title, *told, *([quiet(wording.count("tasks.more", more))] if more > 0 else [])]


def _actions(view: CaseView, wording: Wording) -> list[Action]:
    ids = {"id": view.case.id}
    if not view.case.is_open:
        return []
    actions: list[Action] = []
    if view.may_start:
        actions.append(button(wording("case.action.new"), "case.new", ids, "positive"))
    if view.may_manage:
        actions.append(button(wording("case.action.change_contact"), "case.change_contact", ids))
        actions.append(button(wording("case.action.change_municipality"), "case.change_municipality", ids))
        actions.append(_second_municipality(view, wording))
        actions.append(button(wording("case.action.close"), "case.close", ids))
        if view.case.consent_withdrawn_on is None:
            actions.append(button(wording("case.action.withdraw_consent"), "case.withdraw_consent", ids))
    return actions


def _rights(view: CaseView, wording: Wording) -> list[CardElement]:
    """What the citizen may ask for, on a closed case too."""
    ids, actions = {"id": view.case.id}, list[Action]()
    if view.may_manage:
        actions.append(button(wording("case.action.correct"), "case.correct", ids))
    if view.may_hold and view.case.hold is None:
        actions.append(button(wording("case.action.hold"), "case.hold", ids))
    if view.may_hold and view.case.hold is not None:
        actions.append(button(wording("case.action.let_go"), "case.let_go", ids))
    return [subheading(wording("case.rights")), buttons(actions)] if actions else []


def _second_municipality(view: CaseView, wording: Wording) -> Action:
    """Brings it on the case, or takes it off."""
    ids = {"id": view.case.id}
    if view.second_unit is None:
        return button(wording("case.action.add_municipality"), "case.add_municipality", ids)
    return button(wording("case.action.remove_municipality"), "case.remove_municipality", ids)
