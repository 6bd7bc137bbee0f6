"""Every step is taken by whom the table lets, and by nobody else: each step × everybody with a relation.

Each try is undone, so that the next finds the course as it was. What is expected is asked of the table; that
the table says what it should is `tests/unit/domain/test_permission.py`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.case import HoldKind
from domain.document_kind import DocumentKind
from domain.document_steps import Action
from domain.errors import BrobyggerError, NotAllowed
from domain.journal import ForJournals
from domain.log_action import ACTIONS
from domain.network_meeting import TRANSITIONS as OF_MEETINGS
from domain.people import Person, Role
from domain.permission import (
    NOBODYS,
    STEPS,
    Permission,
    check_step,
    is_held_by_others,
    is_in_hands_of,
    is_permitted,
)
from tests import factories as f
from tests.office import CLOCK, Office, an_office
from tests.people import a_person, a_unit
from tests.unit.access.steps import LOOKS, TRIED, WARD, WHY, OnCase, Tried, run_its_course
from tools.permission_page import sides_of
from workflows.desk import Desk
from workflows.holding import hold_case
from workflows.journal import text_of
from workflows.ports import Records

ROOT = Path(__file__).parents[3]
RECORDS = ("case", "meeting", "document", "admission", "task")
PEOPLE: dict[str, Person] = {
    "nurse": f.NURSE,
    "ward's leader": f.NURSE_LEADER,
    "chief physician": f.CHIEF_PHYSICIAN,
    "caseworker": f.CASEWORKER,
    "municipality's leader": f.CASEWORKER_LEADER,
    "manager": f.MANAGER,
    "second municipality": f.OUTSIDER,
    "participant": f.MUNICIPAL_COORDINATOR,
    "in an emergency": a_person("Yrsa", (a_unit("Akut"), Role.LEADER)),
    "coordinator": f.REGION_COORDINATOR,
    "administrator": f.ADMINISTRATOR,
    "nobody": a_person("Per", (a_unit("Afsnit 2"), Role.FRONTLINE)),
}
BY_ROLE = {
    "workflows/contacts.py": "whom a colleague names works in the unit",
    "workflows/follow_ups.py": "whom a colleague names works in the unit",
    "workflows/handing_over.py": "whom a colleague names works in the unit",
    "workflows/preferences.py": "whom a colleague names works in the unit",
    "workflows/tasks.py": "whom a colleague names works in the unit",
    "workflows/cases.py": "which of the two sides one acts for",
    "workflows/journal.py": "which of the two sides one acts for",
    "workflows/holding.py": "which of the units one leads",
    "workflows/subject_access.py": "which of the units one leads",
    "workflows/agreement_file.py": "whom an agreement names by role",
    "workflows/agreement_of_file.py": "whom an agreement names by role",
    "dialogs/agreement_words.py": "whom an agreement names by role",
    "workflows/reaching.py": "who hears instead",
    "workflows/recipients.py": "who hears",
    "dialogs/cards/help_card.py": "which welcome is shown",
    "dialogs/list_commands.py": "whose turn it is, on a list of one's own",
    "dialogs/forms/choices.py": "whom one may choose",
    "dialogs/forms/staff_choices.py": "whom one may choose",
    "dialogs/journal_views.py": "which of the two sides one acts for",
    "dialogs/known.py": "which of the two sides wrote it",
    "dialogs/weeks.py": "who hears",
}
"""Files that ask where somebody works, or as what, beside the table; and what for."""
_ASKS = re.compile(r"\.works_in\(|\.leads\(|\.coordinates\(|\.has\(Role|\.role\b|\.roles\b|Role\.")


def test_every_step_on_a_case_has_a_row_or_is_nobodys() -> None:
    logged = {action for actions in ACTIONS.values() for action in actions}
    on_cases = {action for action in logged if action.partition(".")[0] in RECORDS and "." in action}
    assert set(STEPS) | set(NOBODYS) == on_cases
    assert set(STEPS).isdisjoint(NOBODYS)


def test_every_step_is_tried() -> None:
    assert {name.partition(":")[0] for name in TRIED} == set(STEPS)


def test_every_permission_is_tried_or_asked_of_notices() -> None:
    of_notices = {Permission.HEAR_OVERDUE, Permission.HEAR_MOVED}
    assert {*STEPS.values(), *LOOKS} == set(Permission) - of_notices


def test_where_roles_are_asked_for_beside_the_table_is_known() -> None:
    files = [path for room in ("dialogs", "workflows") for path in (ROOT / room).rglob("*.py")]
    asking = {p.relative_to(ROOT).as_posix() for p in files if _ASKS.search(p.read_text("utf-8"))}
    assert asking == set(BY_ROLE)


class _Undone(Exception):
    """Ends a try: what was done is not kept."""

    def __init__(self, refusal: type[BrobyggerError] | None) -> None:
        super().__init__()
        self.refusal = refusal


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with an_office(tmp_path) as opened:
        await opened.staff(*f.SIGNERS)
        yield opened


@pytest.mark.parametrize("restricted", [False, True], ids=["open", "restricted"])
async def test_a_step_is_taken_by_whom_the_table_lets_and_nobody_else(
    office: Office, restricted: bool
) -> None:
    on = await office.does(run_its_course)
    if restricted:
        await office.does(hold_case, WARD, on.case, HoldKind.RESTRICTED, WHY)
    for name, tried in TRIED.items():
        takers = set()
        for who, person in PEOPLE.items():
            refusal = await _try(office, on, tried, _on_the_case(person, on))
            assert refusal is await _expected(office, on, name, tried, _on_the_case(person, on)), (name, who)
            takers |= {who} if refusal is None else set()
        assert takers, f"nobody can take {name}"


@pytest.mark.parametrize("restricted", [False, True], ids=["open", "restricted"])
async def test_what_is_no_step_is_seen_by_whom_the_table_lets(office: Office, restricted: bool) -> None:
    on = await office.does(run_its_course)
    if restricted:
        await office.does(hold_case, WARD, on.case, HoldKind.RESTRICTED, WHY)
    case = await office.store.run(lambda r: r.cases.get(on.case, CLOCK))
    for permission, looks in LOOKS.items():
        for who, person in PEOPLE.items():
            looker = _on_the_case(person, on)
            seen = {await _try(office, on, Tried(look), looker) is None for look in looks}
            assert seen == {is_permitted(looker, permission, case)}, (permission, who)


def _on_the_case(person: Person, on: OnCase) -> Person:
    return replace(person, emergencies={on.case: "access"}) if person.name == "Yrsa" else person


async def _try(office: Office, on: OnCase, tried: Tried, who: Person) -> type[BrobyggerError] | None:
    def take(records: Records) -> None:
        desk = office.desk(records)
        tried.first(desk, on)
        try:
            tried.take(desk, who, on)
        except BrobyggerError as error:
            raise _Undone(type(error)) from None
        raise _Undone(None)

    with pytest.raises(_Undone) as undone:
        await office.store.run(take)
    return undone.value.refusal


async def _expected(
    office: Office, on: OnCase, name: str, tried: Tried, who: Person
) -> type[BrobyggerError] | None:
    step, _, kind = name.partition(":")
    case = await office.store.run(lambda r: r.cases.get(on.case, CLOCK))
    unit_id = next((id_ for id_ in case.unit_ids if who.works_in(id_)), "") if tried.of else ""
    try:
        check_step(who, step, case, kind=DocumentKind(kind) if kind else None, unit_id=unit_id)
    except BrobyggerError as error:
        return type(error)
    return None if await _is_theirs(office, on, step, tried, who) else NotAllowed


def _text_of_notice(desk: Desk, on: OnCase) -> ForJournals:
    text = text_of(desk, desk.records.documents.get(on.notice, CLOCK))
    assert text is not None
    return text


async def _is_theirs(office: Office, on: OnCase, step: str, tried: Tried, who: Person) -> bool:
    """What binds a step beside the table: its side, whose hands the task is in, who holds the case back."""
    record, _, action = step.partition(".")
    if record == "task" and action != "add":
        return is_in_hands_of(who, await office.store.run(lambda r: r.tasks.get(on.task, CLOCK).task))
    if record == "meeting" and action in _MEETING_SIDES:
        meeting = await office.store.run(lambda r: r.meetings.get(on.meeting, CLOCK).meeting)
        return meeting.side_of(who) in _MEETING_SIDES[action]
    if record == "document" and action.startswith("journal"):
        return any(map(who.works_in, (await office.does(_text_of_notice, on)).unit_ids))
    if record == "document" and action in set(Action):
        document = await office.document(getattr(on, tried.of))
        return document.side_of(who) in sides_of(document.kind, Action(action))
    if step in ("case.restrict", "case.keep", "case.let_go"):
        case = await office.store.run(lambda r: r.cases.get(on.case, CLOCK))
        held = case.hold is not None or step == "case.let_go"
        return who.leads(f.NURSE.home.id) if held else not is_held_by_others(who, case)
    return True


_PREPARED = {"accept_time": "requested", "propose_times": "requested"}
_MEETING_SIDES = {
    row.action.value: frozenset(
        each.by
        for each in OF_MEETINGS
        if each.action is row.action and each.start == _PREPARED.get(row.action, each.start)
    )
    for row in OF_MEETINGS
}
"""The sides that take the step where the meeting stands when it is tried."""
