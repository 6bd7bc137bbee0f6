"""Who hears of what comes to a unit: whoever took it on, the inbox, the frontline, the leaders."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.agreement import Receiver
from domain.party import Party
from domain.people import Person, Role, Sector
from domain.task import TaskKind
from storage.store import SqlStore
from tests import factories as f
from tests.stores import opened, sqlite_url
from workflows.ports import DirectoryRow, Records
from workflows.recipients import (
    inbox_and_leaders_of,
    inbox_of,
    leaders_of,
    owner_or_inbox,
    people_of_party,
    people_of_task,
    receivers_of,
)

WARD = f.NURSE.home.id
FRONTLINE, LEADER = Role.FRONTLINE, Role.LEADER
COORDINATOR, ADMINISTRATOR = Role.COORDINATOR, Role.ADMINISTRATOR


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    async with opened(sqlite_url(tmp_path)) as empty:
        yield empty


async def inbox(store: SqlStore, *rows: DirectoryRow) -> list[str]:
    """First names in the inbox of the ward once the directory holds these rows."""

    def ask(records: Records) -> list[str]:
        directory = records.directory
        directory.replace(rows)
        return [person.name.split()[0] for person in inbox_of(directory, WARD)]

    return await store.run(ask)


def a_row(first_name: str, role: Role, *, receives: bool = False) -> DirectoryRow:
    """The ward's membership of somebody of that name."""
    ward = next(row for row in f.DIRECTORY if row.person.startswith("Nora"))
    return replace(
        ward,
        person=f"{first_name} Demo",
        user_id=f.made_up_id(f"user {first_name}"),
        role=role,
        receives=receives,
    )


async def test_those_marked_to_receive_are_the_inbox(store: SqlStore) -> None:
    rows = (a_row("Nora", FRONTLINE), a_row("Lene", LEADER, receives=True))
    assert await inbox(store, *rows) == ["Lene"]


async def test_without_an_inbox_all_frontline_staff_answer(store: SqlStore) -> None:
    rows = (a_row("Nora", FRONTLINE), a_row("Åge", FRONTLINE), a_row("Lene", LEADER))
    assert await inbox(store, *rows) == ["Nora", "Åge"]


async def test_without_frontline_staff_the_leaders_answer(store: SqlStore) -> None:
    assert await inbox(store, a_row("Lene", LEADER), a_row("Karl", COORDINATOR)) == ["Lene"]


async def test_a_unit_nobody_works_in_has_no_inbox(store: SqlStore) -> None:
    assert await inbox(store, a_row("Karl", COORDINATOR), a_row("Anna", ADMINISTRATOR)) == []


@pytest.mark.parametrize("role", [COORDINATOR, ADMINISTRATOR])
async def test_who_may_not_see_a_case_is_no_inbox_and_hides_nobody_who_may(
    store: SqlStore, role: Role
) -> None:
    rows = (a_row("Karl", role, receives=True), a_row("Nora", FRONTLINE))
    assert await inbox(store, *rows) == ["Nora"]


async def test_receiving_for_another_unit_is_not_receiving_here(store: SqlStore) -> None:
    elsewhere = replace(a_row("Nora", FRONTLINE, receives=True), unit="Afsnit 2")
    rows = (elsewhere, a_row("Nora", FRONTLINE), a_row("Lene", LEADER, receives=True))
    assert await inbox(store, *rows) == ["Lene"]


async def test_who_works_and_leads_here_hears_once(store: SqlStore) -> None:
    rows = (a_row("Nora", FRONTLINE, receives=True), a_row("Nora", LEADER, receives=True))
    assert await inbox(store, *rows) == ["Nora"]


async def of_staffed(store: SqlStore, unit_id: str, owner: Person | None) -> list[str]:
    def ask(records: Records) -> list[str]:
        directory = records.directory
        directory.replace([row for row in f.DIRECTORY if not row.person.startswith("Åge")])
        found = owner_or_inbox(directory, unit_id, owner.id if owner else None)
        party = Party(unit_id, Sector.REGION, owner.id if owner else None)
        task = replace(
            f.a_task(f.a_meeting(f.a_case())), unit_id=unit_id, owner_id=owner.id if owner else None
        )
        assert found == people_of_party(directory, party) == people_of_task(directory, task)
        return [person.name.split()[0] for person in found]

    return await store.run(ask)


async def test_whoever_took_it_on_hears_and_nobody_else(store: SqlStore) -> None:
    assert await of_staffed(store, WARD, f.NURSE_LEADER) == ["Lene"]


async def test_until_somebody_takes_it_on_the_inbox_hears(store: SqlStore) -> None:
    assert await of_staffed(store, WARD, None) == ["Nora"]


async def test_when_the_owner_has_left_the_inbox_hears(store: SqlStore) -> None:
    assert await of_staffed(store, WARD, f.COLLEAGUE) == ["Nora"]


SIGNS = Role.SIGNATORY


async def asked_to_sign(store: SqlStore, owner: Person | None, *rows: DirectoryRow) -> list[str]:
    """First names of those who hear of the ward's task to sign."""
    task = f.a_task(
        f.a_meeting(f.a_case()), kind=TaskKind.SIGN, unit_id=WARD, owner_id=owner.id if owner else None
    )

    def ask(records: Records) -> list[str]:
        records.directory.replace(rows)
        return [person.name.split()[0] for person in people_of_task(records.directory, task)]

    return await store.run(ask)


async def test_a_task_to_sign_is_its_signatories_before_the_leaders_and_the_inbox(store: SqlStore) -> None:
    rows = [a_row("Nora", FRONTLINE, receives=True), a_row("Lene", LEADER), a_row("Ida", SIGNS)]
    heard = [await asked_to_sign(store, None, *rows[:n]) for n in (3, 2, 1)]
    assert heard == [["Ida"], ["Lene"], ["Nora"]]


async def test_who_took_the_signing_on_hears_alone_if_they_may_sign(store: SqlStore) -> None:
    rows = (a_row("Nora", FRONTLINE), f.SIGNERS[0], a_row("Jens", SIGNS))
    assert await asked_to_sign(store, f.CHIEF_PHYSICIAN, *rows) == ["Ida"]
    assert await asked_to_sign(store, f.NURSE, *rows) == ["Ida", "Jens"]


async def test_when_somebody_cannot_be_reached_the_inbox_and_the_leaders_hear(store: SqlStore) -> None:
    await store.run(lambda r: r.directory.replace(f.DIRECTORY))
    heard = await store.run(lambda r: inbox_and_leaders_of(r.directory, WARD))
    assert heard == (f.NURSE, f.COLLEAGUE, f.NURSE_LEADER)


INBOX, LEADERS, SIGNATORIES = Receiver


@pytest.mark.parametrize(
    ("receivers", "contact", "hear"),
    [
        ([INBOX], None, (f.NURSE, f.COLLEAGUE)),
        ([INBOX], f.NURSE, (f.NURSE,)),
        ([INBOX], f.OUTSIDER, (f.NURSE, f.COLLEAGUE)),
        ([INBOX, LEADERS], None, (f.NURSE, f.COLLEAGUE, f.NURSE_LEADER)),
        ([INBOX, LEADERS], f.COLLEAGUE, (f.COLLEAGUE, f.NURSE_LEADER)),
        ([LEADERS], None, (f.NURSE_LEADER,)),
        ([LEADERS], f.NURSE, (f.NURSE, f.NURSE_LEADER)),
        ([LEADERS, SIGNATORIES], f.NURSE_LEADER, (f.NURSE_LEADER, f.CHIEF_PHYSICIAN)),
    ],
)
async def test_who_receives_a_document_is_whom_the_agreement_names_and_who_took_the_matter_on(
    store: SqlStore, receivers: list[Receiver], contact: Person | None, hear: tuple[Person, ...]
) -> None:
    party = Party(WARD, Sector.REGION, contact.id if contact else None)
    await store.run(lambda r: r.directory.replace((*f.DIRECTORY, *f.SIGNERS)))
    assert await store.run(lambda r: receivers_of(r.directory, party, receivers)) == hear


@pytest.mark.parametrize("receivers", [[LEADERS], [SIGNATORIES], []])
async def test_where_a_unit_has_none_of_those_named_its_inbox_receives(
    store: SqlStore, receivers: list[Receiver]
) -> None:
    party = Party(f.OUTSIDER.home.id, Sector.MUNICIPALITY)
    await store.run(lambda r: r.directory.replace(f.DIRECTORY))
    assert await store.run(lambda r: receivers_of(r.directory, party, receivers)) == (f.OUTSIDER,)


async def test_a_unit_s_leaders_are_those_who_lead_it(store: SqlStore) -> None:
    await store.run(lambda r: r.directory.replace(f.DIRECTORY))
    assert await store.run(lambda r: leaders_of(r.directory, WARD)) == (f.NURSE_LEADER,)
    assert await store.run(lambda r: leaders_of(r.directory, f.OUTSIDER.home.id)) == ()
