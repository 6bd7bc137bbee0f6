"""What people can ask for in words or by a main button: each command, and what answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dialogs import case_steps, figures_commands, report_commands, settings_commands
from dialogs.cards.colleagues_card import colleagues_card
from dialogs.cards.elements import button
from dialogs.cards.form_card import ask_cancel_card, note_card
from dialogs.cards.help_card import guidance_card, help_card, main_buttons, question_card, welcome_card
from dialogs.cards.insight_card import insight_card
from dialogs.cards.list_cards import CaseLine, cases_card, tasks_card, which_case_card
from dialogs.cards.menu_card import MEETING
from dialogs.case_steps import CaseStep
from dialogs.case_views import task_line_of
from dialogs.colleagues import work_lines
from dialogs.emergency_commands import emergency
from dialogs.forms import meeting_request
from dialogs.forms.flow import resume
from dialogs.forms.staff_choices import other_municipalities
from dialogs.forms.submit import FORMS
from dialogs.meant import remember
from dialogs.prefill import prefill
from dialogs.refusals import nobody_card
from dialogs.subjects import LIST, log_list, log_look, look
from dialogs.talk import Talk
from dialogs.understanding import Intent, Understanding
from domain.case import Case
from domain.document_kind import DocumentKind
from domain.errors import NotAllowed, NotFound
from domain.permission import (
    Permission,
    Setting,
    check_may_start_case,
    has_role_for,
    has_setting,
    is_permitted,
)
from workflows.chat import Card
from workflows.searching import search_citizen
from workflows.subject_access import find_beside, find_for

SHOWN_CASES = 8
SHOWN_TASKS = 10

Command = Callable[[Talk, Understanding], Card]


def menu(talk: Talk, said: Understanding) -> Card:
    return case_steps.menu(talk, _named_case(talk, said))


def new_meeting(talk: Talk, said: Understanding) -> Card:
    return _start(talk, said, MEETING)


def _new(kind: DocumentKind) -> Command:
    """Begins the document's form, filled in with what was said."""
    return lambda talk, said: _start(talk, said, kind)


def _start(talk: Talk, said: Understanding, kind: str) -> Card:
    check_may_start_case(talk.person)
    form = meeting_request.FORM if kind == MEETING else FORMS[kind].form
    values, note = prefill(talk, said, form)
    return case_steps.start(talk, kind, _named_case(talk, said), values, note)


def _named_case(talk: Talk, said: Understanding) -> Case | None:
    """The case that was named; None where none was. Raises `NotFound` alike for no such case and for
    somebody else's."""
    if said.case_number is None:
        return None
    return talk.desk.records.cases.by_number(said.case_number, talk.person)


def _on_a_case(step: CaseStep, verb: str, permission: Permission) -> Command:
    """The step on the case that was named, or that the citizen leads to; else one is asked which."""

    def do(talk: Talk, said: Understanding) -> Card:
        case = _named_case(talk, said)
        found = [case] if case else _cases_meant(talk, said, permission)
        if len(found) == 1 and (case or said.cpr):
            return step(talk, found[0], _values_said(talk, found[0], said))
        return _which(talk, said, found, verb)

    return do


def _which(talk: Talk, said: Understanding, found: list[Case], verb: str) -> Card:
    if said.cpr and not found:
        return nobody_card(talk, said)
    if not said.cpr:  # looking for a citizen is logged as a search
        log_list(talk)
    return which_case_card(found[:SHOWN_CASES], verb, {}, talk.wording)


def _cases_meant(talk: Talk, said: Understanding, permission: Permission) -> list[Case]:
    """The open cases of the citizen who was named, or all of the person's own."""
    desk, person = talk.desk, talk.person
    found = search_citizen(desk, person, said.cpr) if said.cpr else desk.records.cases.of_person(person)
    return [case for case in found if case.is_open and is_permitted(talk.person, permission, case)]


def _values_said(talk: Talk, case: Case, said: Understanding) -> dict[str, str]:
    days = {"expected_on": said.day, "on": said.happened_on}
    values = {name: day.isoformat() for name, day in days.items() if day}
    units = _units_said(talk, case, said) if said.municipalities else []
    return {**values, "new_unit": units[0]} if len(units) == 1 else values


def _units_said(talk: Talk, case: Case, said: Understanding) -> list[str]:
    """The units of the named municipalities that can take the case over."""
    named = {unit.id for id_ in said.municipalities for unit in talk.desk.records.directory.units_of(id_)}
    return [each.value for each in other_municipalities(talk.desk, case) if each.value in named]


def my_cases(talk: Talk, _said: Understanding) -> Card:
    log_list(talk)
    cases = talk.desk.records.cases.of_person(talk.person)
    lines = sorted((_case_line(talk, case) for case in cases), key=_waiting)
    actions = main_buttons(talk.person, talk.wording)
    return cases_card(lines[:SHOWN_CASES], max(len(lines) - SHOWN_CASES, 0), actions, talk.wording)


def _case_line(talk: Talk, case: Case) -> CaseLine:
    """The case with its open tasks; of a closed one they are not looked up."""
    tasks = talk.desk.records.tasks.of_case(case.id, talk.person) if case.is_open else ()
    still_open = [task for task in tasks if task.is_open]
    own = tuple(task for task in still_open if talk.person.works_in(task.unit_id))
    others = tuple(task for task in still_open if not talk.person.works_in(task.unit_id))
    unit = talk.desk.records.directory.unit(others[0].unit_id) if others and not own else None
    return CaseLine(case, own, others, unit.organisation if unit else "")


def _waiting(line: CaseLine) -> tuple[int, date]:
    """Sorts what waits for the person's own side first, then for the other side, each by its next deadline;
    then cases where nothing waits, and those that are closed last."""
    if not line.case.is_open:
        return 3, date.max
    if not line.own and not line.others:
        return 2, date.max
    return (0, line.own[0].due) if line.own else (1, line.others[0].due)


def unit_tasks(talk: Talk, _said: Understanding) -> Card:
    actions = main_buttons(talk.person, talk.wording)
    if has_setting(talk.person, Setting.WORK_OF_UNIT):
        actions.append(button(talk.wording("intent.handover_all"), "command.handover_all", {}))
    talk.desk.audit(talk.person, LIST, f"unit_tasks:{talk.person.home.id}")
    tasks = talk.desk.records.tasks.open_of_person(talk.person)
    lines = [task_line_of(talk, task) for task in tasks[:SHOWN_TASKS]]
    more = max(len(tasks) - SHOWN_TASKS, 0)
    return tasks_card(lines, more, talk.desk.today, actions, talk.wording)


def colleagues_work(talk: Talk, _said: Understanding) -> Card:
    """What each in the unit has open, to be given on. Raises `NotAllowed` for who works in none."""
    if not has_setting(talk.person, Setting.WORK_OF_UNIT):
        raise NotAllowed("only who works in the unit hands its work over")
    return colleagues_card(work_lines(talk), talk.wording)


def status(talk: Talk, said: Understanding) -> Card:
    """The case's timeline. Raises `NotFound` alike for no such case and for somebody else's."""
    case = _named_case(talk, said)
    found = [case] if case else _cases_meant(talk, said, Permission.SEE_STATUS)
    if len(found) == 1 and (case or said.cpr):
        return look(talk, found[0])
    return _which(talk, said, found, "case.card")


def insight(talk: Talk, said: Understanding) -> Card:
    """Everything on one citizen, for the leader whose units have cases with them. Raises `NotAllowed` for who
    leads none."""
    if not any(has_role_for(talk.person, Permission.EXTRACT, m.unit.id) for m in talk.person.memberships):
        raise NotAllowed("only a leader takes everything on a citizen out")
    case = _named_case(talk, said)
    if case is not None:
        log_look(talk, case)
        return insight_card(find_beside(talk.desk, talk.person, case), talk.wording)
    if said.cpr is None:
        return note_card(talk.wording("insight.title"), talk.wording("insight.how"), talk.wording)
    return insight_card(find_for(talk.desk, talk.person, said.cpr), talk.wording)


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


_SET_DATE = _on_a_case(case_steps.set_date, "case.date", Permission.WRITE_DOCUMENT)
_DISCHARGED = _on_a_case(case_steps.record_discharge, "case.discharged", Permission.WRITE_DOCUMENT)
_ASSESS = _on_a_case(case_steps.assess, "case.assess", Permission.WRITE_DOCUMENT)
_CHANGE_CONTACT = _on_a_case(case_steps.change_contact, "case.change_contact", Permission.MANAGE_CASE)
_CHANGE_MUNICIPALITY = _on_a_case(
    case_steps.change_municipality, "case.change_municipality", Permission.MANAGE_CASE
)
_HOLD = _on_a_case(case_steps.hold, "case.hold", Permission.HOLD_CASE)
_CORRECT = _on_a_case(case_steps.correct_citizen, "case.correct", Permission.MANAGE_CASE)
_CLOSE = _on_a_case(case_steps.close, "case.close", Permission.MANAGE_CASE)

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
    **{intent: _new(kind) for intent, kind in DOCUMENT_INTENTS.items()},
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
        case = _named_case(talk, said)
    except NotFound:
        return ""
    return case.id if case else ""
