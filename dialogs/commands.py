"""What people can ask for in words or by a main button: each command, and what answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dialogs.cards.form_card import ask_cancel_card, note_card
from dialogs.cards.help_card import guidance_card, help_card, main_buttons, question_card, welcome_card
from dialogs.cards.list_cards import TaskLine, cases_card, status_card, tasks_card
from dialogs.cards.meeting_card import MeetingView
from dialogs.forms.flow import resume, start
from dialogs.forms.meeting_request import FORM
from dialogs.forms.submit import FORMS
from dialogs.history import history_of
from dialogs.prefill import prefill
from dialogs.talk import Talk
from dialogs.understanding import Intent, Understanding
from dialogs.views import meeting_view
from domain.errors import NotAllowed
from domain.local_time import local_day
from domain.network_meeting import WHOSE_TURN, NetworkMeeting
from domain.people import Person
from domain.permission import may_start_case
from workflows.chat import Card
from workflows.ports import MeetingOnCase

SHOWN_CASES = 8
SHOWN_TASKS = 10

Command = Callable[[Talk, Understanding], Card]


def new_meeting(talk: Talk, said: Understanding) -> Card:
    if not may_start_case(talk.person):
        raise NotAllowed("only frontline staff and leaders start a case")
    values, note = prefill(talk, said)
    return start(talk, FORM, "", values, note)


def my_cases(talk: Talk, _said: Understanding) -> Card:
    records = talk.desk.records
    found = [
        MeetingOnCase(case, meeting)
        for case in records.cases.of_person(talk.person)
        for meeting in records.meetings.of_case(case.id, talk.person)[:1]
    ]
    found.sort(key=lambda each: _waiting(talk.person, each.meeting))
    views = [_view(talk, each) for each in found[:SHOWN_CASES]]
    actions = main_buttons(talk.person, talk.wording)
    return cases_card(views, max(len(found) - SHOWN_CASES, 0), actions, talk.wording)


def _waiting(person: Person, meeting: NetworkMeeting) -> tuple[bool, bool, date]:
    """Sorts open meetings first, then those that wait for the person's own side, then by their next day."""
    if not meeting.is_open:
        return (True, True, date.max)
    own_turn = WHOSE_TURN[meeting.status] is meeting.side_of(person)
    by = local_day(meeting.agreed.start) if meeting.agreed else meeting.find_time_by
    return (False, not own_turn, by)


def _view(talk: Talk, found: MeetingOnCase) -> MeetingView:
    return meeting_view(talk.desk, talk.person, found, talk.wording.language, talk.calendar_link)


def unit_tasks(talk: Talk, _said: Understanding) -> Card:
    tasks = talk.desk.records.tasks.open_of_person(talk.person)
    directory = talk.desk.records.directory
    names = {id_: directory.person(id_) for id_ in {t.owner_id for t in tasks[:SHOWN_TASKS]} if id_}
    lines = [
        TaskLine(task, owner.name if (owner := names.get(task.owner_id or "")) else "")
        for task in tasks[:SHOWN_TASKS]
    ]
    more = max(len(tasks) - SHOWN_TASKS, 0)
    return tasks_card(lines, more, talk.desk.today, main_buttons(talk.person, talk.wording), talk.wording)


def status(talk: Talk, said: Understanding) -> Card:
    """Raises `NotFound` alike for no such case and for somebody else's."""
    if said.case_number is None:
        return note_card(talk.wording("status.which.title"), talk.wording("status.which.text"), talk.wording)
    case = talk.desk.records.cases.by_number(said.case_number, talk.person)
    meetings = talk.desk.records.meetings.of_case(case.id, talk.person)
    views = [_view(talk, MeetingOnCase(case, meeting)) for meeting in meetings]
    return status_card(case.number, views, history_of(talk.desk, talk.person, case), talk.wording)


def show_help(talk: Talk, _said: Understanding) -> Card:
    return help_card(talk.person, talk.wording)


def greet(talk: Talk, _said: Understanding) -> Card:
    return welcome_card(talk.person, talk.wording)


def thank(talk: Talk, _said: Understanding) -> Card:
    return help_card(talk.person, talk.wording, talk.wording("help.thanks"))


def settings(talk: Talk, _said: Understanding) -> Card:
    return help_card(talk.person, talk.wording, talk.wording("help.settings"))


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


COMMANDS: Mapping[Intent, Command] = {
    Intent.NEW_MEETING: new_meeting,
    Intent.MOVE_MEETING: status,
    Intent.CANCEL_MEETING: status,
    Intent.MY_CASES: my_cases,
    Intent.UNIT_TASKS: unit_tasks,
    Intent.STATUS: status,
    Intent.AGREEMENT_QUESTION: explain_agreement,
    Intent.HELP: show_help,
    Intent.CANCEL: cancel,
    Intent.RESUME: go_on,
    Intent.SETTINGS: settings,
    Intent.DANISH: speak_danish,
    Intent.ENGLISH: speak_english,
    Intent.GREETING: greet,
    Intent.THANKS: thank,
}

CHANGING_INTENTS = frozenset({Intent.NEW_MEETING, Intent.DANISH, Intent.ENGLISH})
"""Commands that leave something changed: a form begun, a language chosen."""
READING_INTENTS = frozenset(Intent) - CHANGING_INTENTS
"""Commands that only show something. Their answers are never remembered."""


def answer_words(talk: Talk, said: Understanding) -> Card:
    """The answer to what was understood; what was not gets a question or a short help."""
    if said.intent is not None:
        return COMMANDS[said.intent](talk, said)
    wording = talk.wording
    if said.possible_intents:
        choices = [(intent.value, wording(f"intent.{intent}")) for intent in said.possible_intents]
        return question_card(wording("unknown.which.title"), wording("unknown.which.text"), choices, wording)
    return help_card(talk.person, wording, wording("unknown.text"))
