"""Several bots in one file: each complete, none twice, and no value shown when one is not."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

from app import channel_of, cli
from bot.configuration import AuthenticatedChannel, ChannelMisconfigured, LoopbackChannel
from registrations import read_registrations
from settings import PREFIX, Settings, SettingsError
from tests.unit.docs.papers import ROOT, Paper
from tests.unit.test_settings import ANY_CHANNEL, APP_ID, LOOPBACK, TEAMS, TENANT, environment

REGION = f"""[[registration]]
app_id = "{APP_ID}"
app_tenant = "{TENANT}"
client_secret = "regionens hemmelighed"
tenants = ["{TENANT}"]
"""
HVIDOVRE = """[[registration]]
app_id = "11111111-aaaa-4bbb-8ccc-000000000002"
app_tenant = "22222222-aaaa-4bbb-8ccc-000000000002"
client_secret = "kommunens hemmelighed"
tenants = ["22222222-aaaa-4bbb-8ccc-000000000002", "22222222-aaaa-4bbb-8ccc-000000000003"]
"""


IN_TEAMS = {"CHANNEL": "teams", "PUBLIC_URL": "https://bot.example.dk", "ANCHORS": "anchors.jsonl"}


def settings(given: dict[str, str]) -> Settings:
    return Settings(**{name.lower(): value for name, value in given.items()})  # type: ignore[arg-type]


def several(file: Path) -> Settings:
    return settings(ANY_CHANNEL | IN_TEAMS | {"REGISTRATIONS_FILE": str(file)})


def written(folder: Path, text: str) -> Settings:
    file = folder / "bots.toml"
    file.write_text(text, encoding="utf-8")
    return several(file)


def test_the_single_variables_make_one_registration() -> None:
    [only] = read_registrations(settings(TEAMS))
    assert (only.app_id, only.app_tenant, only.tenants) == (APP_ID, TENANT, frozenset({TENANT}))
    assert only.client_secret.value == TEAMS["CLIENT_SECRET"]


def test_the_file_holds_a_registration_for_each_bot(tmp_path: Path) -> None:
    channel = channel_of(written(tmp_path, REGION + HVIDOVRE))
    assert isinstance(channel, AuthenticatedChannel)
    assert [(each.bot_id[-1], each.client_secret.value) for each in channel.registrations] == [
        ("1", "regionens hemmelighed"),
        ("2", "kommunens hemmelighed"),
    ]
    assert len(channel.registrations[1].tenants) == 2
    assert "hemmelighed" not in repr(channel)


def test_one_bot_may_stand_in_a_file_too(tmp_path: Path) -> None:
    assert len(read_registrations(written(tmp_path, REGION))) == 1


def test_a_loopback_channel_needs_no_registration() -> None:
    assert isinstance(channel_of(settings(LOOPBACK)), LoopbackChannel)


def test_the_example_in_the_installation_guide_is_a_registrations_file(tmp_path: Path) -> None:
    [example] = Paper(ROOT / "docs" / "installation-i-teams.md").blocks("toml")
    assert len(read_registrations(written(tmp_path, example))) == 2


@pytest.mark.parametrize(
    ("line", "instead", "told"),
    [
        ("app_id", "", "app_id is missing: it is the application id, like 00000000-"),
        ("app_id", 'app_id = "brobygger"', "app_id cannot be used: it is the application id"),
        ("app_id", "app_id = 7", "app_id cannot be used"),
        ("app_tenant", "", "app_tenant is missing: it is the id of the tenant"),
        ("app_tenant", 'app_tenant = " "', "app_tenant cannot be used"),
        ("client_secret", "", "client_secret is missing: it is the Value of the client secret"),
        ("client_secret", 'client_secret = ""', "client_secret cannot be used"),
        ("client_secret", 'client_secret = "kommunens hemmelighed "', "client_secret cannot be used"),
        ("tenants", "", "tenants is missing: it is the tenants that use the bot"),
        ("tenants", "tenants = []", "tenants cannot be used"),
        ("tenants", 'tenants = ["hvidovre.dk"]', "tenants cannot be used"),
        ("tenants", 'tenants = "22222222-aaaa-4bbb-8ccc-000000000002"', "tenants cannot be used"),
    ],
)
def test_a_registration_that_is_not_complete_is_refused_by_number_and_name(
    tmp_path: Path, line: str, instead: str, told: str
) -> None:
    lines = [instead if each.startswith(line) else each for each in HVIDOVRE.splitlines()]
    with pytest.raises(SettingsError) as refused:
        read_registrations(written(tmp_path, REGION + "\n".join(lines)))
    assert str(refused.value).startswith(f"{PREFIX}REGISTRATIONS_FILE: registration 2: {told}")
    assert "\n" not in str(refused.value)
    assert "hemmelighed" not in str(refused.value)
    assert "hvidovre.dk" not in str(refused.value)


def test_a_key_that_is_not_known_is_refused_without_showing_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="registration 1: has a key that is not known") as refused:
        read_registrations(written(tmp_path, REGION + 'hemmelighed = "x"'))
    assert "hemmelighed" not in str(refused.value)


def test_every_fault_of_every_registration_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read_registrations(written(tmp_path, "[[registration]]\n[[registration]]"))
    assert len(str(refused.value).splitlines()) == 8


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", r"write a \[\[registration\]\] block for each bot"),
        ("registration = []", r"registration"),
        ('registration = ["hemmelighed"]', r"write a \[\[registration\]\] block"),
        ('[registration]\nclient_secret = "hemmelighed"', r"write a \[\[registration\]\] block"),
        (f"hemmelighed = 1\n{REGION}", r"write a \[\[registration\]\] block"),
        (f"{REGION}hemmelighed\n", r"is not TOML at line 6: correct it there"),
        (f'{REGION}x = "hemmelighed', r"is not TOML at its end: correct it there"),
    ],
)
def test_a_file_of_another_form_is_refused_without_showing_what_it_holds(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises((SettingsError, ChannelMisconfigured), match=told) as refused:
        channel_of(written(tmp_path, text))
    assert "hemmelighed" not in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused_without_naming_it(tmp_path: Path) -> None:
    for unreadable in (tmp_path / "hemmelig.toml", tmp_path):
        with pytest.raises(SettingsError, match="cannot be read: see that the file is there") as refused:
            read_registrations(several(unreadable))
        assert str(tmp_path) not in str(refused.value)
    (tmp_path / "latin.toml").write_bytes(REGION.replace("regionens", "bør").encode("latin-1"))
    with pytest.raises(SettingsError, match="is not UTF-8"):
        read_registrations(several(tmp_path / "latin.toml"))


@pytest.mark.parametrize(
    ("before", "after", "setting"),
    [
        ("11111111-aaaa-4bbb-8ccc-000000000002", APP_ID.upper(), "app_id"),
        ("22222222-aaaa-4bbb-8ccc-000000000003", TENANT.upper(), "tenants"),
    ],
)
def test_a_bot_that_may_not_start_tells_why_without_a_traceback(
    tmp_path: Path, before: str, after: str, setting: str
) -> None:
    file = tmp_path / "bots.toml"
    file.write_text(REGION + HVIDOVRE.replace(before, after), encoding="utf-8")
    (tmp_path / "anchors.jsonl").touch()
    given = (
        ANY_CHANNEL
        | IN_TEAMS
        | {
            "ANCHORS": str(tmp_path / "anchors.jsonl"),
            "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}",
            "REGISTRATIONS_FILE": str(file),
        }
    )
    blank = {PREFIX + name.upper(): "" for name in Settings.model_fields}
    try:
        result = CliRunner().invoke(cli, ["run"], env=blank | environment(given))
    finally:
        # The command sets up the log of its process, onto a stream that ends with it.
        structlog.reset_defaults()
        logging.disable(logging.NOTSET)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"The settings cannot be used:\n{setting} holds the same id twice")
    assert "hemmelighed" not in result.output
    assert after not in result.output
