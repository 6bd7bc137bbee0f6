"""What our cards' buttons do: every verb, and what answers it. A card's data is never trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from dialogs.cards.meeting_card import meeting_card
from dialogs.cards.task_card import task_card
from dialogs.commands import READING_INTENTS, answer_words
from dialogs.forms import flow, small_forms
from dialogs.forms.engine import Move
from dialogs.forms.form import Form
from dialogs.forms.submit import FORMS, case_of
from dialogs.forms.times import time_values
from dialogs.receipts import keep, meeting_receipt, task_receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.understanding import Intent, Understanding
from dialogs.views import meeting_view, task_view
from domain.errors import BadValue, NotFound
from domain.network_meeting import Action, transition
from workflows import meetings, tasks
from workflows.notice import Subject, SubjectKind
from workflows.ports import MeetingOnCase, TaskOnCase
from workflows.tasks import may_change

Data = Mapping[str, object]
Verb = Callable[[Talk, Data], Reply]


def _id(data: Data) -> str:
    found = data.get("id")
    if not isinstance(found, str):
        raise NotFound("a card without an id")
    return found


def _show_meeting(talk: Talk, found: MeetingOnCase, details: bool = False) -> Reply:
    keep(talk, Subject(SubjectKind.MEETING, found.meeting.id))
    view = meeting_view(talk.desk, talk.person, found, talk.wording.language, talk.calendar_link)
    return talk.show(meeting_card(view, talk.wording, details))


def _meeting_card(talk: Talk, data: Data) -> Reply:
    return _show_meeting(talk, talk.desk.records.meetings.get(_id(data), talk.person))


def _meeting_details(talk: Talk, data: Data) -> Reply:
    return _show_meeting(talk, meetings.open_details(talk.desk, talk.person, _id(data)), details=True)


def _acknowledge(talk: Talk, data: Data) -> Reply:
    found = meetings.acknowledge(talk.desk, talk.person, _id(data))
    return meeting_receipt(talk, found, "receipt.acknowledged")


def _accept_time(talk: Talk, data: Data) -> Reply:
    found = meetings.accept_time(talk.desk, talk.person, _id(data), _moment(data.get("start")))
    return meeting_receipt(talk, found, "receipt.accepted")


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadValue("meeting.time_gone", "a card's time cannot be read")


def _meeting_form(action: Action, form: Form) -> Verb:
    """Begins a form on a meeting; refused here already when the step no longer fits."""

    def begin(talk: Talk, data: Data) -> Reply:
        found = talk.desk.records.meetings.get(_id(data), talk.person)
        transition(found.meeting, action, found.meeting.side_of(talk.person))
        earlier = time_values(found.meeting.proposed) if action is Action.MOVE else {}
        values = {name: value for name, value in earlier.items() if name == "duration"}
        return talk.show(flow.start(talk, form, found.meeting.id, values))

    return begin


def _show_task(talk: Talk, found: TaskOnCase, details: bool = False) -> Reply:
    keep(talk, Subject(SubjectKind.TASK, found.task.id))
    return talk.show(task_card(task_view(talk.desk, talk.person, found), talk.wording, details))


def _task_card(talk: Talk, data: Data) -> Reply:
    return _show_task(talk, talk.desk.records.tasks.get(_id(data), talk.person))


def _task_details(talk: Talk, data: Data) -> Reply:
    return _show_task(talk, tasks.open_task(talk.desk, talk.person, _id(data)), details=True)


def _task_done(talk: Talk, data: Data) -> Reply:
    return task_receipt(talk, tasks.mark_done(talk.desk, talk.person, _id(data)), "receipt.done")


def _task_form(form: Form) -> Verb:
    def begin(talk: Talk, data: Data) -> Reply:
        found = talk.desk.records.tasks.get(_id(data), talk.person)
        if not found.task.is_open or not may_change(talk.person, found.task):
            return _show_task(talk, found)
        return talk.show(flow.start(talk, form, found.task.id, {}))

    return begin


def _step(move: Move) -> Verb:
    return lambda talk, data: flow.take_step(talk, data, move)


def _command(intent: Intent) -> Verb:
    return lambda talk, _data: talk.show(answer_words(talk, Understanding(intent=intent)))


VERBS: Mapping[str, Verb] = {
    "meeting.card": _meeting_card,
    "meeting.hide": _meeting_card,
    "meeting.show": _meeting_details,
    "meeting.acknowledge": _acknowledge,
    "meeting.accept_time": _accept_time,
    "meeting.propose_times": _meeting_form(Action.PROPOSE_TIMES, small_forms.PROPOSE_TIMES),
    "meeting.ask": _meeting_form(Action.ASK, small_forms.ASK),
    "meeting.answer": _meeting_form(Action.ANSWER, small_forms.ANSWER),
    "meeting.move": _meeting_form(Action.MOVE, small_forms.MOVE),
    "meeting.cancel": _meeting_form(Action.CANCEL, small_forms.CANCEL),
    "meeting.write_minutes": _meeting_form(Action.WRITE_MINUTES, small_forms.MINUTES),
    "task.card": _task_card,
    "task.hide": _task_card,
    "task.show": _task_details,
    "task.done": _task_done,
    "task.later": _task_form(small_forms.LATER),
    "task.new_deadline": _task_form(small_forms.NEW_DEADLINE),
    "task.hand_over": _task_form(small_forms.HAND_OVER),
    "form.next": _step(Move.NEXT),
    "form.back": _step(Move.BACK),
    "form.save": _step(Move.SAVE),
    "form.jump": _step(Move.JUMP),
    "form.send": _step(Move.SEND),
    "form.cancel": flow.ask_cancel,
    "form.discard": flow.discard,
    "form.resume": flow.go_on,
    **{f"command.{intent}": _command(intent) for intent in Intent},
}

RECORD_VERBS = frozenset(verb for verb in VERBS if verb.startswith(("meeting.", "task.")))
"""Verbs about one record, whose fresh card answers a click that no longer fits."""

READING_VERBS = frozenset(
    {
        "meeting.card", "meeting.hide", "meeting.show", "task.card", "task.hide", "task.show", "form.resume",
        *(f"command.{intent}" for intent in READING_INTENTS),
    }
)  # fmt: skip
"""Verbs that only show something. Their answers are never remembered: each look is checked, and logged."""


def check_access(talk: Talk, verb: str, data: Data) -> None:
    """Raise `NotFound` unless the person may still see what the button `verb` with this data is about."""
    records = talk.desk.records
    if verb.startswith("form."):
        draft_id = data.get("draft")
        draft = records.drafts.get(draft_id, talk.person.id) if isinstance(draft_id, str) else None
        if draft is None:
            raise NotFound("a form that is sent or deleted")
        case_of(talk, FORMS[draft.form].form, draft.subject_id)
    elif verb.startswith("task."):
        records.tasks.get(_id(data), talk.person)
    elif verb.startswith("meeting."):
        records.meetings.get(_id(data), talk.person)


def fresh_card(talk: Talk, verb: str, data: Data, key: str) -> Reply | None:
    """The record as it is now, saying why the click no longer fits; None when it is not about a record."""
    if verb not in RECORD_VERBS:
        return None
    note = talk.wording(key)
    if verb.startswith("task."):
        found = talk.desk.records.tasks.get(_id(data), talk.person)
        return talk.show(
            task_card(task_view(talk.desk, talk.person, found), talk.wording, note=note, tone="warning")
        )
    on_case = talk.desk.records.meetings.get(_id(data), talk.person)
    shown = meeting_view(talk.desk, talk.person, on_case, talk.wording.language, talk.calendar_link)
    return talk.show(meeting_card(shown, talk.wording, note=note, tone="warning"))
