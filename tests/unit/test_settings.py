"""The settings: complete and safe, or refused with each variable and its remedy, and no value shown."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from app import cli
from settings import PREFIX, Settings, SettingsError, read_settings

APP_ID = "11111111-aaaa-4bbb-8ccc-000000000001"
TENANT = "22222222-aaaa-4bbb-8ccc-000000000001"
OTHER_TENANT = "22222222-aaaa-4bbb-8ccc-000000000002"


def key(number: int, length: int = 32) -> str:
    """Bytes as random as a key's, the same for the same number."""
    return base64.b64encode(hashlib.shake_256(bytes([number])).digest(length)).decode()


ANY_CHANNEL = {
    "DATABASE_URL": "postgresql://bot:databasehemmelighed@db.example/brobygger",
    "KEYS": f"k2:{key(1)}, k1:{key(2)}",
    "LOOKUP_KEY": key(3),
    "LINK_KEY": key(4),
    "CONTACT": "servicedesken",
}
LOOPBACK = ANY_CHANNEL | {
    "CHANNEL": "loopback",
    "TENANTS": f"{TENANT}, {OTHER_TENANT},",
    "PUBLIC_URL": "http://127.0.0.1:3978",
}
TEAMS = ANY_CHANNEL | {
    "CHANNEL": "teams",
    "TENANTS": TENANT,
    "APP_ID": APP_ID,
    "APP_TENANT": TENANT,
    "CLIENT_SECRET": "klienthemmelighed",
    "PUBLIC_URL": "https://tjeneste.example",
    "ANCHORS": "anchors.jsonl",
}
SECRETS = ("databasehemmelighed", "klienthemmelighed", *(key(n) for n in range(1, 5)))


def environment(given: Mapping[str, str]) -> dict[str, str]:
    return {PREFIX + name: value for name, value in given.items()}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Read the settings of an environment that holds exactly what is given."""

    def read(given: Mapping[str, str]) -> Settings:
        for name in Settings.model_fields:
            monkeypatch.delenv(PREFIX + name.upper(), raising=False)
        for variable, value in environment(given).items():
            monkeypatch.setenv(variable, value)
        return read_settings()

    return read


def values_of(given: Mapping[str, str]) -> set[str]:
    """All that was given, lists and key rings in parts; not the channel, whose two names are no secret."""
    parts = {part for name, value in given.items() if name != "CHANNEL" for part in re.split("[, ]+", value)}
    return {part.removeprefix("k1:").removeprefix("k2:") for part in parts if len(part) > 3}


def refusal(read: Any, given: Mapping[str, str]) -> list[str]:
    """The lines of the refusal, none of which shows a value that was given."""
    with pytest.raises(SettingsError) as refused:
        read(given)
    told = str(refused.value)
    for value in values_of(given):
        assert value not in told
    assert refused.value.__cause__ is None
    return told.splitlines()


@pytest.mark.parametrize("given", [LOOPBACK, TEAMS], ids=["loopback", "teams"])
def test_complete_settings_are_taken(read: Any, given: Mapping[str, str]) -> None:
    settings = read(given)
    assert settings.channel == given["CHANNEL"]
    assert list(settings.key_ring) == ["k2", "k1"]
    assert settings.lookup_keys == (base64.b64decode(key(3)),)
    assert settings.link_key_bytes == base64.b64decode(key(4))
    assert (settings.scan_every.total_seconds(), settings.deliver_every.total_seconds()) == (60, 5)


@pytest.mark.parametrize(
    ("lease", "longest"), [("", 10), ("300", 10), ("30", 10), ("15", 5), ("3", 1)], ids=str
)
def test_a_call_to_the_channel_ends_well_within_the_lease(read: Any, lease: str, longest: float) -> None:
    settings = read(TEAMS | {"LEASE_SECONDS": lease})
    assert settings.longest_send.total_seconds() == longest
    assert settings.longest_send * 3 <= settings.lease


def test_tenants_are_listed_with_commas_between(read: Any) -> None:
    assert read(LOOPBACK).tenant_ids == {TENANT, OTHER_TENANT}


@pytest.mark.parametrize("given", [LOOPBACK, TEAMS], ids=["loopback", "teams"])
def test_a_repr_hides_every_secret(read: Any, given: Mapping[str, str]) -> None:
    settings = read(given)
    for secret in SECRETS:
        assert secret not in f"{settings!r} {settings}"


def test_not_even_the_librarys_own_error_shows_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {**TEAMS, "KEYS": "k1:hemmelig-men-kort", "CHANNEL": "emulator-hemmelig"}
    for variable, value in environment(bad).items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError) as refused:
        Settings()  # type: ignore[call-arg]
    assert "hemmelig" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("CHANNEL", "is missing: it is teams, or loopback for the demo"),
        ("DATABASE_URL", "is missing: it is sqlite:///path/to/file.db or postgresql://"),
        ("KEYS", "is missing: it is id:key, with commas between"),
        ("LOOKUP_KEY", "is missing: it is a key for finding a citizen's cases; make one with"),
        ("LINK_KEY", "is missing: it is a key for calendar links; make one with"),
        ("PUBLIC_URL", "is missing: it is the service's address"),
        ("CONTACT", "is missing: it is whom somebody unknown"),
        ("TENANTS", "is empty: list the ids"),
        ("APP_ID", "is missing: take it from the bot's registration"),
        ("APP_TENANT", "is missing: take it from the bot's registration"),
        ("CLIENT_SECRET", "is missing: take it from the bot's registration"),
    ],
)
@pytest.mark.parametrize("left", ["out", "empty"])
def test_what_is_missing_is_named_with_its_remedy(read: Any, name: str, remedy: str, left: str) -> None:
    given = {each: value for each, value in TEAMS.items() if each != name}
    [line] = refusal(read, given if left == "out" else TEAMS | {name: ""})
    assert line.startswith(f"{PREFIX}{name} {remedy}")


def test_every_fault_is_named_at_once(read: Any) -> None:
    assert [line.split()[0] for line in refusal(read, {})] == [
        f"{PREFIX}{name}"
        for name in ("CHANNEL", "DATABASE_URL", "KEYS", "LOOKUP_KEY", "LINK_KEY", "PUBLIC_URL", "CONTACT")
    ]
    several = TEAMS | {"APP_ID": "", "CLIENT_SECRET": "", "PUBLIC_URL": "http://tjeneste.example"}
    assert len(refusal(read, several)) == 3


BAD_KEYS = [
    ("ikke base64!", "is not base64: make one with `app.py keys new`"),
    ("nøgle", "is not base64: make one with `app.py keys new`"),
    (key(1, 16), "must hold 32 bytes: make one with `app.py keys new`"),
    (key(1, 33), "must hold 32 bytes: make one with `app.py keys new`"),
    (base64.b64encode(bytes(32)).decode(), "repeats one byte and is no secret: make one with"),
    (base64.b64encode(b"A" * 32).decode(), "repeats one byte and is no secret: make one with"),
    (base64.b64encode(bytes(range(32))).decode(), "follows a pattern and is no secret: make one with"),
    (base64.b64encode(bytes(range(0, 160, 5))).decode(), "follows a pattern and is no secret"),
    (base64.b64encode(bytes(range(8)) * 4).decode(), "follows a pattern and is no secret"),
    (base64.b64encode(b"changeme-changeme-changeme-12345").decode(), "follows a pattern and is no secret"),
    (base64.b64encode(b"Paa det jaevne, i det himmelblaa").decode(), "follows a pattern and is no secret"),
]


@pytest.mark.parametrize(("bad", "remedy"), BAD_KEYS, ids=range(len(BAD_KEYS)))
@pytest.mark.parametrize("name", ["LOOKUP_KEY", "LINK_KEY", "KEYS"])
def test_a_key_that_protects_nothing_is_refused(read: Any, name: str, bad: str, remedy: str) -> None:
    value = f"k2:{key(1)},k1:{bad}" if name == "KEYS" else bad
    [line] = refusal(read, TEAMS | {name: value})
    assert line.startswith(f"{PREFIX}{name} {remedy}")


@pytest.mark.parametrize(
    ("keys", "remedy"),
    [
        (key(1), "must name each key, like k1:…, with commas between: make one with `app.py keys new`"),
        (f":{key(1)}", "must name each key"),
        (f"k1:{key(1)},", "must name each key"),
        (f"k1:{key(1)},k1:{key(2)}", "holds two keys of the same id: give each its own"),
    ],
)
def test_a_key_ring_that_cannot_be_read_is_refused(read: Any, keys: str, remedy: str) -> None:
    [line] = refusal(read, TEAMS | {"KEYS": keys})
    assert line.startswith(f"{PREFIX}KEYS {remedy}")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"LINK_KEY": key(3)}, "LINK_KEY holds a key that LOOKUP_KEY has too: make one with"),
        ({"LOOKUP_KEY": key(1)}, "LOOKUP_KEY holds a key that KEYS has too: make one with"),
        ({"KEYS": f"k2:{key(4)}"}, "LINK_KEY holds a key that KEYS has too: make one with"),
        ({"KEYS": f"k2:{key(1)},k1:{key(1)}"}, "KEYS holds the same key twice: keep it once"),
        ({"LOOKUP_KEY": f"{key(3)},{key(3)}"}, "LOOKUP_KEY holds the same key twice: keep it once"),
        ({"KEYS": f"demo:{key(1)}"}, "KEYS holds the demo's key: make one with `app.py keys new` and give"),
    ],
)
def test_a_key_has_one_purpose_and_is_not_the_demos(read: Any, given: dict[str, str], fault: str) -> None:
    [line] = refusal(read, TEAMS | given)
    assert line.startswith(f"{PREFIX}{fault}")


def test_the_demos_key_seals_the_demos_citizens(read: Any) -> None:
    assert list(read(LOOPBACK | {"KEYS": f"demo:{key(1)}"}).key_ring) == ["demo"]


def test_a_lookup_key_has_earlier_ones_behind_it_while_it_is_changed(read: Any) -> None:
    settings = read(TEAMS | {"LOOKUP_KEY": f"{key(5)}, {key(3)}"})
    assert settings.lookup_keys == (base64.b64decode(key(5)), base64.b64decode(key(3)))


def test_every_key_that_is_made_is_taken(read: Any) -> None:
    made = [CliRunner().invoke(cli, ["keys", "new"]).stdout.strip() for _ in range(3)]
    given = {"KEYS": f"k1:{made[0]}", "LOOKUP_KEY": made[1], "LINK_KEY": made[2]}
    assert read(TEAMS | given).channel == "teams"


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("CHANNEL", "emulator", "cannot be used: it is teams, or loopback for the demo"),
        ("DATABASE_URL", "mysql://bot:hemmeligt@db.example/b", "cannot be used: it is sqlite:///"),
        ("PUBLIC_URL", "tjeneste.example", "cannot be used: it is the service's address"),
        ("PUBLIC_URL", "https://tjeneste.example/", "cannot be used: it is the service's address"),
        ("PUBLIC_URL", "http://tjeneste.example", "must begin with https:// in production: set it"),
        ("CONTACT", "it", "cannot be used: it is whom somebody unknown"),
        ("PORT", "65536", "cannot be used: it is a whole number from 0 to 65535"),
        ("PORT", "http", "cannot be used: it is a whole number from 0 to 65535"),
        ("METRICS_PORT", "0", "cannot be used: it is a whole number from 1 to 65535"),
        ("METRICS_PORT", "3978", "is PORT: give the metrics a port of their own"),
        ("SCAN_SECONDS", "0", "cannot be used: it is above 0, at most 3600"),
        ("DELIVER_SECONDS", "301", "cannot be used: it is above 0, at most 300"),
        ("LEASE_SECONDS", "0.5", "cannot be used: it is from 1 to 300"),
        ("LEASE_SECONDS", "301", "cannot be used: it is from 1 to 300"),
        ("CLOCK_FILE", "viser", "winds the clock and is only for a loopback channel: remove it"),
        (
            "IDENTITY_PROVIDER",
            "http://127.0.0.1:1/login",
            "signs anybody in and is only for a loopback channel",
        ),
        ("TENANTS", " , ", "is empty: list the ids of the tenants"),
        ("TENANTS", f"{TENANT},hvidovre.dk", "must be ids, like 00000000-"),
        ("APP_ID", "brobygger-hvidovre", "must be an id, like 00000000-"),
        ("APP_ID", f" {APP_ID}", "has blanks around it: remove them"),
        ("APP_TENANT", "   ", "is missing: take it from the bot's registration"),
        ("CLIENT_SECRET", "klienthemmelighed\n", "has blanks around it: remove them"),
    ],
)
def test_what_is_unsafe_or_wrong_in_production_is_refused(
    read: Any, name: str, value: str, remedy: str
) -> None:
    [line] = refusal(read, TEAMS | {name: value})
    assert line.startswith(f"{PREFIX}{name} {remedy}")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "bot.example.dk", "::"])
def test_a_loopback_channel_listens_to_this_machine_only(read: Any, host: str) -> None:
    [line] = refusal(read, LOOPBACK | {"HOST": host})
    assert line == f"{PREFIX}HOST must be this machine on a loopback channel: set it to 127.0.0.1"
    [line] = refusal(read, LOOPBACK | {"METRICS_HOST": host})
    assert line == f"{PREFIX}METRICS_HOST must be this machine on a loopback channel: set it to 127.0.0.1"
    assert read(LOOPBACK | {"HOST": "::1"}).host == "::1"


def test_only_a_loopback_channel_may_have_its_clock_wound(read: Any) -> None:
    assert read(LOOPBACK | {"CLOCK_FILE": "clock"}).clock_file == Path("clock")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8765/login", "http://localhost/login", "http://[::1]:1"])
def test_a_loopback_channel_may_sign_people_in_on_this_machine(read: Any, url: str) -> None:
    assert read(LOOPBACK | {"IDENTITY_PROVIDER": url}).identity_provider == url


@pytest.mark.parametrize(
    "url", ["https://login.example", "http://127.0.0.1.example/login", "http://127.0.0.1/login/", "elsewhere"]
)
def test_a_loopback_channel_signs_nobody_in_elsewhere(read: Any, url: str) -> None:
    (line,) = refusal(read, LOOPBACK | {"IDENTITY_PROVIDER": url})
    assert "IDENTITY_PROVIDER must be on this machine" in line


def test_the_bots_come_from_the_variables_or_from_the_file_never_both(read: Any) -> None:
    file = {"REGISTRATIONS_FILE": "bots.toml"}
    several = {name: TEAMS[name] for name in (*ANY_CHANNEL, "CHANNEL", "PUBLIC_URL", "ANCHORS")} | file
    assert read(several).registrations_file == Path("bots.toml")
    lines = refusal(read, TEAMS | file)
    assert lines == [
        f"{PREFIX}{name} and REGISTRATIONS_FILE are both set: keep one way to name the bots"
        for name in ("APP_ID", "APP_TENANT", "CLIENT_SECRET", "TENANTS")
    ]


def test_a_loopback_channel_has_no_registrations(read: Any) -> None:
    lines = refusal(read, LOOPBACK | {"REGISTRATIONS_FILE": "bots.toml"})
    assert lines[0] == f"{PREFIX}REGISTRATIONS_FILE is only for the channel teams: remove it"


def test_in_teams_the_log_has_its_anchors_somewhere(read: Any) -> None:
    assert refusal(read, TEAMS | {"ANCHORS": ""}) == [
        f"{PREFIX}ANCHORS is missing: name the file, outside the database, for the audit log's anchors"
    ]
    assert read(LOOPBACK).anchors is None


def test_the_log_is_kept_for_whole_years_and_at_least_one(read: Any) -> None:
    assert read(LOOPBACK).log_kept == timedelta(days=5 * 365.25)
    for years in ("0", "31", "1.5"):
        (line,) = refusal(read, LOOPBACK | {"LOG_YEARS": years})
        assert line == f"{PREFIX}LOG_YEARS cannot be used: it is a whole number of years from 1 to 30"


def test_the_command_line_tells_the_faults_without_a_traceback() -> None:
    given = environment(TEAMS | {"APP_ID": "", "KEYS": f"k1:{key(1, 8)}"})
    blank = {PREFIX + name.upper(): "" for name in Settings.model_fields}
    result = CliRunner().invoke(cli, ["audit", "verify"], env=blank | given)
    assert result.exit_code == 1
    assert result.stderr.startswith("The settings cannot be used:\nBROBYGGER_KEYS must hold 32 bytes: ")
    assert key(1, 8) not in result.output
