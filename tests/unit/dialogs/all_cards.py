"""Every card the bot makes, of made-up records whose every personal text carries a mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import cycle

from dialogs.cards.colleagues_card import SHOWN_COLLEAGUES, WorkLine, colleagues_card, handed_over_card
from dialogs.cards.digest_card import DigestLine, DigestView, digest_card
from dialogs.cards.emergency_card import (
    ask_button,
    asked_card,
    held_card,
    reason_card,
    told_card,
    why_button,
)
from dialogs.cards.erased_card import erased_card
from dialogs.cards.figures_card import (
    SHOWN,
    FiguresView,
    GroupLine,
    definitions_card,
    figures_card,
    sector_card,
)
from dialogs.cards.form_card import ask_cancel_card, form_card, note_card
from dialogs.cards.help_card import guidance_card, help_card, main_buttons, question_card, welcome_card
from dialogs.cards.insight_card import insight_card
from dialogs.cards.list_cards import CaseLine, cases_card, tasks_card, which_case_card
from dialogs.cards.meeting_card import MeetingView, meeting_card
from dialogs.cards.overtaken_card import overtaken_card
from dialogs.cards.paper_card import paper_card
from dialogs.cards.restricted_card import restricted_card
from dialogs.cards.settings_card import SHOWN_STAFF, SettingsView, UnitLine, Whose, settings_card
from dialogs.cards.task_card import REMINDER_TONES, TaskView, escalation_card, task_card
from dialogs.cards.task_lines import CARD_OF, TaskLine
from dialogs.cards.week_card import LateLine, WeekSection, WeekView, week_card
from dialogs.forms.engine import REVIEW, Step, page_faults, shown_pages
from dialogs.forms.form import Fault, FieldKind, Form
from dialogs.forms.submit import FORMS
from dialogs.list_commands import SHOWN_CASES, SHOWN_TASKS
from dialogs.understanding import Intent
from dialogs.wording import Wording
from domain.case import Case, Citizen
from domain.effect_goals import AgreedGoals, EffectGoals
from domain.emergency import EmergencyAccess
from domain.indicators.discharges import HEADLINE
from domain.indicators.measure import Group, Measure, Period, Unit
from domain.indicators.table import HEADLINE_INDICATOR, INDICATOR, INDICATORS
from domain.indicators.tally import Tally
from domain.legal_basis import Basis, LegalBasis
from domain.network_meeting import MeetingContent, Method, Side, Status
from domain.people import Area, Sector
from domain.preferences import Cover, PersonPreferences, Works
from domain.reminder import ESCALATIONS, ReminderKind
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind, TaskStatus
from domain.working_hours import ROUND_THE_CLOCK
from tests.factories import (
    ADMINISTRATOR,
    CASEWORKER,
    COLLEAGUE,
    NOW,
    NURSE,
    REGION_COORDINATOR,
    a_case,
    a_document,
    a_draft,
    a_meeting,
    a_task,
    a_time,
)  # fmt: skip
from tests.unit.dialogs.bot_in_process import AGREEMENTS
from tests.unit.dialogs.document_cards import (
    CPR,
    a_journal_view,
    a_unit,
    closed_document_cards,
    menus,
    opened_document_cards,
)
from tests.unit.dialogs.form_surroundings import around
from tests.unit.dialogs.report_cards import report_cards
from workflows.chat import Card
from workflows.emergency import Held
from workflows.figures import Figures
from workflows.preferences import Away, StaffReached
from workflows.weekly import Change

OTHER_MUNICIPALITY = ("change_municipality", "add_municipality")
"""The forms that ask for a municipality that is not on the case."""


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
        journal=a_journal_view(Subject(SubjectKind.MEETING, meeting.id), side, Side.INVITER),
    )  # fmt: skip


def a_follow_up(mark: str, number: int = 0, longest: bool = False) -> Task:
    text = (mark * 300)[:300] if longest else f"{mark} tekst"
    owner = NURSE.id if number % 2 else None
    return a_task(
        a_meeting(a_case()), f"{number}", kind=TaskKind.FOLLOW_UP, owner_id=owner, text=Sensitive(text),
        reason=Sensitive(f"{mark} grund"), status=list(TaskStatus)[number % 3],
    )  # fmt: skip


def a_task_view(
    mark: str, kind: TaskKind, status: TaskStatus, on_case: bool = True, late: int = 3
) -> TaskView:
    subjects = list(CARD_OF)
    subject = Subject(subjects[list(TaskKind).index(kind) % len(subjects)], a_meeting(a_case()).id)
    task = replace(a_follow_up(mark), kind=kind, status=status, remind_from=NOW.date() + timedelta(days=9))
    task = replace(task, subject=subject, every_days=14, until=NOW.date())
    unit = a_unit(CASEWORKER.home, mark)
    return TaskView(task, unit, CASEWORKER, on_case, on_case, late, on_case, may_manage=on_case)


def some_case_lines(mark: str) -> list[CaseLine]:
    """Waiting for the own side, for the other, for nobody; closed."""
    case, task = a_case(override_reason=Sensitive(mark)), a_follow_up(mark)
    return [
        CaseLine(case, (task, task), (task,), ""),
        CaseLine(case, (task, task, task), (), ""),
        CaseLine(case, (), (task,), "Hvidovre Kommune"),
        CaseLine(case, (), (), ""),
        CaseLine(replace(case, closed_at=NOW), (), (), ""),
    ]


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
    yield cases_card(some_case_lines(mark), 3, actions, wording)
    yield cases_card([], 0, actions, wording)
    cases: list[Case] = [a_case(f"26-10{n:02}") for n in range(SHOWN_CASES)]
    yield which_case_card(cases, "case.card", {}, wording)
    yield which_case_card(cases, "case.date", {}, wording)
    yield which_case_card(cases, "case.discharged", {}, wording)
    yield which_case_card([], "case.card", {}, wording)
    lines = [
        TaskLine(a_follow_up(mark, n), NURSE.name if n % 2 else "", may_take=n % 3 == 0)
        for n in range(SHOWN_TASKS)
    ]
    yield tasks_card(lines, 1, NOW.date() + timedelta(days=30), actions, wording)
    yield tasks_card([], 0, NOW.date(), actions, wording)
    colleagues = [WorkLine(NURSE.id, ("", NURSE.name)[n % 2], n + 1) for n in range(SHOWN_COLLEAGUES + 1)]
    yield colleagues_card(colleagues, wording)
    yield colleagues_card([], wording)
    yield handed_over_card(2, CASEWORKER, wording)
    yield handed_over_card(1, None, wording)
    yield handed_over_card(0, None, wording)
    yield overtaken_card("26-1001", wording)
    yield restricted_card(a_case(), wording)
    yield erased_card(wording)
    yield insight_card((), wording)
    yield insight_card((a_case(), a_case("26-1002")), wording)
    yield from digest_cards(mark, wording)
    yield from closed_document_cards(mark, wording, views[0])


def digest_cards(mark: str, wording: Wording) -> Iterator[Card]:
    """Of a full morning, of a leader's and a coordinator's, and of one where all is done."""
    lines = tuple(
        DigestLine(
            replace(a_follow_up(mark, n), kind=kind, status=TaskStatus.OPEN),
            reminder,
            organisation="Hvidovre Kommune",
            overdue_days=n,
            on_case=n % 3 > 0,
            may_change=n % 2 > 0,
        )
        for n, (kind, reminder) in enumerate(zip([*TaskKind] * 4, cycle(ReminderKind), strict=False))
    )
    covered = ((NURSE.name, NOW.date()),)
    meeting = replace(lines[1], meets_at=NOW)
    full = DigestView(NOW.date(), (*lines, meeting), covered=covered, works=False)
    yield digest_card(full, wording, "Note")
    most = tuple(each.task.id for each in lines if each.reminder == ReminderKind.ON_DAY)[:3]
    yield digest_card(replace(full, important=most), wording)
    yield digest_card(DigestView(NOW.date(), lines[:3], (("26-1001", "Opfølgning"),), (NURSE.name,)), wording)
    done = replace(lines[0], task=replace(lines[0].task, status=TaskStatus.DONE))
    yield digest_card(DigestView(NOW.date(), (done,)), wording)


def opened_cards(mark: str, wording: Wording, longest: bool = False) -> Iterator[Card]:
    for status in Status:
        for side in (Side.INVITER, Side.RECEIVER, None):
            yield meeting_card(a_view(mark, status, side, longest), wording, details=True)
    for kind in TaskKind:
        yield task_card(a_task_view(mark, kind, TaskStatus.OPEN), wording, details=True)
        yield task_card(a_task_view(mark, kind, TaskStatus.NOT_POSSIBLE), wording, details=True)
    yield from opened_document_cards(mark, wording, longest)


def other_cards(wording: Wording) -> Iterator[Card]:
    for person in (NURSE, REGION_COORDINATOR, ADMINISTRATOR):
        yield welcome_card(person, wording)
        yield help_card(person, wording, "Note")
    for agreement in AGREEMENTS.all:
        yield guidance_card(agreement.guidance, wording)
    choices = [(intent.value, wording(f"intent.{intent}")) for intent in list(Intent)[:3]]
    yield question_card("Hvad?", "Vælg", choices, wording, {"id": "f" * 32, "said": "f" * 32})
    yield note_card("Titel", "Tekst", wording)
    yield paper_card(a_document(a_case()), wording)
    for view in settings_views():
        yield settings_card(view, wording)
        yield settings_card(view, wording, "Note", "accent")
    yield from menus(wording)
    yield from emergency_cards(wording)


def emergency_cards(wording: Wording) -> Iterator[Card]:
    case = a_case()
    access = EmergencyAccess("f" * 32, NURSE.id, case.id, NURSE.home.id, NOW, Sensitive("Borgeren er i fare"))
    held = Held(case, access)
    yield asked_card(NOW, wording)
    yield held_card((), wording)
    yield held_card((held, held), wording)
    yield reason_card(held, NURSE, NURSE.home.organisation, wording)
    yield reason_card(held, None, "", wording)
    yield told_card("Titel", "Tekst", [ask_button(wording), why_button(wording, "f" * 32)], wording)
    yield from figures_cards(wording)
    yield from report_cards("x", wording)


def figures_cards(wording: Wording) -> Iterator[Card]:
    """Of much, of nothing, and one level down, with as many places as are shown and more."""
    group = Group("c" * 32, "m" * 32, Area.ADULTS)
    tallies = {group: {key: Tally(9, 12, {3: 2}) for key in INDICATOR}}
    week = Period(NOW.date() - timedelta(days=4), NOW.date() + timedelta(days=2))
    data = {"first": "2026-11-16", "last": "2026-11-22", "area": "adults", "centre": "c" * 32}
    lost = tuple(GroupLine(f"Kommune {n} og et center", n, 12 - n, data) for n in range(13))
    aimed_at = {each.key: 0.0 if each.unit is Unit.COUNT else 0.8 for each in INDICATORS}
    goals = EffectGoals((AgreedGoals(aimed_at, frozenset({("centre", "municipality")})),))
    full = FiguresView(
        "Voksne", ("Hvidovre Kommune",), Figures(week, tallies, unlisted=True, goals=goals), week, lost, data,
        NOW.date(),
        (("Børn og unge", data), ("Endnu en", data), ("En tredje", data)),
    )  # fmt: skip
    yield figures_card(full, wording)
    for sector in (Sector.REGION, Sector.MUNICIPALITY):
        yield sector_card(full, sector, wording)
    none = replace(full, figures=Figures(week, {}, False, is_up_to_date=False), lost=(), other=())
    yield figures_card(none, wording)
    yield figures_card(replace(full, lost=()), wording)
    yield sector_card(none, Sector.REGION, wording)
    yield definitions_card((HEADLINE, *SHOWN), data, wording)
    apart = EffectGoals((*goals.agreed, AgreedGoals({}, frozenset({("c", "m")}))))
    yield figures_card(replace(full, figures=replace(full.figures, goals=apart)), wording)
    yield from week_cards(full, wording)


def week_cards(view: FiguresView, wording: Wording) -> Iterator[Card]:
    """Of two areas with everything that is shown, and of one in which nothing happened."""
    before, now = view.figures, replace(view.figures, tallies={})
    told = tuple(Change(each, Measure(1, 2, 3.0), Measure(2, 3, 1.0)) for each in INDICATORS[:5])
    well = tuple((each, Measure(9, 9)) for each in (HEADLINE_INDICATOR, INDICATORS[8], INDICATORS[12]))
    lost = tuple((f"Kommune {n} og et center", n, 12 - n) for n in range(13))
    much = WeekSection("Voksne", before, before, told, lost, well, view.data)
    late = tuple(
        LateLine("f" * 32, f"26-10{n:02}", kind, "Hvidovre Kommune", n) for n, kind in enumerate(TaskKind)
    )
    yield week_card(WeekView(view.asked, (much, replace(much, whose="Børn og unge")), late), wording)
    yield week_card(WeekView(view.asked, (replace(much, lost=(), well=(), changes=()),), late[:1]), wording)
    yield week_card(WeekView(view.asked, (much,), late, of_own_units=True), wording)
    nothing = WeekSection("Voksne", now, now, (), (), (), view.data)
    yield week_card(WeekView(view.asked, (nothing,), ()), wording)


def settings_views() -> Iterator[SettingsView]:
    """Before anything is chosen; in shifts; away, leading a unit in which much is chosen."""
    nobody = StaffReached()
    begun = SettingsView(
        NURSE, PersonPreferences(NURSE.id), ROUND_THE_CLOCK, Whose.AGREEMENT, None, is_away=False,
        may_be_covered=True, urgent_at_any_hour=False, units=(), staff=nobody,
    )  # fmt: skip
    yield begun
    yield replace(begun, own=PersonPreferences(NURSE.id, Works.SHIFTS), may_be_covered=False)
    away = PersonPreferences(NURSE.id, only_legal=True, cover=Cover(COLLEAGUE.id, NOW.date()))
    many = tuple(NURSE for _ in range(SHOWN_STAFF + 1))
    yield replace(
        begun,
        own=away,
        is_away=True,
        whose=Whose.UNIT,
        urgent_at_any_hour=True,
        units=(
            UnitLine(NURSE.home, ROUND_THE_CLOCK, Whose.UNIT, NURSE),
            UnitLine(NURSE.home, ROUND_THE_CLOCK, Whose.AGREEMENT, None),
        ),
        staff=StaffReached(
            many,
            tuple(Away(NURSE, each, NOW.date()) for each in (COLLEAGUE, None)),
            tuple((each, NOW) for each in many),
            tuple((each, number) for number, each in enumerate(many, start=1)),
        ),
    )


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
        FieldKind.CHOICES: "1,2,4",
        FieldKind.TYPE_AHEAD: "dragør" if form.name in OTHER_MUNICIPALITY else "hvidovre",
    }  # fmt: skip
    chosen = {
        "agreement": "children", "relatives_wish": "yes",
        "basis": "other", "method": "video", "duration": "60", "more_rows": "yes", "owner": "voksne:sara",
        "required_by": "guide_me", "will_not_seek": "yes", "housing": "own_home", "setting": "admission",
        "contact": "åge", "which_cases": "all", "to": "unit", "copy_to": "relatives",
        "follow_up_every": "14", "discharge_kind": "planned", "homeless": "no",
        "gathered": "gathered", "reminded_of": "only_legal", "works": "fixed", "unit_hours": "fixed",
        "delay": "offer", "on_duty": "unit", "hold_kind": "kept", "colleague": "åge", "on_holidays": "no",
    }  # fmt: skip
    values = {}
    for asked in form.fields:
        choice = chosen.get(asked.name, "voksne:sara" if asked.choices == "task_owners" else "")
        values[asked.name] = fixed.get(asked.kind) or choice or (text * asked.max_length)[: asked.max_length]
    return values
