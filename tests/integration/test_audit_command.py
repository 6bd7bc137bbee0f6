"""`app.py audit`: the log is checked with its anchors, and a sample of it is drawn and logged."""

from __future__ import annotations

import asyncio
import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import Result

from storage.log.anchors import AnchorFile, anchor_key
from storage.schema.log_tables import audit
from tests import factories as f
from tests.contract.logbook import lift_protection
from tests.integration.command_line import IN_TEAMS, environment, run_command
from tests.stores import LOOKUP_KEY, begin_migrated, opened, raw, sqlite_url, stored
from workflows.ports import Records

FOUR = [f.an_entry(f"meeting:{n}", organisation_id=f.NURSE.home.organisation_id) for n in range(4)]


async def prepare(url: str, anchors: AnchorFile) -> None:
    """Two batches of two, an anchor for each."""
    begin_migrated(url)
    async with opened(url) as store:
        await store.run(lambda records: records.directory.replace(f.DIRECTORY))

        def seal(records: Records) -> None:
            records.seals.seal(f.NOW)
            newest = records.seals.newest()
            assert newest is not None
            anchors.append(newest, f.NOW)

        for two in (FOUR[:2], FOUR[2:]):
            await stored(store, *two)
            await store.run(seal)


@pytest.fixture
def url(tmp_path: Path) -> str:
    (tmp_path / "anchors.jsonl").touch()
    anchors = AnchorFile(tmp_path / "anchors.jsonl", anchor_key(LOOKUP_KEY))
    asyncio.run(prepare(sqlite_url(tmp_path), anchors))
    return sqlite_url(tmp_path)


def anchors_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///")).with_name("anchors.jsonl")


def run(url: str, *words: str) -> Result:
    return run_command(url, IN_TEAMS | {"ANCHORS": str(anchors_of(url))}, "audit", *words)


def test_a_whole_log_is_told_to_be_whole(url: str) -> None:
    answer = run(url, "verify")
    assert answer.exit_code == 0
    assert answer.stdout == (
        "The audit log is whole: 4 entries, 2 seals, 0 entries waiting for one; 2 anchors.\n"
    )


def test_without_anchors_it_says_what_cannot_be_vouched_for(url: str) -> None:
    anchors_of(url).write_text("")
    assert "no anchors: its end cannot be vouched for" in run(url, "verify").stdout


def test_each_fault_is_told_by_its_number(url: str) -> None:
    lift_protection(url)
    raw(url, "UPDATE audit SET subject = 'meeting:9' WHERE seq = 2")
    raw(url, "UPDATE audit_seals SET total = 5 WHERE number = 2")
    answer = run(url, "verify")
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert answer.stderr.splitlines() == [
        "The audit log is broken:",
        "entry 2 is not as it was written",
        "entry 2 does not open with its key: changed, or not written by the bot",
        "the seal of batch 2 is not as it was made, or does not follow the one before",
        "line 2 of the anchors names another seal than there is: it was rewritten",
    ]


def test_a_log_whose_end_was_cut_off_is_found(url: str) -> None:
    lift_protection(url)
    raw(url, "DELETE FROM audit WHERE batch = 2")
    raw(url, "DELETE FROM audit_seals WHERE number = 2")
    assert run(url, "verify").stderr.splitlines()[1:] == [
        "line 2 of the anchors names a seal past the log's end: that was cut off"
    ]


def test_a_line_of_the_anchors_that_was_edited_is_found(url: str) -> None:
    file = anchors_of(url)
    file.write_text(file.read_text().replace('"entries":2', '"entries":1'))
    assert run(url, "verify").stderr.splitlines()[1:] == ["line 1 of the anchors is not as the bot wrote it"]


def test_without_the_file_of_anchors_nothing_is_said_to_be_whole_and_the_bot_does_not_start(url: str) -> None:
    anchors_of(url).unlink()
    answer = run(url, "verify")
    assert answer.exit_code == 1
    assert answer.stderr.startswith("The anchors cannot be read (FileNotFoundError): ")
    settings = environment(url, IN_TEAMS, ANCHORS=str(anchors_of(url)))
    app = str(Path(__file__).parents[2] / "app.py")
    started = subprocess.run(  # a process of its own: `run` sets up the log for good
        [sys.executable, app, "run"],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert started.returncode == 1
    assert "there is no file" in started.stderr
    assert "make an empty one before the first start" in started.stderr
    assert not anchors_of(url).exists()


def test_more_faults_than_can_be_read_are_cut_short(url: str) -> None:
    async def many() -> None:
        async with opened(url) as store:
            await stored(store, *(f.an_entry(f"meeting:{n}") for n in range(120)))

    asyncio.run(many())
    lift_protection(url)
    raw(url, "UPDATE audit SET subject = 'x'")
    lines = run(url, "verify").stderr.splitlines()
    assert (len(lines), lines[-1]) == (102, "Only the first 100 faults are told.")


def test_a_sample_names_staff_and_is_logged_with_the_account_it_was_drawn_under(url: str) -> None:
    answer = run(url, "sample", "2026-11", "--each", "3")
    assert answer.exit_code == 0
    lines = answer.stdout.splitlines()
    assert lines[0].startswith("Stikprøve af loggen for november 2026, trukket ")
    assert "Psykiatrisk Center Glostrup: 3 af 4 poster" in lines
    assert sum(line.startswith("  Nora Demo, Sygeplejerske") for line in lines) == 3
    ((action, subject, source),) = raw(url, "SELECT action, subject, source FROM audit WHERE seq = 5")
    assert (action, subject) == ("log.sample", "log:2026-11")
    account = pwd.getpwuid(os.getuid()).pw_name
    assert source == f'["command_line","audit sample","","{account}"]'


@pytest.mark.parametrize(
    ("month", "told"),
    [
        ("november", "Nothing was drawn: MONTH must be a month, like 2026-11."),
        ("2026-13", "Nothing was drawn: MONTH must be a month, like 2026-11."),
        ("2999-01", "Nothing was drawn: that month has not begun."),
    ],
)
def test_what_is_no_month_is_refused_and_nothing_is_logged(url: str, month: str, told: str) -> None:
    answer = run(url, "sample", month)
    assert (answer.exit_code, answer.stderr) == (1, f"{told}\n")
    assert raw(url, "SELECT count(*) FROM audit") == [(4,)]


def test_an_import_of_the_directory_is_logged_with_how_many_it_names(url: str, tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    columns = "organisation,sector,tenant_id,unit,area,person,title,user_id,email,phone,role,receives"
    tenant, user = "11111111-1111-4111-8111-111111111111", "33333333-3333-4333-8333-333333333333"
    file.write_text(
        f"{columns}\nPsykiatrisk Center Glostrup,region,{tenant},Afsnit 1,adults,Ada Prøve,Sygeplejerske,"
        f"{user},ada@region.example,00 00 00 00,frontline,yes\n"
    )
    assert run_command(url, IN_TEAMS, "directory", "import", str(file)).exit_code == 0

    async def read() -> list[tuple[str, str, str, dict[str, str]]]:
        async with opened(url) as store:
            await store.run(lambda r: r.seals.seal(f.NOW))
            entries = await store.run(lambda r: r.seals.entries([5]))
            return [(e.actor_id, e.action, e.subject, e.detail) for e in entries]

    assert asyncio.run(read()) == [("import", "import", "directory", {"people": "1", "memberships": "1"})]
    assert "Ada" not in str(raw(url, f"SELECT * FROM {audit.name}"))
