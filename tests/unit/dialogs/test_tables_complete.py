"""The tables leave nothing out: every action, intent, notice and reminder has its place."""

from __future__ import annotations

from itertools import chain
from typing import get_args

from dialogs.cards.admission_card import TONES as ADMISSION_TONES
from dialogs.cards.document_card import NEXT_STEPS, OTHER_STEPS
from dialogs.cards.document_card import TONES as DOCUMENT_TONES
from dialogs.cards.history_lines import EVENTS_TOLD, OF_ADMISSIONS, OF_CASES, OF_JOURNALS
from dialogs.cards.meeting_card import BUTTONS, TONES
from dialogs.cards.task_card import ENDED_TONES, REMINDER_TONES
from dialogs.cards.task_lines import CARD_OF
from dialogs.commands import CHANGING_INTENTS, COMMANDS, DOCUMENT_INTENTS, READING_INTENTS
from dialogs.forms.choices import _FIXED, _LOOKED_UP
from dialogs.forms.form import FieldKind
from dialogs.forms.submit import FORMS
from dialogs.forms.values import _READERS
from dialogs.groups import SHOWN_AFTER
from dialogs.notices import _RENDERERS, HANDED
from dialogs.turn import CardAction, Event
from dialogs.understanding import Intent
from dialogs.verbs import READING_VERBS, RECORD_VERBS, VERBS
from domain.admission import AdmissionStatus
from domain.document_kind import DocumentKind
from domain.document_steps import Action as DocumentAction
from domain.document_steps import Status as DocumentStatus
from domain.network_meeting import TRANSITIONS, Action, Side, Status
from domain.reminder import ESCALATIONS, ReminderKind
from domain.subject import SubjectKind
from domain.task import TaskStatus
from tests.unit.dialogs.all_cards import closed_cards, form_cards, opened_cards, other_cards
from tests.unit.dialogs.bot_in_process import CATALOGUES, DANISH
from tests.unit.dialogs.card_reading import verbs_of
from workflows.notice import NoticeKind

BESIDE_CASES = (SubjectKind.PERSON, SubjectKind.REPORT, SubjectKind.FORUM_ACTION)


def test_every_action_has_a_button_or_is_times_own() -> None:
    by_time = {row.action for row in TRANSITIONS if row.by is Side.CLOCK}
    assert {f"meeting.{action}" for action in set(Action) - by_time} <= set(VERBS)
    assert by_time == {Action.TIME_PASSES}
    assert set(BUTTONS) | {Action.ACCEPT_TIME} | by_time == set(Action)


def test_every_intent_has_a_command_and_a_button() -> None:
    assert set(COMMANDS) == set(Intent)
    assert {f"command.{intent}" for intent in Intent} <= set(VERBS)


def test_every_notice_becomes_a_message() -> None:
    assert set(_RENDERERS) == set(NoticeKind)


def test_every_reminder_has_its_words() -> None:
    to_owner = {*(set(ReminderKind) - set(ESCALATIONS)), HANDED}
    assert set(REMINDER_TONES) == to_owner
    for language in CATALOGUES.by_language.values():
        assert all(language.has(f"task.reminder.{kind}") for kind in to_owner)
        assert all(language.has(f"task.escalation.{kind}") for kind in ESCALATIONS)


def test_every_event_is_told_but_a_reminder_put_off() -> None:
    of_meetings = {"meeting.request", *(f"meeting.{action}" for action in (*Action, *OF_JOURNALS))}
    of_documents = {"document.send", *(f"document.{did}" for did in (*DocumentAction, *OF_JOURNALS))}
    of_tasks = {f"task.{did}" for did in ("done", "new_deadline", "hand_over", "take", "not_possible")}
    others = {*(f"admission.{did}" for did in OF_ADMISSIONS), *(f"case.{did}" for did in OF_CASES)}
    assert set(EVENTS_TOLD) == of_meetings | of_documents | of_tasks | others


def test_every_document_status_has_its_colour_and_every_step_its_button() -> None:
    assert set(DOCUMENT_TONES) == set(DocumentStatus)
    in_details = {DocumentAction.PRIVATE_ANSWER}
    assert {*NEXT_STEPS, *OTHER_STEPS} | in_details == set(DocumentAction)
    assert set(ADMISSION_TONES) == set(AdmissionStatus)
    assert set(ENDED_TONES) | {TaskStatus.OPEN} == set(TaskStatus)


def test_every_document_is_begun_in_words_too() -> None:
    assert set(DOCUMENT_INTENTS.values()) == set(DocumentKind)


def test_a_task_opens_what_it_comes_from() -> None:
    assert set(CARD_OF) == set(SubjectKind) - {SubjectKind.TASK, *BESIDE_CASES}
    assert set(CARD_OF.values()) <= set(VERBS)


def test_every_button_and_command_either_reads_or_changes() -> None:
    assert set(VERBS) >= READING_VERBS
    assert {f"command.{intent}" for intent in CHANGING_INTENTS}.isdisjoint(READING_VERBS)
    assert set(Intent) == READING_INTENTS | CHANGING_INTENTS


def test_what_changes_something_is_said_in_a_group_what_to_show_after() -> None:
    assert set(SHOWN_AFTER) == CHANGING_INTENTS
    assert set(SHOWN_AFTER.values()) <= READING_INTENTS


def test_every_status_has_its_colour() -> None:
    assert set(TONES) == set(Status)


def test_every_kind_of_field_is_read_and_every_choice_has_a_source() -> None:
    assert set(_READERS) == set(FieldKind)
    asked = {field.choices for sent in FORMS.values() for field in sent.form.fields if field.choices}
    assert asked == {*_FIXED, *_LOOKED_UP}


def test_every_button_of_a_card_has_a_verb_and_every_verb_a_button() -> None:
    shown = (
        closed_cards("x", DANISH),
        opened_cards("x", DANISH),
        other_cards(DANISH),
        form_cards("x", DANISH),
    )
    cards = chain.from_iterable(shown)
    on_cards = {verb for card in cards for verb in verbs_of(card)}
    assert on_cards <= set(VERBS)
    assert {verb for verb in RECORD_VERBS if verb not in on_cards} == set()
    asked = ("form.", "settings.", "emergency.", "report.", "forum_action.")
    assert {verb for verb in VERBS if verb.startswith(asked)} <= on_cards


def test_every_kind_of_event_is_known() -> None:
    assert CardAction in get_args(Event)
    assert len(get_args(Event)) == 6
