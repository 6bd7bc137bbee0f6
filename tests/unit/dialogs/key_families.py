"""What each f-string key of the dialogs can become: a table, so that a new family cannot come unseen.

`needed` must be in the catalogues; `optional` is shown where a catalogue has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dialogs.cards.help_card import HELP_LINES
from dialogs.cards.history_lines import EVENTS_TOLD
from dialogs.cards.meeting_card import BUTTONS, MeetingView, meeting_card
from dialogs.cards.sheet import field_text
from dialogs.cards.task_card import REMINDER_TONES
from dialogs.forms.choices import _FIXED
from dialogs.forms.form import Field, Form, Page
from dialogs.forms.submit import FORMS
from dialogs.prefill import ASKED_ELSEWHERE
from dialogs.public_pages import PATHS, SECTIONS
from dialogs.understanding import Intent, OpenQuestion
from dialogs.wording import Wording, load_catalogues
from domain.legal_basis import Basis, ConsentFrom
from domain.network_meeting import Method, Side, Status
from domain.reminder import ESCALATIONS
from domain.task import TaskKind, TaskStatus
from tests.factories import CASEWORKER, NURSE, a_case, a_meeting

FORMS_SHOWN: tuple[Form, ...] = tuple(sent.form for sent in FORMS.values())
PAGES: tuple[tuple[Form, Page], ...] = tuple((form, page) for form in FORMS_SHOWN for page in form.pages)
FIELDS: tuple[tuple[Form, Field], ...] = tuple((form, field) for form in FORMS_SHOWN for field in form.fields)
SIDES = (Side.INVITER, Side.RECEIVER)
NO_TEXTS = frozenset({"meeting.{}", "task.{}"})
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


def _field_texts(table: str) -> frozenset[str]:
    """Where the label, hint and reason of every form's fields are found: by form, or shared."""
    asked = _Asked()
    for form, field in FIELDS:
        for part in ("label", "hint", "why"):
            field_text(Wording("da", asked), form, field, part)
    return frozenset(key for key in asked.keys_asked if key.split(".")[0] == table)


def _page_sections(part: str) -> frozenset[str]:
    return frozenset(
        f"page.{page}.{section}.{part}" for page, sections in SECTIONS.items() for section in sections
    )


@cache
def needed() -> Mapping[str, frozenset[str]]:
    return {
        "ask.{}": _of("ask", *(set(OpenQuestion) - ASKED_ELSEWHERE)),
        "choice.bases.{}": _of("choice.bases", *(set(Basis) - {Basis.CONSENT})),
        "choice.bases.consent_{}": frozenset(f"choice.bases.consent_{giver}" for giver in ConsentFrom),
        "choice.methods.{}": _of("choice.methods", *Method),
        "choice.{}.{}": frozenset().union(*(_of(f"choice.{s}", *values) for s, values in _FIXED.items())),
        "event.{}": _of("event", *EVENTS_TOLD),
        "field.{}.{}": _field_texts("field"),
        "form.{}.review": frozenset(f"form.{form.name}.review" for form in FORMS_SHOWN if form.reviewed),
        "form.{}.send": frozenset(f"form.{form.name}.send" for form in FORMS_SHOWN),
        "form.{}.title": frozenset(f"form.{form.name}.title" for form in FORMS_SHOWN),
        "form.{}.{}.title": frozenset(f"form.{form.name}.{page.name}.title" for form, page in PAGES),
        "form.{}.{}.{}": _field_texts("form"),
        "help.line.{}": _of("help.line", *HELP_LINES),
        "intent.{}": _of("intent", *Intent),
        "meeting.action.{}": _of("meeting.action", *BUTTONS),
        "meeting.detail.{}": _shown_in_details(),
        "meeting.status.{}.other": frozenset(f"meeting.status.{status}.other" for status in Status),
        "meeting.status.{}.{}": frozenset(f"meeting.status.{s}.{side}" for s in Status for side in SIDES),
        "minutes.{}_missing": frozenset(f"minutes.{part}_missing" for part in ("text", "owner", "due")),
        "notice.meeting.{}": _of("notice.meeting", *Status),
        "page.{}.summary": frozenset(f"page.{page}.summary" for page in PATHS),
        "page.{}.title": frozenset(f"page.{page}.title" for page in PATHS),
        "page.{}.{}.text": _page_sections("text"),
        "page.{}.{}.title": _page_sections("title"),
        "task.ended.{}": _of("task.ended", *(set(TaskStatus) - {TaskStatus.OPEN})),
        "task.escalation.{}": _of("task.escalation", *ESCALATIONS),
        "task.kind.{}": _of("task.kind", *TaskKind),
        "task.reminder.meeting_{}": _of("task.reminder", "meeting_before", "meeting_on_day"),
        "task.reminder.{}": _of("task.reminder", *REMINDER_TONES),
        "task.state.{}": _of("task.state", *TaskStatus),
    }


@cache
def optional() -> Mapping[str, frozenset[str]]:
    return {
        "form.{}.{}.intro": frozenset(f"form.{form.name}.{page.name}.intro" for form, page in PAGES),
        "meeting.next.{}": _of("meeting.next", *Status),
    }


@cache
def families() -> Mapping[str, frozenset[str]]:
    """Every template of the dialogs, and all it can become."""
    return {**needed(), **optional()}
