"""Every card the bot makes, of made-up records whose every personal text carries a mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from dialogs.cards.form_card import ask_cancel_card, form_card, note_card
from dialogs.cards.help_card import guidance_card, help_card, main_buttons, question_card, welcome_card
from dialogs.cards.history_lines import EVENTS_TOLD, HistoryLine
from dialogs.cards.list_cards import TaskLine, cases_card, status_card, tasks_card
from dialogs.cards.meeting_card import MeetingView, meeting_card, overtaken_card
from dialogs.cards.task_card import REMINDER_TONES, TaskView, escalation_card, task_card
from dialogs.commands import SHOWN_CASES, SHOWN_TASKS
from dialogs.forms.engine import REVIEW, Step, page_faults, shown_pages
from dialogs.forms.form import Fault, FieldKind, Form
from dialogs.forms.submit import FORMS
from dialogs.understanding import Intent
from dialogs.wording import Wording
from domain.case import Citizen
from domain.legal_basis import Basis, LegalBasis
from domain.network_meeting import MeetingContent, Method, Side, Status
from domain.people import Unit
from domain.reminder import ESCALATIONS
from domain.sensitive import Sensitive
from domain.task import Task, TaskKind, TaskStatus
from tests.factories import (
    ADMINISTRATOR,
    CASEWORKER,
    NOW,
    NURSE,
    REGION_COORDINATOR,
    a_case,
    a_cpr,
    a_draft,
    a_meeting,
    a_task,
    a_time,
)  # fmt: skip
from tests.unit.dialogs.bot_in_process import AGREEMENTS
from tests.unit.dialogs.form_surroundings import around
from workflows.chat import Card

CPR = a_cpr("610190-9876")


def a_unit(unit: Unit, mark: str) -> Unit:
    return replace(unit, name=f"{mark} afsnit")


def a_content(mark: str, longest: bool = False) -> MeetingContent:
    """Every text marked; as long as the forms let it be where `longest`."""

    def text(most: int) -> str:
        return (mark * most)[:most] if longest else f"{mark} tekst"

    return MeetingContent(
        citizens_wish=text(2000), purpose=text(2000), agenda=text(2000), method=Method.PHYSICAL,
        place=text(200), gp=text(150), relatives=text(200), others=text(200),
        basis=LegalBasis(Basis.OTHER, other=text(500)),
        question=text(1000), answer=text(2000), reason=text(500), minutes=text(3000),
    )  # fmt: skip


def a_view(
    mark: str, status: Status = Status.REQUESTED, side: Side | None = Side.INVITER, longest: bool = False
) -> MeetingView:
    case = a_case(citizen=Citizen(CPR, Sensitive(f"{mark} navn")), override_reason=Sensitive(f"{mark} grund"))
    times = (a_time(3), a_time(4), a_time(5))
    agreed = times[0] if status in (Status.SCHEDULED, Status.MINUTES_DUE, Status.CONCLUDED) else None
    content = Sensitive(a_content(mark, longest))
    meeting = a_meeting(
        case,
        status=status,
        proposed=times,
        agreed=agreed,
        invitation=int(agreed is not None),
        content=content,
    )
    follow_ups = tuple(a_follow_up(mark, n, longest) for n in range(6))
    return MeetingView(
        case=case, meeting=meeting, side=side,
        inviter_unit=a_unit(NURSE.home, mark), receiver_unit=a_unit(CASEWORKER.home, mark),
        inviter=NURSE, receiver=CASEWORKER, told=2,
        follow_ups=follow_ups if status is Status.CONCLUDED else (),
        owners={NURSE.id: NURSE.name}, agreement="Samarbejdsaftale om voksne", now_times=times,
        calendar_link="https://example.invalid/calendar/a.ics", transition_hint=True,
    )  # fmt: skip


def a_follow_up(mark: str, number: int = 0, longest: bool = False) -> Task:
    text = (mark * 300)[:300] if longest else f"{mark} tekst"
    owner = NURSE.id if number % 2 else None
    return a_task(
        a_meeting(a_case()), f"{number}", kind=TaskKind.FOLLOW_UP, owner_id=owner, text=Sensitive(text),
        reason=Sensitive(f"{mark} grund"), status=list(TaskStatus)[number % 3],
    )  # fmt: skip


def a_history() -> list[HistoryLine]:
    """One line of each kind, by people and by time itself."""
    who = ("Nora Demo, Hvidovre Kommune", "")
    return [HistoryLine(kind, NOW, who[n % 2]) for n, kind in enumerate(EVENTS_TOLD)]


def a_task_view(
    mark: str, kind: TaskKind, status: TaskStatus, on_case: bool = True, late: int = 3
) -> TaskView:
    task = replace(a_follow_up(mark), kind=kind, status=status, remind_from=NOW.date() + timedelta(days=9))
    return TaskView(task, a_unit(CASEWORKER.home, mark), CASEWORKER, on_case, on_case, late)


def closed_cards(mark: str, wording: Wording) -> Iterator[Card]:
    """What anyone on a case sees before opening it, and what those outside are told."""
    views = [a_view(mark, status, side) for status in Status for side in (Side.INVITER, Side.RECEIVER, None)]
    for view in views:
        yield meeting_card(view, wording)
        yield meeting_card(
            replace(view, now_times=(), inviter=None, receiver=None), wording, note="Note", tone="warning"
        )
    for kind in TaskKind:
        for status in TaskStatus:
            yield task_card(a_task_view(mark, kind, status), wording, note="Note")
        for reminder in REMINDER_TONES:
            yield task_card(a_task_view(mark, kind, TaskStatus.OPEN), wording, reminder=reminder)
        for to in ESCALATIONS:
            for on_case in (True, False):
                yield escalation_card(a_task_view(mark, kind, TaskStatus.OPEN, on_case), wording, to)
    actions = main_buttons(NURSE, wording)
    yield cases_card(views[:SHOWN_CASES], 3, actions, wording)
    yield cases_card([], 0, actions, wording)
    yield status_card("26-1001", views[:4], {views[0].meeting.id: a_history()}, wording)
    lines = [TaskLine(a_follow_up(mark, n), NURSE.name if n % 2 else "") for n in range(SHOWN_TASKS)]
    yield tasks_card(lines, 1, NOW.date() + timedelta(days=30), actions, wording)
    yield tasks_card([], 0, NOW.date(), actions, wording)
    yield overtaken_card("26-1001", wording)


def opened_cards(mark: str, wording: Wording, longest: bool = False) -> Iterator[Card]:
    for status in Status:
        for side in (Side.INVITER, Side.RECEIVER, None):
            yield meeting_card(a_view(mark, status, side, longest), wording, details=True)
    for kind in TaskKind:
        yield task_card(a_task_view(mark, kind, TaskStatus.OPEN), wording, details=True)


def other_cards(wording: Wording) -> Iterator[Card]:
    for person in (NURSE, REGION_COORDINATOR, ADMINISTRATOR):
        yield welcome_card(person, wording)
        yield help_card(person, wording, "Note")
    for agreement in AGREEMENTS.all:
        yield guidance_card(agreement.guidance, wording)
    yield question_card(
        "Hvad?", "Vælg", [(intent.value, wording(f"intent.{intent}")) for intent in list(Intent)[:3]], wording
    )
    yield note_card("Titel", "Tekst", wording)


def form_cards(text: str, wording: Wording) -> Iterator[Card]:
    """Each page of each form, at first and with all fields wrong; and the review. `text` is in every text."""
    for sent in FORMS.values():
        form, draft = sent.form, a_draft(form=sent.form.name)
        filled = _filled(form, text)
        faults = page_faults(form, form.pages[0], {}, around())
        yield form_card(form, draft, Step(form.pages[0].name, {}, faults), around(), wording)
        for page in shown_pages(form, filled, around()):
            wrong = tuple(Fault(field.name, "field.required") for field in page.fields)
            yield form_card(form, draft, Step(page.name, filled), around(), wording)
            yield form_card(
                form, draft, Step(page.name, filled, wrong, masked=True), around(), wording, "Note"
            )
        if form.reviewed:
            yield form_card(form, draft, Step(REVIEW, filled, masked=True), around(), wording, "Note")
        yield ask_cancel_card(form, draft, wording)


def _filled(form: Form, text: str) -> dict[str, str]:
    fixed = {
        FieldKind.CPR: "610190-4321", FieldKind.DATE: "2026-11-25", FieldKind.TIME: "10:00",
        FieldKind.TYPE_AHEAD: "hvidovre",
    }  # fmt: skip
    chosen = {
        "agreement": "children", "relatives_wish": "yes",
        "basis": "other", "method": "video", "duration": "60", "more_rows": "yes", "owner": "voksne:sara",
    }  # fmt: skip
    values = {}
    for asked in form.fields:
        choice = chosen.get(asked.name, "voksne:sara" if asked.choices == "task_owners" else "")
        values[asked.name] = fixed.get(asked.kind) or choice or (text * asked.max_length)[: asked.max_length]
    return values
