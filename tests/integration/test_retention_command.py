"""`app.py retention`: what is due is told by case number and kind, and erased on request."""

from __future__ import annotations

import asyncio
import os
import pwd
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import factories as f
from tests.contract.earlier import at_0003
from tests.integration.command_line import ON_LOOPBACK, run_command
from tests.stores import raw, sqlite_url, staffed
from workflows.ports import Records

LONG_AGO = datetime(2020, 1, 2, 9, tzinfo=UTC)
DUE = f.a_case("20-1001", opened_at=LONG_AGO - timedelta(days=30), closed_at=LONG_AGO)
UNMARKED = f.a_case("20-1002", opened_at=LONG_AGO, closed_at=LONG_AGO + timedelta(days=1))


def fill(records: Records) -> None:
    for case in (DUE, UNMARKED):
        records.cases.add(case)
        records.cases.save(replace(case, version=2))
    records.documents.add(f.a_document(UNMARKED))


async def prepare(url: str) -> None:
    async with staffed(url) as store:
        await store.run(fill)


@pytest.fixture
def url(tmp_path: Path) -> str:
    asyncio.run(prepare(sqlite_url(tmp_path)))
    return sqlite_url(tmp_path)


def test_what_is_due_is_listed_with_what_it_waits_for(url: str) -> None:
    shown = run_command(url, ON_LOOPBACK, "retention", "show")
    assert shown.exit_code == 0
    first, blank, *rows = shown.stdout.splitlines()
    assert first == "1 erased by the next night, 0 not yet, 0 held back, 2 wait for the journal"
    assert blank == ""
    assert [row.split()[:3] for row in rows] == [
        ["2020-07-01", "20-1002", "discharge_agreement"],
        ["2021-01-01", "20-1001", "case"],
        ["2021-01-02", "20-1002", "case"],
    ]
    assert "Hvidovre Kommune, Voksenenheden" in rows[0]
    assert "Asta" not in shown.output
    assert "4321" not in shown.output


def test_what_is_due_is_erased_on_request(url: str) -> None:
    done = run_command(url, ON_LOOPBACK, "retention", "run")
    assert done.exit_code == 0
    assert done.stdout == "Erased: 1 cases, and 0 documents and meetings of others.\n"
    assert raw(url, "SELECT number FROM cases") == [("20-1002",)]
    assert "0 erased by the next night" in run_command(url, ON_LOOPBACK, "retention", "show").stdout


def test_an_erasure_on_request_is_logged_with_the_operators_account(url: str) -> None:
    run_command(url, ON_LOOPBACK, "retention", "run")
    ((source,),) = raw(url, "SELECT source FROM audit WHERE action = 'case.erase'")
    assert all(part in str(source) for part in ("retention run", pwd.getpwuid(os.getuid()).pw_name)), source


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        ("agreement_id = 'gone'", "the file of its agreement gone is gone; put it back"),
        ("name = X'00'", "something of it cannot be opened"),
    ],
)
def test_a_case_that_cannot_be_looked_at_is_told_beside_the_others(url: str, spoilt: str, why: str) -> None:
    raw(url, f"UPDATE cases SET {spoilt} WHERE id = '{DUE.id}'")
    shown = run_command(url, ON_LOOPBACK, "retention", "show")
    assert shown.exit_code == 1
    assert "0 erased by the next night, 0 not yet, 0 held back, 2 wait for the journal" in shown.stdout
    assert f"20-1001 is not erased: {why}" in shown.stderr
    assert "Traceback" not in shown.output
    assert "Asta" not in shown.output


def test_where_nothing_is_kept_there_is_nothing_to_list(tmp_path: Path) -> None:
    empty = sqlite_url(tmp_path / "another")
    (tmp_path / "another").mkdir()

    async def make() -> None:
        async with staffed(empty):
            pass

    asyncio.run(make())
    assert len(run_command(empty, ON_LOOPBACK, "retention", "show").stdout.splitlines()) == 1


@pytest.mark.parametrize("words", [("show",), ("run",)])
def test_a_database_of_an_earlier_version_is_taken_over_as_by_the_other_commands(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    earlier = sqlite_url(tmp_path)
    asyncio.run(at_0003(earlier, lambda _: None))
    done = run_command(earlier, ON_LOOPBACK, "retention", *words)
    assert done.exit_code == 0, done.output
    assert raw(earlier, "SELECT count(*) FROM erasing") == [(0,)]


@pytest.mark.parametrize("words", [("show",), ("run",)])
def test_a_database_of_a_later_version_is_left_alone_with_a_word_of_why(
    url: str, words: tuple[str, ...]
) -> None:
    raw(url, "UPDATE alembic_version SET version_num = '9999'")
    refused = run_command(url, ON_LOOPBACK, "retention", *words)
    assert refused.exit_code == 1
    assert refused.stderr == "Nothing was done: the database is of a later version: run that version.\n"
    assert raw(url, "SELECT count(*) FROM cases") == [(2,)]
