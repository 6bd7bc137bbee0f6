"""`app.py outbox`: what stands still is listed without a name, and is sent again or given up."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import Result

from tests import factories as f
from tests.integration.command_line import ON_LOOPBACK, run_command
from tests.stores import raw, sqlite_url, staffed
from workflows.notice import NO_ADDRESS
from workflows.outbox_states import Event
from workflows.ports import Records


def fill(records: Records) -> None:
    """One is dead, one has nowhere to go, one was sent."""
    records.outbox.queue([f.a_notice("dead"), f.a_notice("homeless"), f.a_notice("sent")], f.NOW)
    rows = {each.notice.rule: each for each in records.outbox.claim(f.NOW, f.A_LEASE, 10)}
    dead, homeless, sent = (rows[f.a_notice(name).rule] for name in ("dead", "homeless", "sent"))
    for each in (dead, sent):
        records.outbox.begin_sending(each, f.NOW, f.A_LEASE)
    records.outbox.settle(dead, Event.GIVEN_UP, "unreachable")
    records.outbox.settle(sent, Event.ARRIVED)
    records.outbox.settle(homeless, Event.NOWHERE_TO_SEND, NO_ADDRESS, f.NOW)


async def prepare(url: str) -> None:
    async with staffed(url) as store:
        await store.run(fill)


@pytest.fixture
def url(tmp_path: Path) -> str:
    asyncio.run(prepare(sqlite_url(tmp_path)))
    return sqlite_url(tmp_path)


def run(url: str, *words: str) -> Result:
    return run_command(url, ON_LOOPBACK, "outbox", *words)


def id_of(url: str, state: str) -> str:
    return str(raw(url, f"SELECT id FROM outbox WHERE state = '{state}'")[0][0])


def test_what_stands_still_is_listed_with_its_reason_and_nobodys_name(url: str) -> None:
    shown = run(url, "show")
    assert shown.exit_code == 0
    first, blank, *rows = shown.stdout.splitlines()
    assert (first.split(", ")[0], blank) == ("1 pending", "")
    assert {(row.split()[0], row.split()[3]) for row in rows} == {
        (id_of(url, "dead"), "dead"),
        (id_of(url, "pending"), "pending"),
    }
    assert "task overdue" in shown.stdout
    assert {"unreachable", NO_ADDRESS} == {row.split("  ")[-1] for row in rows}
    for person in (f.CASEWORKER.id, f.CASEWORKER.name, f.CASEWORKER.user_id):
        assert person not in shown.stdout


def test_what_is_retried_waits_to_be_sent_and_what_is_dropped_does_not(url: str) -> None:
    dead, homeless = id_of(url, "dead"), id_of(url, "pending")
    assert run(url, "retry", dead).exit_code == 0
    assert run(url, "drop", homeless).exit_code == 0
    states = raw(url, "SELECT id, state FROM outbox WHERE state <> 'sent'")
    assert set(states) == {(dead, "pending"), (homeless, "dropped")}
    entries = raw(url, "SELECT actor_id, action, subject FROM audit ORDER BY seq")
    assert entries == [
        ("operator", "retry", f"outgoing:{dead}"),
        ("operator", "drop", f"outgoing:{homeless}"),
    ]


def test_what_was_sent_cannot_be_sent_again(url: str) -> None:
    sent = id_of(url, "sent")
    refused = run(url, "retry", sent)
    assert refused.exit_code == 1
    assert refused.stderr == (
        f"Nothing was changed: message {sent} is sent: retry is for what is dead, pending, uncertain.\n"
    )
    assert raw(url, "SELECT count(*) FROM audit") == [(0,)]


def test_an_outbox_where_nothing_stands_still_is_counted_only(url: str) -> None:
    raw(url, "DELETE FROM outbox")
    shown = run(url, "show")
    assert (
        shown.stdout
        == "0 pending, 0 claimed, 0 sending, 0 sent, 0 uncertain, 0 dead, 0 gathered, 0 dropped\n"
    )
