"""The tables leave nothing out: every action, intent, notice and reminder has its place."""

from __future__ import annotations

from itertools import chain
from typing import get_args

from dialogs.cards.history_lines import EVENTS_TOLD
from dialogs.cards.meeting_card import BUTTONS, TONES
from dialogs.cards.task_card import REMINDER_TONES
from dialogs.commands import CHANGING_INTENTS, COMMANDS, READING_INTENTS
from dialogs.forms.choices import _FIXED, _LOOKED_UP
from dialogs.forms.form import FieldKind
from dialogs.forms.submit import FORMS
from dialogs.forms.values import _READERS
from dialogs.groups import SHOWN_AFTER
from dialogs.notices import _RENDERERS, HANDED
from dialogs.turn import CardAction, Event
from dialogs.understanding import Intent
from dialogs.verbs import READING_VERBS, RECORD_VERBS, VERBS
from domain.network_meeting import TRANSITIONS, Action, Side, Status
from domain.reminder import ESCALATIONS, ReminderKind
from tests.unit.dialogs.all_cards import closed_cards, form_cards, opened_cards, other_cards
from tests.unit.dialogs.bot_in_process import CATALOGUES, DANISH
from tests.unit.dialogs.card_reading import verbs_of
from workflows.notice import NoticeKind


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
    of_meetings = {"meeting.request", *(f"meeting.{action}" for action in Action)}
    assert set(EVENTS_TOLD) == of_meetings | {"task.done", "task.new_deadline", "task.hand_over"}


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
    by_rules = {"agreement_between"}
    assert asked | by_rules == {*_FIXED, *_LOOKED_UP}


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
    assert {verb for verb in VERBS if verb.startswith("form.")} <= on_cards


def test_every_kind_of_event_is_known() -> None:
    assert CardAction in get_args(Event)
    assert len(get_args(Event)) == 5
