"""The table of permissions: relation, role, sector and kind with every permission; who has which relation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.case import Case, Hold, HoldKind
from domain.document_kind import DocumentKind
from domain.errors import CaseRestricted, NotAllowed, NotFound
from domain.people import Area, Person, Role, Sector
from domain.permission import (
    NOBODYS,
    RULES,
    SETTINGS,
    STARTED_BY,
    STEPS,
    Permission,
    Relation,
    Setting,
    UnknownStep,
    check_may_start_case,
    check_permission,
    has_role_for,
    is_closed_to,
    is_permitted,
    may_start_case,
    permission_for,
    relation,
)
from domain.sensitive import Sensitive
from tests import factories as f
from tests.people import a_person, a_unit

FOR_LEADERS = frozenset({Permission.EXTRACT, Permission.HOLD_CASE})
FOR_SIGNERS = FOR_LEADERS | {Permission.SIGN}
WHILE_RESTRICTED = frozenset({
    Permission.SEE_STATUS, Permission.WORK_ON_TASK, Permission.HEAR_OVERDUE, Permission.HEAR_MOVED,
})  # fmt: skip
FOR_STAFF = frozenset(Permission) - FOR_SIGNERS
READERS_MAY = frozenset({
    Permission.OPEN_DETAILS, Permission.SEE_STATUS, Permission.WORK_ON_TASK, Permission.TAKE_FILE,
    Permission.HEAR_OVERDUE,
})  # fmt: skip
EXPECTED: dict[Relation, frozenset[Permission]] = {
    Relation.OWN_UNIT: FOR_STAFF,
    Relation.SECOND_MUNICIPALITY: READERS_MAY | {Permission.MARK_JOURNALED},
    Relation.PARTICIPANT: READERS_MAY,
    Relation.EMERGENCY: frozenset({Permission.OPEN_DETAILS, Permission.SEE_STATUS}),
    Relation.COORDINATOR: frozenset({Permission.HEAR_OVERDUE}),
    Relation.FORMER: frozenset({Permission.HEAR_MOVED}),
    Relation.ADMINISTRATOR: frozenset(),
    Relation.NONE: frozenset(),
}
AMAGER = a_unit("Amager")
CASE = f.a_case(
    participants=frozenset({f.MUNICIPAL_COORDINATOR.id}),
    second_unit_id=f.OUTSIDER.home.id,
    former_unit_ids=frozenset({AMAGER.id}),
)
IN_EMERGENCY = replace(a_person("Yrsa", (a_unit("Akut"), Role.LEADER)), emergencies={CASE.id: "access"})
SOMEBODY: dict[Relation, Person] = {
    Relation.OWN_UNIT: f.NURSE,
    Relation.SECOND_MUNICIPALITY: f.OUTSIDER,
    Relation.PARTICIPANT: f.MUNICIPAL_COORDINATOR,
    Relation.EMERGENCY: IN_EMERGENCY,
    Relation.COORDINATOR: f.REGION_COORDINATOR,
    Relation.FORMER: a_person("Maja", (AMAGER, Role.FRONTLINE)),
    Relation.ADMINISTRATOR: f.ADMINISTRATOR,
    Relation.NONE: a_person("Per", (a_unit("Afsnit 2"), Role.FRONTLINE)),
}


def test_every_permission_has_a_rule_and_every_relation_a_column() -> None:
    assert set(RULES) == set(Permission)
    assert set(EXPECTED) == set(Relation) == set(SOMEBODY)
    assert all(rule.what and rule.relations for rule in RULES.values())


def test_every_permission_is_asked_for_by_a_step_or_is_a_look() -> None:
    looks = {Permission.OPEN_DETAILS, Permission.SEE_STATUS, Permission.TAKE_FILE, Permission.EXTRACT}
    hears = {Permission.HEAR_OVERDUE, Permission.HEAR_MOVED}
    assert set(STEPS.values()) == set(Permission) - looks - hears


def test_a_step_without_a_row_is_nobodys() -> None:
    assert permission_for("document.sign") is Permission.SIGN
    for unknown in ("document.forget", *NOBODYS):
        with pytest.raises(UnknownStep):
            permission_for(unknown)


def test_every_kind_is_started_by_a_sector_and_every_role_has_its_settings() -> None:
    assert set(STARTED_BY) == set(DocumentKind)
    assert set(SETTINGS) == set(Role)
    assert {setting for settings in SETTINGS.values() for setting in settings} == set(Setting)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("relation_", Relation)
def test_a_relation_gives_what_the_table_says(relation_: Relation, permission: Permission) -> None:
    person, expected = SOMEBODY[relation_], permission in EXPECTED[relation_]
    assert relation(person, CASE) is relation_
    assert is_permitted(person, permission, CASE) is expected
    if expected:
        check_permission(person, permission, CASE)
    else:
        with pytest.raises(
            NotFound if relation_ not in RULES[permission].relations else NotAllowed
        ) as refused:
            check_permission(person, permission, CASE)
        assert CASE.number not in str(refused.value)


RESTRICTED = replace(CASE, hold=Hold(HoldKind.RESTRICTED, f.NOW, f.NURSE.home.id, Sensitive("Klage")))
KEPT = replace(RESTRICTED, hold=Hold(HoldKind.KEPT, f.NOW, f.NURSE.home.id, Sensitive("Klage")))


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("relation_", Relation)
def test_a_restricted_case_is_closed_to_all_but_its_leaders(
    relation_: Relation, permission: Permission
) -> None:
    person = SOMEBODY[relation_]
    left = permission in EXPECTED[relation_] & WHILE_RESTRICTED
    assert is_permitted(person, permission, RESTRICTED) is left
    assert is_permitted(person, permission, KEPT) is (permission in EXPECTED[relation_])
    if not left and permission in EXPECTED[relation_]:
        with pytest.raises(CaseRestricted):
            check_permission(person, permission, RESTRICTED)


@pytest.mark.parametrize("case", [CASE, RESTRICTED, KEPT], ids=["open", "restricted", "kept"])
@pytest.mark.parametrize("leader", [f.NURSE_LEADER, f.CASEWORKER_LEADER], ids=["ward", "municipality"])
def test_the_leaders_of_both_units_may_everything_their_sector_does(leader: Person, case: Case) -> None:
    for permission in Permission:
        sector = RULES[permission].sector
        assert is_permitted(leader, permission, case) is (sector in (None, leader.sector))
    assert not is_closed_to(leader, case)


def test_a_leader_elsewhere_is_an_outsider_also_to_a_restricted_case() -> None:
    leader = a_person("Ulla", (f.NURSE_ELSEWHERE.home, Role.LEADER))
    assert not any(is_permitted(leader, permission, RESTRICTED) for permission in Permission)
    with pytest.raises(NotFound):
        check_permission(leader, Permission.SEE_STATUS, RESTRICTED)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (f.NURSE, Relation.OWN_UNIT),
        (f.NURSE_LEADER, Relation.OWN_UNIT),
        (f.CASEWORKER, Relation.OWN_UNIT),
        (f.CASEWORKER_LEADER, Relation.OWN_UNIT),
        (f.REGION_COORDINATOR, Relation.COORDINATOR),
        (f.MUNICIPAL_COORDINATOR, Relation.COORDINATOR),
        (f.ADMINISTRATOR, Relation.ADMINISTRATOR),
        (f.OUTSIDER, Relation.NONE),
    ],
    ids=lambda value: value.title if isinstance(value, Person) else str(value),
)
def test_only_those_who_work_in_a_unit_of_the_case_belong_to_it(person: Person, expected: Relation) -> None:
    assert relation(person, f.a_case()) is expected


def test_a_coordinator_who_is_named_on_a_case_is_a_participant() -> None:
    case = f.a_case(participants=frozenset({f.REGION_COORDINATOR.id}))
    assert relation(f.REGION_COORDINATOR, case) is Relation.PARTICIPANT


def test_a_coordinator_hears_of_their_own_area_only() -> None:
    children = a_unit("Børn", area=Area.CHILDREN)
    assert relation(a_person("Karla", (children, Role.COORDINATOR)), f.a_case()) is Relation.NONE
    case = f.a_case(area=Area.CHILDREN)
    assert relation(a_person("Karla", (children, Role.COORDINATOR)), case) is Relation.COORDINATOR


def test_who_is_on_another_case_in_an_emergency_is_not_on_this_one() -> None:
    assert relation(IN_EMERGENCY, f.a_case("26-1002")) is Relation.NONE


def test_a_unit_that_has_the_case_again_is_no_former_one() -> None:
    case = f.a_case(former_unit_ids=frozenset({f.NURSE.home.id}))
    assert relation(f.NURSE, case) is Relation.OWN_UNIT


def test_the_strongest_relation_counts() -> None:
    named = frozenset({f.NURSE.id, f.OUTSIDER.id})
    case = f.a_case(participants=named, second_unit_id=f.OUTSIDER.home.id)
    assert relation(f.NURSE, case) is Relation.OWN_UNIT
    assert relation(f.OUTSIDER, case) is Relation.SECOND_MUNICIPALITY


@pytest.mark.parametrize("role", Role)
def test_frontline_staff_leaders_and_signatories_start_cases(role: Role) -> None:
    person = a_person("Nora", (f.NURSE.home, role))
    works = role in (Role.FRONTLINE, Role.LEADER, Role.SIGNATORY)
    assert may_start_case(person) is works
    if not works:
        with pytest.raises(NotAllowed):
            check_may_start_case(person)


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_document_is_started_by_its_sector_on_a_case_and_for_a_new_citizen(kind: DocumentKind) -> None:
    for person in (f.NURSE, f.CASEWORKER):
        starts = person.sector in STARTED_BY[kind]
        assert may_start_case(person, kind) is starts
        assert is_permitted(person, Permission.START, CASE, kind=kind) is starts
    for person in (f.OUTSIDER, f.MUNICIPAL_COORDINATOR, IN_EMERGENCY):
        with pytest.raises(NotFound):
            check_permission(person, Permission.START, CASE, kind=kind)


def test_the_ward_answers_for_the_admission_whatever_ones_role() -> None:
    assert is_permitted(f.NURSE, Permission.ANSWER_FOR_ADMISSION, CASE)
    for person in (f.CASEWORKER, f.CASEWORKER_LEADER):
        with pytest.raises(NotAllowed):
            check_permission(person, Permission.ANSWER_FOR_ADMISSION, CASE)


def test_what_is_never_theirs_is_said_before_that_the_case_is_restricted() -> None:
    with pytest.raises(NotAllowed):
        check_permission(f.CASEWORKER, Permission.ANSWER_FOR_ADMISSION, RESTRICTED)
    with pytest.raises(CaseRestricted):
        check_permission(f.NURSE, Permission.ANSWER_FOR_ADMISSION, RESTRICTED)


@pytest.mark.parametrize("role", Role)
def test_leaders_and_signatories_sign_for_their_own_unit_and_no_other(role: Role) -> None:
    person = a_person("Nora", (f.NURSE.home, role))
    signs = role in (Role.LEADER, Role.SIGNATORY)
    assert has_role_for(person, Permission.SIGN, f.NURSE.home.id) is signs
    assert not has_role_for(person, Permission.SIGN, f.CASEWORKER.home.id)
    assert is_permitted(person, Permission.SIGN, CASE, unit_id=f.NURSE.home.id) is signs


def test_who_signs_in_one_unit_and_works_in_another_signs_for_the_one_only() -> None:
    person = a_person("Lene", (f.NURSE.home, Role.FRONTLINE), (f.CASEWORKER.home, Role.SIGNATORY))
    assert is_permitted(person, Permission.SIGN, CASE, unit_id=f.CASEWORKER.home.id)
    assert not is_permitted(person, Permission.SIGN, CASE, unit_id=f.NURSE.home.id)


@pytest.mark.parametrize(
    ("person", "sector"),
    [(f.NURSE, Sector.REGION), (f.CASEWORKER_LEADER, Sector.MUNICIPALITY), (f.REGION_COORDINATOR, None)],
    ids=["nurse", "municipal leader", "coordinator"],
)
def test_a_person_stands_on_the_side_of_the_unit_they_work_in(person: Person, sector: Sector | None) -> None:
    assert f.a_case().sector_of(person) is sector


def test_a_participant_without_a_unit_stands_on_the_side_of_their_own_sector() -> None:
    assert CASE.sector_of(f.MUNICIPAL_COORDINATOR) is Sector.MUNICIPALITY


def test_the_second_municipality_stands_on_the_municipal_side_and_signs_nothing() -> None:
    assert CASE.sector_of(f.OUTSIDER) is Sector.MUNICIPALITY
    assert CASE.unit_in(Sector.MUNICIPALITY) == f.CASEWORKER.home.id
    assert CASE.unit_ids == (f.NURSE.home.id, f.CASEWORKER.home.id, f.OUTSIDER.home.id)
    assert not is_permitted(f.OUTSIDER, Permission.SIGN, CASE)
