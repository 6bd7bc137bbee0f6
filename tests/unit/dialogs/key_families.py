"""What each f-string key of the dialogs can become: a table, so that a new family cannot come unseen.

`needed` must be in the catalogues; `optional` is shown where a catalogue has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dialogs.agreement_words import DEADLINES, KEPT, REMINDERS
from dialogs.cards.digest_card import IMPORTANT
from dialogs.cards.digest_card import SECTIONS as SECTIONS_OF_THE_MORNING
from dialogs.cards.document_card import NEXT_STEPS, OTHER_STEPS, document_card
from dialogs.cards.help_card import HELP_LINES
from dialogs.cards.history_lines import EVENTS_TOLD
from dialogs.cards.meeting_card import BUTTONS, MeetingView, meeting_card
from dialogs.cards.menu_card import MEETING
from dialogs.cards.paper_card import COPY_BUTTONS
from dialogs.cards.report_card import WORK_STEPS
from dialogs.cards.settings_card import Whose
from dialogs.cards.sheet import field_text, page_title
from dialogs.cards.task_card import OF_FOLLOW_UPS, REMINDER_TONES
from dialogs.cards.task_lines import CARD_OF
from dialogs.forms.choices import _FIXED
from dialogs.forms.form import Field, Form, Page
from dialogs.forms.law_pages import BY_CHOICE, GUIDE_ME
from dialogs.forms.submit import FORMS
from dialogs.insight import FORMATS, NAMES, RECORDS
from dialogs.prefill import ASKED_ELSEWHERE
from dialogs.public_pages import PATHS, SECTIONS
from dialogs.report_book import DATA_COLUMNS
from dialogs.report_pages import PAGES as REPORT_PAGES
from dialogs.short_pages import WITH_STEP, ShortPage
from dialogs.turn import ChatKind
from dialogs.understanding import Intent, OpenQuestion
from dialogs.wording import Wording, load_catalogues
from domain.admission import AdmissionStatus, DischargeKind, Outcome
from domain.agreement import Receiver
from domain.case import HoldKind
from domain.completeness import Lack
from domain.delay import DelayReason
from domain.discharge_law import Paragraph, Requirement
from domain.document import CITIZEN
from domain.document_kind import DocumentKind
from domain.document_steps import Status as DocumentStatus
from domain.indicators.indicator import Source
from domain.indicators.measure import Direction, Unit
from domain.indicators.table import INDICATOR
from domain.legal_basis import Basis, ConsentFrom
from domain.log_action import LogKind
from domain.network_meeting import Method, Side, Status
from domain.people import WORKING, Area
from domain.reminder import ESCALATIONS
from domain.subject import SubjectKind
from domain.task import TaskKind, TaskStatus
from tests.factories import CASEWORKER, NURSE, a_case, a_meeting
from tests.unit.dialogs.document_cards import a_document_view, document_views
from workflows.discharge_values import Wrong
from workflows.follow_ups import ACTING_MUNICIPALITY, PLANNED
from workflows.ports import Origin
from workflows.ports.reports import ReportFile, Stage

FORMS_SHOWN: tuple[Form, ...] = tuple(sent.form for sent in FORMS.values())
PAGES: tuple[tuple[Form, Page], ...] = tuple((form, page) for form in FORMS_SHOWN for page in form.pages)
FIELDS: tuple[tuple[Form, Field], ...] = tuple((form, field) for form in FORMS_SHOWN for field in form.fields)
BESIDE_CASES = (
    "unit", "handout", "report", "figures", "forum_action", "citizen", "emergency", "own_cases", "unit_tasks",
)  # fmt: skip
"""What the log tells of beside the records of cases."""
SIDES = (Side.INVITER, Side.RECEIVER)
ANSWERS = ("support", "support_child", "will_not_seek", "takes_part", "wishes_agreement")
ENDS = tuple(set(Outcome) - {Outcome.MISSING})
NO_TEXTS = frozenset(
    f"{record}.{{}}" for record in ("meeting", "task", "document", "admission", "case", "form")
)
"""Templates of the same shape that name something else: a button's verb, an event's kind."""


class _Asked(dict[str, str]):
    """A catalogue that remembers which texts were asked for."""

    def __init__(self) -> None:
        super().__init__(load_catalogues().by_language["da"].texts)
        self.keys_asked: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.keys_asked.add(key)
        return super().__getitem__(key)


def _of(start: str, *names: str) -> frozenset[str]:
    return frozenset(f"{start}.{name}" for name in names)


def _shown_in_details() -> frozenset[str]:
    """The texts of the rows of an opened meeting card."""
    asked = _Asked()
    meeting_card(_view(), Wording("da", asked), details=True)
    return frozenset(key for key in asked.keys_asked if key.startswith("meeting.detail."))


def _view() -> MeetingView:
    case = a_case()
    return MeetingView(
        case=case,
        meeting=a_meeting(case),
        side=Side.INVITER,
        inviter_unit=NURSE.home,
        receiver_unit=CASEWORKER.home,
        inviter=NURSE,
        receiver=CASEWORKER,
        told=2,
        follow_ups=(),
        owners={},
        agreement="Samarbejdsaftale om voksne",
        now_times=(),
        calendar_link="",
        transition_hint=True,
    )


def _shown_in_document_details() -> frozenset[str]:
    """The texts of the rows of an opened document's card."""
    asked = _Asked()
    document_card(a_document_view("x"), Wording("da", asked), details=True)
    return frozenset(key for key in asked.keys_asked if key.startswith("document.detail."))


def _document_statuses() -> frozenset[str]:
    """What is told of every document in every status, to its sides and to others."""
    asked = _Asked()
    for view in document_views("x"):
        document_card(view, Wording("da", asked))
    return frozenset(key for key in asked.keys_asked if key.startswith("document.status."))


def _field_texts(table: str) -> frozenset[str]:
    """Where the label, hint and reason of every form's fields are found: by form, by part, or shared."""
    asked = _Asked()
    for form, field in FIELDS:
        for part in ("label", "hint", "why"):
            field_text(Wording("da", asked), form, field, part)
    return frozenset(key for key in asked.keys_asked if key.split(".")[0] == table)


def _page_titles(table: str) -> frozenset[str]:
    """Where the title of every form's pages is found: by form, or shared."""
    asked = _Asked()
    for form, page in PAGES:
        page_title(Wording("da", asked), form, page)
    return frozenset(key for key in asked.keys_asked if key.split(".")[0] == table)


def _page_sections(part: str) -> frozenset[str]:
    return frozenset(
        f"page.{page}.{section}.{part}" for page, sections in SECTIONS.items() for section in sections
    )


@cache
def needed() -> Mapping[str, frozenset[str]]:
    return {
        "admission.action.{}": _of("admission.action", "date", "assess", "discharged"),
        "admission.answer.{}": _of("admission.answer", *ANSWERS),
        "admission.need.{}": _of("admission.need", "date", "assessment"),
        "admission.need.no_{}": _of("admission.need", "no_date", "no_assessment"),
        "admission.outcome.{}": _of("admission.outcome", *Outcome),
        "admission.paragraph.{}": _of("admission.paragraph", *Paragraph),
        "admission.requirement.{}": _of("admission.requirement", *Requirement),
        "admission.status.{}": _of("admission.status", "no_date", *AdmissionStatus, *ENDS),
        "agreement_check.area.{}": _of("agreement_check.area", Area.ADULTS, Area.CHILDREN),
        "agreement_check.deadline.{}": _of("agreement_check.deadline", *DEADLINES),
        "goal.{}": _of("goal", Direction.UP, Direction.DOWN),
        "goal.line.{}": _of("goal.line", "reached", "missed", "just_below", "just_above"),
        "agreement_check.reminder.{}": _of("agreement_check.reminder", *REMINDERS),
        "agreement_check.role.{}": _of("agreement_check.role", *WORKING),
        "agreement_check.kept_{}": frozenset(f"agreement_check.kept_{about}" for about in KEPT),
        "agreement_check.receiver.{}": _of("agreement_check.receiver", *Receiver),
        "ask.{}": _of("ask", *(set(OpenQuestion) - ASKED_ELSEWHERE)),
        "case.held.{}": _of("case.held", *HoldKind),
        "receipt.case_{}": frozenset(f"receipt.case_{kind}" for kind in HoldKind),
        "insight.did.{}": _of("insight.did", *LogKind),
        "insight.hold.{}": _of("insight.hold", *HoldKind),
        "insight.get_{}": frozenset(f"insight.get_{kind}" for kind in FORMATS),
        "insight.of_{}": frozenset(f"insight.of_{kind}" for _, kind in RECORDS.values() if kind),
        "insight.list_{}": frozenset(f"insight.list_{name}" for name in NAMES.values()),
        "choice.bases.{}": _of("choice.bases", *(set(Basis) - {Basis.CONSENT})),
        "choice.bases.consent_{}": frozenset(f"choice.bases.consent_{giver}" for giver in ConsentFrom),
        "choice.discharge_kind.{}": _of("choice.discharge_kind", *DischargeKind),
        "choice.methods.{}": _of("choice.methods", *Method),
        "choice.required_by.{}": _of("choice.required_by", *BY_CHOICE, GUIDE_ME),
        "choice.{}.{}": frozenset().union(*(_of(f"choice.{s}", *values) for s, values in _FIXED.items())),
        "digest.help.{}": _of("digest.help", *ESCALATIONS),
        "digest.line.{}": _of("digest.line", *SECTIONS_OF_THE_MORNING),
        "digest.section.{}": _of("digest.section", IMPORTANT, *SECTIONS_OF_THE_MORNING),
        "discharges.wrong.{}": _of("discharges.wrong", *Wrong),
        "log_report.basis.{}": _of("log_report.basis", *Basis, "emergency", "retention"),
        "log_report.kind.{}": _of("log_report.kind", *LogKind),
        "log_report.origin.{}": _of("log_report.origin", *Origin),
        "log_report.place.{}": _of("log_report.place", *ChatKind),
        "log_report.subject.{}": _of("log_report.subject", *SubjectKind, *BESIDE_CASES),
        "document.action.{}": _of("document.action", *NEXT_STEPS, *OTHER_STEPS),
        "document.detail.{}": _shown_in_document_details(),
        "document.status.{}.{}": _document_statuses(),
        "document.status.{}.other": frozenset(f"document.status.{status}.other" for status in DocumentStatus),
        "choice.delay.{}": _of("choice.delay", *DelayReason),
        "document.name.{}": _of("document.name", *DocumentKind),
        "event.{}": _of("event", *EVENTS_TOLD),
        "field.{}.{}": _field_texts("field"),
        "figures.area.{}": _of("figures.area", Area.ADULTS, Area.CHILDREN),
        "figures.lost.of_{}": _of("figures.lost", "of_region", "of_municipality"),
        "figures.sector.{}": _of("figures.sector", "region", "municipality"),
        "forum.area.{}": _of("forum.area", Area.ADULTS, Area.CHILDREN),
        "forum.card.{}": _of("forum.card", Stage.EMPTY, Stage.FAILED),
        "forum.card.open_{}": _of("forum.card", *(f"open_{which}" for which in ReportFile)),
        "forum.column.{}": _of("forum.column", "definition", *DATA_COLUMNS, "source"),
        "forum.goal.{}": _of("forum.goal", "above", "below"),
        "forum.goal.just_{}": _of("forum.goal", "just_above", "just_below"),
        "forum.page.{}": _of("forum.page", *(page.name for page in REPORT_PAGES)),
        "forum.step.{}": _of("forum.step", *WORK_STEPS),
        "forum.step_is.{}": _of("forum.step_is", "done", "now", "later"),
        "forum.unit.{}": _of("forum.unit", *Unit),
        "form.{}.review": frozenset(f"form.{form.text_name}.review" for form in FORMS_SHOWN if form.reviewed),
        "form.{}.send": frozenset(f"form.{form.text_name}.send" for form in FORMS_SHOWN),
        "form.{}.named": frozenset(f"form.{form.text_name}.named" for form in FORMS_SHOWN if form.document),
        "form.{}.title": frozenset(f"form.{form.name}.title" for form in FORMS_SHOWN if not form.document),
        "form.{}.{}.title": _page_titles("form"),
        "form.{}.{}.{}": _field_texts("form"),
        "form_page.{}.title": _page_titles("form_page"),
        "help.line.{}": _of("help.line", *HELP_LINES),
        "indicator.source.{}": _of("indicator.source", *Source),
        "indicator.{}.definition": frozenset(f"indicator.{each}.definition" for each in INDICATOR),
        "indicator.{}.title": frozenset(f"indicator.{each}.title" for each in INDICATOR),
        "intent.{}": _of("intent", *Intent),
        "meeting.action.{}": _of("meeting.action", *BUTTONS),
        "meeting.detail.{}": _shown_in_details(),
        "meeting.status.{}.other": frozenset(f"meeting.status.{status}.other" for status in Status),
        "meeting.status.{}.{}": frozenset(f"meeting.status.{s}.{side}" for s in Status for side in SIDES),
        "menu.line.{}": _of("menu.line", MEETING, *DocumentKind),
        "paper.sent_{}": frozenset(f"paper.sent_{to}" for to in COPY_BUTTONS),
        "choice.copy_to.{}": _of("choice.copy_to", *(set(COPY_BUTTONS) - {CITIZEN})),
        "minutes.{}_missing": frozenset(f"minutes.{part}_missing" for part in ("text", "owner", "due")),
        "notice.admission.{}": _of("notice.admission", *AdmissionStatus),
        "notice.case.{}": _of("notice.case", "open", "closed"),
        "notice.document.{}": _of("notice.document", *DocumentStatus),
        "notice.meeting.{}": _of("notice.meeting", *Status),
        "part.lack.{}": _of("part.lack", *Lack),
        "part.{}.{}": _field_texts("part"),
        "short_page.{}.title": frozenset(f"short_page.{page}.title" for page in ShortPage),
        "short_page.{}.text": frozenset(f"short_page.{page}.text" for page in ShortPage),
        "short_page.{}.step": frozenset(f"short_page.{page}.step" for page in WITH_STEP),
        "page.{}.summary": frozenset(f"page.{page}.summary" for page in PATHS),
        "page.{}.title": frozenset(f"page.{page}.title" for page in PATHS),
        "page.{}.{}.text": _page_sections("text"),
        "page.{}.{}.title": _page_sections("title"),
        "settings.hours_of.{}": _of("settings.hours_of", *Whose),
        "settings.searched.{}": _of("settings.searched", "one", "many"),
        "settings.unit_hours_of.{}": _of("settings.unit_hours_of", Whose.UNIT, Whose.AGREEMENT),
        "week.change.{}": _of("week.change", "better", "worse", "other"),
        "task.action.{}": _of("task.action", *OF_FOLLOW_UPS),
        "task.ended.{}": _of("task.ended", *(set(TaskStatus) - {TaskStatus.OPEN})),
        "task.escalation.{}": _of("task.escalation", *ESCALATIONS),
        "task.kind.{}": _of("task.kind", *TaskKind),
        "task.open.{}": _of("task.open", *CARD_OF),
        "task.reminder.meeting_{}": _of("task.reminder", "meeting_before", "meeting_on_day"),
        "task.reminder.{}": _of("task.reminder", *REMINDER_TONES),
        "task.state.{}": _of("task.state", *TaskStatus),
    }


@cache
def optional() -> Mapping[str, frozenset[str]]:
    return {
        "insight.about.{}": _of(
            "insight.about", "citizen", "case", "document", "meeting", "admission", "task"
        ),
        "form.{}.{}.intro": frozenset(f"form.{form.name}.{page.name}.intro" for form, page in PAGES),
        "meeting.next.{}": _of("meeting.next", *Status),
        "document.next.{}": _of("document.next", *DocumentStatus),
        "part.{}.label": frozenset(f"part.{part}.label" for part in (*PLANNED.values(), ACTING_MUNICIPALITY)),
        "part.{}.{}.{}": frozenset(
            f"part.{form.document}.{field.name}.{part}"
            for form, field in FIELDS
            if form.document
            for part in ("label", "hint", "why")
        ),
    }


@cache
def families() -> Mapping[str, frozenset[str]]:
    """Every template of the dialogs, and all it can become."""
    return {**needed(), **optional()}
