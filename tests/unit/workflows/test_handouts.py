"""A file handed out by a link: only to whom it was made for, only once, and every try is logged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.people import Person
from tests import factories as f
from tests.office import Office
from tests.stores import raw
from workflows.handouts import (
    HANDOUT_LIFETIME,
    UNKNOWN,
    Account,
    Expected,
    Refusal,
    expected,
    fetch,
    hand_out,
    recognise,
)
from workflows.ports import Handout

FILE = f.a_handout()
STRANGER = Account("no tenant", "nobody")


def account(person: Person) -> Account:
    return Account(person.tenant_id, person.user_id)


async def handed_out(office: Office, **changes: Any) -> str:
    return await office.does(hand_out, f.NURSE, f.a_handout(**changes))


def logged(office: Office) -> list[tuple[object, ...]]:
    """Who did what, since the link was made."""
    return raw(office.url, "SELECT actor_id, action FROM audit WHERE action <> 'hand_out' ORDER BY seq")


async def test_the_person_it_was_made_for_gets_the_file_once(office: Office) -> None:
    token = await handed_out(office)
    assert await office.does(recognise, token, account(f.NURSE)) == Expected(f.NURSE, FILE.name)
    assert await office.does(fetch, token, account(f.NURSE)) == FILE
    assert await office.does(fetch, token, account(f.NURSE)) is Refusal.USED
    assert await office.does(expected, token) is Refusal.USED
    assert logged(office) == [(f.NURSE.id, "fetch"), (f.NURSE.id, "refuse"), (UNKNOWN, "refuse")]


async def test_looking_at_the_link_uses_nothing_up(office: Office) -> None:
    token = await handed_out(office)
    for _ in range(3):
        assert await office.does(expected, token) == Expected(f.NURSE, FILE.name)
    assert await office.does(fetch, token, account(f.NURSE)) == FILE


@pytest.mark.parametrize("other", [f.CASEWORKER, f.NURSE_LEADER, f.ADMINISTRATOR])
async def test_somebody_else_gets_nothing_and_does_not_use_it_up(office: Office, other: Person) -> None:
    token = await handed_out(office)
    assert await office.does(recognise, token, account(other)) is Refusal.WRONG_PERSON
    assert await office.does(fetch, token, account(other)) is Refusal.WRONG_PERSON
    assert logged(office) == [(other.id, "refuse")] * 2
    assert await office.does(fetch, token, account(f.NURSE)) == FILE


async def test_who_is_not_in_the_directory_gets_nothing_and_is_logged_as_unknown(office: Office) -> None:
    token = await handed_out(office)
    same_id_elsewhere = Account(f.CASEWORKER.tenant_id, f.NURSE.user_id)
    for who in (STRANGER, same_id_elsewhere):
        assert await office.does(fetch, token, who) is Refusal.WRONG_PERSON
    assert logged(office) == [(UNKNOWN, "refuse")] * 2


async def test_a_link_ends_by_itself(office: Office) -> None:
    token = await handed_out(office)
    office.now += HANDOUT_LIFETIME - timedelta(seconds=1)
    assert await office.does(expected, token) == Expected(f.NURSE, FILE.name)
    office.now += timedelta(seconds=1)
    assert await office.does(expected, token) is Refusal.GONE
    assert await office.does(fetch, token, account(f.NURSE)) is Refusal.GONE


async def test_a_link_that_never_was_says_the_same_as_one_that_ended_and_fills_no_log(office: Office) -> None:
    assert await office.does(expected, "made up") is Refusal.GONE
    assert await office.does(fetch, "made up", account(f.NURSE)) is Refusal.GONE
    assert logged(office) == []


async def test_who_has_left_the_staff_meanwhile_gets_nothing(office: Office) -> None:
    token = await handed_out(office)
    others = [row for row in f.DIRECTORY if row.user_id != f.NURSE.user_id]
    await office.store.run(lambda r: r.directory.replace(others))
    assert await office.does(expected, token) is Refusal.GONE
    assert await office.does(fetch, token, account(f.NURSE)) is Refusal.WRONG_PERSON


async def test_a_file_about_a_case_goes_only_to_who_still_has_access_to_it(office: Office) -> None:
    case = (await office.asked()).case
    mine = await handed_out(office, case_id=case.id)
    theirs = await office.does(hand_out, f.OUTSIDER, f.a_handout(case_id=case.id))
    assert await office.does(fetch, theirs, account(f.OUTSIDER)) is Refusal.GONE
    assert await office.does(fetch, mine, account(f.NURSE)) == f.a_handout(case_id=case.id)


async def test_neither_token_nor_content_can_be_read_from_what_is_stored(office: Office) -> None:
    token = await handed_out(office)
    assert len(token) == 64
    (row,) = raw(office.url, "SELECT * FROM handouts")
    stored = b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    assert token.encode() not in stored
    assert FILE.content not in stored
    assert "made up" not in repr(FILE)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Udtræk Asta.pdf"},
        {"name": "rapport.pdf\r\nX-Other: 1"},
        {"name": "../rapport.pdf"},
        {"name": "rapport"},
        {"name": "rapport.exe", "content_type": "application/pdf"},
        {"content_type": "text/html"},
        {"content": b""},
    ],
)
def test_a_file_has_a_plain_name_of_its_kind_and_something_in_it(changes: dict[str, Any]) -> None:
    plain: dict[str, Any] = {"name": "rapport.pdf", "content_type": "application/pdf", "content": b"%PDF"}
    with pytest.raises(ValueError, match=r"file|content type"):
        Handout(**plain | changes, purpose="report")
