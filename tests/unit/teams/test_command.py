"""The operator's command: what is built, what is told, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

from typer.testing import CliRunner

from teams.command import teams_commands
from teams.organisation import app_id_for

BOT = "0f9e8d7c-6b5a-4c3d-8e1f-0a1b2c3d4e5f"


def _package(out: Path, *options: str, bot_id: str = BOT) -> tuple[int, str]:
    arguments = ["package", "--organisation", "Hvidovre Kommune", "--bot-id", bot_id]
    arguments += ["--public-url", "https://bot.example.dk/", "--out", str(out), *options]
    result = CliRunner().invoke(teams_commands, arguments)
    return result.exit_code, result.output


def test_the_operator_is_told_the_endpoint_and_the_pages_to_check(tmp_path: Path) -> None:
    status, told = _package(tmp_path / "hvidovre.zip")
    assert status == 0
    assert "https://bot.example.dk/api/messages" in told
    assert "https://bot.example.dk/privacy" in told
    with ZipFile(tmp_path / "hvidovre.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["id"] == app_id_for(BOT)
    assert manifest["bots"][0]["botId"] == BOT


def test_an_organisation_may_point_at_its_own_privacy_page_and_app_id(tmp_path: Path) -> None:
    own = "7d0b3a52-4b0e-4b8e-9a51-3f2f4c9f1a01"
    page = "https://www.example.dk/databeskyttelse"
    status, _ = _package(tmp_path / "h.zip", "--app-id", own, "--privacy-url", page, "--version", "1.2.0")
    assert status == 0
    with ZipFile(tmp_path / "h.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["id"], manifest["developer"]["privacyUrl"], manifest["version"]) == (own, page, "1.2.0")


def test_a_wrong_bot_id_ends_with_status_1_and_the_remedy(tmp_path: Path) -> None:
    status, told = _package(tmp_path / "hvidovre.zip", bot_id="hvidovre")
    assert status == 1
    assert "The package was not built. --bot-id 'hvidovre': give a GUID" in told
    assert not (tmp_path / "hvidovre.zip").exists()
