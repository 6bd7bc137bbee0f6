"""The documents' tables, whole and without dead ends; and who may do what with one, by its side."""

from __future__ import annotations

from itertools import product

import pytest

from domain.document import Document, actions_for, changed_parts, signed_by, transition, waits_for
from domain.document_kind import BEFORE_DISCHARGE, FAMILY, DocumentKind, Family
from domain.document_steps import (
    FIRST_STATUS,
    LIVE,
    ONLY_FOR,
    TRANSITIONS,
    WHOSE_TURN,
    Action,
    Side,
    Status,
    Transition,
)
from domain.document_tasks import ENDS_AS_DONE, TASK_OF_STATUS, wanted_tasks
from domain.errors import NotAllowed, WrongStatus
from domain.parts import PARTS, PartKind, part
from domain.people import Sector
from domain.permission import STARTED_BY
from domain.task import REMINDED, TaskKind
from domain.working_days import Calendar
from tests import factories as f
from tests.agreements import an_agreement

AUTHOR, RECEIVER = Side.AUTHOR, Side.RECEIVER
NOTICE = DocumentKind.EARLY_NOTICE
AGREEMENT = DocumentKind.DISCHARGE_AGREEMENT
PLAIN = Calendar(lambda day: False)
WITHOUT_TASKS = {
    Status.ACKNOWLEDGED: "read, and nothing asked",
    Status.IN_FORCE: "what is left to do are its follow-ups",
    Status.REPLACED: "the plan that took its place has its own",
    Status.ENDED: "nothing is left to do",
    Status.WITHDRAWN: "nothing is left to do",
}
BY_STANDING = {Status.SIGNING: {Status.SIGNED, Status.IN_FORCE}, Status.SIGNED: {Status.IN_FORCE}}
"""Where signatures and the citizen's answer lead, beside the table."""
ROWS = {(row.start, row.action, row.by): row for row in TRANSITIONS}
every_row = pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.start}-{row.action}-{row.by}")
every_kind = pytest.mark.parametrize("kind", DocumentKind)


def a_document(status: Status, kind: DocumentKind | None = None) -> Document:
    usual = NOTICE if status in reachable(FIRST_STATUS[Family.NOTICE]) else AGREEMENT
    if status is Status.WITHDRAWN:
        usual = AGREEMENT
    return f.a_document(f.a_case(), status=status, kind=kind or usual)


def reachable(start: Status) -> set[Status]:
    found = {start}
    while True:
        more = {row.end for row in TRANSITIONS if row.start in found}
        more |= {end for at in found for end in BY_STANDING.get(at, set())}
        if more <= found:
            return found
        found |= more


def test_every_kind_has_a_family_a_sector_that_starts_it_and_parts() -> None:
    assert set(FAMILY) == set(STARTED_BY) == set(PARTS) == set(DocumentKind)
    assert all(STARTED_BY.values())
    assert all(PARTS.values())
    assert set(FIRST_STATUS) == set(Family)


def test_the_two_before_discharge_are_agreements_the_region_starts() -> None:
    for kind in BEFORE_DISCHARGE:
        assert (FAMILY[kind], STARTED_BY[kind]) == (Family.AGREEMENT, frozenset({Sector.REGION}))


@every_kind
def test_a_part_has_one_name_and_a_choice_has_choices(kind: DocumentKind) -> None:
    names = [each.name for each in PARTS[kind]]
    assert len(names) == len(set(names))
    assert all(bool(each.choices) is (each.kind is PartKind.CHOICE) for each in PARTS[kind])
    assert part(kind, names[-1]) is PARTS[kind][-1]
    with pytest.raises(KeyError):
        part(kind, "nonsense")


@pytest.mark.parametrize(
    "kind", [kind for kind in DocumentKind if "citizens_wish" in {p.name for p in PARTS[kind]}]
)
def test_the_citizen_s_own_words_come_first(kind: DocumentKind) -> None:
    assert PARTS[kind][0].name == "citizens_wish"
    assert kind in BEFORE_DISCHARGE | {NOTICE, DocumentKind.INTERVENTION_PLAN}


def test_a_coordination_plan_holds_all_that_an_agreement_does_and_when_it_was_offered() -> None:
    plan, agreement = PARTS[DocumentKind.COORDINATION_PLAN], PARTS[AGREEMENT]
    assert plan[: len(agreement)] == agreement
    assert [each.name for each in plan[len(agreement) :]] == ["offered_on"]


def test_every_status_has_somebody_s_turn_and_a_task_or_a_reason_for_none() -> None:
    assert set(WHOSE_TURN) == set(TASK_OF_STATUS) == set(Status)
    without = {status for status, task in TASK_OF_STATUS.items() if task is None}
    assert without == {status for status, turn in WHOSE_TURN.items() if turn is None} == set(WITHOUT_TASKS)


@pytest.mark.parametrize("kind", [kind for kind in TASK_OF_STATUS.values() if kind])
def test_every_task_of_a_document_is_reminded_of_and_can_end_as_done(kind: TaskKind) -> None:
    assert REMINDED[kind].overdue
    assert any(kind in ended for ended in ENDS_AS_DONE.values())


def test_every_status_can_be_reached_from_where_a_document_begins() -> None:
    families = [reachable(first) for first in FIRST_STATUS.values()]
    assert set().union(*families) == set(Status)
    assert families[0] & families[1] == {Status.WITHDRAWN}


@pytest.mark.parametrize("status", sorted(LIVE))
def test_no_live_status_is_a_dead_end(status: Status) -> None:
    assert reachable(status) - LIVE, "some path leads to an end"
    document = a_document(status)
    assert document.is_live
    for side in waits_for(document) or (AUTHOR,):
        assert actions_for(document, side), "whoever it waits for can do something"


@pytest.mark.parametrize("status", sorted(set(Status) - LIVE))
def test_nothing_leads_on_from_an_end(status: Status) -> None:
    assert reachable(status) == {status}
    assert not a_document(status).is_live
    assert not any(actions_for(a_document(status), side) for side in (*Side, None))


def test_the_table_has_one_row_for_each_status_action_and_side() -> None:
    assert len(ROWS) == len(TRANSITIONS)
    assert {row.action for row in TRANSITIONS} == set(Action)


@every_row
def test_a_row_is_found_and_offered_to_its_side(row: Transition) -> None:
    document = a_document(row.start)
    assert transition(document, row.action, row.by) is row
    assert row.action in actions_for(document, row.by)


@every_row
def test_a_step_tells_the_other_side_unless_it_only_says_that_a_notice_was_read(row: Transition) -> None:
    assert (row.by.other in row.tells) is (row.action is not Action.ACKNOWLEDGE)


@pytest.mark.parametrize("side", [*Side, None])
@pytest.mark.parametrize(("status", "action"), [*product(Status, Action)])
def test_what_the_table_does_not_hold_is_refused(status: Status, action: Action, side: Side | None) -> None:
    document = a_document(status)
    if side is not None and (status, action, side) in ROWS:
        assert transition(document, action, side).start is status
        return
    somebody_can = any((status, action, other) in ROWS for other in Side)
    with pytest.raises(NotAllowed if somebody_can else WrongStatus):
        transition(document, action, side)
    assert action not in actions_for(document, side)


@every_kind
def test_only_a_discharge_agreement_asks_the_citizen_to_agree(kind: DocumentKind) -> None:
    document = a_document(Status.SIGNING, kind)
    offered = set(actions_for(document, AUTHOR)) & set(ONLY_FOR)
    assert offered == {action for action, kinds in ONLY_FOR.items() if kind in kinds}
    assert (Action.CITIZEN_AGREES in offered) is (kind is AGREEMENT)
    if kind is not AGREEMENT:
        with pytest.raises(WrongStatus):
            transition(document, Action.CITIZEN_DECLINES, AUTHOR)


def test_a_side_signs_a_version_once() -> None:
    signed = signed_by(a_document(Status.SIGNING), AUTHOR, f.NURSE_LEADER, f.NOW)
    assert Action.SIGN not in actions_for(signed, AUTHOR)
    assert Action.SIGN in actions_for(signed, RECEIVER)
    with pytest.raises(WrongStatus):
        transition(signed, Action.SIGN, AUTHOR)


def test_a_person_is_on_the_side_whose_unit_they_work_in() -> None:
    document = a_document(Status.SENT)
    people = (f.NURSE, f.COLLEAGUE, f.CASEWORKER_LEADER, f.OUTSIDER, f.REGION_COORDINATOR)
    assert [document.side_of(person) for person in people] == [AUTHOR, AUTHOR, RECEIVER, None, None]
    assert (AUTHOR.other, RECEIVER.other) == (RECEIVER, AUTHOR)


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (Status.SENT, [(TaskKind.READ_NOTICE, RECEIVER, 23)]),
        (Status.QUESTION_ASKED, [(TaskKind.ANSWER_QUESTION, AUTHOR, 23)]),
        (Status.SIGNING, [(TaskKind.SIGN, AUTHOR, 24), (TaskKind.SIGN, RECEIVER, 24)]),
        (Status.RETURNED, [(TaskKind.REVISE, AUTHOR, 24)]),
        (Status.SIGNED, [(TaskKind.CITIZENS_AGREEMENT, AUTHOR, 24)]),
        *((status, []) for status in WITHOUT_TASKS),
    ],
)
def test_a_status_asks_for_its_tasks_by_the_agreement_s_days(
    status: Status, wanted: list[tuple[TaskKind, Side, int]]
) -> None:
    document = a_document(status)
    found = [(w.kind, w.party.unit_id, w.due.day) for w in wanted_tasks(document, an_agreement(), PLAIN)]
    assert found == [(kind, document.party(side).unit_id, day) for kind, side, day in wanted]


def test_who_has_signed_is_asked_no_more() -> None:
    signed = signed_by(a_document(Status.SIGNING), RECEIVER, f.CASEWORKER_LEADER, f.NOW)
    (left,) = wanted_tasks(signed, an_agreement(), PLAIN)
    assert left.party.unit_id == signed.author.unit_id


def test_to_sign_is_asked_of_the_unit_and_the_rest_of_whoever_wrote_it() -> None:
    to_sign = wanted_tasks(a_document(Status.SIGNING), an_agreement(), PLAIN)
    assert [wanted.party.person_id for wanted in to_sign] == [None, None]
    (to_mend,) = wanted_tasks(a_document(Status.RETURNED), an_agreement(), PLAIN)
    assert to_mend.party.person_id == f.NURSE.id


def test_what_changed_is_told_part_by_part() -> None:
    before = {"needs": "Støtte", "course": "Rolig", "warning_signs": ""}
    after = {"needs": "Støtte dagligt", "course": "Rolig", "medication_responsible": "Egen læge"}
    assert changed_parts(before, after) == ("needs", "medication_responsible")
    assert changed_parts(after, before) == ("needs", "medication_responsible")
    assert changed_parts(before, before) == ()
