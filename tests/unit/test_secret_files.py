"""Secrets from files: any of them, in place of its variable, and from a file that nobody else may write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secret_files import UnusableFiles, open_to_all, read_secret_files
from settings import PREFIX, Settings, SettingsError, read_settings, secret_settings, secrets_open_to_all
from tests.unit.test_settings import TEAMS, environment

SECRETS = ("CLIENT_SECRET", "DATABASE_URL", "KEYS", "LINK_KEY", "LOOKUP_KEY")


def a_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / f"secret-{len(list(folder.iterdir()))}"
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return file


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """An environment in which every secret is in a file of its own, by the variables that name them."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    files = {f"{name}_FILE": str(a_file(tmp_path, TEAMS[name] + "\n")) for name in SECRETS}
    values = {name: value for name, value in TEAMS.items() if name not in SECRETS}
    for name, value in environment(values | files).items():
        monkeypatch.setenv(name, value)
    return files


def test_every_secret_may_come_from_a_file(given: dict[str, str]) -> None:
    assert sorted(secret_settings()) == [PREFIX + name for name in SECRETS]
    read = read_settings()
    assert (read.database_url, read.text("client_secret")) == (TEAMS["DATABASE_URL"], TEAMS["CLIENT_SECRET"])
    assert list(read.key_ring) == ["k2", "k1"]
    assert secrets_open_to_all() == []


def test_what_a_file_holds_is_checked_like_a_variable(given: dict[str, str]) -> None:
    Path(given["LINK_KEY_FILE"]).write_text("nøgle", "utf-8")
    with pytest.raises(SettingsError, match=f"^{PREFIX}LINK_KEY is not base64") as refused:
        read_settings()
    assert "nøgle" not in str(refused.value)


def test_a_secret_in_both_places_is_refused(given: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}KEYS", TEAMS["KEYS"])
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value) == f"{PREFIX}KEYS and {PREFIX}KEYS_FILE are both set: keep one of them"


def test_a_setting_that_is_no_secret_has_no_file(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(f"{PREFIX}CONTACT")
    monkeypatch.setenv(f"{PREFIX}CONTACT_FILE", given["KEYS_FILE"])
    with pytest.raises(SettingsError, match="CONTACT is missing"):
        read_settings()


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_refused(tmp_path: Path, mode: int) -> None:
    file = a_file(tmp_path, "hemmeligt", mode)
    with pytest.raises(UnusableFiles) as refused:
        read_secret_files({"KEYS_FILE": str(file)}, ["KEYS"])
    assert str(refused.value).startswith("KEYS_FILE names a file that others may write")
    assert str(file) not in str(refused.value)


def test_every_file_that_cannot_be_used_is_named_at_once(tmp_path: Path) -> None:
    not_utf8 = tmp_path / "latin"
    not_utf8.write_bytes("nøgle".encode("latin-1"))
    not_utf8.chmod(0o600)
    files = {
        "A_FILE": str(tmp_path / "nowhere"),
        "B_FILE": str(tmp_path),
        "C_FILE": str(a_file(tmp_path, " \n")),
        "D_FILE": str(not_utf8),
    }
    with pytest.raises(UnusableFiles) as refused:
        read_secret_files(files, ["A", "B", "C", "D", "E"])
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == [
        "A_FILE names no file",
        "B_FILE names no file",
        "C_FILE names an empty file",
        "D_FILE names a file that is not UTF-8",
    ]


def test_a_file_that_everybody_may_read_is_taken_and_told_of(tmp_path: Path) -> None:
    """As Docker and Kubernetes lay them into a container."""
    shared, own = a_file(tmp_path, "hemmeligt\r\n", 0o444), a_file(tmp_path, "hemmeligt", 0o640)
    files = {"A_FILE": str(shared), "B_FILE": str(own)}
    assert read_secret_files(files, ["A", "B"]) == {"A": "hemmeligt", "B": "hemmeligt"}
    assert open_to_all(files, ["A", "B", "C"]) == ["A_FILE"]


def test_no_secret_is_among_the_settings_that_show_themselves() -> None:
    shown = {name.upper() for name, field in Settings.model_fields.items() if field.repr}
    assert "DATABASE_URL" not in shown
