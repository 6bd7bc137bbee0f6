"""What people can ask for in words or by a main button: each command, and what answers it."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import case_steps, figures_commands, report_commands, settings_commands
from dialogs.cards.form_card import ask_cancel_card
from dialogs.cards.help_card import guidance_card, help_card, question_card, welcome_card
from dialogs.case_commands import (
    Command,
    insight,
    menu,
    named_case,
    new_document,
    new_meeting,
    on_a_case,
    status,
)
from dialogs.emergency_commands import emergency
from dialogs.forms.flow import resume
from dialogs.forms.submit import FORMS
from dialogs.list_commands import colleagues_work, my_cases, unit_tasks
from dialogs.meant import remember
from dialogs.talk import Talk
from dialogs.understanding import Intent, Understanding
from domain.document_kind import DocumentKind
from domain.errors import NotFound
from domain.permission import Permission
from workflows.chat import Card


def show_help(talk: Talk, _said: Understanding) -> Card:
    return help_card(talk.person, talk.wording)


def greet(talk: Talk, _said: Understanding) -> Card:
    return welcome_card(talk.person, talk.wording)


def thank(talk: Talk, _said: Understanding) -> Card:
    return help_card(talk.person, talk.wording, talk.wording("help.thanks"))


def cancel(talk: Talk, _said: Understanding) -> Card:
    draft = talk.desk.records.drafts.latest(talk.person.id)
    if draft is None:
        return help_card(talk.person, talk.wording, talk.wording("form.nothing_begun"))
    return ask_cancel_card(FORMS[draft.form].form, draft, talk.wording)


def go_on(talk: Talk, _said: Understanding) -> Card:
    draft = talk.desk.records.drafts.latest(talk.person.id)
    if draft is None:
        return help_card(talk.person, talk.wording, talk.wording("form.nothing_begun"))
    return resume(talk, draft)


def speak_danish(talk: Talk, _said: Understanding) -> Card:
    return _speak(talk, "da")


def speak_english(talk: Talk, _said: Understanding) -> Card:
    return _speak(talk, "en")


def _speak(talk: Talk, language: str) -> Card:
    talk.desk.records.directory.set_language(talk.person.id, language)
    wording = talk.speaking(language).wording
    return help_card(talk.person, wording, wording("help.language_chosen"))


def explain_agreement(talk: Talk, said: Understanding) -> Card:
    """What the agreement of the person's area says about the topic; all topics when it names none."""
    area = talk.person.home.area
    found = [g for a in talk.desk.agreements.all if a.area.covers(area) for g in a.guidance]
    words = said.topic.split()
    on_topic = [g for g in found if any(word.startswith(begin) for begin in g.words for word in words)]
    once = list({(g.topic_da, g.text_da): g for g in on_topic or found}.values())
    return guidance_card(once, talk.wording)


_SET_DATE = on_a_case(case_steps.set_date, "case.date", Permission.ANSWER_FOR_ADMISSION)
_DISCHARGED = on_a_case(case_steps.record_discharge, "case.discharged", Permission.ANSWER_FOR_ADMISSION)
_ASSESS = on_a_case(case_steps.assess, "case.assess", Permission.ANSWER_FOR_ADMISSION)
_CHANGE_CONTACT = on_a_case(case_steps.change_contact, "case.change_contact", Permission.MANAGE_CASE)
_CHANGE_MUNICIPALITY = on_a_case(
    case_steps.change_municipality, "case.change_municipality", Permission.MANAGE_CASE
)
_HOLD = on_a_case(case_steps.hold, "case.hold", Permission.HOLD_CASE)
_CORRECT = on_a_case(case_steps.correct_citizen, "case.correct", Permission.MANAGE_CASE)
_CLOSE = on_a_case(case_steps.close, "case.close", Permission.MANAGE_CASE)

DOCUMENT_INTENTS: Mapping[Intent, DocumentKind] = {
    Intent.EARLY_NOTICE: DocumentKind.EARLY_NOTICE,
    Intent.MUNICIPAL_STATUS: DocumentKind.MUNICIPAL_STATUS,
    Intent.DISCHARGE_NOTICE: DocumentKind.DISCHARGE_NOTICE,
    Intent.READINESS_NOTICE: DocumentKind.READINESS_NOTICE,
    Intent.DISCHARGE_AGREEMENT: DocumentKind.DISCHARGE_AGREEMENT,
    Intent.COORDINATION_PLAN: DocumentKind.COORDINATION_PLAN,
    Intent.INTERVENTION_PLAN: DocumentKind.INTERVENTION_PLAN,
}

COMMANDS: Mapping[Intent, Command] = {
    Intent.NEW: menu,
    Intent.NEW_MEETING: new_meeting,
    Intent.MOVE_MEETING: status,
    Intent.CANCEL_MEETING: status,
    **{intent: new_document(kind) for intent, kind in DOCUMENT_INTENTS.items()},
    Intent.ASSESS: _ASSESS,
    Intent.DISCHARGE_DATE: _SET_DATE,
    Intent.DISCHARGED: _DISCHARGED,
    Intent.CHANGE_CONTACT: _CHANGE_CONTACT,
    Intent.CHANGE_MUNICIPALITY: _CHANGE_MUNICIPALITY,
    Intent.CLOSE_CASE: _CLOSE,
    Intent.HOLD_CASE: _HOLD,
    Intent.CORRECT_CITIZEN: _CORRECT,
    Intent.SUBJECT_ACCESS: insight,
    Intent.MY_CASES: my_cases,
    Intent.UNIT_TASKS: unit_tasks,
    Intent.HANDOVER_ALL: colleagues_work,
    Intent.STATUS: status,
    Intent.AGREEMENT_QUESTION: explain_agreement,
    Intent.HELP: show_help,
    Intent.CANCEL: cancel,
    Intent.RESUME: go_on,
    Intent.SETTINGS: settings_commands.settings,
    Intent.AWAY: settings_commands.away,
    Intent.BACK: settings_commands.back,
    Intent.UNIT_HOURS: settings_commands.unit_hours,
    Intent.EMERGENCY: emergency,
    Intent.FIGURES: figures_commands.figures,
    Intent.JOINT_REPORT: report_commands.joint_report,
    Intent.DANISH: speak_danish,
    Intent.ENGLISH: speak_english,
    Intent.GREETING: greet,
    Intent.THANKS: thank,
}

BEGINNING_INTENTS = frozenset(
    {
        Intent.NEW_MEETING, *DOCUMENT_INTENTS,
        Intent.ASSESS, Intent.DISCHARGE_DATE, Intent.DISCHARGED, Intent.CHANGE_CONTACT,
        Intent.CHANGE_MUNICIPALITY, Intent.CLOSE_CASE, Intent.HOLD_CASE, Intent.CORRECT_CITIZEN,
        Intent.AWAY, Intent.UNIT_HOURS, Intent.EMERGENCY,
    }
)  # fmt: skip
"""Commands that begin a form."""
CHANGING_INTENTS = BEGINNING_INTENTS | {Intent.DANISH, Intent.ENGLISH, Intent.BACK}
"""Commands that leave something changed: a form begun, a language chosen, an absence ended."""
READING_INTENTS = frozenset(Intent) - CHANGING_INTENTS
"""Commands that only show something. Their answers are never remembered."""


def answer_words(talk: Talk, said: Understanding) -> Card:
    """The answer to what was understood; what was not gets a question or a short help."""
    if said.intent is not None:
        return COMMANDS[said.intent](talk, said)
    wording = talk.wording
    if said.possible_intents:
        choices = [(intent.value, wording(f"intent.{intent}")) for intent in said.possible_intents]
        title, text = wording("unknown.which.title"), wording("unknown.which.text")
        kept = {"id": _case_id(talk, said), "said": remember(talk, said)}
        return question_card(title, text, choices, wording, {name: id_ for name, id_ in kept.items() if id_})
    return help_card(talk.person, wording, wording("unknown.text"))


def _case_id(talk: Talk, said: Understanding) -> str:
    """The case that was named, for the buttons of the question; empty where none is, or none of theirs."""
    try:
        case = named_case(talk, said)
    except NotFound:
        return ""
    return case.id if case else ""
