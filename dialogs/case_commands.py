"""Commands about a case: which one is meant, and what is begun or shown on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dialogs import case_steps
from dialogs.cards.form_card import note_card
from dialogs.cards.insight_card import insight_card
from dialogs.cards.list_cards import which_case_card
from dialogs.cards.menu_card import MEETING
from dialogs.case_steps import CaseStep
from dialogs.forms import meeting_request
from dialogs.forms.staff_choices import other_municipalities
from dialogs.forms.submit import FORMS
from dialogs.list_commands import SHOWN_CASES
from dialogs.prefill import ABOUT_PARTIES, prefill
from dialogs.refusals import nobody_card
from dialogs.subjects import log_list, log_look, look
from dialogs.talk import Talk
from dialogs.understanding import Understanding
from domain.case import Case
from domain.document_kind import DocumentKind
from domain.errors import OnlyForLeaders
from domain.people import Sector
from domain.permission import Permission, check_may_start_case, has_role_for, is_permitted
from workflows.chat import Card
from workflows.searching import log_search, search_citizen
from workflows.subject_access import find_beside, find_for

Command = Callable[[Talk, Understanding], Card]


def menu(talk: Talk, said: Understanding) -> Card:
    return case_steps.menu(talk, named_case(talk, said) or _own_case_of(talk, said))


def new_meeting(talk: Talk, said: Understanding) -> Card:
    return _start(talk, said, MEETING)


def new_document(kind: DocumentKind) -> Command:
    """Begins the document's form, filled in with what was said."""
    return lambda talk, said: _start(talk, said, kind)


def _start(talk: Talk, said: Understanding, kind: str) -> Card:
    check_may_start_case(talk.person)
    form = meeting_request.FORM if kind == MEETING else FORMS[kind].form
    named = named_case(talk, said)
    own = None if named else _own_case_of(talk, said)
    values, note = prefill(talk, _about_nobody_new(said) if own else said, form)
    if own:
        note = f"{talk.wording('form.on_own_case', number=own.number)} {note}".strip()
    return case_steps.start(talk, kind, named or own, values, note)


def _own_case_of(talk: Talk, said: Understanding) -> Case | None:
    """The one open case of the citizen that the person's own unit has, with the party that was named: what is
    begun would be put on it when it is sent, so nobody is asked for the citizen once more."""
    person, desk = talk.person, talk.desk
    if said.cpr is None:
        return None
    found = desk.records.cases.of_citizen(said.cpr, person)
    log_search(desk, person, said.cpr, len(found), found[0] if found else None)
    own = [case for case in found if case.is_open and _is_between(talk, case, said)]
    return own[0] if len(own) == 1 and is_permitted(person, Permission.START, own[0]) else None


def _is_between(talk: Talk, case: Case, said: Understanding) -> bool:
    sector = talk.person.sector
    named = said.municipalities if sector is Sector.REGION else said.centres
    other = talk.desk.records.directory.unit(case.unit_in(sector.opposite))
    is_meant = not named or (other is not None and other.organisation_id in named)
    return is_meant and case.unit_in(sector) == talk.person.home.id


def _about_nobody_new(said: Understanding) -> Understanding:
    """Without what a case that is there already answers: the citizen, and with whom."""
    still = tuple(question for question in said.open_questions if question not in ABOUT_PARTIES)
    return replace(said, cpr=None, municipalities=(), centres=(), open_questions=still)


def named_case(talk: Talk, said: Understanding) -> Case | None:
    """The case that was named; None where none was. Raises `NotFound` alike for no such case and for
    somebody else's."""
    if said.case_number is None:
        return None
    return talk.desk.records.cases.by_number(said.case_number, talk.person)


def on_a_case(step: CaseStep, verb: str, permission: Permission) -> Command:
    """The step on the case that was named, or that the citizen leads to; else one is asked which."""

    def do(talk: Talk, said: Understanding) -> Card:
        case = named_case(talk, said)
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


def status(talk: Talk, said: Understanding) -> Card:
    """The case's timeline. Raises `NotFound` alike for no such case and for somebody else's."""
    case = named_case(talk, said)
    found = [case] if case else _cases_meant(talk, said, Permission.SEE_STATUS)
    if len(found) == 1 and (case or said.cpr):
        return look(talk, found[0])
    return _which(talk, said, found, "case.card")


def insight(talk: Talk, said: Understanding) -> Card:
    """Everything on one citizen, for the leader whose units have cases with them. Raises `OnlyForLeaders` for
    who leads none."""
    if not any(has_role_for(talk.person, Permission.EXTRACT, m.unit.id) for m in talk.person.memberships):
        raise OnlyForLeaders("only a leader takes everything on a citizen out")
    case = named_case(talk, said)
    if case is not None:
        log_look(talk, case)
        return insight_card(find_beside(talk.desk, talk.person, case), talk.wording)
    if said.cpr is None:
        return note_card(talk.wording("insight.title"), talk.wording("insight.how"), talk.wording)
    return insight_card(find_for(talk.desk, talk.person, said.cpr), talk.wording)
