"""`app.py keys`: new keys are made, put to use while the bot runs, and counted; nothing shows a key."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import Result

from tests import factories as f
from tests.contract.everything import write_everything
from tests.integration.command_line import ON_LOOPBACK, in_base64, run_command
from tests.stores import KEYS, LOOKUP_KEY, a_key, raw, sqlite_url, staffed

OLD = f"2026:{in_base64(KEYS.keys['2026'])}"
NEW = f"2027:{in_base64(a_key('2027'))}"
NEW_LOOKUP = in_base64(a_key("another lookup"))
SECRETS = (in_base64(KEYS.keys["2026"]), in_base64(a_key("2027")), in_base64(LOOKUP_KEY), NEW_LOOKUP)


async def prepare(url: str) -> None:
    async with staffed(url) as store:
        await store.run(write_everything)


@pytest.fixture
def url(tmp_path: Path) -> str:
    asyncio.run(prepare(sqlite_url(tmp_path)))
    return sqlite_url(tmp_path)


def run(url: str, *words: str, **settings: str) -> Result:
    done = run_command(url, ON_LOOPBACK, "keys", *words, **settings)
    assert [secret for secret in SECRETS if secret in done.output] == []
    return done


def test_a_rotation_ends_with_what_each_key_still_seals(url: str) -> None:
    done = run(url, "rotate", KEYS=f"{NEW},{OLD}")
    assert done.exit_code == 0, done.output
    assert "cases: 1 rows made new" in done.stdout.splitlines()
    new, old = done.stdout.splitlines()[-2:]
    assert new.startswith("2027: ")
    assert old == "2026: seals nothing."
    assert run(url, "show", KEYS=NEW).exit_code == 0
    assert run_command(url, ON_LOOPBACK, "outbox", "show", KEYS=NEW).exit_code == 0


def test_a_rotation_stands_in_the_audit_log_with_its_counts(url: str) -> None:
    run(url, "rotate", KEYS=f"{NEW},{OLD}")
    entries = raw(url, "SELECT actor_id, action, subject FROM audit ORDER BY seq")[1:]
    assert entries == [("operator", "rotate_begun", "keys"), ("operator", "rotate_ended", "keys")]


def test_a_rotation_that_leaves_something_ends_with_status_1_and_the_remedy(url: str) -> None:
    raw(url, "UPDATE effects SET answer = X'00'")
    left = run(url, "rotate", KEYS=f"{NEW},{OLD}")
    assert left.exit_code == 1
    assert "In a form this version does not read: 1 values (effects 1)." in left.stdout
    assert "See that every replica has the new key first" in left.stderr


def test_keys_that_do_not_fit_the_database_are_refused_without_a_traceback(url: str) -> None:
    for settings in ({"KEYS": NEW}, {"LOOKUP_KEY": NEW_LOOKUP}):
        refused = run(url, "rotate", **settings)
        assert refused.exit_code == 1
        assert refused.stderr.startswith("The keys do not fit the database: BROBYGGER_")


def test_the_lookup_key_is_changed_by_the_same_command(url: str) -> None:
    [(before,)] = raw(url, "SELECT cpr_hash FROM cases")
    done = run(url, "rotate", LOOKUP_KEY=f"{NEW_LOOKUP},{in_base64(LOOKUP_KEY)}")
    assert done.exit_code == 0
    assert "cases.cpr_hash: 1 rows made new" in done.stdout
    assert raw(url, "SELECT cpr_hash FROM cases") != [(before,)]
    assert run(url, "rotate", LOOKUP_KEY=NEW_LOOKUP).exit_code == 0


def test_a_new_key_is_32_bytes_and_another_each_time(url: str) -> None:
    made = [run(url, "new").stdout.strip() for _ in range(2)]
    assert len(set(made)) == 2
    assert f.CITIZEN_NAME not in made
